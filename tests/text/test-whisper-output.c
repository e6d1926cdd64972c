/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Recorded forms of the output; the files are those that fuzzing begins with.
 */
#include "base/error.h"
#include "text/whisper-output.h"

static LecTranscript *
parse_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "whisper", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  LecTranscript *transcript = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  transcript = lec_whisper_output_parse (text, length, "ggml-base.bin", &error);
  g_assert_no_error (error);
  g_assert_cmpint (transcript->source, ==, LEC_TRANSCRIPT_WHISPER);

  return transcript;
}

static void
assert_cue (const LecTranscript *transcript,
            guint index,
            double start_s,
            double end_s,
            const char *text)
{
  const LecCue *cue = g_ptr_array_index (transcript->cues, index);

  g_assert_cmpfloat_with_epsilon (cue->start_s, start_s, 1e-9);
  g_assert_cmpfloat_with_epsilon (cue->end_s, end_s, 1e-9);
  g_assert_cmpstr (cue->text, ==, text);
}

static void
assert_words (const LecTranscript *transcript,
              guint index,
              const char *expected)
{
  const LecCue *cue = g_ptr_array_index (transcript->cues, index);
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < cue->words->len; i++)
    {
      const LecSpokenWord *word = g_ptr_array_index (cue->words, i);

      g_string_append_printf (words, "%s%s@%.1f-%.1f", i > 0 ? " " : "", word->text, word->start_s, word->end_s);
    }
  g_assert_cmpstr (words->str, ==, expected);
}

/* Tokens become words; sounds and marks are none; times out of the cue are moved into it. */
static void
test_words (void)
{
  g_autoptr (LecTranscript) transcript = parse_file ("english.json");

  g_assert_cmpstr (transcript->language, ==, "en");
  g_assert_cmpstr (transcript->origin, ==, "ggml-base.bin");
  g_assert_cmpuint (transcript->cues->len, ==, 2);
  assert_cue (transcript, 0, 0, 3.2, "And so, my fellow Americans");
  assert_words (transcript, 0, "And@0.3-0.4 so,@0.4-0.8 my@0.8-1.0 fellow@1.0-2.0 Americans@2.0-3.2");
  assert_cue (transcript, 1, 4.8, 11, "ask not.");
  assert_words (transcript, 1, "ask@4.9-5.1 not.@5.0-11.0");
}

static void
test_letters_cut_in_two (void)
{
  g_autoptr (LecTranscript) transcript = parse_file ("split-letters.json");

  assert_cue (transcript, 0, 0, 2, "你好，世界");
  assert_words (transcript, 0, "你@0.0-0.4 好@0.4-0.8 ，@0.8-0.9 世界@0.9-2.0");
}

static void
test_without_words (void)
{
  g_autoptr (LecTranscript) transcript = parse_file ("no-tokens.json");

  assert_cue (transcript, 0, 0, 0.9, "plain");
  assert_words (transcript, 0, "");
  g_assert_null (transcript->language);
}

static void
test_out_of_order (void)
{
  g_autoptr (LecTranscript) transcript = parse_file ("out-of-order.json");

  assert_cue (transcript, 0, 5, 5, "zwei");
  assert_words (transcript, 0, "zwei@5.0-5.0");
  assert_cue (transcript, 1, 5, 5, "eins");
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "{",
    "[]",
    "{}",
    "{\"transcription\": {}}",
    "{\"transcription\": [1]}",
    "{\"transcription\": [{\"text\": \"a\"}]}",
    "{\"transcription\": [{\"text\": 1, \"offsets\": {\"from\": 0, \"to\": 1}}]}",
    "{\"transcription\": [{\"text\": \"a\", \"offsets\": {\"from\": \"0\", \"to\": 1}}]}",
    "{\"transcription\": [{\"text\": \"a\", \"offsets\": {\"from\": 0, \"to\": 1}, \"tokens\": [{}]}]}",
    "{\"transcription\": [{\"text\": \"a\", \"offsets\": {\"from\": 0, \"to\": 1e300}}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_whisper_output_parse (texts[i], strlen (texts[i]), NULL, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

static void
assert_progress (const char *line,
                 double expected)
{
  double fraction = -1;

  g_assert_true (lec_whisper_output_read_progress (line, &fraction) == (expected >= 0));
  g_assert_cmpfloat_with_epsilon (fraction, expected, 1e-9);
}

static void
test_progress (void)
{
  assert_progress ("whisper_print_progress_callback: progress =  35%", 0.35);
  assert_progress ("whisper_print_progress_callback: progress = 100%", 1);
  assert_progress ("whisper_print_progress_callback: progress = 104%", 1);
  assert_progress ("progress = 99999999999999999999999%", 1);
  assert_progress ("progress = -5%", -1);
  assert_progress ("progress = 35", -1);
  assert_progress ("progress =", -1);
  assert_progress ("system_info: n_threads = 4", -1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/whisper-output/words", test_words);
  g_test_add_func ("/whisper-output/letters-cut-in-two", test_letters_cut_in_two);
  g_test_add_func ("/whisper-output/without-words", test_without_words);
  g_test_add_func ("/whisper-output/out-of-order", test_out_of_order);
  g_test_add_func ("/whisper-output/refused", test_refused);
  g_test_add_func ("/whisper-output/progress", test_progress);
  return g_test_run ();
}
