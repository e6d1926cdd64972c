/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the list when it is shown, and again after each removal: another program
 * may have changed it.
 */
#include "ui/never-group.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "ui/group-rows.h"
#include "ui/never-requests.h"
#include "ui/thumbnail-picture.h"

#define MAX_KEPT       20 /* pictures */
#define PICTURE_WIDTH  96 /* pixels */
#define PICTURE_HEIGHT 54

struct _LecNeverGroup
{
  AdwPreferencesGroup parent_instance;

  GCancellable *cancellable; /* ends with the group */
  LecThumbnails *thumbnails;
  LecGroupRows *rows;
};

G_DEFINE_FINAL_TYPE (LecNeverGroup, lec_never_group, ADW_TYPE_PREFERENCES_GROUP)

static void ask (LecNeverGroup *self, guint remove);

static void
removed_cb (LecNeverGroup *self,
            GtkWidget *button)
{
  guint number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "number"));

  gtk_widget_set_sensitive (button, FALSE);
  ask (self, number);
}

static GtkWidget *
make_button (LecNeverGroup *self,
             const LecNeverPage *page,
             const char *title)
{
  /* Translators: %s is the title of a page */
  g_autofree char *label = g_strdup_printf (_ ("Remove “%s”"), title);
  GtkWidget *button = lec_group_rows_make_button (label);

  g_object_set_data (G_OBJECT (button), "number", GUINT_TO_POINTER (page->number));
  g_signal_connect_object (button, "clicked", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_picture (LecNeverGroup *self,
              const LecNeverPage *page)
{
  GtkWidget *picture = g_object_new (LEC_TYPE_THUMBNAIL_PICTURE, "width-request", PICTURE_WIDTH, "height-request",
                                     PICTURE_HEIGHT, "margin-top", 6, "margin-bottom", 6, NULL);

  lec_thumbnail_picture_show (LEC_THUMBNAIL_PICTURE (picture), page->picture, self->thumbnails);
  return picture;
}

static void
add_row (LecNeverGroup *self,
         const LecNeverPage *page)
{
  g_autofree char *time = lec_time_format (page->start_s);
  /* Translators: the name of a lecture, and a time in it */
  g_autofree char *place = g_strdup_printf (_ ("%s · %s"), page->lecture, time);
  const char *title = page->title != NULL ? page->title : _ ("A page without a title");
  AdwActionRow *row = lec_group_rows_add (self->rows, title, place, make_button (self, page, title));

  adw_action_row_set_title_lines (row, 1);
  adw_action_row_set_subtitle_lines (row, 1);
  adw_action_row_add_prefix (row, make_picture (self, page));
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_autoptr (LecNeverGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pages = lec_never_requests_list_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || g_cancellable_is_cancelled (self->cancellable))
    return;

  lec_group_rows_begin (self->rows);
  for (guint i = 0; pages != NULL && i < pages->len; i++)
    add_row (self, g_ptr_array_index (pages, i));
  lec_group_rows_end (self->rows, error);
}

static void
ask (LecNeverGroup *self,
     guint remove)
{
  lec_never_requests_list_async (remove, self->cancellable, listed_cb, g_object_ref (self));
}

static void
lec_never_group_dispose (GObject *object)
{
  LecNeverGroup *self = LEC_NEVER_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->thumbnails);

  G_OBJECT_CLASS (lec_never_group_parent_class)->dispose (object);
}

static void
lec_never_group_finalize (GObject *object)
{
  LecNeverGroup *self = LEC_NEVER_GROUP (object);

  g_object_unref (self->cancellable);
  lec_group_rows_free (self->rows);

  G_OBJECT_CLASS (lec_never_group_parent_class)->finalize (object);
}

static void
lec_never_group_class_init (LecNeverGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lec_never_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_never_group_finalize;
}

static void
lec_never_group_init (LecNeverGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->thumbnails = lec_thumbnails_new (MAX_KEPT, LEC_THUMBNAIL_HEIGHT);
  self->rows = lec_group_rows_new (ADW_PREFERENCES_GROUP (self));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Never Taken"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         _ ("Pages that are left out of every lecture from now on"));
}

void
lec_never_group_list (LecNeverGroup *self)
{
  g_return_if_fail (LEC_IS_NEVER_GROUP (self));

  ask (self, 0);
}
