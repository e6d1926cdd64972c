/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transcript survives JSON and its file unchanged; one wrong value anywhere
 * in it is refused with the value's name.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/transcript.h"

#define LIMIT (1024 * 1024)

static LecTranscript *
make_transcript (void)
{
  LecTranscript *self = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);
  LecCue *cue = lec_cue_new (1.5, 4, "Guten Tag,\nliebe Leute");

  self->origin = g_strdup ("talk.de.vtt");
  self->language = g_strdup ("de-CH");
  cue->speaker = g_strdup ("Frau Größe");
  g_ptr_array_add (cue->words, lec_spoken_word_new ("Guten", 1.5, 2));
  g_ptr_array_add (cue->words, lec_spoken_word_new ("Tag", 2, 2.25));
  g_ptr_array_add (self->cues, cue);
  g_ptr_array_add (self->cues, lec_cue_new (3, 3, "<b>"));

  return self;
}

static char *
to_line (const LecTranscript *self)
{
  g_autoptr (JsonNode) node = lec_transcript_to_json (self);

  return lec_json_to_line (node);
}

static void
assert_same (const LecTranscript *self,
             const LecTranscript *again)
{
  g_autofree char *text = to_line (self);
  g_autofree char *text_again = to_line (again);

  g_assert_cmpstr (text, ==, text_again);
}

static void
test_round_trip (void)
{
  g_autoptr (LecTranscript) self = make_transcript ();
  g_autoptr (JsonNode) node = lec_transcript_to_json (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) again = lec_transcript_from_json (node, &error);
  const LecCue *cue = NULL;
  const LecSpokenWord *word = NULL;

  g_assert_no_error (error);
  assert_same (self, again);
  g_assert_cmpint (again->source, ==, LEC_TRANSCRIPT_SIDECAR);
  g_assert_cmpstr (again->origin, ==, "talk.de.vtt");
  g_assert_cmpstr (again->language, ==, "de-CH");
  g_assert_cmpuint (again->cues->len, ==, 2);

  cue = g_ptr_array_index (again->cues, 0);
  g_assert_cmpfloat (cue->start_s, ==, 1.5);
  g_assert_cmpfloat (cue->end_s, ==, 4);
  g_assert_cmpstr (cue->text, ==, "Guten Tag,\nliebe Leute");
  g_assert_cmpstr (cue->speaker, ==, "Frau Größe");
  g_assert_cmpuint (cue->words->len, ==, 2);
  word = g_ptr_array_index (cue->words, 1);
  g_assert_cmpstr (word->text, ==, "Tag");
  g_assert_cmpfloat (word->start_s, ==, 2);
  g_assert_cmpfloat (word->end_s, ==, 2.25);

  cue = g_ptr_array_index (again->cues, 1);
  g_assert_null (cue->speaker);
  g_assert_cmpuint (cue->words->len, ==, 0);
}

static void
test_copy (void)
{
  g_autoptr (LecTranscript) self = make_transcript ();
  g_autofree char *text = to_line (self);
  g_autoptr (LecTranscript) copy = lec_transcript_copy (self);
  g_autofree char *copy_text = NULL;

  g_clear_pointer (&self, lec_transcript_free);
  copy_text = to_line (copy);
  g_assert_cmpstr (text, ==, copy_text);
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "transcript.json", NULL);
  g_autoptr (LecTranscript) self = make_transcript ();
  g_autoptr (LecTranscript) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_transcript_load (path, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (lec_transcript_save (self, path, &error));
  g_assert_no_error (error);
  again = lec_transcript_load (path, &error);
  g_assert_no_error (error);
  assert_same (self, again);

  g_assert_true (g_file_set_contents (path, "{\"version\":1}", -1, NULL));
  g_assert_null (lec_transcript_load (path, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "transcript.json: "));

  g_unlink (path);
  g_rmdir (folder);
}

/* Each is refused, and the message has the word after it. */
static const struct
{
  const char *text;
  const char *named;
} wrong[] = {
  { "[]", "transcript" },
  { "{}", "version" },
  { "{\"version\":2,\"source\":\"sidecar\",\"cues\":[]}", "version" },
  { "{\"version\":1,\"cues\":[]}", "source" },
  { "{\"version\":1,\"source\":\"hearsay\",\"cues\":[]}", "hearsay" },
  { "{\"version\":1,\"source\":\"sidecar\",\"origin\":\"\",\"cues\":[]}", "origin" },
  { "{\"version\":1,\"source\":\"sidecar\",\"language\":\"no tag\",\"cues\":[]}", "no tag" },
  { "{\"version\":1,\"source\":\"sidecar\"}", "cues" },
  { "{\"version\":1,\"source\":\"sidecar\",\"cues\":[1]}", "cue" },
};

/* Each as the only cue or the second of two; the first ends at 9. */
static const struct
{
  const char *text;
  const char *named;
} wrong_cues[] = {
  { "{\"end_s\":9,\"text\":\"a\"}", "start_s" },
  { "{\"start_s\":-1,\"end_s\":9,\"text\":\"a\"}", "start_s" },
  { "{\"start_s\":4,\"end_s\":9,\"text\":\"a\"}", "start_s" },
  { "{\"start_s\":8,\"end_s\":7,\"text\":\"a\"}", "end_s" },
  { "{\"start_s\":8,\"end_s\":1e8,\"text\":\"a\"}", "end_s" },
  { "{\"start_s\":8,\"end_s\":9}", "text" },
  { "{\"start_s\":8,\"end_s\":9,\"text\":\" \\n\"}", "text" },
  { "{\"start_s\":8,\"end_s\":9,\"text\":\"a\",\"speaker\":\" \"}", "speaker" },
  { "{\"start_s\":8,\"end_s\":9,\"text\":\"a\",\"words\":{}}", "words" },
  { "{\"start_s\":8,\"end_s\":9,\"text\":\"a\",\"words\":[{\"start_s\":7,\"end_s\":9,\"text\":\"a\"}]}", "start_s" },
  { "{\"start_s\":8,\"end_s\":9,\"text\":\"a\",\"words\":[{\"start_s\":8,\"end_s\":10,\"text\":\"a\"}]}", "end_s" },
  { "{\"start_s\":8,\"end_s\":9,\"text\":\"a\",\"words\":[{\"start_s\":8,\"end_s\":9,\"text\":\"\"}]}", "text" },
  { "{\"start_s\":8,\"end_s\":9,\"text\":\"a b\",\"words\":[{\"start_s\":8.5,\"end_s\":9,\"text\":\"a\"},"
    "{\"start_s\":8,\"end_s\":9,\"text\":\"b\"}]}",
    "start_s" },
};

static void
assert_refused (const char *text,
                const char *named)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse (text, -1, LIMIT, &error);

  g_assert_no_error (error);
  g_assert_null (lec_transcript_from_json (node, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_test_message ("%s: %s", text, error->message);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_wrong (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (wrong[i].text, wrong[i].named);
  for (guint i = 0; i < G_N_ELEMENTS (wrong_cues); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"version\":1,\"source\":\"sidecar\",\"cues\":["
                                               "{\"start_s\":5,\"end_s\":9,\"text\":\"a\"},%s]}",
                                               wrong_cues[i].text);

      assert_refused (text, wrong_cues[i].named);
    }
}

static void
test_names (void)
{
  for (guint i = LEC_TRANSCRIPT_EMBEDDED; i <= LEC_TRANSCRIPT_SERVICE; i++)
    {
      LecTranscriptSource source = LEC_TRANSCRIPT_EMBEDDED;

      g_assert_true (lec_transcript_source_from_name (lec_transcript_source_get_name (i), &source));
      g_assert_cmpuint (source, ==, i);
    }
}

static void
test_language_tags (void)
{
  static const char *const good[] = { "de", "eng", "zh-Hans-CN", "en-US", "de-1996", "x-klingon" };
  static const char *const bad[] = { "", "-", "de-", "-de", "de--CH", "de_CH", "d e", "1a", "abcdefghi", "dé" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (lec_text_is_language_tag (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (lec_text_is_language_tag (bad[i]));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transcript/round-trip", test_round_trip);
  g_test_add_func ("/transcript/copy", test_copy);
  g_test_add_func ("/transcript/file", test_file);
  g_test_add_func ("/transcript/wrong", test_wrong);
  g_test_add_func ("/transcript/names", test_names);
  g_test_add_func ("/transcript/language-tags", test_language_tags);
  return g_test_run ();
}
