/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The guide is opened from the menu and by its key, with what shows pages of the web here: a
 * program of this test, which writes down what it was given.
 */
#include <glib/gstdio.h>

#include "temporary-folder.h"
#include "window-fixture.h"

#define READER "lectern-test-reader.desktop"

static char *reader_folder;

static void
put (const char *name,
     const char *text,
     int mode)
{
  g_autofree char *path = g_build_filename (reader_folder, "applications", name, NULL);

  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, mode, NULL));
}

/* Before anything has looked which programs there are. */
static void
make_reader (void)
{
  g_autofree char *applications = NULL;
  g_autofree char *script = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *folders = NULL;
  const char *others = g_getenv ("XDG_DATA_DIRS");

  reader_folder = g_dir_make_tmp ("lectern-reader-XXXXXX", NULL);
  applications = g_build_filename (reader_folder, "applications", NULL);
  g_assert_cmpint (g_mkdir (applications, 0700), ==, 0);
  script = g_strdup_printf ("#!/bin/sh\nprintf %%s \"$1\" >'%s/part' && mv '%s/part' '%s/read'\n", reader_folder,
                            reader_folder, reader_folder);
  put ("reader.sh", script, 0700);
  entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Reader\nExec=%s/reader.sh %%f\n"
                           "MimeType=text/html;\n",
                           applications);
  put (READER, entry, 0600);
  put ("mimeapps.list", "[Default Applications]\ntext/html=" READER "\n", 0600);
  put ("mimeinfo.cache", "[MIME Cache]\ntext/html=" READER ";\n", 0600);
  folders = g_strdup_printf ("%s:%s", reader_folder,
                             others != NULL && *others != '\0' ? others : "/usr/local/share:/usr/share");
  g_assert_true (g_setenv ("XDG_DATA_DIRS", folders, TRUE));
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

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/show-guide/opened", test_opened },
  };
  int status = 0;

  make_reader ();
  status = window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
  remove_all (reader_folder);
  g_free (reader_folder);
  return status;
}
