/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Recorded forms; the files are those that fuzzing begins with.
 */
#include "base/error.h"
#include "text/speech-reply.h"
#include "text/transcript-text.h"

static void
assert_file (const char *name,
             const char *language,
             const char *expected)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "speech-reply", name, NULL);
  g_autofree char *content = NULL;
  g_autofree char *text = NULL;
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  transcript = lec_speech_reply_parse (content, length, 100, 110, &error);
  g_assert_no_error (error);
  text = dup_transcript_text (transcript);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (transcript->language, ==, language);
}

/* Words come without signs; the text has them. Times that are too late are moved. */
static void
test_words (void)
{
  assert_file ("words.json", "en",
               "100.0-103.0 Hello, world. {Hello,@100.2 world.@100.9} | "
               "103.0-106.5 \"Entropy\" is high! {\"Entropy\"@103.1 is@104.0 high!@104.2}");
}

static void
test_segments (void)
{
  assert_file ("segments.json", "de", "100.0-102.0 Guten Tag. | 101.0-110.0 Es geht los.");
}

/* Sentences by their share of the bytes. */
static void
test_text (void)
{
  assert_file ("text.json", NULL,
               "100.0-102.4 First sentence. | 102.4-104.3 Second one? | 104.3-106.3 第一句。 | 106.3-108.3 第二句。 | "
               "108.3-110.0 and a rest");
  assert_file ("nothing.json", NULL, "");
}

/* More letters than a cue has behind a sentence, without a space: they are cut, and it ends. */
static void
test_text_without_spaces (void)
{
  g_autoptr (GString) json = g_string_new ("{\"text\": \"Hello. ");
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_letters = 0;

  for (guint i = 0; i < 500; i++)
    g_string_append (json, "語");
  g_string_append (json, "\"}");
  transcript = lec_speech_reply_parse (json->str, json->len, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (transcript->cues->len, ==, 4);
  for (guint i = 1; i < transcript->cues->len; i++)
    n_letters += (gsize) g_utf8_strlen (((const LecCue *) g_ptr_array_index (transcript->cues, i))->text, -1);
  g_assert_cmpuint (n_letters, ==, 500);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "<html>",
    "[]",
    "{}",
    "{\"error\": {\"message\": \"no\"}}",
    "{\"text\": 1}",
    "{\"segments\": [{\"text\": \"a\"}]}",
    "{\"segments\": [], \"words\": [{\"word\": \"a\", \"start\": null, \"end\": 1}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_speech_reply_parse (texts[i], strlen (texts[i]), 0, 1, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/speech-reply/words", test_words);
  g_test_add_func ("/speech-reply/segments", test_segments);
  g_test_add_func ("/speech-reply/text", test_text);
  g_test_add_func ("/speech-reply/text-without-spaces", test_text_without_spaces);
  g_test_add_func ("/speech-reply/refused", test_refused);
  return g_test_run ();
}
