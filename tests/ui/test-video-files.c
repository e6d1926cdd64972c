/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which videos somebody means who drops files and folders.
 */
#include <string.h>

#include "base/error.h"
#include "engine/file-tree.h"
#include "ui/video-files.h"

typedef struct
{
  char *folder;
  GPtrArray *files;
} Fixture;

static void
make_file (Fixture *fixture,
           const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
add (Fixture *fixture,
     const char *name)
{
  g_ptr_array_add (fixture->files, g_file_new_build_filename (fixture->folder, name, NULL));
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  static const char *const names[] = {
    "b.mp4",
    "notes.txt",
    "course/02.webm",
    "course/01.mkv",
    "course/.hidden.mp4",
    "course/03.mp4.part",
    "course/slides.pdf",
    "course/week 2/04.mov",
    "course/.git/05.mp4",
    "empty/readme.txt",
  };

  fixture->folder = g_dir_make_tmp ("lectern-files-XXXXXX", NULL);
  fixture->files = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    make_file (fixture, names[i]);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_file_tree_remove (fixture->folder);
  g_ptr_array_unref (fixture->files);
  g_free (fixture->folder);
}

static void
assert_found (Fixture *fixture,
              const char *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) paths = lec_video_files_list (fixture->files, NULL, &error);
  g_autoptr (GString) found = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < paths->len; i++)
    g_string_append_printf (found, "%s ", (const char *) g_ptr_array_index (paths, i) + strlen (fixture->folder) + 1);
  g_assert_cmpstr (found->str, ==, names);
}

/* A file that somebody has chosen is meant, whatever it is called. */
static void
test_files (Fixture *fixture,
            gconstpointer data)
{
  add (fixture, "notes.txt");
  add (fixture, "b.mp4");
  assert_found (fixture, "notes.txt b.mp4 ");
}

static void
test_folder (Fixture *fixture,
             gconstpointer data)
{
  add (fixture, "b.mp4");
  add (fixture, "course");
  assert_found (fixture, "b.mp4 course/01.mkv course/02.webm course/week 2/04.mov ");
}

/* A link back up would never end. */
static void
test_loop (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "course", "up", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (link);

  g_assert_true (g_file_make_symbolic_link (file, "..", NULL, NULL));
  add (fixture, "course");
  assert_found (fixture, "course/01.mkv course/02.webm course/week 2/04.mov ");
}

static void
assert_fails (Fixture *fixture,
              const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_video_files_list (fixture->files, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_nothing (Fixture *fixture,
              gconstpointer data)
{
  add (fixture, "empty");
  assert_fails (fixture, "there is no video in ");
}

static void
test_elsewhere (Fixture *fixture,
                gconstpointer data)
{
  g_ptr_array_add (fixture->files, g_file_new_for_uri ("https://example.org/talk.mp4"));
  assert_fails (fixture, "is not on this computer");
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  add (fixture, "course");
  g_assert_null (lec_video_files_list (fixture->files, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/video-files/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/video-files/folder", Fixture, NULL, set_up, test_folder, tear_down);
  g_test_add ("/video-files/loop", Fixture, NULL, set_up, test_loop, tear_down);
  g_test_add ("/video-files/nothing", Fixture, NULL, set_up, test_nothing, tear_down);
  g_test_add ("/video-files/elsewhere", Fixture, NULL, set_up, test_elsewhere, tear_down);
  g_test_add ("/video-files/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
