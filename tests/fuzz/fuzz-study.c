/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A study.json from anywhere: refused with a reason, or taken and from then on the same.
 */
#include "base/error.h"
#include "base/json.h"
#include "fuzz/fuzz.h"
#include "model/study.h"

#define MAX_BYTES (64 * 1024)

static void
check_round_trip (const LecStudy *study)
{
  g_autoptr (JsonNode) node = lec_study_to_json (study);
  g_autofree char *text = lec_json_to_line (node);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStudy) again = lec_study_from_json (node, &error);
  g_autoptr (JsonNode) node_again = NULL;
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  node_again = lec_study_to_json (again);
  text_again = lec_json_to_line (node_again);
  g_assert_cmpstr (text, ==, text_again);
}

static void
check_copy (const LecStudy *study)
{
  g_autoptr (LecStudy) copy = lec_study_copy (study);
  g_autoptr (JsonNode) node = lec_study_to_json (study);
  g_autoptr (JsonNode) copy_node = lec_study_to_json (copy);

  g_assert_true (json_node_equal (node, copy_node));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse ((const char *) data, (gssize) size, MAX_BYTES, &error);
  g_autoptr (LecStudy) study = node != NULL ? lec_study_from_json (node, &error) : NULL;

  if (study == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  check_round_trip (study);
  check_copy (study);
  return 0;
}
