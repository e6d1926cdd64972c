/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key of a transcript changes with what it is made of, and with nothing
 * else.
 */
#include <string.h>
#include <utime.h>

#include "engine/transcript-key.h"
#include "temporary-folder.h"

typedef struct
{
  char *path;
  GPtrArray *videos;
  LecJobOptions *options;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->path = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  fixture->videos = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (fixture->videos, g_build_filename (fixture->path, "talk.mp4", NULL));
  fixture->options = lec_job_options_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->path);
  g_ptr_array_unref (fixture->videos);
  lec_job_options_free (fixture->options);
  g_free (fixture->path);
}

/* Replaces *@key. Returns: whether it is another one than before */
static gboolean
has_changed (Fixture *fixture,
             char **key)
{
  g_autofree char *before = *key;

  *key = lec_transcript_key_make (fixture->options, fixture->videos);
  return g_strcmp0 (before, *key) != 0;
}

static void
set_option (Fixture *fixture,
            const char *name,
            const char *value)
{
  g_assert_true (lec_job_options_set (fixture->options, name, value, NULL));
}

static void
test_sidecars (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *key = lec_transcript_key_make (fixture->options, fixture->videos);
  g_autofree char *path = g_build_filename (fixture->path, "talk.vtt", NULL);
  const struct utimbuf old = { 1000000000, 1000000000 };

  g_assert_cmpuint (strlen (key), ==, 64);
  put_text_file (fixture->path, "other.vtt", "x");
  g_assert_false (has_changed (fixture, &key));
  put_text_file (fixture->path, "talk.vtt", "x");
  g_assert_true (has_changed (fixture, &key));
  g_assert_false (has_changed (fixture, &key));
  put_text_file (fixture->path, "talk.vtt", "xy");
  g_assert_true (has_changed (fixture, &key));
  g_assert_cmpint (utime (path, &old), ==, 0);
  g_assert_true (has_changed (fixture, &key));
  g_remove (path);
  g_assert_true (has_changed (fixture, &key));
}

static void
test_options (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *key = lec_transcript_key_make (fixture->options, fixture->videos);
  g_autofree char *chosen = g_build_filename (fixture->path, "words.srt", NULL);

  set_option (fixture, "layout", "notes");
  g_assert_false (has_changed (fixture, &key));
  set_option (fixture, "language", "deu");
  g_assert_true (has_changed (fixture, &key));
  set_option (fixture, "transcript-language", "de");
  g_assert_true (has_changed (fixture, &key));
  set_option (fixture, "to", "60");
  g_assert_true (has_changed (fixture, &key));
  set_option (fixture, "transcript", "embedded");
  g_assert_true (has_changed (fixture, &key));
  /* What lies beside the video has no say now. */
  put_text_file (fixture->path, "talk.vtt", "x");
  g_assert_false (has_changed (fixture, &key));
  set_option (fixture, "transcript", chosen);
  g_assert_true (has_changed (fixture, &key));
  put_text_file (fixture->path, "words.srt", "x");
  g_assert_true (has_changed (fixture, &key));
}

/* The same video in another folder. */
static void
test_moved (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *key = lec_transcript_key_make (fixture->options, fixture->videos);

  g_ptr_array_set_size (fixture->videos, 0);
  g_ptr_array_add (fixture->videos, g_strdup ("/nowhere/else.mkv"));
  g_assert_false (has_changed (fixture, &key));
}

static void
test_saved (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *key = lec_transcript_key_make (fixture->options, fixture->videos);

  g_assert_false (lec_transcript_key_matches (fixture->path, key));
  g_assert_true (lec_transcript_key_save (fixture->path, key, NULL));
  g_assert_true (lec_transcript_key_matches (fixture->path, key));
  g_assert_false (lec_transcript_key_matches (fixture->path, "other"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/transcript-key/sidecars", Fixture, NULL, set_up, test_sidecars, tear_down);
  g_test_add ("/transcript-key/options", Fixture, NULL, set_up, test_options, tear_down);
  g_test_add ("/transcript-key/moved", Fixture, NULL, set_up, test_moved, tear_down);
  g_test_add ("/transcript-key/saved", Fixture, NULL, set_up, test_saved, tear_down);
  return g_test_run ();
}
