/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies with chapters, as ffprobe reads them: the chapters are those that were
 * given, and the pictures those of the video.
 */
#include <gio/gio.h>

#include "base/error.h"
#include "media/chapter-video.h"
#include "model/chapter.h"
#include "temporary-folder.h"

typedef struct
{
  char *folder;
  GPtrArray *chapters;
} Fixture;

static void
set_up (Fixture *self,
        gconstpointer data)
{
  self->folder = g_dir_make_tmp ("lectern-chapters-XXXXXX", NULL);
  self->chapters = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_chapter_free);
  g_ptr_array_add (self->chapters, lec_chapter_new (0.5, 2, "Beginning <&> \"1\""));
  g_ptr_array_add (self->chapters, lec_chapter_new (2, 4.25, "深度学习 שלום"));
  g_ptr_array_add (self->chapters, lec_chapter_new (4.25, 8, "Last"));
}

static void
tear_down (Fixture *self,
           gconstpointer data)
{
  remove_all (self->folder);
  g_free (self->folder);
  g_ptr_array_unref (self->chapters);
}

static gboolean
is_installed (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);

  return path != NULL;
}

static char *
run_shell (const char *line)
{
  const char *argv[] = { "bash", "-c", line, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *errors = NULL;
  char *output = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s: %s%s", line, output, errors);

  return output;
}

static char *
make_video (Fixture *self,
            const char *options,
            const char *name)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *line = g_strdup_printf ("\"$LECTURE_VIDEO\" builds --seed 106 --size 320x180 --seconds 8 %s -o %s",
                                           options, path);

  g_free (run_shell (line));

  return path;
}

/* A sum of each picture, as it is decoded, a line each. */
static char *
list_pictures (const char *path)
{
  g_autofree char *line = g_strdup_printf ("ffmpeg -v error -i %s -map 0:v -fps_mode passthrough -f framehash - | "
                                           "grep -v '^#' | cut -d, -f5-",
                                           path);

  return run_shell (line);
}

static void
note_progress_cb (double fraction,
                  gpointer user_data)
{
  double *latest = user_data;

  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  *latest = fraction;
}

static void
assert_copies (Fixture *self,
               const char *options,
               const char *name,
               const char *copy_name)
{
  g_autofree char *video = make_video (self, options, name);
  g_autofree char *copy = g_build_filename (self->folder, copy_name, NULL);
  g_autofree char *probe = g_strdup_printf ("ffprobe -v error -show_chapters -of csv=p=0 %s | cut -d, -f4,6-", copy);
  g_autofree char *chapters = NULL;
  g_autofree char *before = list_pictures (video);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  double latest = -1;

  g_assert_true (lec_chapter_video_write (video, self->chapters, copy, note_progress_cb, &latest, NULL, &error));
  g_assert_no_error (error);
  chapters = run_shell (probe);
  g_test_message ("%s: %s", name, chapters);
  g_assert_nonnull (strstr (chapters, "0.500000,2.000000,\"Beginning <&> \"\"1\"\"\"\n"));
  g_assert_nonnull (strstr (chapters, "2.000000,4.250000,深度学习 שלום\n"));
  g_assert_nonnull (strstr (chapters, "4.250000,8.000000,Last\n"));
  after = list_pictures (copy);
  g_assert_cmpuint (strlen (before), >, 1000);
  g_assert_cmpstr (before, ==, after);
}

static void
test_copy (Fixture *self,
           gconstpointer data)
{
  static const char *const cases[][3] = {
    { "--codec h264 --container mp4", "a.mp4", "a.mkv" },
    { "--codec h264 --container ts", "b.ts", "b.mkv" },
    { "--codec vp8 --container webm", "c.webm", "c-copy.mkv" },
    { "--codec vp9 --container mkv", "d.mkv", "d-copy.mkv" },
    { "--codec h265 --container mp4", "e.mp4", "e.mkv" },
  };

  if (!is_installed ("ffprobe") || !is_installed ("ffmpeg"))
    {
      g_test_skip ("no ffmpeg");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_copies (self, cases[i][0], cases[i][1], cases[i][2]);
}

static void
assert_fails (Fixture *self,
              const char *video,
              GCancellable *cancellable,
              GQuark domain,
              int code)
{
  g_autofree char *copy = g_build_filename (self->folder, "copy.mkv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_chapter_video_write (video, self->chapters, copy, NULL, NULL, cancellable, &error));
  g_assert_error (error, domain, code);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static void
test_errors (Fixture *self,
             gconstpointer data)
{
  g_autofree char *text = g_build_filename (self->folder, "text.mp4", NULL);
  g_autofree char *gone = g_build_filename (self->folder, "gone.mp4", NULL);
  g_autofree char *video = make_video (self, "--codec h264 --container mp4", "a.mp4");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GDir) dir = NULL;
  guint n_files = 0;

  put_text_file (self->folder, "text.mp4", "This is a text and no video at all, whatever it is called.\n");
  assert_fails (self, gone, NULL, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  assert_fails (self, text, NULL, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO);
  g_cancellable_cancel (cancellable);
  assert_fails (self, video, cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* The video, its truth, the text. */
  dir = g_dir_open (self->folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 3);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/chapter-video/copy", Fixture, NULL, set_up, test_copy, tear_down);
  g_test_add ("/chapter-video/errors", Fixture, NULL, set_up, test_errors, tear_down);

  return g_test_run ();
}
