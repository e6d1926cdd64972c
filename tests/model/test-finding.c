/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings go through JSON unchanged; what is malformed is refused.
 */
#include "base/json.h"
#include "model/finding.h"

static void
assert_same (const LecFinding *a,
             const LecFinding *b)
{
  g_assert_cmpstr (a->check, ==, b->check);
  g_assert_cmpint (a->level, ==, b->level);
  g_assert_cmpint (a->code, ==, b->code);
  g_assert_cmpstr (a->message, ==, b->message);
  g_assert_cmpstr (a->advice, ==, b->advice);
}

static void
test_round (void)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (findings, lec_finding_new_ok ("codecs", g_strdup ("H.264, “AV1”")));
  g_ptr_array_add (findings, lec_finding_new_warning ("disk", g_strdup ("little room"), g_strdup ("make room")));
  g_ptr_array_add (findings, lec_finding_new_problem ("languages", LEC_ERROR_NO_LANGUAGE, g_strdup ("none"), NULL));
  node = lec_findings_to_json (findings);
  again = lec_findings_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, findings->len);
  for (guint i = 0; i < findings->len; i++)
    assert_same (g_ptr_array_index (again, i), g_ptr_array_index (findings, i));
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "[]",
    "{}",
    "{\"findings\": {}}",
    "{\"findings\": [1]}",
    "{\"findings\": [{\"level\": \"ok\", \"message\": \"a\"}]}",
    "{\"findings\": [{\"check\": \"a\", \"level\": \"ok\"}]}",
    "{\"findings\": [{\"check\": \"a\", \"level\": \"fine\", \"message\": \"a\"}]}",
    "{\"findings\": [{\"check\": \"a\", \"level\": \"problem\", \"error\": \"none\", \"message\": \"a\"}]}",
    "{\"findings\": [{\"check\": \"a\", \"level\": \"ok\", \"message\": \"a\", \"advice\": 5}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = lec_json_parse (cases[i], -1, 1000, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_findings_from_json (node, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finding/round", test_round);
  g_test_add_func ("/finding/refused", test_refused);

  return g_test_run ();
}
