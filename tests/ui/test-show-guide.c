/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guide is opened from the menu and by its key, with what shows pages of the web here: a
 * program of this test, which writes down what it was given. Where there is none, the window tells
 * where the guide is.
 */
#include <glib/gstdio.h>

#include "temporary-folder.h"
#include "window-fixture.h"

#define READER "lectern-test-reader.desktop"

static char *reader_folder;

static void
put (const char *folder,
     const char *name,
     const char *text,
     int mode)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, mode, NULL));
}

/* Before anything has looked which programs there are, in the home of the test's own. */
static void
make_reader (void)
{
  g_autofree char *applications = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *script = NULL;
  g_autofree char *entry = NULL;

  reader_folder = g_dir_make_tmp ("lectern-reader-XXXXXX", NULL);
  script = g_strdup_printf ("#!/bin/sh\nprintf %%s \"$1\" >'%s/part' && mv '%s/part' '%s/read'\n", reader_folder,
                            reader_folder, reader_folder);
  put (reader_folder, "reader.sh", script, 0700);
  entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Reader\nExec=%s/reader.sh %%f\n"
                           "MimeType=text/html;\n",
                           reader_folder);
  put (applications, READER, entry, 0600);
  put (g_get_user_config_dir (), "mimeapps.list", "[Default Applications]\ntext/html=" READER "\n", 0600);
}

/* Returns: (transfer full): what the reader was given */
static char *
wait_for_reader (void)
{
  g_autofree char *path = g_build_filename (reader_folder, "read", NULL);
  char *text = NULL;

  while (!g_file_get_contents (path, &text, NULL, NULL))
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (G_USEC_PER_SEC / 100);
    }
  g_assert_cmpint (g_unlink (path), ==, 0);
  return text;
}

static void
test_opened (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  GtkApplication *application = GTK_APPLICATION (fixture->application);
  g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, "win.show-guide");

  g_assert_true (g_strv_contains ((const char *const *) keys, "F1"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-guide", NULL));
  path = wait_for_reader ();
  g_test_message ("%s", path);
  g_assert_true (g_str_has_suffix (path, "/reference/guide/index.html"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "<h1>Your first lecture</h1>"));
}

static gboolean
is_path (GtkWidget *widget,
         gconstpointer suffix)
{
  return GTK_IS_LABEL (widget) && gtk_label_get_selectable (GTK_LABEL (widget)) &&
         g_str_has_suffix (gtk_label_get_text (GTK_LABEL (widget)), suffix);
}

/* None of the programs that are installed is to show pages of the web; waits until that is
 * noticed. */
static void
refuse_readers (void)
{
  GList *readers = g_app_info_get_all_for_type ("text/html");
  g_autoptr (GString) text = g_string_new ("[Removed Associations]\ntext/html=");

  for (GList *link = readers; link != NULL; link = link->next)
    g_string_append_printf (text, "%s;", g_app_info_get_id (link->data));
  g_list_free_full (readers, g_object_unref);
  g_string_append_c (text, '\n');
  put (g_get_user_config_dir (), "mimeapps.list", text->str, 0600);
  for (;;)
    {
      g_autoptr (GAppInfo) reader = g_app_info_get_default_for_type ("text/html", FALSE);

      if (reader == NULL)
        return;
      g_usleep (G_USEC_PER_SEC / 100);
    }
}

static void
test_no_reader (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *dialog = NULL;

  refuse_readers ();
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-guide", NULL));
  while ((dialog = find_window (ADW_TYPE_MESSAGE_DIALOG)) == NULL || !gtk_widget_get_mapped (dialog))
    g_main_context_iteration (NULL, TRUE);
  settle ();
  g_assert_true (says (dialog, "No Program Here Shows the Guide"));
  g_assert_nonnull (walk_to (dialog, is_path, "/reference/guide/index.html"));
  g_signal_emit_by_name (find_labelled (dialog, "_Close"), "clicked");
  while (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/show-guide/opened", test_opened },
    { "/show-guide/no-reader", test_no_reader },
  };
  int status = 0;

  make_reader ();
  status = window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
  remove_all (reader_folder);
  g_free (reader_folder);
  return status;
}
