/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * News become as few changes of the list as can be, and the list stays in order.
 */
#include <gio/gio.h>

#include "made-jobs.h"
#include "ui/job-place.h"

typedef struct
{
  LecJobModel *model;
  GString *changes; /* "POSITION-REMOVED+ADDED " each */
} Fixture;

static void
hide (LecJobModel *model,
      gint64 id)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  lec_job_model_hide (model, ids);
}

static void
items_changed_cb (GListModel *model,
                  guint position,
                  guint n_removed,
                  guint n_added,
                  gpointer user_data)
{
  g_string_append_printf (user_data, "%u-%u+%u ", position, n_removed, n_added);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->model = lec_job_model_new ();
  fixture->changes = g_string_new (NULL);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (items_changed_cb), fixture->changes);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->model);
  g_string_free (fixture->changes, TRUE);
}

/* Takes @news. */
static void
apply (Fixture *fixture,
       LecJobsNews *news)
{
  g_string_set_size (fixture->changes, 0);
  lec_job_model_apply (fixture->model, news, 1);
  lec_jobs_news_free (news);
}

/* Those of the cluster with a "c" before their numbers. */
static char *
list_ids (Fixture *fixture)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->model)); i++)
    {
      g_autoptr (LecJobItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);
      gint64 id = lec_job_item_get_id (item);

      g_string_append_printf (ids, "%s%d ", lec_job_place_is_cluster (id) ? "c" : "",
                              (int) lec_job_place_get_number (id));
    }

  return g_string_free (ids, FALSE);
}

static void
assert_is (Fixture *fixture,
           const char *changes,
           const char *ids)
{
  g_autofree char *actual = list_ids (fixture);

  g_assert_cmpstr (fixture->changes->str, ==, changes);
  g_assert_cmpstr (actual, ==, ids);
}

static void
test_batch (Fixture *fixture,
            gconstpointer data)
{
  LecJobsNews *thousand = make_news (1, 1000, LEC_JOB_QUEUED);

  apply (fixture, thousand);
  g_assert_cmpstr (fixture->changes->str, ==, "0-0+1000 ");
  apply (fixture, make_news (1001, 1003, LEC_JOB_QUEUED));
  g_assert_cmpstr (fixture->changes->str, ==, "0-0+3 ");
  apply (fixture, make_news (500, 700, LEC_JOB_COMPLETED));
  g_assert_cmpstr (fixture->changes->str, ==, "");
  g_assert_cmpuint (lec_job_model_count (fixture->model, LEC_JOB_COMPLETED), ==, 201);
}

static void
add_gone (LecJobsNews *news,
          gint64 id)
{
  g_array_append_val (news->gone, id);
}

static void
test_gone (Fixture *fixture,
           gconstpointer data)
{
  LecJobsNews *news = make_news (7, 7, LEC_JOB_QUEUED);

  apply (fixture, make_news (1, 6, LEC_JOB_QUEUED));
  add_gone (news, 3);
  add_gone (news, 2);
  add_gone (news, 6);
  add_gone (news, 99);
  apply (fixture, news);
  /* 6 5 4 3 2 1: from the end, one a stretch, then what is new. */
  assert_is (fixture, "3-2+0 0-1+0 0-0+1 ", "7 5 4 1 ");
}

static void
test_all (Fixture *fixture,
          gconstpointer data)
{
  LecJobsNews *all = make_news (4, 8, LEC_JOB_QUEUED);

  apply (fixture, make_news (1, 6, LEC_JOB_QUEUED));
  all->is_all = TRUE;
  apply (fixture, all);
  assert_is (fixture, "3-3+0 0-0+2 ", "8 7 6 5 4 ");
}

/* Another program's job may have a number between ours. */
static void
test_between (Fixture *fixture,
              gconstpointer data)
{
  apply (fixture, make_news (1, 2, LEC_JOB_QUEUED));
  apply (fixture, make_news (5, 6, LEC_JOB_QUEUED));
  apply (fixture, make_news (4, 4, LEC_JOB_QUEUED));
  assert_is (fixture, "2-0+1 ", "6 5 4 2 1 ");
}

static void
test_hidden (Fixture *fixture,
             gconstpointer data)
{
  LecJobsNews *gone = lec_jobs_news_new ();

  apply (fixture, make_news (1, 3, LEC_JOB_QUEUED));
  g_string_set_size (fixture->changes, 0);
  hide (fixture->model, 2);
  assert_is (fixture, "1-1+0 ", "3 1 ");

  /* What happens to it meanwhile does not bring it back, and is not lost. */
  apply (fixture, make_news (2, 2, LEC_JOB_FAILED));
  assert_is (fixture, "", "3 1 ");
  lec_job_model_show (fixture->model, 2);
  assert_is (fixture, "1-0+1 ", "3 2 1 ");
  g_assert_cmpuint (lec_job_model_count (fixture->model, LEC_JOB_FAILED), ==, 1);

  hide (fixture->model, 2);
  add_gone (gone, 2);
  apply (fixture, gone);
  lec_job_model_show (fixture->model, 2);
  assert_is (fixture, "", "3 1 ");
  g_assert_null (lec_job_model_find (fixture->model, 2));
}

/* --- Of two places --- */

/* As the cluster's thread tells them. */
static LecJobsNews *
make_far_news (gint64 first,
               gint64 last,
               LecJobStatus status)
{
  LecJobsNews *news = make_news (first, last, status);

  news->is_cluster = TRUE;
  for (guint i = 0; i < news->jobs->len; i++)
    {
      LecJob *job = g_ptr_array_index (news->jobs, i);

      job->id = lec_job_place_in_cluster (job->id);
    }
  return news;
}

/* @news: of one job. Takes and returns it. */
static LecJobsNews *
give_id (LecJobsNews *news,
         const char *job_id)
{
  ((LecJob *) g_ptr_array_index (news->jobs, 0))->job_id = g_strdup (job_id);
  return news;
}

static LecJobsNews *
give_time (LecJobsNews *news,
           gint64 created_us)
{
  ((LecJob *) g_ptr_array_index (news->jobs, 0))->created_us = created_us;
  return news;
}

static LecJobsNews *
make_gone (gint64 id)
{
  LecJobsNews *news = lec_jobs_news_new ();

  news->is_cluster = lec_job_place_is_cluster (id);
  add_gone (news, id);
  return news;
}

/* None of the cluster is left. */
static LecJobsNews *
make_gone_all (void)
{
  LecJobsNews *news = lec_jobs_news_new ();

  news->is_all = news->is_cluster = TRUE;
  return news;
}

/* Both databases count from one: what becomes of one job is nothing of the other's. */
static void
test_same_number (Fixture *fixture,
                  gconstpointer data)
{
  gint64 far = lec_job_place_in_cluster (7);

  apply (fixture, make_news (7, 7, LEC_JOB_QUEUED));
  apply (fixture, make_far_news (7, 7, LEC_JOB_PROCESSING));
  assert_is (fixture, "0-0+1 ", "c7 7 ");
  g_assert_cmpint (lec_job_item_get_id (lec_job_model_find (fixture->model, 7)), ==, 7);
  g_assert_cmpint (lec_job_item_get_id (lec_job_model_find (fixture->model, far)), ==, far);
  g_assert_cmpuint (lec_job_model_count (fixture->model, LEC_JOB_PROCESSING), ==, 1);
  g_assert_cmpuint (lec_job_model_count_here (fixture->model, LEC_JOB_PROCESSING), ==, 0);

  apply (fixture, make_news (7, 7, LEC_JOB_FAILED));
  g_assert_cmpint (lec_job_item_get_job (lec_job_model_find (fixture->model, far))->status, ==, LEC_JOB_PROCESSING);
  apply (fixture, make_far_news (7, 7, LEC_JOB_COMPLETED));
  g_assert_cmpint (lec_job_item_get_job (lec_job_model_find (fixture->model, 7))->status, ==, LEC_JOB_FAILED);

  hide (fixture->model, far);
  assert_is (fixture, "0-1+0 ", "7 ");
}

static void
test_same_number_goes (Fixture *fixture,
                       gconstpointer data)
{
  LecJobsNews *all = make_far_news (8, 8, LEC_JOB_QUEUED);

  apply (fixture, make_news (7, 8, LEC_JOB_QUEUED));
  apply (fixture, make_far_news (7, 8, LEC_JOB_QUEUED));
  assert_is (fixture, "0-0+2 ", "c8 c7 8 7 ");
  apply (fixture, make_gone (7));
  assert_is (fixture, "3-1+0 ", "c8 c7 8 ");
  all->is_all = TRUE;
  apply (fixture, all);
  assert_is (fixture, "1-1+0 ", "c8 8 ");
  apply (fixture, make_gone (lec_job_place_in_cluster (8)));
  assert_is (fixture, "0-1+0 ", "8 ");
}

/* When they were added counts, wherever that was; then the number. */
static void
test_order (Fixture *fixture,
            gconstpointer data)
{
  apply (fixture, give_time (make_news (1, 1, LEC_JOB_QUEUED), 300));
  apply (fixture, give_time (make_far_news (1, 1, LEC_JOB_QUEUED), 200));
  apply (fixture, give_time (make_far_news (2, 2, LEC_JOB_QUEUED), 400));
  apply (fixture, give_time (make_news (2, 2, LEC_JOB_QUEUED), 200));
  apply (fixture, give_time (make_far_news (3, 3, LEC_JOB_QUEUED), 100));
  assert_is (fixture, "4-0+1 ", "c2 1 c1 2 c3 ");
}

/* All that comes to one place of the list does so at once. */
static void
test_stretches (Fixture *fixture,
                gconstpointer data)
{
  LecJobsNews *older = make_far_news (1, 1000, LEC_JOB_COMPLETED);
  LecJobsNews *around = make_far_news (1001, 1003, LEC_JOB_COMPLETED);

  apply (fixture, give_time (make_news (1, 1, LEC_JOB_QUEUED), 300));
  for (guint i = 0; i < older->jobs->len; i++)
    ((LecJob *) g_ptr_array_index (older->jobs, i))->created_us = 200;
  apply (fixture, older);
  g_assert_cmpstr (fixture->changes->str, ==, "1-0+1000 ");
  g_assert_cmpuint (lec_job_model_count (fixture->model, LEC_JOB_COMPLETED), ==, 1000);

  apply (fixture, make_gone_all ());
  for (guint i = 0; i < around->jobs->len; i++)
    ((LecJob *) g_ptr_array_index (around->jobs, i))->created_us = i < 1 ? 200 : 400;
  apply (fixture, around);
  assert_is (fixture, "1-0+1 0-0+2 ", "c1003 c1002 1 c1001 ");
}

/* Whatever is told first. What was brought to the cluster is there once, and counted once. */
static void
test_once (Fixture *fixture,
           gconstpointer data)
{
  gint64 far = lec_job_place_in_cluster (3);
  LecJobsNews *all = NULL;

  apply (fixture, give_id (make_news (5, 5, LEC_JOB_COMPLETED), "one"));
  apply (fixture, give_id (make_far_news (3, 3, LEC_JOB_COMPLETED), "one"));
  assert_is (fixture, "", "5 ");
  g_assert_true (lec_job_model_is_aside (fixture->model, far));
  g_assert_false (lec_job_model_is_aside (fixture->model, 5));
  g_assert_nonnull (lec_job_model_find (fixture->model, far));
  g_assert_cmpuint (lec_job_model_count (fixture->model, LEC_JOB_COMPLETED), ==, 1);

  apply (fixture, give_id (make_far_news (4, 4, LEC_JOB_COMPLETED), "two"));
  assert_is (fixture, "0-0+1 ", "c4 5 ");
  apply (fixture, give_id (make_news (6, 6, LEC_JOB_COMPLETED), "two"));
  assert_is (fixture, "0-1+0 0-0+1 ", "6 5 ");

  /* Each look at all of the cluster's jobs finds them again. */
  all = give_id (make_far_news (3, 3, LEC_JOB_COMPLETED), "one");
  all->is_all = TRUE;
  apply (fixture, all);
  assert_is (fixture, "", "6 5 ");
  g_assert_null (lec_job_model_find (fixture->model, lec_job_place_in_cluster (4)));
}

/* What is no more here is still in the cluster, but not while it is only hidden. */
static void
test_once_again (Fixture *fixture,
                 gconstpointer data)
{
  apply (fixture, give_id (make_far_news (3, 3, LEC_JOB_COMPLETED), "one"));
  apply (fixture, give_id (make_news (5, 5, LEC_JOB_COMPLETED), "one"));
  g_string_set_size (fixture->changes, 0);
  hide (fixture->model, 5);
  apply (fixture, give_id (make_far_news (3, 3, LEC_JOB_COMPLETED), "one"));
  assert_is (fixture, "", "");
  apply (fixture, make_gone (5));
  assert_is (fixture, "0-0+1 ", "c3 ");

  /* One that waited here and was moved there. */
  apply (fixture, give_id (make_news (6, 6, LEC_JOB_QUEUED), "two"));
  apply (fixture, give_id (make_far_news (4, 4, LEC_JOB_QUEUED), "two"));
  assert_is (fixture, "", "c3 6 ");
  apply (fixture, make_gone (6));
  assert_is (fixture, "1-1+0 0-0+1 ", "c4 c3 ");
}

/* What has gone for good while it was hidden does not come back. */
static void
test_hidden_gone (Fixture *fixture,
                  gconstpointer data)
{
  gint64 far = lec_job_place_in_cluster (1);

  apply (fixture, make_news (1, 1, LEC_JOB_QUEUED));
  apply (fixture, make_far_news (1, 1, LEC_JOB_QUEUED));
  hide (fixture->model, far);
  apply (fixture, make_gone_all ());
  lec_job_model_show (fixture->model, far);
  assert_is (fixture, "", "1 ");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/job-model/batch", Fixture, NULL, set_up, test_batch, tear_down);
  g_test_add ("/job-model/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add ("/job-model/all", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/job-model/between", Fixture, NULL, set_up, test_between, tear_down);
  g_test_add ("/job-model/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/job-model/same-number", Fixture, NULL, set_up, test_same_number, tear_down);
  g_test_add ("/job-model/same-number-goes", Fixture, NULL, set_up, test_same_number_goes, tear_down);
  g_test_add ("/job-model/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/job-model/stretches", Fixture, NULL, set_up, test_stretches, tear_down);
  g_test_add ("/job-model/once", Fixture, NULL, set_up, test_once, tear_down);
  g_test_add ("/job-model/once-again", Fixture, NULL, set_up, test_once_again, tear_down);
  g_test_add ("/job-model/hidden-gone", Fixture, NULL, set_up, test_hidden_gone, tear_down);

  return g_test_run ();
}
