/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens the user's guide with whatever shows pages of the web here. Nobody asks
 * for it often enough that the window should look for it before that.
 */
#include "config.h"

#include "base/error.h"
#include "base/own-library.h"
#include "ui/show-document.h"
#include "ui/window-private.h"

#define INSTALLED LECTERN_GUIDEDIR G_DIR_SEPARATOR_S "index.html"
/* Beside the private library, in a program that is not installed. */
#define BUILT "reference" G_DIR_SEPARATOR_S "guide" G_DIR_SEPARATOR_S "index.html"

static void
shown_cb (GObject *source,
          GAsyncResult *result,
          gpointer user_data)
{
  LecWindow *self = LEC_WINDOW (source);
  g_autofree char *other = user_data; /* (nullable): where it may be instead */
  g_autoptr (GError) error = NULL;

  if (lec_show_document_finish (result, &error) || g_cancellable_is_cancelled (self->cancellable))
    return;

  if (other != NULL && g_error_matches (error, LEC_ERROR, LEC_ERROR_NOT_FOUND))
    lec_show_document_async (GTK_WINDOW (self), other, self->cancellable, shown_cb, NULL);
  else
    lec_window_show_toast (self, error->message);
}

/* What is built counts first: a developer's page is newer than the one that is installed. */
static void
show_guide_cb (GtkWidget *widget,
               const char *name,
               GVariant *parameter)
{
  LecWindow *self = LEC_WINDOW (widget);
  g_autofree char *built = lec_own_library_build_path (BUILT);

  lec_show_document_async (GTK_WINDOW (self), built != NULL ? built : INSTALLED, self->cancellable, shown_cb,
                           built != NULL ? g_strdup (INSTALLED) : NULL);
}

void
lec_window_guide_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-guide", NULL, show_guide_cb);
}
