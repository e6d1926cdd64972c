/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How findings read: in columns whatever they are written in, and no name of a check as programs
 * know it.
 */
#include <string.h>

#include "cli/finding-report.h"

static GPtrArray *
make_findings (void)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);

  g_ptr_array_add (findings, lec_finding_new_ok ("講義の確認", g_strdup ("MESSAGE")));
  g_ptr_array_add (findings, lec_finding_new_warning ("größe", g_strdup ("MESSAGE"), g_strdup ("act")));
  g_ptr_array_add (findings, lec_finding_new_problem ("x", LEC_ERROR_NO_SPACE, g_strdup ("MESSAGE"), NULL));
  return findings;
}

static void
test_columns (void)
{
  g_autoptr (GPtrArray) findings = make_findings ();
  g_autofree char *text = lec_finding_report_format (findings);

  g_assert_cmpstr (text, ==,
                   "ok       講義の確認  MESSAGE\n"
                   "warning  größe       MESSAGE; to do: act\n"
                   "problem  x           MESSAGE\n");
}

/* What a server says may be anything. */
static void
test_escapes (void)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);
  g_autofree char *text = NULL;

  g_ptr_array_add (findings, lec_finding_new_warning ("redis", g_strdup ("a\033[2Jb"), g_strdup ("c\nd")));
  text = lec_finding_report_format (findings);
  g_assert_cmpstr (text, ==, "warning  Redis  a\\x1b[2Jb; to do: c\\nd\n");
}

static void
test_names (void)
{
  static const char *const checks[] = { "task-process", "data-folder", "data-space",
                                        "temporary-space", "silent-workers", "sent-files",
                                        "shared-folder", "paused", "unserved" };
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_finding_free);
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    g_ptr_array_add (findings, lec_finding_new_ok (checks[i], g_strdup ("well")));
  text = lec_finding_report_format (findings);
  g_assert_null (strchr (text, '-'));
  g_assert_nonnull (strstr (text, "paused queues"));
  g_assert_nonnull (strstr (text, "unserved queues"));
}

/* That of the first problem. What is printed goes elsewhere than what the tests say. */
static void
test_exit_code (void)
{
  g_autoptr (GPtrArray) findings = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  findings = make_findings ();
  g_assert_cmpint (lec_finding_report_print (findings, TRUE), ==, lec_error_get_exit_code (LEC_ERROR_NO_SPACE));
  g_ptr_array_set_size (findings, 2);
  g_assert_cmpint (lec_finding_report_print (findings, FALSE), ==, 0);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/finding-report/columns", test_columns);
  g_test_add_func ("/finding-report/escapes", test_escapes);
  g_test_add_func ("/finding-report/names", test_names);
  g_test_add_func ("/finding-report/exit-code", test_exit_code);
  return g_test_run ();
}
