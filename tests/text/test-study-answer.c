/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "text/made-guide.h"
#include "text/study-answer.h"

#define EMPTY "{\"notes\":[],\"summary\":[],\"glossary\":[],\"questions\":[]}"

#define FIRST_ONLY "{\"notes\":[{\"slide\":1,\"note\":\"n\"}],\"summary\":[],\"glossary\":[],\"questions\":[]}"

static gboolean
take (LecStudyAnswer *answer,
      const char *text,
      guint first,
      guint n_slides,
      GError **error)
{
  g_autoptr (GError) parse_error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse (text, -1, 1000000, &parse_error);

  g_assert_no_error (parse_error);
  return lec_study_answer_take (answer, node, first, n_slides, error);
}

static LecStudy *
apply (const char *text)
{
  g_autoptr (GPtrArray) slides = make_slides (4);
  g_autoptr (LecStudyAnswer) answer = lec_study_answer_new (slides);
  g_autoptr (LecStudy) local = make_guide (4);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStudy) again = NULL;
  g_autoptr (JsonNode) node = NULL;
  LecStudy *study = NULL;

  g_assert_true (take (answer, text, 0, 4, &error));
  g_assert_no_error (error);
  study = lec_study_answer_apply (answer, local, "llama");
  /* It keeps all promises of a guide. */
  node = lec_study_to_json (study);
  again = lec_study_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (study->model, ==, "llama");
  g_assert_null (local->model);

  return study;
}

static void
test_all_kinds (void)
{
  g_autoptr (LecStudy) study =
    apply ("{\"notes\":[{\"slide\":2,\"note\":\" It shows\\nthe core. \"},{\"slide\":2,\"note\":\"again\"}],"
           "\"summary\":[{\"slide\":3,\"text\":\"Later.\"},{\"slide\":1,\"text\":\"Early\\nthing.\"}],"
           "\"glossary\":[{\"slide\":4,\"term\":\"Zone\",\"definition\":\"a part\"},"
           "{\"slide\":2,\"term\":\"emeute\",\"definition\":\"there already\"},"
           "{\"slide\":2,\"term\":\"core\",\"definition\":\"the middle\"}],"
           "\"questions\":[{\"slide\":2,\"question\":\"Why?\",\"answer\":\"Because.\"},"
           "{\"slide\":1,\"question\":\"What?\",\"answer\":\"That.\"}]}");
  const LecStudySlide *second = g_ptr_array_index (study->slides, 1);
  const LecSummaryPoint *early = g_ptr_array_index (study->summary, 0);
  const LecGlossaryEntry *core = g_ptr_array_index (study->glossary, 0);
  const LecQuestion *what = g_ptr_array_index (study->questions, 0);
  const LecQuestion *why = g_ptr_array_index (study->questions, 2);

  g_assert_cmpstr (second->note, ==, "It shows\nthe core.");
  g_assert_cmpuint (study->summary->len, ==, 2);
  g_assert_cmpstr (early->text, ==, "Early thing.");
  g_assert_true (early->source.is_generated && early->source.slide == 1 && early->source.time_s == 0);
  g_assert_cmpuint (study->glossary->len, ==, 3);
  g_assert_cmpstr (core->term, ==, "core");
  g_assert_true (core->source.is_generated && core->slides->len == 1);
  g_assert_cmpstr (((const LecGlossaryEntry *) g_ptr_array_index (study->glossary, 1))->definition, ==, "a riot");
  g_assert_cmpuint (study->questions->len, ==, 3);
  g_assert_cmpstr (what->question, ==, "What?");
  g_assert_cmpint (what->kind, ==, LEC_QUESTION_EXPLAIN);
  g_assert_cmpstr (why->answer, ==, "Because.");
  g_assert_true (why->source.is_generated && why->source.time_s == 10);
}

/* Marks that are no accents make another word. */
static void
test_other_scripts (void)
{
  g_autoptr (LecStudy) study =
    apply ("{\"notes\":[],\"summary\":[],\"questions\":[],"
           "\"glossary\":[{\"slide\":1,\"term\":\"ガス\",\"definition\":\"gas\"},"
           "{\"slide\":1,\"term\":\"カス\",\"definition\":\"dregs\"},"
           "{\"slide\":1,\"term\":\"की\",\"definition\":\"of, her\"},"
           "{\"slide\":1,\"term\":\"का\",\"definition\":\"of, his\"},"
           "{\"slide\":1,\"term\":\"ÉMEUTE\",\"definition\":\"there already\"}]}");

  g_assert_cmpuint (study->glossary->len, ==, 5);
}

/* What cites nothing, another slide than was shown, is empty or endless is left out. */
static void
test_left_out (void)
{
  g_autofree char *endless = g_strnfill (3000, 'x');
  g_autofree char *text = g_strdup_printf (
    "{\"notes\":[{\"slide\":99,\"note\":\"no such slide\"},{\"note\":\"none\"},{\"slide\":\"1\",\"note\":\"text\"},"
    "{\"slide\":1.5,\"note\":\"half\"},{\"slide\":0,\"note\":\"zero\"},{\"slide\":-1,\"note\":\"minus\"},"
    "{\"slide\":1,\"note\":\" \\n\\t \"},{\"slide\":1,\"note\":\"%s\"},{\"slide\":3,\"note\":\"good\xe2\x80\xae\"}],"
    "\"summary\":[],\"glossary\":[{\"slide\":1,\"term\":\"x\",\"definition\":\"\"}],\"questions\":[]}",
    endless);
  g_autoptr (LecStudy) study = apply (text);

  for (guint i = 0; i < 4; i++)
    g_assert_cmpstr (((const LecStudySlide *) g_ptr_array_index (study->slides, i))->note, ==, i == 2 ? "good" : NULL);
  g_assert_cmpuint (study->glossary->len, ==, 1);
  /* No summary is no reason to lose the other. */
  g_assert_cmpstr (((const LecSummaryPoint *) g_ptr_array_index (study->summary, 0))->text, ==, "A local sentence.");
}

static void
test_slides_of_other_parts (void)
{
  g_autoptr (GPtrArray) slides = make_slides (4);
  g_autoptr (LecStudyAnswer) answer = lec_study_answer_new (slides);
  g_autoptr (GError) error = NULL;

  g_assert_false (take (answer, FIRST_ONLY, 2, 2, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "[]",
    "{}",
    EMPTY,
    "{\"notes\":{},\"summary\":[],\"glossary\":[],\"questions\":[]}",
    "{\"notes\":[1],\"summary\":[],\"glossary\":[],\"questions\":[]}",
    "{\"notes\":[{\"slide\":1}],\"summary\":[],\"glossary\":[],\"questions\":[]}",
    "{\"notes\":[{\"slide\":1,\"note\":\"n\"}],\"summary\":[],\"glossary\":[]}",
    "{\"notes\":[],\"summary\":[],\"glossary\":[{\"slide\":1,\"term\":\"t\"}],\"questions\":[]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) slides = make_slides (2);
      g_autoptr (LecStudyAnswer) answer = lec_study_answer_new (slides);
      g_autoptr (GError) error = NULL;

      g_assert_false (take (answer, texts[i], 0, 2, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

/* What is asked for is what is taken. */
static void
test_schema (void)
{
  g_autoptr (JsonNode) schema = lec_study_answer_make_schema ();
  g_autofree char *line = lec_json_to_line (schema);

  g_assert_nonnull (strstr (line, "\"required\": [\"slide\", \"term\", \"definition\"]"));
  g_assert_nonnull (strstr (line, "\"required\": [\"notes\", \"summary\", \"glossary\", \"questions\"]"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study-answer/all-kinds", test_all_kinds);
  g_test_add_func ("/study-answer/other-scripts", test_other_scripts);
  g_test_add_func ("/study-answer/left-out", test_left_out);
  g_test_add_func ("/study-answer/slides-of-other-parts", test_slides_of_other_parts);
  g_test_add_func ("/study-answer/refused", test_refused);
  g_test_add_func ("/study-answer/schema", test_schema);
  return g_test_run ();
}
