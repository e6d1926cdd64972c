/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens the user's guide with whatever shows pages of the web here, and tells where
 * it is when nothing does. Nobody asks for it often enough that the window should
 * look for it before that.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/own-library.h"
#include "ui/show-document.h"
#include "ui/window-private.h"

#define INSTALLED LECTERN_GUIDEDIR G_DIR_SEPARATOR_S "index.html"
/* Beside the private library, in a program that is not installed. */
#define BUILT "reference" G_DIR_SEPARATOR_S "guide" G_DIR_SEPARATOR_S "index.html"

static void show_first_async (LecWindow *self, GPtrArray *places);

/* With any other program, or on another machine. */
static void
tell_place (LecWindow *self,
            const char *path,
            const char *reason)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("No Program Here Shows the Guide"), NULL);
  g_autofree char *shown = g_filename_display_name (path);
  GtkWidget *place = gtk_label_new (shown);

  /* Translators: %s is why, a sentence of the system; below it is the path of a file */
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("%s.\n\nIt is a page for a web browser, in this file:"), reason);
  gtk_label_set_selectable (GTK_LABEL (place), TRUE);
  gtk_label_set_wrap (GTK_LABEL (place), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (place), PANGO_WRAP_WORD_CHAR);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), place);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
shown_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  LecWindow *self = LEC_WINDOW (source);
  g_autoptr (GPtrArray) places = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_missing = FALSE;

  if (lec_show_document_finish (result, &error) || g_cancellable_is_cancelled (self->cancellable))
    return;

  is_missing = g_error_matches (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  if (!is_missing)
    tell_place (self, g_ptr_array_index (places, 0), error->message);
  else if (places->len == 1)
    lec_window_show_toast (self, error->message);
  else
    {
      g_ptr_array_remove_index (places, 0);
      show_first_async (self, g_steal_pointer (&places));
    }
}

/* @places: (transfer full) (element-type filename): where it may be; the next is taken when the
 * first is not there */
static void
show_first_async (LecWindow *self,
                  GPtrArray *places)
{
  lec_show_document_async (GTK_WINDOW (self), g_ptr_array_index (places, 0), self->cancellable, shown_cb, places);
}

/* What is built counts first: a developer's page is newer than the one that is installed. */
static void
show_guide_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  GPtrArray *places = g_ptr_array_new_with_free_func (g_free);
  char *built = lec_own_library_build_path (BUILT);

  if (built != NULL)
    g_ptr_array_add (places, built);
  g_ptr_array_add (places, g_strdup (INSTALLED));
  show_first_async (LEC_WINDOW (widget), places);
}

void
lec_window_guide_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-guide", NULL, show_guide_cb);
}
