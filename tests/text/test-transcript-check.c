/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transcript that says the same over and over is refused; a talk with its
 * own small repetitions is not.
 */
#include <string.h>

#include "base/error.h"
#include "text/transcript-check.h"

/* @n_same lines of "Thank you.", spread evenly among @n lines. */
static LecTranscript *
make_transcript (guint n,
                 guint n_same,
                 const char *same)
{
  LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_WHISPER);

  for (guint i = 0; i < n; i++)
    {
      gboolean is_same = (i + 1) * n_same / n > i * n_same / n;
      g_autofree char *text = is_same ? g_strdup (same) : g_strdup_printf ("This is line %u.", i);

      g_ptr_array_add (transcript->cues, lec_cue_new (i * 4, i * 4 + 4, text));
    }

  return transcript;
}

static void
assert_taken (guint n,
              guint n_same,
              const char *same)
{
  g_autoptr (LecTranscript) transcript = make_transcript (n, n_same, same);
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_transcript_check (transcript, &error));
  g_assert_no_error (error);
}

static void
assert_refused (guint n,
                guint n_same,
                const char *same,
                const char *reason)
{
  g_autoptr (LecTranscript) transcript = make_transcript (n, n_same, same);
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_transcript_check (transcript, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_cmpstr (error->message, ==, reason);
}

static void
test_limits (void)
{
  /* 80 of 100 are different: one of the same ones counts. */
  assert_taken (100, 21, "Thank you.");
  assert_refused (100, 22, "Thank you.",
                  "it repeats itself: only 79 of its 100 lines are different, “Thank you.” is there 22 times, "
                  "first at 0:16");
  assert_refused (100, 100, "Thank you.",
                  "it repeats itself: only 1 of its 100 lines are different, “Thank you.” is there 100 times, "
                  "first at 0:00");
}

static void
test_short (void)
{
  assert_taken (0, 0, "");
  assert_taken (19, 19, "Yes.");
  assert_refused (20, 20, "Yes.",
                  "it repeats itself: only 1 of its 20 lines are different, “Yes.” is there 20 times, first at 0:00");
}

static void
test_same_but_for_punctuation (void)
{
  g_autoptr (LecTranscript) transcript = make_transcript (60, 0, "");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 60; i++)
    g_ptr_array_add (transcript->cues, lec_cue_new (400, 400, i % 2 ? "Und so weiter, …" : "und SO\nweiter"));
  g_assert_false (lec_transcript_check (transcript, &error));
  g_assert_nonnull (strstr (error->message, "only 61 of its 120 lines"));
}

static void
test_sounds (void)
{
  assert_taken (100, 90, "[Music]");
  assert_taken (100, 90, "(applause)");
  assert_taken (100, 90, "♪ la la ♪");
}

static void
test_long_line (void)
{
  g_autofree char *line = g_strnfill (500, 'x');
  g_autofree char *shown = g_strnfill (60, 'x');
  g_autofree char *reason = g_strdup_printf ("it repeats itself: only 1 of its 30 lines are different, "
                                             "“%s” is there 30 times, first at 0:00",
                                             shown);

  assert_refused (30, 30, line, reason);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transcript-check/limits", test_limits);
  g_test_add_func ("/transcript-check/short", test_short);
  g_test_add_func ("/transcript-check/same-but-for-punctuation", test_same_but_for_punctuation);
  g_test_add_func ("/transcript-check/sounds", test_sounds);
  g_test_add_func ("/transcript-check/long-line", test_long_line);
  return g_test_run ();
}
