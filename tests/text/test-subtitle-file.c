/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Subtitle files as they are found, most of them broken in one way: what is
 * read of each, and which line is named. They are the corpus of the fuzzer,
 * too. All that is there is in the table, or the test fails.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "text/subtitle-file.h"

/* "START-END SPEAKER: TEXT" a cue and line, \n written as /; problems as they are described.
 * Without cues there is an error. */
static const struct
{
  const char *name;
  const char *cues;
  const char *problems;
} files[] = {
  { "plain.vtt", "1-2.5 Good day.\n3603-3604 All/of you.\n", "" },
  { "plain.srt", "1-2.5 Good day.\n3603-3604 All/of you.\n", "" },
  { "header.vtt", "1-2 Guten Tag.\n2-3 NOTE this is said\n", "" },
  { "markup.vtt", "0-4 Mary & Jo: Is a < b?\n0-4 Bob: vector<int> is 漢\n", "" },
  { "word-times.vtt", "1-5 one two three four [one 1-2, two 2-3.5, three 3.5-4.4, four 4.4-5]\n", "" },
  { "bom.vtt", "1-2 Grüße\n", "" },
  { "mac-line-ends.srt", "1-2 one\n2-3 two\n", "" },
  { "utf-16-le.srt", "1-2 Grüße 🎓\n", "" },
  { "utf-16-be-no-bom.srt", "1-2 Grüße\n", "" },
  { "utf-16-cut.srt", "1-2 abc�\n", "" },
  { "windows-1252.srt", "1-2 Grüße – €\n", "the text is not UTF-8; it was read as Windows-1252\n" },
  { "damaged-utf-8.srt", "1-2 äöü � ß\n", "some letters are not valid UTF-8; they are shown as �\n" },
  { "no-time.srt", "2-3 kept\n4-5 kept, too\n",
    "line 2: the text is outside of any cue\nline 3: the text is outside of any cue\nline 10: the time is no time\n" },
  { "no-time.vtt", "3-4 kept\n", "line 4: the time is no time\nline 7: the time is no time\n" },
  { "no-empty-lines.srt", "1-2 one\n2-3 two\n3-4 three\n", "" },
  { "no-empty-lines.vtt", "1-2 one\n2-3 two\n", "" },
  { "empty-line-in-text.srt", "1-2 one/and a half\n2-3 two\n", "" },
  { "blank-line-between.srt", "1-2 one\n2-3 two\n", "" },
  { "no-numbers.srt", "1-2 one\n2-3 two\n", "" },
  { "out-of-order.srt", "1-2 one\n5-6 two\n", "line 6: the cue begins before the one above it\n" },
  { "ends-before-it-begins.vtt", "5-5 one\n6-7 two\n", "line 3: the cue ends before it begins\n" },
  { "overlap.vtt", "1-10 long\n2-3 short\n", "" },
  { "long-hours.vtt", "360000-360001 late\n", "line 6: the time is no time\n" },
  { "translated.srt", "1-2.5 one\n3-4 two\n5-6 three\n7-8.5 four\n", "" },
  { "tags.srt", "1-2 Red & {\\frac{1}{2}} ac/d &copy; <3 i<n\n", "" },
  { "arrows.srt", "1-3 A --> B\n4-5 four\n", "line 4: the time is no time\n" },
  { "rolling.vtt",
    "0.16-2.389 so the next [so 0.16-1.28, the 1.28-1.439, next 1.439-2.389]\n"
    "2.399-4.5 thing is [thing 2.399-3, is 3-4.5]\n4.51-6 this\n",
    "" },
  { "growing.srt", "1-2 so\n2-3 the\n3-4 next\n4-5 thing\n", "" },
  { "said-twice.srt", "1-2 Yes.\n2-3 Yes.\n3-4 Yes./No.\n", "" },
  { "shadow.srt", "1-2 one\n", "" },
  { "not-closed.vtt", "1-3 one <b two/<00:00:02.000 three\n4-5 <v\n", "" },
  { "times-in-text.vtt",
    "10-12 early late back there end "
    "[early 10-10.375, late 10.375-10.688, back 10.688-11, there 11-11.667, end 11.667-12]\n",
    "" },
  { "text-outside.vtt", "1-2 one\n",
    "line 3: the text is outside of any cue\nline 4: the text is outside of any cue\n"
    "line 9: the text is outside of any cue\n" },
  { "only-header.vtt", NULL, "" },
  { "nothing.srt", NULL, "" },
  { "binary.srt", NULL, NULL },
  { "page.srt", NULL,
    "line 1: the text is outside of any cue\nline 2: the text is outside of any cue\n"
    "line 3: the text is outside of any cue\n" },
  { "cut-in-time.srt", "1-2 one/00:00:03,0\n", "" },
  { "zeros.srt", "1-2 one\n", "" },
  { "entities.vtt", "1-2 <b> &#0; &#xfffffff; &#xd800; & &amp <i> x\n", "" },
  { "letter-numbers.srt", "1-2 It’s a&#x8d;&#x7f;b\n", "" },
  { "numbers.srt", "1-2 42\n2-3 43\n", "" },
};

static void
append_words (GString *text,
              const LecCue *cue)
{
  for (guint i = 0; i < cue->words->len; i++)
    {
      const LecSpokenWord *word = g_ptr_array_index (cue->words, i);

      g_string_append_printf (text, "%s%s %.5g-%.5g", i == 0 ? " [" : ", ", word->text, word->start_s, word->end_s);
    }
  if (cue->words->len > 0)
    g_string_append_c (text, ']');
}

static char *
describe (const LecTranscript *transcript)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i);
      g_autofree char *said = g_strdelimit (g_strdup (cue->text), "\n", '/');

      g_string_append_printf (text, "%.10g-%.10g ", cue->start_s, cue->end_s);
      if (cue->speaker != NULL)
        g_string_append_printf (text, "%s: ", cue->speaker);
      g_string_append (text, said);
      append_words (text, cue);
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static char *
describe_problems (const GPtrArray *problems)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *problem = lec_subtitle_problem_describe (g_ptr_array_index (problems, i));

      g_string_append_printf (text, "%s\n", problem);
    }

  return g_string_free (text, FALSE);
}

static void
test_file (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "subtitles", files[i].name, NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) transcript = lec_subtitle_file_load (path, &problems, &error);
  g_autofree char *cues = transcript != NULL ? describe (transcript) : NULL;
  g_autofree char *described = NULL;

  g_assert_cmpstr (cues, ==, files[i].cues);
  g_assert_nonnull (problems);
  described = describe_problems (problems);
  if (files[i].problems != NULL)
    g_assert_cmpstr (described, ==, files[i].problems);
  if (transcript != NULL)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (transcript->origin, ==, files[i].name);
      return;
    }
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, files[i].name));
  if (problems->len > 0)
    {
      g_autofree char *first = lec_subtitle_problem_describe (g_ptr_array_index (problems, 0));

      g_assert_nonnull (strstr (error->message, first));
    }
}

static void
test_all_are_there (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "subtitles", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (files) && strcmp (files[i].name, name) != 0)
        i++;
      g_test_message ("%s", name);
      g_assert_cmpuint (i, <, G_N_ELEMENTS (files));
      n++;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (files));
}

static LecTranscript *
parse (const char *text,
       GPtrArray **problems)
{
  g_autoptr (GError) error = NULL;
  LecTranscript *transcript = lec_subtitle_file_parse (text, strlen (text), problems, &error);

  g_assert_no_error (error);
  return transcript;
}

static void
test_language (void)
{
  g_autoptr (LecTranscript) said = parse ("WEBVTT\nlanguage: pt-BR \n\n00:01.000 --> 00:02.000\na\n", NULL);
  g_autoptr (LecTranscript) unsaid = parse ("WEBVTT\nLanguage: <b>\n\n00:01.000 --> 00:02.000\na\n", NULL);

  g_assert_cmpstr (said->language, ==, "pt-BR");
  g_assert_null (unsaid->language);
  g_assert_null (said->origin);
}

/* Numbers of letters as editors of Windows write them; those of controls, and of the mark of byte
 * order, stay as they are: what is written is read as the same. */
static void
test_numbers_of_letters (void)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (LecTranscript) transcript =
    parse ("WEBVTT\n\n00:01.000 --> 00:02.000\nIt&#146;s &#x80;5 &#150; &#x8d;&#x7f;&#10;&#xfeff;&#xe9;\n", &problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpstr (((LecCue *) g_ptr_array_index (transcript->cues, 0))->text, ==,
                   "It’s €5 – &#x8d;&#x7f;&#10;&#xfeff;é");
}

static void
test_long_text (void)
{
  g_autofree char *letters = g_strnfill (LEC_CUE_MAX_TEXT_BYTES - 1, 'a');
  g_autofree char *text = g_strdup_printf ("00:01.000 --> 00:02.000\n%säb\n\n00:03.000 --> 00:04.000\nc\n", letters);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (LecTranscript) transcript = parse (text, &problems);
  g_autofree char *described = describe_problems (problems);
  const LecCue *cue = g_ptr_array_index (transcript->cues, 0);

  g_assert_cmpuint (transcript->cues->len, ==, 2);
  g_assert_cmpuint (strlen (cue->text), <=, LEC_CUE_MAX_TEXT_BYTES);
  g_assert_cmpuint (strlen (cue->text), >, LEC_CUE_MAX_TEXT_BYTES - 8);
  g_assert_true (g_utf8_validate (cue->text, -1, NULL));
  g_assert_cmpstr (described, ==, "line 1: the text is too long; its end is left out\n");
}

static void
test_many_cues (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (LecTranscript) transcript = NULL;
  g_autofree char *described = NULL;

  for (guint i = 0; i < LEC_TRANSCRIPT_MAX_CUES + 5; i++)
    g_string_append_printf (text, "%02u:%02u:%02u --> 99:00:00,000\nw%u\n\n", i / 3600, i / 60 % 60, i % 60, i);
  transcript = parse (text->str, &problems);
  described = describe_problems (problems);
  g_assert_cmpuint (transcript->cues->len, ==, LEC_TRANSCRIPT_MAX_CUES);
  g_assert_cmpstr (described, ==, "line 600001: there are too many cues; what comes from here on is left out\n");
}

static void
test_many_problems (void)
{
  g_autoptr (GString) text = g_string_new ("WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (LecTranscript) transcript = NULL;
  g_autofree char *last = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "a --> b\nx\n\n");
  transcript = parse (text->str, &problems);
  g_assert_cmpuint (problems->len, ==, 101);
  last = lec_subtitle_problem_describe (g_ptr_array_index (problems, 100));
  g_assert_cmpstr (last, ==, "there are 900 more problems");
}

static void
test_cannot_be_opened (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.srt", NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_subtitle_file_load (path, &problems, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_null (problems);
  g_clear_error (&error);
  g_assert_null (lec_subtitle_file_load (folder, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_clear_error (&error);

  /* A hole of the file system: nothing of it is read. */
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 33 * 1024 * 1024), ==, 0);
  g_assert_null (lec_subtitle_file_load (path, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);

  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *name = g_strdup_printf ("/subtitle-file/%s", files[i].name);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_file);
    }
  g_test_add_func ("/subtitle-file/all-are-there", test_all_are_there);
  g_test_add_func ("/subtitle-file/language", test_language);
  g_test_add_func ("/subtitle-file/numbers-of-letters", test_numbers_of_letters);
  g_test_add_func ("/subtitle-file/long-text", test_long_text);
  g_test_add_func ("/subtitle-file/many-cues", test_many_cues);
  g_test_add_func ("/subtitle-file/many-problems", test_many_problems);
  g_test_add_func ("/subtitle-file/cannot-be-opened", test_cannot_be_opened);
  return g_test_run ();
}
