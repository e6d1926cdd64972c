/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a summary counts, and how it reads.
 */
#include "made-jobs.h"
#include "ui/work-tally.h"

static void
see (LecWorkTally *tally,
     LecJobStatus before,
     LecJobStatus after)
{
  g_autoptr (LecJob) job = make_job (7, after);

  lec_work_tally_see (tally, before, job);
}

static void
test_counts (void)
{
  LecWorkTally tally = { 0 };

  see (&tally, LEC_JOB_PROCESSING, LEC_JOB_PROCESSING);
  see (&tally, LEC_JOB_COMPLETED, LEC_JOB_COMPLETED);
  see (&tally, LEC_JOB_PROCESSING, LEC_JOB_CANCELLED);
  g_assert_true (lec_work_tally_is_empty (&tally));
  see (&tally, LEC_JOB_PROCESSING, LEC_JOB_COMPLETED);
  see (&tally, LEC_JOB_QUEUED, LEC_JOB_FAILED);
  g_assert_false (lec_work_tally_is_empty (&tally));
  g_assert_cmpuint (tally.n_done, ==, 1);
  g_assert_cmpuint (tally.n_failed, ==, 1);
  g_assert_cmpint (tally.last_done, ==, 7);
}

static void
test_words (void)
{
  static const struct
  {
    LecWorkTally tally;
    const char *title;
    const char *body;
  } cases[] = {
    { { 1, 0, 1 }, "The slides of 1 video are ready", NULL },
    { { 3, 2, 1 }, "The slides of 3 videos are ready", "2 videos failed" },
    { { 0, 1, 0 }, "1 video failed", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = lec_work_tally_dup_title (&cases[i].tally);
      g_autofree char *body = lec_work_tally_dup_body (&cases[i].tally);

      g_assert_cmpstr (title, ==, cases[i].title);
      g_assert_cmpstr (body, ==, cases[i].body);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work-tally/counts", test_counts);
  g_test_add_func ("/work-tally/words", test_words);

  return g_test_run ();
}
