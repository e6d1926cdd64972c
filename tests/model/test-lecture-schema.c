/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * data/lecture.schema.json and the program agree: each member that is written
 * is described, each that is described is written, required ones are always
 * there, and words with a fixed meaning are the same in both.
 */
#include "base/json.h"
#include "model/lecture.h"
#include "schema-compare.h"

/* Every optional member set, one item in each list: all that can be written is. */
static LecLecture *
make_full_lecture (void)
{
  LecLecture *lecture = lec_lecture_new ();
  LecSlide *slide = lec_slide_new (1);
  LecLeftOut *left_out = lec_left_out_new (5, 6, LEC_LEFT_OUT_BLANK);
  LecSuggestion suggestion = { LEC_SUGGESTION_NEW_SLIDE, 1, 1, 0, 0.5 };
  LecEdit *edit = lec_edit_new (LEC_EDIT_CROP, 1);
  LecEdit *adjust = lec_edit_new (LEC_EDIT_ADJUST, 2);
  LecRect box = { 1, 2, 3, 4 };
  LecVideoPart *part = NULL;
  double build_s = 1;

  lecture->id = g_strnfill (64, '0');
  lecture->created_s = 1;
  lecture->video->path = g_strdup ("a.mp4");
  lecture->video->address = g_strdup ("https://example.org/a.mp4");
  lecture->video->is_page = TRUE;
  lecture->video->container = g_strdup ("mp4");
  lecture->video->codec = g_strdup ("h264");
  lecture->video->profile = g_strdup ("high");
  lecture->is_cut = TRUE;
  g_ptr_array_add (lecture->parts, lec_video_part_new ("a.mp4", 0));
  part = g_ptr_array_index (lecture->parts, 0);
  part->is_cut = TRUE;
  part->address = g_strdup ("https://example.org/a");
  part->is_page = TRUE;
  lec_slide_add_visit (slide, 0, 1);
  g_array_append_val (slide->builds_s, build_s);
  slide->picture = g_strdup ("pictures/a.jpg");
  slide->picture_sha256 = g_strnfill (64, '0');
  slide->title = g_strdup ("title");
  slide->stands_s = 0;
  slide->text = g_strdup ("text");
  g_ptr_array_add (slide->words, lec_word_new ("word", &box, 90, 0, 0));
  g_ptr_array_add (lecture->slides, slide);
  left_out->picture = g_strdup ("pictures/b.jpg");
  g_ptr_array_add (lecture->left_out, left_out);
  g_array_append_val (lecture->suggestions, suggestion);
  lec_edit_add_slide (edit, slide);
  lec_edit_set_title (edit, "title");
  edit->crop = box;
  g_ptr_array_add (lecture->edits, lec_edit_record_new (edit, LEC_EDIT_APPLIED, 1));
  lec_edit_set_settings (adjust, lecture->options, lecture->options);
  g_ptr_array_add (lecture->edits, lec_edit_record_new (adjust, LEC_EDIT_APPLIED, 0));

  return lecture;
}

static JsonNode *
load_schema (void)
{
  return schema_load ("lecture.schema.json");
}

static void
test_members (void)
{
  g_autoptr (JsonNode) schema = load_schema ();
  g_autoptr (LecLecture) lecture = make_full_lecture ();
  g_autoptr (JsonNode) node = NULL;

  g_assert_true (lec_job_options_set (lecture->options, "ignore", "1,1,1,1", NULL));
  node = lec_lecture_to_json (lecture);
  schema_compare (json_node_get_object (schema), json_node_get_object (schema), node, "lecture");
}

static JsonObject *
get_definition (JsonNode *schema,
                const char *name)
{
  return json_object_get_object_member (json_object_get_object_member (json_node_get_object (schema), "$defs"), name);
}

/* An empty lecture and slide have what is required, and nothing that is not needed. */
static void
test_required (void)
{
  g_autoptr (JsonNode) schema = load_schema ();
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (JsonNode) node = lec_lecture_to_json (lecture);
  g_autoptr (LecSlide) slide = lec_slide_new (1);
  g_autoptr (JsonNode) slide_node = lec_slide_to_json (slide);
  JsonObject *const schemas[] = {
    json_node_get_object (schema),
    get_definition (schema, "slide"),
    get_definition (schema, "video"),
  };
  JsonObject *const values[] = {
    json_node_get_object (node),
    json_node_get_object (slide_node),
    json_object_get_object_member (json_node_get_object (node), "video"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      JsonArray *required = json_object_get_array_member (schemas[i], "required");

      g_assert_cmpuint (json_array_get_length (required), ==, json_object_get_size (values[i]));
      for (guint j = 0; j < json_array_get_length (required); j++)
        g_assert_true (json_object_has_member (values[i], json_array_get_string_element (required, j)));
    }
}

static void
test_reasons (void)
{
  g_autoptr (JsonNode) schema = load_schema ();
  JsonObject *properties = json_object_get_object_member (get_definition (schema, "left_out"), "properties");
  JsonArray *reasons = json_object_get_array_member (json_object_get_object_member (properties, "reason"), "enum");

  g_assert_cmpuint (json_array_get_length (reasons), ==, LEC_LEFT_OUT_NEVER + 1);
  for (guint i = 0; i < json_array_get_length (reasons); i++)
    g_assert_cmpstr (json_array_get_string_element (reasons, i), ==, lec_left_out_reason_get_name (i));
}

static void
test_outcomes (void)
{
  g_autoptr (JsonNode) schema = load_schema ();
  JsonObject *properties = json_object_get_object_member (get_definition (schema, "edit"), "properties");
  JsonArray *outcomes = json_object_get_array_member (json_object_get_object_member (properties, "outcome"), "enum");
  JsonArray *kinds = json_object_get_array_member (json_object_get_object_member (properties, "kind"), "enum");

  g_assert_cmpuint (json_array_get_length (outcomes), ==, LEC_EDIT_OUTSIDE + 1);
  for (guint i = 0; i < json_array_get_length (outcomes); i++)
    g_assert_cmpstr (json_array_get_string_element (outcomes, i), ==, lec_edit_outcome_get_name (i));
  /* What was undone is no edit of the lecture. */
  g_assert_cmpuint (json_array_get_length (kinds), ==, LEC_EDIT_UNDO);
  for (guint i = 0; i < json_array_get_length (kinds); i++)
    g_assert_cmpstr (json_array_get_string_element (kinds, i), ==, lec_edit_kind_get_name (i));
}

static void
test_choices (void)
{
  g_autoptr (JsonNode) schema = load_schema ();
  JsonObject *properties = json_object_get_object_member (get_definition (schema, "settings"), "properties");
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  for (gsize i = 0; i < n_specs; i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (specs[i].name), "-", '_');
      JsonObject *property = json_object_get_object_member (properties, name);
      JsonArray *choices = NULL;

      if (specs[i].choices == NULL)
        continue;
      /* Beside a path. */
      if (specs[i].type == LEC_OPTION_TRANSCRIPT)
        property = json_array_get_object_element (json_object_get_array_member (property, "anyOf"), 0);
      choices = json_object_get_array_member (property, "enum");
      g_assert_cmpuint (json_array_get_length (choices), ==, g_strv_length ((char **) specs[i].choices));
      for (guint j = 0; specs[i].type != LEC_OPTION_INTEGER && specs[i].choices[j] != NULL; j++)
        g_assert_cmpstr (json_array_get_string_element (choices, j), ==, specs[i].choices[j]);
    }
}

/* Where a definition says it, its users need not. */
static void
assert_described (JsonObject *root,
                  JsonObject *schema)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  g_autoptr (GList) names = json_object_get_members (properties);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *property = json_object_get_object_member (properties, l->data);

      g_test_message ("%s", (const char *) l->data);
      g_assert_true (json_object_has_member (property, "description") ||
                     json_object_has_member (schema_resolve (root, property), "description"));
    }
}

static void
test_described (void)
{
  g_autoptr (JsonNode) schema = load_schema ();
  JsonObject *root = json_node_get_object (schema);
  JsonObject *definitions = json_object_get_object_member (root, "$defs");
  g_autoptr (GList) names = json_object_get_members (definitions);

  assert_described (root, root);
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *definition = json_object_get_object_member (definitions, l->data);

      if (json_object_has_member (definition, "properties"))
        assert_described (root, definition);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lecture-schema/members", test_members);
  g_test_add_func ("/lecture-schema/required", test_required);
  g_test_add_func ("/lecture-schema/reasons", test_reasons);
  g_test_add_func ("/lecture-schema/outcomes", test_outcomes);
  g_test_add_func ("/lecture-schema/choices", test_choices);
  g_test_add_func ("/lecture-schema/described", test_described);
  return g_test_run ();
}
