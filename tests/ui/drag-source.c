/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: drag-source FILE…
 *
 * A window that is nothing but files to drag, as a file manager gives them.
 */
#include <gtk/gtk.h>

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double x,
            double y,
            gpointer user_data)
{
  GdkFileList *files = user_data;

  return gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
}

int
main (int argc,
      char *argv[])
{
  g_autoslist (GFile) files = NULL;
  GdkFileList *list = NULL;
  GtkDragSource *source = NULL;
  GtkWidget *window = NULL;

  gtk_init ();
  for (int i = argc - 1; i > 0; i--)
    files = g_slist_prepend (files, g_file_new_for_commandline_arg (argv[i]));
  list = gdk_file_list_new_from_list (files);
  source = gtk_drag_source_new ();
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), list);

  window = gtk_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), "Drag Source");
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 120, 120);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (source));
  gtk_window_present (GTK_WINDOW (window));
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);

  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  return 0;
}
