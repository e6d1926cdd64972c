/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which failures to start a process are the system's, and which may be a task's doing.
 */
#include <errno.h>
#include <string.h>

#include "worker/start-rules.h"

static void
test_refused (void)
{
  static const int refusals[] = { EPERM, EACCES, ENOSYS, ENOENT };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_assert_false (lec_start_rules_is_shortage (refusals[i]));
      g_assert_true (lec_start_rules_is_refused (refusals[i], TRUE));
      g_assert_true (lec_start_rules_is_refused (refusals[i], FALSE));
    }
}

/* Where there is a child, it may have used up what is short. */
static void
test_shortage (void)
{
  static const int shortages[] = { EAGAIN, ENOMEM };

  for (guint i = 0; i < G_N_ELEMENTS (shortages); i++)
    {
      g_assert_true (lec_start_rules_is_shortage (shortages[i]));
      g_assert_true (lec_start_rules_is_refused (shortages[i], TRUE));
      g_assert_false (lec_start_rules_is_refused (shortages[i], FALSE));
    }
}

/* Nothing was started, and nobody refused: 0 is what failed before, as a channel. */
static void
test_others (void)
{
  static const int others[] = { 0, EIO, ENOEXEC, E2BIG };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (lec_start_rules_is_refused (others[i], TRUE));
}

static void
test_advice (void)
{
  g_assert_nonnull (strstr (lec_start_rules_get_advice (EAGAIN), "ulimit -u"));
  g_assert_nonnull (strstr (lec_start_rules_get_advice (ENOMEM), "memory"));
  g_assert_nonnull (strstr (lec_start_rules_get_advice (ENOENT), "/proc"));
  g_assert_nonnull (strstr (lec_start_rules_get_advice (EPERM), "container"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/start-rules/refused", test_refused);
  g_test_add_func ("/start-rules/shortage", test_shortage);
  g_test_add_func ("/start-rules/others", test_others);
  g_test_add_func ("/start-rules/advice", test_advice);
  return g_test_run ();
}
