/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which jobs are shown of a list, also when their states change.
 */
#include "made-jobs.h"
#include "ui/job-sieve.h"

static void
apply (LecJobModel *model,
       LecJobsNews *news)
{
  lec_job_model_apply (model, news, 1);
  lec_jobs_news_free (news);
}

static guint
count (GtkFilterListModel *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
test_words (void)
{
  g_assert_true (lec_job_sieve_has_words ("02 Lexing.mkv", ""));
  g_assert_true (lec_job_sieve_has_words ("02 Lexing.mkv", "lex"));
  g_assert_true (lec_job_sieve_has_words ("02 Lexing.mkv", "MKV  02"));
  g_assert_true (lec_job_sieve_has_words ("ÜBUNG 3.mp4", "übung"));
  g_assert_false (lec_job_sieve_has_words ("02 Lexing.mkv", "lex parse"));
}

static void
test_groups (void)
{
  LecJobGroup group = LEC_JOB_GROUP_DONE;

  g_assert_true (lec_job_group_from_name ("running", &group));
  g_assert_cmpint (group, ==, LEC_JOB_GROUP_RUNNING);
  g_assert_false (lec_job_group_from_name ("nonsense", &group));
  g_assert_true (lec_job_group_contains (LEC_JOB_GROUP_RUNNING, LEC_JOB_PAUSED));
  g_assert_false (lec_job_group_contains (LEC_JOB_GROUP_RUNNING, LEC_JOB_CANCELLED));
  g_assert_false (lec_job_group_contains (LEC_JOB_GROUP_FAILED, LEC_JOB_CANCELLED));
  g_assert_true (lec_job_group_contains (LEC_JOB_GROUP_ALL, LEC_JOB_CANCELLED));
}

/* A job that is done goes out of one list and into another. */
static void
test_list (void)
{
  g_autoptr (LecJobModel) model = lec_job_model_new ();
  g_autoptr (LecJobSieve) sieve = lec_job_sieve_new ();
  g_autoptr (GtkFilterListModel) list =
    gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (model)), g_object_ref (GTK_FILTER (sieve)));

  g_signal_connect_object (model, "states-changed", G_CALLBACK (lec_job_sieve_look_again), sieve, G_CONNECT_SWAPPED);
  apply (model, make_news (1, 20, LEC_JOB_QUEUED));
  g_assert_cmpuint (count (list), ==, 20);
  lec_job_sieve_set_group (sieve, LEC_JOB_GROUP_DONE);
  g_assert_cmpuint (count (list), ==, 0);
  apply (model, make_news (3, 5, LEC_JOB_COMPLETED));
  g_assert_cmpuint (count (list), ==, 3);
  g_assert_cmpuint (lec_job_group_count (LEC_JOB_GROUP_RUNNING, model), ==, 17);

  lec_job_sieve_set_group (sieve, LEC_JOB_GROUP_ALL);
  lec_job_sieve_set_query (sieve, "talk 1");
  g_assert_cmpuint (count (list), ==, 11);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job-sieve/words", test_words);
  g_test_add_func ("/job-sieve/groups", test_groups);
  g_test_add_func ("/job-sieve/list", test_list);

  return g_test_run ();
}
