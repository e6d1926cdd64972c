/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each fault of a cluster in its full form, and a table of what came of it (tests/faults).
 *
 * usage: cluster-faults [--short] [--seed SEED] [NUMBER…]
 */
#include <stdio.h>
#include <stdlib.h>

#include "cases.h"
#include "programs.h"

typedef struct
{
  gboolean is_brief;
  guint32 seed;
  gboolean is_chosen[64]; /* by number; none is all */
  gboolean has_choice;
} Choice;

static void
read_choice (Choice *choice,
             int argc,
             char *argv[])
{
  choice->seed = g_random_int ();
  for (int i = 1; i < argc; i++)
    {
      guint number = (guint) atoi (argv[i]);

      if (g_str_equal (argv[i], "--short"))
        choice->is_brief = TRUE;
      else if (g_str_equal (argv[i], "--seed") && i + 1 < argc)
        choice->seed = (guint32) g_ascii_strtoull (argv[++i], NULL, 10);
      else if (number > 0 && number < G_N_ELEMENTS (choice->is_chosen))
        choice->is_chosen[number] = choice->has_choice = TRUE;
    }
}

/* Returns: whether all is as it has to be */
static gboolean
print_case (Hall *hall,
            const FaultCase *fault,
            guint32 seed)
{
  HallTruth truth = { 0 };
  gint64 start_us = g_get_monotonic_time ();
  gboolean is_well = fault_case_run (fault, hall, seed, &truth);

  printf ("| %u | %s | %u | %u | %u | %u | %u / %u | %u | %u | %u | %u | %.0f s | %s | %s |\n", fault->number,
          fault->name, seed, hall->n_kills, truth.n_tasks, truth.n_again, truth.n_completed,
          truth.n_failed + truth.n_cancelled, truth.n_lost, truth.n_twice, truth.n_open,
          truth.n_pending + truth.n_outbox, (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC,
          hall->remark->str, is_well ? "yes" : "NO");
  fflush (stdout);
  hall_end (hall);
  return is_well;
}

int
main (int argc,
      char *argv[])
{
  Choice choice = { 0 };
  gsize n_cases = 0;
  const FaultCase *cases = fault_cases_get (&n_cases);
  Hall *hall = NULL;
  guint n_wrong = 0;
  int status = 0;

  if (programs_run (argc, argv, &status))
    return status;

  /* It was built only where there is. */
  g_setenv ("LECTERN_HAS_POSTGRES", "1", TRUE);
  read_choice (&choice, argc, argv);
  hall = hall_open ();
  if (hall == NULL)
    {
      printf ("NOT RUN: redis-server or PostgreSQL is not installed\n");
      return 0;
    }

  hall->is_full = !choice.is_brief;
  printf ("| | fault of a cluster | seed | done to programs | tasks | tries again | completed / given up or cancelled"
          " | lost | twice | not over | hints left | time | | as it has to be |\n"
          "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (gsize i = 0; i < n_cases; i++)
    if (!choice.has_choice || choice.is_chosen[cases[i].number])
      n_wrong += !print_case (hall, &cases[i], choice.seed);
  hall_close (hall);
  return n_wrong == 0 ? 0 : 1;
}
