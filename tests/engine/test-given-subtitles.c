/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of the files that somebody chose are the subtitles of which others.
 */
#include "engine/given-subtitles.h"

static GPtrArray *
make_paths (const char *const *paths)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; paths[i] != NULL; i++)
    g_ptr_array_add (list, g_strdup (paths[i]));
  return list;
}

static void
assert_left (const GPtrArray *paths,
             const char *const *left)
{
  g_assert_cmpuint (paths->len, ==, g_strv_length ((char **) left));
  for (guint i = 0; i < paths->len; i++)
    g_assert_cmpstr (g_ptr_array_index (paths, i), ==, left[i]);
}

/* As a portal hands them over. */
static void
test_apart (void)
{
  static const char *const chosen[] = { "/doc/1/talk.srt", "/doc/2/talk.mp4", "/doc/3/talk.de.vtt",
                                        "/doc/4/other.webm", "/doc/5/next.vtt", NULL };
  static const char *const left[] = { "/doc/2/talk.mp4", "/doc/4/other.webm", "/doc/5/next.vtt", NULL };
  g_autoptr (GPtrArray) paths = make_paths (chosen);
  g_autoptr (GHashTable) subtitles = lec_given_subtitles_take (paths);

  assert_left (paths, left);
  g_assert_cmpuint (g_hash_table_size (subtitles), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (subtitles, "/doc/2/talk.mp4"), ==, "/doc/3/talk.de.vtt");
}

/* There they are found anyway. */
static void
test_beside (void)
{
  static const char *const chosen[] = { "/old/talk.mp4", "/films/talk.mp4", "/films/talk.srt", "/new/talk.mp4", NULL };
  static const char *const left[] = { "/old/talk.mp4", "/films/talk.mp4", "/new/talk.mp4", NULL };
  g_autoptr (GPtrArray) paths = make_paths (chosen);
  g_autoptr (GHashTable) subtitles = lec_given_subtitles_take (paths);

  assert_left (paths, left);
  g_assert_cmpuint (g_hash_table_size (subtitles), ==, 0);
}

/* Two files of subtitles are no video and its subtitles. */
static void
test_no_video (void)
{
  static const char *const chosen[] = { "/doc/1/talk.srt", "/doc/2/talk.vtt", "/doc/3/talk.srt.vtt", NULL };
  g_autoptr (GPtrArray) paths = make_paths (chosen);
  g_autoptr (GHashTable) subtitles = lec_given_subtitles_take (paths);

  assert_left (paths, chosen);
  g_assert_cmpuint (g_hash_table_size (subtitles), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/given-subtitles/apart", test_apart);
  g_test_add_func ("/given-subtitles/beside", test_beside);
  g_test_add_func ("/given-subtitles/no-video", test_no_video);
  return g_test_run ();
}
