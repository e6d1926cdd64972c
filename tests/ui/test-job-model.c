/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * News become as few changes of the list as can be, and the list stays in order.
 */
#include <gio/gio.h>

#include "made-jobs.h"

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

static char *
list_ids (Fixture *fixture)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->model)); i++)
    {
      g_autoptr (LecJobItem) item = g_list_model_get_item (G_LIST_MODEL (fixture->model), i);

      g_string_append_printf (ids, "%d ", (int) lec_job_item_get_id (item));
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

  return g_test_run ();
}
