/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What there is to study survives JSON, its file and a copy unchanged; one
 * wrong value anywhere in it is refused with the value's name.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/study.h"

#define LIMIT (1024 * 1024)

static void
add_numbers (GArray *slides,
             guint first,
             guint second)
{
  g_array_append_val (slides, first);
  g_array_append_val (slides, second);
}

static void
add_keywords (LecStudy *study)
{
  LecKeyword *first = lec_keyword_new ("Größe", 1);
  LecKeyword *second = lec_keyword_new ("measure", 0.5);

  first->is_concept = TRUE;
  add_numbers (first->slides, 0, 2);
  add_numbers (second->slides, 3, 4);
  g_ptr_array_add (study->keywords, first);
  g_ptr_array_add (study->keywords, second);
}

static LecStudy *
make_study (void)
{
  LecStudy *study = lec_study_new ();
  LecSummaryPoint *point = lec_summary_point_new ("A first sentence.", (LecStudySource){ 1, 10, TRUE, FALSE });
  LecGlossaryEntry *entry = lec_glossary_entry_new ("size", "how big it is", (LecStudySource){ 2, 31, FALSE, FALSE });
  LecTopic *topic = lec_topic_new ("Sizes");
  LecStudySlide *slide = lec_study_slide_new (2, LEC_SLIDE_KIND_FORMULA);

  study->language = g_strdup ("de");
  study->model = g_strdup ("a-model");
  g_ptr_array_add (study->slides, lec_study_slide_new (1, LEC_SLIDE_KIND_TITLE));
  slide->note = g_strdup ("a note");
  g_ptr_array_add (study->slides, slide);
  add_keywords (study);
  point->heading = g_strdup ("Beginnings");
  g_ptr_array_add (study->summary, point);
  g_ptr_array_add (study->summary, lec_summary_point_new ("A second.", (LecStudySource){ 2, 25, FALSE, TRUE }));
  add_numbers (entry->slides, 5, 6);
  g_ptr_array_add (study->glossary, entry);
  g_ptr_array_add (study->questions, lec_question_new (LEC_QUESTION_CLOZE, "A ____ is big.", "size",
                                                       (LecStudySource){ 2, 40, FALSE, FALSE }));
  g_ptr_array_add (study->questions, lec_question_new (LEC_QUESTION_EXPLAIN, "Explain sizes.", "They are big.",
                                                       (LecStudySource){ 3, 50, TRUE, FALSE }));
  add_numbers (topic->slides, 7, 8);
  g_ptr_array_add (study->topics, topic);
  g_ptr_array_add (study->topics, lec_topic_new ("Not covered"));

  return study;
}

static void
test_round_trip (void)
{
  g_autoptr (LecStudy) study = make_study ();
  g_autoptr (LecStudy) again = NULL;
  g_autoptr (JsonNode) node = lec_study_to_json (study);
  g_autoptr (JsonNode) node_again = NULL;
  g_autofree char *text = lec_json_to_pretty_text (node);
  g_autofree char *text_again = NULL;
  g_autoptr (GError) error = NULL;
  const LecKeyword *keyword = NULL;
  const LecSummaryPoint *point = NULL;
  const LecQuestion *question = NULL;

  again = lec_study_from_json (node, &error);
  g_assert_no_error (error);
  node_again = lec_study_to_json (again);
  text_again = lec_json_to_pretty_text (node_again);
  g_assert_cmpstr (text, ==, text_again);

  g_assert_cmpstr (again->language, ==, "de");
  g_assert_cmpstr (again->model, ==, "a-model");
  keyword = g_ptr_array_index (again->keywords, 0);
  g_assert_cmpstr (keyword->text, ==, "Größe");
  g_assert_true (keyword->is_concept);
  g_assert_cmpuint (keyword->slides->len, ==, 2);
  g_assert_cmpuint (g_array_index (keyword->slides, guint, 0), ==, 0);
  g_assert_cmpuint (g_array_index (keyword->slides, guint, 1), ==, 2);
  point = g_ptr_array_index (again->summary, 0);
  g_assert_cmpstr (point->heading, ==, "Beginnings");
  g_assert_true (point->source.is_said);
  g_assert_false (point->source.is_generated);
  point = g_ptr_array_index (again->summary, 1);
  g_assert_null (point->heading);
  g_assert_true (point->source.is_generated);
  question = g_ptr_array_index (again->questions, 1);
  g_assert_cmpint (question->kind, ==, LEC_QUESTION_EXPLAIN);
  g_assert_cmpfloat (question->source.time_s, ==, 50);
}

static void
test_empty (void)
{
  g_autoptr (LecStudy) study = lec_study_new ();
  g_autoptr (JsonNode) node = lec_study_to_json (study);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStudy) again = lec_study_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_null (again->language);
  g_assert_null (again->model);
  g_assert_cmpuint (again->slides->len, ==, 0);
}

static void
test_copy (void)
{
  g_autoptr (LecStudy) study = make_study ();
  g_autoptr (LecStudy) copy = lec_study_copy (study);
  g_autoptr (JsonNode) a = lec_study_to_json (study);
  g_autoptr (JsonNode) b = NULL;

  g_clear_pointer (&study, lec_study_free);
  b = lec_study_to_json (copy);
  g_assert_true (json_node_equal (a, b));
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-study-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "study.json", NULL);
  g_autoptr (LecStudy) study = make_study ();
  g_autoptr (LecStudy) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_study_load (path, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (lec_study_save (study, path, &error));
  g_assert_true (lec_study_save (study, path, &error));
  again = lec_study_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->keywords->len, ==, 2);
  g_assert_true (g_file_set_contents (path, "{\"version\": 99}", -1, NULL));
  g_assert_null (lec_study_load (path, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, "study.json"));
  g_assert_nonnull (strstr (error->message, "version"));

  g_unlink (path);
  g_rmdir (folder);
}

/* Replaces one piece of good JSON and expects the whole to be refused, and @named in the reason. */
static void
assert_refused_with (const char *good,
                     const char *bad,
                     const char *named)
{
  g_autoptr (LecStudy) study = make_study ();
  g_autoptr (JsonNode) node = lec_study_to_json (study);
  g_autoptr (JsonNode) changed = NULL;
  g_autofree char *text = lec_json_to_line (node);
  g_autoptr (GString) edited = g_string_new (text);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s: %s", good, bad);
  g_assert_cmpuint (g_string_replace (edited, good, bad, 1), ==, 1);
  changed = lec_json_parse (edited->str, -1, LIMIT, &error);
  g_assert_no_error (error);
  g_assert_null (lec_study_from_json (changed, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_refused (void)
{
  static const char *const cases[][3] = {
    { "\"version\": 1", "\"version\": 2", "version" },
    { "\"language\": \"de\"", "\"language\": \"D1\"", "language" },
    { "\"language\": \"de\"", "\"language\": \"d\"", "language" },
    { "\"language\": \"de\"", "\"language\": \"deu\"", "language" },
    { "\"model\": \"a-model\"", "\"model\": \"\"", "model" },
    { "\"model\": \"a-model\"", "\"model\": null", "model" },
    { "\"slide\": 1, \"kind\"", "\"slide\": 0, \"kind\"", "slide" },
    { "\"slide\": 1, \"kind\"", "\"slide\": 2, \"kind\"", "slides[1]" },
    { "\"kind\": \"title\"", "\"kind\": \"boring\"", "boring" },
    { "\"note\": \"a note\"", "\"note\": \"\"", "note" },
    { "\"keywords\"", "\"words\"", "keywords" },
    { "\"weight\": 1.0", "\"weight\": 1.5", "weight" },
    { "\"weight\": 1.0", "\"weight\": 0.25", "keywords[1]" },
    { "\"weight\": 0.5", "\"weight\": -0.5", "weight" },
    { "\"text\": \"Größe\"", "\"text\": \"\"", "text" },
    { "\"concept\": true", "\"concept\": 1", "concept" },
    { "\"slides\": [0, 2]", "\"slides\": [2, 2]", "slides" },
    { "\"slides\": [0, 2]", "\"slides\": [2, 0]", "slides" },
    { "\"slides\": [0, 2]", "\"slides\": [-1]", "slides" },
    { "\"slides\": [0, 2]", "\"slides\": [0.5]", "slides" },
    { "\"slides\": [0, 2]", "\"slides\": [\"x\"]", "slides" },
    { "\"slides\": [0, 2]", "\"slides\": [1e9]", "slides" },
    { "\"text\": \"A first sentence.\"", "\"text\": \"\"", "summary[0]" },
    { "\"heading\": \"Beginnings\"", "\"heading\": \"\"", "heading" },
    { "\"time_s\": 10.0", "\"time_s\": -1", "time_s" },
    { "\"time_s\": 10.0", "\"time_s\": 1e99", "time_s" },
    { "\"time_s\": 25.0", "\"time_s\": 9", "summary[1]" },
    { "\"said\": true", "\"said\": \"yes\"", "said" },
    { "\"generated\": true", "\"generated\": 1", "generated" },
    { "\"term\": \"size\"", "\"term\": \"\"", "glossary[0]" },
    { "\"definition\": \"how big it is\"", "\"definition\": \"\"", "definition" },
    { "\"slides\": [5, 6]", "\"slides\": 5", "glossary[0]" },
    { "\"source\": {\"slide\": 2, \"time_s\": 31.0}", "\"source\": 2", "source" },
    { "\"source\": {\"slide\": 2, \"time_s\": 31.0}", "\"source\": {\"time_s\": 31.0}", "slide" },
    { "\"kind\": \"cloze\"", "\"kind\": \"title\"", "questions[0]" },
    { "\"question\": \"A ____ is big.\"", "\"question\": \"\"", "question" },
    { "\"answer\": \"size\"", "\"answer\": null", "answer" },
    { "\"time_s\": 50.0", "\"time_s\": 39.0", "questions[1]" },
    { "\"title\": \"Sizes\"", "\"title\": \"\"", "topics[0]" },
    { "\"slides\": [7, 8]", "\"slides\": [8, 7]", "topics[0]" },
    { "\"topics\": [", "\"topics\": [1, ", "topics[0]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused_with (cases[i][0], cases[i][1], cases[i][2]);
}

static void
test_names (void)
{
  LecSlideKind slide_kind = LEC_SLIDE_KIND_TEXT;
  LecQuestionKind question_kind = LEC_QUESTION_TERM;

  for (guint i = 0; i <= LEC_SLIDE_KIND_REFERENCES; i++)
    {
      g_assert_true (lec_slide_kind_from_name (lec_slide_kind_get_name (i), &slide_kind));
      g_assert_cmpint (slide_kind, ==, (int) i);
    }
  for (guint i = 0; i <= LEC_QUESTION_EXPLAIN; i++)
    {
      g_assert_true (lec_question_kind_from_name (lec_question_kind_get_name (i), &question_kind));
      g_assert_cmpint (question_kind, ==, (int) i);
    }
  g_assert_false (lec_slide_kind_from_name ("boring", &slide_kind));
  g_assert_false (lec_question_kind_from_name ("title", &question_kind));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study/round-trip", test_round_trip);
  g_test_add_func ("/study/empty", test_empty);
  g_test_add_func ("/study/copy", test_copy);
  g_test_add_func ("/study/file", test_file);
  g_test_add_func ("/study/refused", test_refused);
  g_test_add_func ("/study/names", test_names);
  return g_test_run ();
}
