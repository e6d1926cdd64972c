/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is written is a subtitle file as others have them, and is read again as
 * the same words at the same times, whatever letters are in them.
 */
#include <math.h>
#include <string.h>

#include "documents/subtitle-text.h"
#include "text/subtitle-file.h"

#define N_TRANSCRIPTS 2000

static LecTranscript *
make_transcript (void)
{
  LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_WHISPER);
  LecCue *cue = lec_cue_new (1.5, 4, "Is a < b &\nc --> d?");

  g_ptr_array_add (transcript->cues, cue);
  cue = lec_cue_new (3661.0004, 3661.0004, "<b>Größe</b> &amp; AT&T");
  cue->speaker = g_strdup ("A > B");
  g_ptr_array_add (transcript->cues, cue);
  cue = lec_cue_new (4000, 4002, "one two three");
  g_ptr_array_add (cue->words, lec_spoken_word_new ("one", 4000, 4000.5));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("two", 4000.5, 4001));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("three", 4001.25, 4002));
  g_ptr_array_add (transcript->cues, cue);
  cue = lec_cue_new (360000, 360001, " \n\nlate\n \nempty\t\a");
  g_ptr_array_add (transcript->cues, cue);

  return transcript;
}

static void
test_vtt (void)
{
  g_autoptr (LecTranscript) transcript = make_transcript ();
  g_autofree char *text = lec_subtitle_text_make_vtt (transcript);

  g_assert_cmpstr (text, ==,
                   "WEBVTT\n"
                   "\n"
                   "00:00:01.500 --> 00:00:04.000\n"
                   "Is a &lt; b &amp;\n"
                   "c --&gt; d?\n"
                   "\n"
                   "01:01:01.000 --> 01:01:01.001\n"
                   "<v A &gt; B>&lt;b&gt;Größe&lt;/b&gt; &amp;amp; AT&amp;T\n"
                   "\n"
                   "01:06:40.000 --> 01:06:42.000\n"
                   "one <01:06:40.500>two <01:06:41.250>three\n"
                   "\n"
                   "100:00:00.000 --> 100:00:01.000\n"
                   "late\n"
                   "empty  \n");
}

static void
test_srt (void)
{
  g_autoptr (LecTranscript) transcript = make_transcript ();
  g_autofree char *text = lec_subtitle_text_make_srt (transcript);

  g_assert_cmpstr (text, ==,
                   "1\n"
                   "00:00:01,500 --> 00:00:04,000\n"
                   "Is a < b &\n"
                   "c --&gt; d?\n"
                   "\n"
                   "2\n"
                   "01:01:01,000 --> 01:01:01,001\n"
                   "A > B: &lt;b>Größe&lt;/b> &amp;amp; AT&T\n"
                   "\n"
                   "3\n"
                   "01:06:40,000 --> 01:06:42,000\n"
                   "one two three\n"
                   "\n"
                   "4\n"
                   "100:00:00,000 --> 100:00:01,000\n"
                   "late\n"
                   "empty  \n");
}

/* What means something to one of the formats, and what does not. */
static const char *const pieces[] = {
  "a", "Größe", "漢字", "🎓", "<b>", "</i>", "<00:00:01.000>", "<", ">", "&", "&lt;", "&amp;amp;", "&#60;", "-->",
  "00:00:01,000 --> 00:00:02,000", "00:01.000", "NOTE", "STYLE", "WEBVTT", "7", "{\\an8}", "{\\frac{1}{2}}", "\\N",
  "<v A>", "vector<int>", "a<b", "AT&T", "<!--", "-", "--", "->", "- ->", "<rt>", "x}", "“Ja”"
};

static char *
roll_text (GRand *rand)
{
  GString *text = g_string_new (NULL);
  guint n = 1 + (guint) g_rand_int_range (rand, 0, 8);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, g_rand_int_range (rand, 0, 4) == 0 ? "\n" : " ");
      g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
    }

  return g_string_free (text, FALSE);
}

/* Each word has its time, those of one moment too. */
static void
roll_words (GRand *rand,
            LecCue *cue)
{
  g_auto (GStrv) words = g_strsplit_set (cue->text, " \n", -1);
  double time_s = cue->start_s;

  for (guint i = 0; words[i] != NULL; i++)
    {
      double length_s = g_rand_int_range (rand, 0, 900) / 1000.0;
      double end_s = MIN (time_s + length_s, cue->end_s);

      g_ptr_array_add (cue->words, lec_spoken_word_new (words[i], time_s, end_s));
      time_s = end_s;
    }
}

static LecTranscript *
roll_transcript (GRand *rand)
{
  LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  guint n = 1 + (guint) g_rand_int_range (rand, 0, 12);
  gint64 time_ms = 0, end_ms = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = roll_text (rand);
      LecCue *cue = NULL;

      time_ms += 1500 + g_rand_int_range (rand, 0, 4000000);
      end_ms = time_ms + 1 + g_rand_int_range (rand, 0, 9000);
      cue = lec_cue_new ((double) time_ms / 1000, (double) end_ms / 1000, text);
      if (g_rand_boolean (rand))
        roll_words (rand, cue);
      if (g_rand_boolean (rand))
        cue->speaker = roll_text (rand);
      if (cue->speaker != NULL)
        g_strdelimit (cue->speaker, "\n", ' ');
      g_ptr_array_add (transcript->cues, cue);
    }

  return transcript;
}

static void
assert_same_times (const LecCue *cue,
                   const LecCue *again)
{
  g_assert_cmpint (llround (cue->start_s * 1000), ==, llround (again->start_s * 1000));
  g_assert_cmpint (llround (cue->end_s * 1000), ==, llround (again->end_s * 1000));
}

/* Words are the same again when at least one of their times could be written. */
static void
assert_same_words (const LecCue *cue,
                   const LecCue *again)
{
  gint64 last_ms = llround (cue->start_s * 1000);

  if (again->words->len == 0)
    return;

  g_assert_cmpuint (cue->words->len, ==, again->words->len);
  for (guint i = 0; i < cue->words->len; i++)
    {
      const LecSpokenWord *word = g_ptr_array_index (cue->words, i);
      const LecSpokenWord *word_again = g_ptr_array_index (again->words, i);
      gint64 start_ms = llround (word->start_s * 1000);

      g_assert_cmpstr (word->text, ==, word_again->text);
      if (start_ms > last_ms && start_ms < llround (cue->end_s * 1000))
        g_assert_cmpint (llround (word_again->start_s * 1000), ==, start_ms);
      last_ms = MAX (last_ms, start_ms);
    }
}

static void
check_transcript (guint seed,
                  guint *n_timed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (LecTranscript) transcript = roll_transcript (rand);
  g_autofree char *vtt = lec_subtitle_text_make_vtt (transcript);
  g_autofree char *srt = lec_subtitle_text_make_srt (transcript);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) srt_problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) from_vtt = lec_subtitle_file_parse (vtt, strlen (vtt), &problems, &error);
  g_autoptr (LecTranscript) from_srt = NULL;

  g_assert_no_error (error);
  from_srt = lec_subtitle_file_parse (srt, strlen (srt), &srt_problems, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (srt_problems->len, ==, 0);
  g_assert_cmpuint (from_vtt->cues->len, ==, transcript->cues->len);
  g_assert_cmpuint (from_srt->cues->len, ==, transcript->cues->len);
  for (guint i = 0; i < transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i);
      const LecCue *vtt_cue = g_ptr_array_index (from_vtt->cues, i);
      const LecCue *srt_cue = g_ptr_array_index (from_srt->cues, i);
      const char *speaker = cue->speaker != NULL ? cue->speaker : "";
      g_autofree char *srt_text = g_strconcat (speaker, *speaker != '\0' ? ": " : "", cue->text, NULL);

      assert_same_times (cue, vtt_cue);
      assert_same_times (cue, srt_cue);
      g_assert_cmpstr (cue->text, ==, vtt_cue->text);
      g_assert_cmpstr (cue->speaker, ==, vtt_cue->speaker);
      g_assert_cmpstr (srt_text, ==, srt_cue->text);
      assert_same_words (cue, vtt_cue);
      *n_timed += vtt_cue->words->len;
    }
}

static void
test_round_trip (void)
{
  guint n_timed = 0;

  for (guint i = 0; i < N_TRANSCRIPTS; i++)
    check_transcript (i, &n_timed);
  g_assert_cmpuint (n_timed, >, N_TRANSCRIPTS);
}

static void
test_nothing (void)
{
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  g_autofree char *vtt = lec_subtitle_text_make_vtt (transcript);
  g_autofree char *srt = lec_subtitle_text_make_srt (transcript);

  g_assert_cmpstr (vtt, ==, "WEBVTT\n");
  g_assert_cmpstr (srt, ==, "");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subtitle-text/vtt", test_vtt);
  g_test_add_func ("/subtitle-text/srt", test_srt);
  g_test_add_func ("/subtitle-text/round-trip", test_round_trip);
  g_test_add_func ("/subtitle-text/nothing", test_nothing);
  return g_test_run ();
}
