/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a lecture takes a moment, and may have to wait for another program:
 * whoever goes back meanwhile cancels it.
 */
#include "ui/lecture-page.h"

#include <glib/gi18n-lib.h>

#include "ui/lecture-reader.h"
#include "ui/slide-cell.h"

#define MAX_KEPT 150 /* pictures: three screens of a large window */

struct _LecLecturePage
{
  AdwBin parent_instance;

  LecJobItem *item;      /* (nullable) */
  GCancellable *reading; /* (nullable) */
  LecThumbnails *thumbnails;
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  GtkGridView *grid;
};

G_DEFINE_FINAL_TYPE (LecLecturePage, lec_lecture_page, ADW_TYPE_BIN)

/* --- Cells --- */

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem *cell,
          gpointer user_data)
{
  gtk_list_item_set_child (cell, GTK_WIDGET (lec_slide_cell_new ()));
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem *cell,
         gpointer user_data)
{
  LecLecturePage *self = user_data;

  lec_slide_cell_bind (LEC_SLIDE_CELL (gtk_list_item_get_child (cell)), gtk_list_item_get_item (cell),
                       self->thumbnails);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem *cell,
           gpointer user_data)
{
  lec_slide_cell_unbind (LEC_SLIDE_CELL (gtk_list_item_get_child (cell)));
}

static void
add_factory (LecLecturePage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_DEFAULT);
  gtk_grid_view_set_factory (self->grid, factory);
  g_object_unref (factory);
}

/* --- The lecture --- */

static void
show_slides (LecLecturePage *self,
             GListModel *slides)
{
  guint n_slides = g_list_model_get_n_items (slides);
  g_autofree char *count =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u slide", "%u slides", n_slides), n_slides);
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (g_object_ref (slides));

  adw_window_title_set_subtitle (self->title, count);
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (selection));
  gtk_stack_set_visible_child_name (self->stack, "slides");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  g_autoptr (LecLecturePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) slides = lec_lecture_reader_read_finish (result, &error);
  g_autofree char *escaped = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->reading);
  if (slides != NULL)
    {
      show_slides (self, slides);
      return;
    }

  escaped = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

void
lec_lecture_page_clear (LecLecturePage *self)
{
  g_return_if_fail (LEC_IS_LECTURE_PAGE (self));

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->item);
  gtk_grid_view_set_model (self->grid, NULL);
  g_clear_object (&self->thumbnails);
}

void
lec_lecture_page_show (LecLecturePage *self,
                       LecJobItem *item)
{
  g_return_if_fail (LEC_IS_LECTURE_PAGE (self) && LEC_IS_JOB_ITEM (item));

  lec_lecture_page_clear (self);
  self->item = g_object_ref (item);
  self->thumbnails = lec_thumbnails_new (MAX_KEPT);
  self->reading = g_cancellable_new ();
  adw_window_title_set_title (self->title, lec_job_item_get_name (item));
  adw_window_title_set_subtitle (self->title, NULL);
  gtk_stack_set_visible_child_name (self->stack, "reading");
  lec_lecture_reader_read_async (lec_job_item_get_id (item), self->reading, read_cb, g_object_ref (self));
}

const char *
lec_lecture_page_get_shown (LecLecturePage *self)
{
  g_return_val_if_fail (LEC_IS_LECTURE_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}

/* "job.open" of this job is "win.open-job" of its number. */
static void
job_action_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  g_autofree char *action = g_strdup_printf ("win.%s-job", name + strlen ("job."));

  if (self->item != NULL)
    gtk_widget_activate_action (widget, action, "x", lec_job_item_get_id (self->item));
}

static void
lec_lecture_page_dispose (GObject *object)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (object);

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->item);
  g_clear_object (&self->thumbnails);

  G_OBJECT_CLASS (lec_lecture_page_parent_class)->dispose (object);
}

static void
lec_lecture_page_class_init (LecLecturePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_lecture_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/lecture-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, title);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, stack);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, LecLecturePage, grid);
  gtk_widget_class_install_action (widget_class, "job.open", NULL, job_action_cb);
  gtk_widget_class_install_action (widget_class, "job.show", NULL, job_action_cb);
}

static void
lec_lecture_page_init (LecLecturePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_factory (self);
}
