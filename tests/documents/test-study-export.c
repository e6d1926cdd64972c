/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The JSON for other programs: data/study.schema.json describes what is
 * written, and Python reads the same from it.
 */
#include "base/error.h"
#include "documents/study-export.h"
#include "drawn-course.h"
#include "read-back.h"
#include "schema-compare.h"

static void
test_schema (DrawnCourse *drawn,
             gconstpointer data)
{
  g_autoptr (JsonNode) schema = schema_load ("study.schema.json");
  LecMaterial *material = g_ptr_array_index (drawn->course->lectures, 0);
  g_autoptr (JsonNode) node = NULL;

  material->lecture->video->address = g_strdup ("https://example.org/a.mp4");
  node = lec_study_export_to_json (drawn->course);
  schema_compare (json_node_get_object (schema), json_node_get_object (schema), node, "study");
}

/* A lecture without anything has what is required, and nothing else that the schema leaves open. */
static void
test_required (void)
{
  g_autoptr (JsonNode) schema = schema_load ("study.schema.json");
  JsonObject *definitions = json_object_get_object_member (json_node_get_object (schema), "$defs");
  g_autoptr (LecCourse) course = lec_course_new ("");
  g_autoptr (JsonNode) node = NULL;
  LecLecture *lecture = lec_lecture_new ();
  JsonObject *schemas[3] = { json_node_get_object (schema) };
  JsonObject *values[3] = { NULL };

  g_clear_pointer (&lecture->video, lec_video_info_free);
  g_ptr_array_add (lecture->slides, lec_slide_new (1));
  lec_course_take (course, lec_material_new (lecture, "/", "", NULL, NULL));
  node = lec_study_export_to_json (course);
  values[0] = json_node_get_object (node);
  schemas[1] = json_object_get_object_member (definitions, "lecture");
  values[1] = json_array_get_object_element (json_object_get_array_member (values[0], "lectures"), 0);
  schemas[2] = json_object_get_object_member (definitions, "slide");
  values[2] = json_array_get_object_element (json_object_get_array_member (values[1], "slides"), 0);

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      JsonArray *required = json_object_get_array_member (schemas[i], "required");

      g_assert_cmpuint (json_array_get_length (required), ==, json_object_get_size (values[i]));
      for (guint k = 0; k < json_array_get_length (required); k++)
        g_assert_true (json_object_has_member (values[i], json_array_get_string_element (required, k)));
    }
}

static void
test_read_back (DrawnCourse *drawn,
                gconstpointer data)
{
  g_autofree char *path = write_made_course (drawn->made, drawn->course, lec_study_export_write, "out.json");
  g_autofree char *text = NULL;

  text = read_back ("read-export.py", path);
  assert_has (text, "A course & more, 2026-01-01T00:00:00Z\n");
  assert_has (text, "lecture Week 2, 0 cues\n");
  assert_has (text, "slide 2 " NASTY_TITLE ", a talk; #1-slides/slide-002.jpg, a%20talk%3B%20%231.mp4#t=21.0\n");
  assert_has (text, "cue 1 Dr. <Who>: It is measured/in bits.\n");
  assert_has (text, "cue 0 None: Good morning, before anything is shown.\n");
  assert_has (text, "cue 6 None: The last word is here: `code` *star* _under_ [link](x) $x$ {{y}}\n");
  assert_has (text, "term " NASTY_TERM "\n");
}

static void
test_errors (void)
{
  g_autoptr (LecCourse) empty = lec_course_new ("Nothing");
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_study_export_write (empty, "/nowhere/x", NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  drawn_course_add_test ("/study-export/schema", 1, test_schema);
  g_test_add_func ("/study-export/required", test_required);
  drawn_course_add_test ("/study-export/read-back", 2, test_read_back);
  g_test_add_func ("/study-export/errors", test_errors);

  return g_test_run ();
}
