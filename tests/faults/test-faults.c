/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each fault in its short form. G_TEST's own seed (--seed) is the one that is printed here.
 */
#include "cases.h"
#include "programs.h"

typedef struct
{
  Hall *hall;
  const FaultCase *fault;
} Test;

static void
test_fault (gconstpointer data)
{
  const Test *test = data;
  guint32 seed = (guint32) g_test_rand_int ();
  HallTruth truth = { 0 };
  gboolean is_well = fault_case_run (test->fault, test->hall, seed, &truth);

  g_test_message ("seed %u: %u tasks, %u done to programs, %u tries again", seed, truth.n_tasks,
                  test->hall->n_kills, truth.n_again);
  g_test_message ("%s", test->hall->remark->str);
  g_test_message ("%u completed, %u failed, %u cancelled; %u lost, %u twice, %u not over, %u hints, %u in the outbox",
                  truth.n_completed, truth.n_failed, truth.n_cancelled, truth.n_lost, truth.n_twice, truth.n_open,
                  truth.n_pending, truth.n_outbox);
  g_assert_cmpuint (truth.n_lost, ==, 0);
  g_assert_cmpuint (truth.n_twice, ==, 0);
  g_assert_cmpuint (truth.n_open, ==, 0);
  g_assert_cmpuint (truth.n_pending, ==, 0);
  g_assert_cmpuint (truth.n_outbox, ==, 0);
  g_assert_cmpuint (test->hall->n_wrong, ==, 0);
  g_assert_true (is_well);
  hall_end (test->hall);
}

static void
skip (void)
{
  g_test_skip ("the servers of PostgreSQL and Redis are not installed, or this program came without them");
}

int
main (int argc,
      char *argv[])
{
  gsize n_cases = 0;
  const FaultCase *cases = fault_cases_get (&n_cases);
  g_autofree Test *tests = g_new0 (Test, n_cases);
  Hall *hall = NULL;
  int status = 0;

  if (programs_run (argc, argv, &status))
    return status;

  g_test_init (&argc, &argv, NULL);
  hall = hall_open ();
  if (hall == NULL)
    g_test_add_func ("/faults", skip);
  for (gsize i = 0; hall != NULL && i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/faults/%02u %s", cases[i].number, cases[i].name);

      tests[i] = (Test){ hall, &cases[i] };
      g_test_add_data_func (path, &tests[i], test_fault);
    }

  status = g_test_run ();
  hall_close (hall);
  return status;
}
