/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The jobs' thread against a real database: what is asked for is done, what has changed is told,
 * also what others change, and not more often than ten times a second.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/file-tree.h"
#include "made-jobs.h"
#include "ui/job-requests.h"

#define N_VIDEOS 40
#define LOOK     "--look"

typedef struct
{
  char *folder;
  char *data;
  LecJobModel *model;
  LecJobsThread *thread;
  GArray *told_us; /* (element-type gint64): when there were news */
  char *failure;
  GAsyncResult *result;
} Fixture;

static void
news_cb (const LecJobsNews *news,
         gpointer user_data)
{
  Fixture *fixture = user_data;
  gint64 now_us = g_get_monotonic_time ();

  g_array_append_val (fixture->told_us, now_us);
  if (news->failure != NULL)
    fixture->failure = g_strdup (news->failure->message);
  else
    lec_job_model_apply (fixture->model, news, now_us);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-thread-XXXXXX", NULL);
  fixture->data = g_build_filename (fixture->folder, "data", NULL);
  fixture->model = lec_job_model_new ();
  fixture->told_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  fixture->thread = lec_jobs_thread_new (fixture->data, news_cb, fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_jobs_thread_stop (fixture->thread);
  g_object_unref (fixture->thread);
  g_object_unref (fixture->model);
  g_clear_object (&fixture->result);
  g_array_unref (fixture->told_us);
  lec_file_tree_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->data);
  g_free (fixture->failure);
}

static void
result_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_set_object (&((Fixture *) user_data)->result, result);
}

static void
wait_for_result (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_jobs (Fixture *fixture,
               LecJobStatus status,
               guint n_jobs)
{
  while (lec_job_model_count (fixture->model, status) != n_jobs)
    g_main_context_iteration (NULL, TRUE);
}

static char *
make_video (Fixture *fixture,
            guint number)
{
  g_autofree char *name = g_strdup_printf ("%u.mp4", number);
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, path, -1, NULL));
  return path;
}

static GListModel *
list_video (Fixture *fixture,
            guint number)
{
  g_autofree char *path = make_video (fixture, number);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GListStore *files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  return G_LIST_MODEL (files);
}

static LecAddedJobs *
add_video (Fixture *fixture,
           guint number)
{
  g_autoptr (GListModel) files = list_video (fixture, number);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (GError) error = NULL;
  LecAddedJobs *added = NULL;

  g_clear_object (&fixture->result);
  lec_job_requests_add_async (fixture->thread, files, NULL, options, NULL, NULL, result_cb, fixture);
  wait_for_result (fixture);
  added = lec_job_requests_add_finish (fixture->thread, fixture->result, &error);
  g_assert_no_error (error);
  return added;
}

/* Chosen together, and apart from each other, as a portal hands them over. */
static void
test_subtitles (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GListModel) files = list_video (fixture, 1);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (LecAddedJobs) added = NULL;
  g_autofree char *folder = g_build_filename (fixture->folder, "apart", NULL);
  g_autofree char *subtitles = g_build_filename (folder, "1.vtt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (subtitles);
  const LecJob *job = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (subtitles, "WEBVTT\n", -1, NULL));
  g_list_store_append (G_LIST_STORE (files), file);
  lec_job_requests_add_async (fixture->thread, files, NULL, options, NULL, NULL, result_cb, fixture);
  wait_for_result (fixture);
  added = lec_job_requests_add_finish (fixture->thread, fixture->result, NULL);

  g_assert_cmpstr (added->failure, ==, NULL);
  g_assert_cmpuint (added->new_jobs->len, ==, 1);
  wait_for_jobs (fixture, LEC_JOB_QUEUED, 1);
  job = lec_job_item_get_job (lec_job_model_find (fixture->model, g_array_index (added->new_jobs, gint64, 0)));
  g_assert_cmpstr (job->request->options->transcript, ==, subtitles);
}

static gint64
add_new (Fixture *fixture,
         guint number)
{
  g_autoptr (LecAddedJobs) added = add_video (fixture, number);

  g_assert_cmpuint (added->new_jobs->len, ==, 1);
  return g_array_index (added->new_jobs, gint64, 0);
}

static gboolean
change (Fixture *fixture,
        gint64 job,
        LecJobAction action,
        GError **error)
{
  g_clear_object (&fixture->result);
  lec_job_requests_change_async (fixture->thread, job, action, result_cb, fixture);
  wait_for_result (fixture);
  return lec_job_requests_change_finish (fixture->thread, fixture->result, error);
}

static void
test_changes (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecAddedJobs) again = NULL;
  gint64 job = add_new (fixture, 1);

  wait_for_jobs (fixture, LEC_JOB_QUEUED, 1);
  again = add_video (fixture, 1);
  g_assert_cmpuint (again->new_jobs->len, ==, 0);
  g_assert_cmpuint (again->n_before, ==, 1);

  g_assert_true (change (fixture, job, LEC_JOB_ACTION_PAUSE, &error));
  wait_for_jobs (fixture, LEC_JOB_PAUSED, 1);
  g_assert_false (change (fixture, job, LEC_JOB_ACTION_RETRY, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (change (fixture, job, LEC_JOB_ACTION_CANCEL, &error));
  wait_for_jobs (fixture, LEC_JOB_CANCELLED, 1);
  g_assert_true (change (fixture, job, LEC_JOB_ACTION_REMOVE, &error));
  wait_for_jobs (fixture, LEC_JOB_CANCELLED, 0);
  g_assert_null (lec_job_model_find (fixture->model, job));
}

/* Another program's handle. */
static void
test_others (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecJobs) other = lec_jobs_open (fixture->data, NULL, NULL, NULL);
  gint64 job = add_new (fixture, 1);

  wait_for_jobs (fixture, LEC_JOB_QUEUED, 1);
  g_assert_true (lec_jobs_change (other, job, LEC_JOB_ACTION_PAUSE, NULL, NULL));
  wait_for_jobs (fixture, LEC_JOB_PAUSED, 1);
  g_assert_true (lec_jobs_change (other, job, LEC_JOB_ACTION_REMOVE, NULL, NULL));
  wait_for_jobs (fixture, LEC_JOB_PAUSED, 0);
}

static void
test_rate (Fixture *fixture,
           gconstpointer data)
{
  gint64 began_us = g_get_monotonic_time ();
  gint64 took_us = 0;

  for (guint i = 0; i < N_VIDEOS; i++)
    add_new (fixture, i);
  wait_for_jobs (fixture, LEC_JOB_QUEUED, N_VIDEOS);
  took_us = g_get_monotonic_time () - began_us;
  g_test_message ("%u news in %d ms", fixture->told_us->len, (int) (took_us / 1000));
  g_assert_cmpint (fixture->told_us->len, <=, took_us / (100 * G_TIME_SPAN_MILLISECOND) + 2);
}

static void
test_undo_add (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 job = add_new (fixture, 1);

  wait_for_jobs (fixture, LEC_JOB_QUEUED, 1);
  g_array_append_val (jobs, job);
  lec_job_requests_undo_add (fixture->thread, jobs);
  wait_for_jobs (fixture, LEC_JOB_QUEUED, 0);
  g_assert_null (lec_job_model_find (fixture->model, job));
}

/* What was asked for last is done, too. */
static void
test_stop (Fixture *fixture,
           gconstpointer data)
{
  gint64 job = add_new (fixture, 1);
  g_autoptr (LecJobs) other = NULL;
  g_autoptr (GPtrArray) left = NULL;

  lec_job_requests_change_async (fixture->thread, job, LEC_JOB_ACTION_REMOVE, NULL, NULL);
  lec_jobs_thread_stop (fixture->thread);
  other = lec_jobs_open (fixture->data, NULL, NULL, NULL);
  left = lec_jobs_list (other, -1, NULL, NULL);
  g_assert_cmpuint (left->len, ==, 0);
}

/* The library cannot be opened: that is told once, and to whoever asks for something. */
static void
test_broken (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autoptr (GListModel) files = list_video (fixture, 1);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LecAddedJobs) added = NULL;

  lec_jobs_thread_stop (fixture->thread);
  g_object_unref (fixture->thread);
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  g_array_set_size (fixture->told_us, 0);
  fixture->thread = lec_jobs_thread_new (file, news_cb, fixture);
  while (fixture->failure == NULL)
    g_main_context_iteration (NULL, TRUE);

  lec_job_requests_add_async (fixture->thread, files, NULL, options, NULL, NULL, result_cb, fixture);
  wait_for_result (fixture);
  added = lec_job_requests_add_finish (fixture->thread, fixture->result, &error);
  g_assert_null (added);
  g_assert_cmpstr (error->message, ==, fixture->failure);
  g_assert_cmpuint (fixture->told_us->len, ==, 1);
}

/* --- A library that cannot be written --- */

typedef struct
{
  char *read_only;
  guint n_jobs;
} Look;

static void
look_cb (const LecJobsNews *news,
         gpointer user_data)
{
  Look *look = user_data;

  if (news->read_only == NULL)
    return;

  look->read_only = g_strdup (news->read_only);
  look->n_jobs = news->jobs->len;
}

/* In a program of its own: what is there, and that it cannot be changed. */
static int
look_at (const char *data)
{
  Look look = { NULL, 0 };
  LecJobsThread *thread = lec_jobs_thread_new (data, look_cb, &look);

  while (look.read_only == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_print ("%u job, %s", look.n_jobs, look.read_only);
  lec_jobs_thread_stop (thread);
  g_object_unref (thread);
  g_free (look.read_only);
  return 0;
}

/* Returns: whether it went well. @printed: (out) (nullable) */
static gboolean
run (const char *const *line,
     char **printed)
{
  int status = 0;

  return g_spawn_sync (NULL, (char **) line, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, printed, NULL, &status, NULL) &&
         status == 0;
}

static void
lock (Fixture *fixture,
      const char *mode)
{
  const char *const line[] = { "chmod", "-R", mode, fixture->data, NULL };

  g_assert_true (run (line, NULL));
}

/* The super-user gives up being one: permissions mean nothing to it. */
static void
test_read_only (Fixture *fixture,
                gconstpointer data)
{
  static const char *const give_up[] = { "setpriv", "--bounding-set=-all", "--inh-caps=-all", "true", NULL };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  const char *const look[] = { give_up[0], give_up[1], give_up[2], self, LOOK, fixture->data, NULL };
  gboolean is_root = getuid () == 0;
  g_autofree char *printed = NULL;

  if (is_root && !run (give_up, NULL))
    {
      g_test_skip ("whoever runs the tests may write everywhere");
      return;
    }

  add_new (fixture, 1);
  lec_jobs_thread_stop (fixture->thread);
  lock (fixture, "a-w");
  g_assert_true (run (is_root ? look : look + 3, &printed));
  lock (fixture, "u+w");
  g_assert_true (g_str_has_prefix (printed, "1 job, "));
}

int
main (int argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], LOOK))
    return look_at (argv[2]);

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/jobs-thread/subtitles", Fixture, NULL, set_up, test_subtitles, tear_down);
  g_test_add ("/jobs-thread/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/jobs-thread/others", Fixture, NULL, set_up, test_others, tear_down);
  g_test_add ("/jobs-thread/rate", Fixture, NULL, set_up, test_rate, tear_down);
  g_test_add ("/jobs-thread/undo-add", Fixture, NULL, set_up, test_undo_add, tear_down);
  g_test_add ("/jobs-thread/stop", Fixture, NULL, set_up, test_stop, tear_down);
  g_test_add ("/jobs-thread/read-only", Fixture, NULL, set_up, test_read_only, tear_down);
  g_test_add ("/jobs-thread/broken", Fixture, NULL, set_up, test_broken, tear_down);

  return g_test_run ();
}
