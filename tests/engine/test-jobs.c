/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs from adding to their PDF, with stages that follow a script; and a program that is killed
 * at any moment while it works on them.
 */
#include <string.h>
#include <sys/wait.h>

#include "engine/jobs.h"
#include "engine/queue-owner.h"
#include "engine/upload-consent.h"
#include "scripted-stages.h"
#include "scripted-video.h"

#define N_JOBS  8
#define N_KILLS 12
/* More than a process with sanitizers takes for nothing. */
#define MEMORY_LIMIT (G_GUINT64_CONSTANT (300) << 20)

static const LecWorkOptions one_at_a_time = { .concurrency = 1 };
static const LecWorkOptions two_at_a_time = { .concurrency = 2 };

typedef struct
{
  char *folder;
  char *data;
  char *log;
  LecJobs *jobs;
  GString *events;
  GCancellable *cancellable;
  gboolean stops;   /* when a job has started */
  gint64 to_cancel; /* when it has started */
} Fixture;

static LecJobs *
open_jobs (const char *data)
{
  g_autoptr (GError) error = NULL;
  LecJobs *jobs = lec_jobs_open (data, NULL, NULL, &error);

  g_assert_no_error (error);
  return jobs;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-jobs-XXXXXX", NULL);
  fixture->data = g_build_filename (fixture->folder, "data", NULL);
  fixture->log = g_build_filename (fixture->folder, "log", NULL);
  g_setenv ("STAGE_LOG", fixture->log, TRUE);
  fixture->jobs = open_jobs (fixture->data);
  fixture->events = g_string_new (NULL);
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_jobs_free (fixture->jobs);
  g_object_unref (fixture->cancellable);
  g_string_free (fixture->events, TRUE);
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->data);
  g_free (fixture->log);
}

static gint64
add (Fixture *fixture,
     const char *video,
     LecJobsAdded expected)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autoptr (GError) error = NULL;
  LecJobsAdded added = LEC_JOBS_NEW;
  gint64 job = 0;

  g_ptr_array_add (request->videos, g_strdup (video));
  job = lec_jobs_add (fixture->jobs, request, 0, &added, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (added, ==, expected);
  return job;
}

static gint64
add_video (Fixture *fixture,
           const char *name,
           const char *script)
{
  g_autofree char *video = make_video (fixture->folder, name, script);

  return add (fixture, video, LEC_JOBS_NEW);
}

static LecJob *
get_job (Fixture *fixture,
         gint64 id)
{
  g_autofree char *name = g_strdup_printf ("%d", (int) id);
  g_autoptr (GError) error = NULL;
  LecJob *job = lec_jobs_get (fixture->jobs, name, NULL, &error);

  g_assert_no_error (error);
  return job;
}

static void
event_cb (const LecJobsEvent *event,
          gpointer user_data)
{
  static const char letters[] = { 's', 'a', 'C', 'r', 'F', 'X', 't' };
  Fixture *fixture = user_data;

  if (event->kind != LEC_JOBS_ADVANCED)
    g_string_append_c (fixture->events, letters[event->kind]);
  if (fixture->stops)
    g_cancellable_cancel (fixture->cancellable);
  if (event->kind == LEC_JOBS_STARTED && event->job->id == fixture->to_cancel)
    g_assert_true (lec_jobs_change (fixture->jobs, event->job->id, LEC_JOB_ACTION_CANCEL, NULL, NULL));
}

static void
run (Fixture *fixture,
     const char *events)
{
  LecJobsListener listener = { .event = event_cb, .user_data = fixture };
  g_autoptr (GError) error = NULL;

  g_string_truncate (fixture->events, 0);
  lec_jobs_run (fixture->jobs, &one_at_a_time, &listener, fixture->cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->events->str, ==, events);
}

static void
assert_log (Fixture *fixture,
            const char *expected)
{
  assert_stages_ran (fixture->log, expected);
  g_unlink (fixture->log);
}

static void
test_whole (Fixture *fixture,
            gconstpointer data)
{
  gint64 id = add_video (fixture, "talk.mp4", GOOD);
  g_autofree char *pdf = g_build_filename (fixture->folder, "talk.pdf", NULL);
  g_autoptr (LecJob) job = NULL;
  g_autoptr (GPtrArray) slides = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  LecJobMetrics metrics = { 0 };

  run (fixture, "sC");
  assert_log (fixture, "probe extract recognise generate");
  job = get_job (fixture, id);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpstr (job->pdf, ==, pdf);
  g_assert_cmpuint (job->n_slides, ==, 3);
  g_assert_true (g_file_test (pdf, G_FILE_TEST_IS_REGULAR));
  slides = lec_jobs_list_slides (fixture->jobs, id, NULL, NULL);
  g_assert_cmpuint (slides->len, ==, 3);
  attempts = lec_jobs_list_attempts (fixture->jobs, id, NULL, NULL);
  g_assert_cmpuint (attempts->len, ==, 3);
  g_assert_true (lec_jobs_get_metrics (fixture->jobs, id, &metrics, NULL, NULL));
  g_assert_cmpfloat (metrics.extraction_s, >, 0);
  g_assert_cmpfloat (metrics.analysis_s, >, 0);
  g_assert_cmpfloat (metrics.generation_s, >, 0);
  g_assert_cmpint (metrics.peak_memory_bytes, >, 1000000);
  g_assert_cmpint (metrics.disk_bytes, >, 1000);
  g_assert_cmpfloat (metrics.video_s, ==, 100);
  run (fixture, "");
}

/* The same once more is the same job; when it is over it begins again, and costs nothing. */
static void
test_add_again (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *video = make_video (fixture->folder, "talk.mp4", GOOD);
  gint64 id = add (fixture, video, LEC_JOBS_NEW);
  g_autoptr (LecJob) job = NULL;

  g_assert_cmpint (add (fixture, video, LEC_JOBS_WAITING), ==, id);
  run (fixture, "sC");
  assert_log (fixture, "probe extract recognise generate");
  g_assert_cmpint (add (fixture, video, LEC_JOBS_AGAIN), ==, id);
  run (fixture, "sC");
  assert_log (fixture, "");
  job = get_job (fixture, id);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
}

/* A folder that is watched again must not do everything again. */
static void
test_add_once (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autoptr (LecJob) job = NULL;
  LecJobsAdded added = LEC_JOBS_AGAIN;
  gint64 id = 0;

  g_ptr_array_add (request->videos, make_video (fixture->folder, "talk.mp4", GOOD));
  id = lec_jobs_add_once (fixture->jobs, request, 0, &added, NULL, NULL);
  g_assert_cmpint (id, !=, 0);
  g_assert_cmpint (added, ==, LEC_JOBS_NEW);
  run (fixture, "sC");
  g_assert_cmpint (lec_jobs_add_once (fixture->jobs, request, 0, &added, NULL, NULL), ==, id);
  g_assert_cmpint (added, ==, LEC_JOBS_WAITING);
  job = get_job (fixture, id);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  run (fixture, "");
}

/* Adds a video each time there is nothing to do, and has it end after the second. */
static void
idle_cb (gpointer user_data)
{
  static const char *const names[] = { "first.mp4", "second.mp4" };
  Fixture *fixture = user_data;
  guint n_done = (guint) fixture->events->len / 2;

  if (n_done < G_N_ELEMENTS (names))
    add_video (fixture, names[n_done], names[n_done][0] == 'f' ? GOOD : "duration=50 read=50 slides=2 end=well");
  else
    g_cancellable_cancel (fixture->cancellable);
}

static void
test_serve (Fixture *fixture,
            gconstpointer data)
{
  LecJobsListener listener = { .event = event_cb, .user_data = fixture, .idle = idle_cb };
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_jobs_serve (fixture->jobs, &one_at_a_time, &listener, fixture->cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->events->str, ==, "sCsC");
}

/* Whoever follows events from where it stands hears of the rest and of nothing twice. */
static void
test_events (Fixture *fixture,
             gconstpointer data)
{
  gint64 job = add_video (fixture, "talk.mp4", GOOD);
  g_autoptr (GPtrArray) added = lec_jobs_list_events (fixture->jobs, 0, 10, NULL, NULL);
  g_autoptr (GPtrArray) later = NULL;
  const LecEvent *event = NULL;

  g_assert_cmpuint (added->len, ==, 1);
  event = g_ptr_array_index (added, 0);
  g_assert_cmpstr (event->kind, ==, "submitted");
  g_assert_cmpint (event->job, ==, job);

  g_assert_true (lec_jobs_change (fixture->jobs, job, LEC_JOB_ACTION_REMOVE, NULL, NULL));
  later = lec_jobs_list_events (fixture->jobs, event->sequence, 10, NULL, NULL);
  g_assert_cmpuint (later->len, ==, 1);
  g_assert_cmpstr (((const LecEvent *) g_ptr_array_index (later, 0))->kind, ==, "removed");
}

static void
waiting_cb (int pid,
            gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_c (fixture->events, 'w');
  g_cancellable_cancel (fixture->cancellable);
}

/* What another program works on is left to it. */
static void
test_serve_beside (Fixture *fixture,
                   gconstpointer data)
{
  LecJobsListener listener = { waiting_cb, event_cb, fixture, NULL };
  g_autoptr (LecQueueOwner) other = lec_queue_owner_try (fixture->data, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (other);
  add_video (fixture, "talk.mp4", GOOD);
  g_assert_false (lec_jobs_serve (fixture->jobs, &one_at_a_time, &listener, fixture->cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->events->str, ==, "w");
  assert_log (fixture, "");
}

static void
test_add_refused (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;
  LecJobsAdded added = LEC_JOBS_NEW;

  g_ptr_array_add (request->videos, g_build_filename (fixture->folder, "none.mp4", NULL));
  g_assert_cmpint (lec_jobs_add (fixture->jobs, request, 0, &added, NULL, &error), ==, 0);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_free (request->options->language);
  request->options->language = g_strdup ("klingon");
  g_assert_cmpint (lec_jobs_add (fixture->jobs, request, 0, &added, NULL, &error), ==, 0);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_LANGUAGE);
  jobs = lec_jobs_list (fixture->jobs, -1, NULL, NULL);
  g_assert_cmpuint (jobs->len, ==, 0);
}

/* The bad ones fail with their reason, the others are done. */
static void
test_bad_ones (Fixture *fixture,
               gconstpointer data)
{
  gint64 bad = add_video (fixture, "bad.mp4", "text");
  gint64 cut = add_video (fixture, "cut.mp4", "duration=100 read=40 slides=2 end=crash");
  gint64 good = add_video (fixture, "good.mp4", GOOD);
  g_autoptr (LecJob) bad_job = NULL;
  g_autoptr (LecJob) cut_job = NULL;
  g_autoptr (LecJob) good_job = NULL;
  g_autoptr (GError) error = NULL;

  run (fixture, "sFsCsC");
  bad_job = get_job (fixture, bad);
  g_assert_cmpint (bad_job->status, ==, LEC_JOB_FAILED);
  g_assert_cmpstr (bad_job->error_code, ==, "not-a-video");
  cut_job = get_job (fixture, cut);
  g_assert_cmpint (cut_job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpstr (cut_job->error_code, ==, "incomplete");
  g_assert_cmpuint (cut_job->n_slides, ==, 2);
  good_job = get_job (fixture, good);
  g_assert_cmpint (good_job->status, ==, LEC_JOB_COMPLETED);

  g_assert_false (lec_jobs_change (fixture->jobs, good, LEC_JOB_ACTION_CANCEL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_null (lec_jobs_get (fixture->jobs, "99", NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

/* What is there already and is something else fails the job, and "retry" goes on. */
static void
test_retry (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *pdf = make_video (fixture->folder, "talk.pdf", "mine");
  gint64 id = add_video (fixture, "talk.mp4", GOOD);
  g_autoptr (LecJob) job = NULL;
  g_autofree char *text = NULL;

  run (fixture, "sF");
  g_assert_true (g_file_get_contents (pdf, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  g_unlink (pdf);
  g_assert_true (lec_jobs_change (fixture->jobs, id, LEC_JOB_ACTION_RETRY, NULL, NULL));
  run (fixture, "sC");
  job = get_job (fixture, id);
  g_assert_cmpstr (job->pdf, ==, pdf);
}

/* What nobody has agreed to is not sent: the job is done, and says what it lacks. It begins again
 * when somebody has, and replaces what it has made itself. */
static void
test_unagreed (Fixture *fixture,
               gconstpointer data)
{
  gint64 id = 0;
  g_autoptr (LecJob) job = NULL;
  g_autoptr (LecJob) again = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("LECTERN_SPEECH_SERVICE", "https://ears.example/v1", TRUE);
  id = add_video (fixture, "talk.mp4", GOOD);
  run (fixture, "sC");
  job = get_job (fixture, id);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpstr (job->error_code, ==, lec_error_get_name (LEC_ERROR_NOT_AGREED));
  g_assert_nonnull (strstr (job->error, "ears.example"));
  g_assert_null (strstr (job->error, "--agree"));
  g_unlink (fixture->log);

  /* Nothing hears what a script says: that is another reason, and none to wait. */
  g_assert_true (lec_upload_consent_add ("ears.example", &error));
  g_assert_no_error (error);
  g_assert_true (lec_jobs_change (fixture->jobs, id, LEC_JOB_ACTION_RETRY, NULL, &error));
  g_assert_no_error (error);
  run (fixture, "sC");
  assert_log (fixture, "generate");
  again = get_job (fixture, id);
  g_assert_cmpint (again->status, ==, LEC_JOB_COMPLETED);
  g_assert_null (again->error_code);
  g_assert_true (lec_upload_consent_remove ("ears.example", &error));
  g_unsetenv ("LECTERN_SPEECH_SERVICE");
}

static void
test_stop (Fixture *fixture,
           gconstpointer data)
{
  gint64 id = add_video (fixture, "talk.mp4", "duration=100 read=40 slides=2 end=hang");
  LecJobsListener listener = { .event = event_cb, .user_data = fixture };
  g_autoptr (LecJob) job = NULL;
  g_autoptr (GError) error = NULL;

  fixture->stops = TRUE;
  g_assert_false (lec_jobs_run (fixture->jobs, &one_at_a_time, &listener, fixture->cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  job = get_job (fixture, id);
  g_assert_cmpint (job->status, ==, LEC_JOB_QUEUED);
}

/* A task that would never end does, and the next job is done. */
static void
test_cancel_running (Fixture *fixture,
                     gconstpointer data)
{
  gint64 good = 0;
  g_autoptr (LecJob) job = NULL;
  g_autoptr (LecJob) good_job = NULL;

  fixture->to_cancel = add_video (fixture, "talk.mp4", "duration=100 read=40 slides=2 end=hang");
  good = add_video (fixture, "good.mp4", GOOD);
  run (fixture, "sXsC");
  job = get_job (fixture, fixture->to_cancel);
  g_assert_cmpint (job->status, ==, LEC_JOB_CANCELLED);
  good_job = get_job (fixture, good);
  g_assert_cmpint (good_job->status, ==, LEC_JOB_COMPLETED);
}

static void
test_damaged_database (Fixture *fixture,
                       gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other", "lectern.db", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "not a database, but long enough to be read as one", -1, NULL));
  g_assert_null (lec_jobs_open (folder, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_nonnull (strstr (error->message, path));
}

static void
ignore_event_cb (const LecJobsEvent *event,
                 gpointer user_data)
{
}

static int
run_until_empty (const char *data)
{
  g_autoptr (LecJobs) jobs = open_jobs (data);
  LecJobsListener listener = { .event = ignore_event_cb };
  g_autoptr (GError) error = NULL;

  lec_jobs_run (jobs, &two_at_a_time, &listener, NULL, &error);
  g_assert_no_error (error);
  return 0;
}

static GSubprocess *
start_runner (Fixture *fixture)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self, "--run", fixture->data, NULL);

  g_assert_no_error (error);
  return process;
}

/* Each job is completed, has its PDF, and no stage was finished twice. */
static void
assert_all_done (Fixture *fixture)
{
  g_autoptr (GPtrArray) jobs = lec_jobs_list (fixture->jobs, -1, NULL, NULL);
  guint n_lost = 0;

  g_assert_cmpuint (jobs->len, ==, N_JOBS);
  for (guint i = 0; i < jobs->len; i++)
    {
      const LecJob *job = g_ptr_array_index (jobs, i);
      g_autoptr (GPtrArray) attempts = lec_jobs_list_attempts (fixture->jobs, job->id, NULL, NULL);
      guint n_done = 0;

      g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
      g_assert_true (g_file_test (job->pdf, G_FILE_TEST_IS_REGULAR));
      for (guint j = 0; j < attempts->len; j++)
        {
          const LecAttempt *attempt = g_ptr_array_index (attempts, j);

          n_done += g_str_equal (attempt->outcome, "done");
          n_lost += g_str_equal (attempt->outcome, "lost");
        }
      g_assert_cmpuint (n_done, ==, 3);
    }
  g_test_message ("%u tries were cut off", n_lost);
}

/* Waits until the job is worked on by @process, then kills that. */
static void
kill_at_work (Fixture *fixture,
              gint64 id)
{
  g_autoptr (GSubprocess) process = start_runner (fixture);

  while (TRUE)
    {
      g_autoptr (LecJob) job = get_job (fixture, id);

      if (job->status == LEC_JOB_PROCESSING)
        break;
      g_usleep (5000);
    }
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
}

/* Of all stages that ran. */
static guint
count_processes (Fixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->log, ".processes", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) processes = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    g_hash_table_add (processes, *line);
  g_unlink (path);

  return g_hash_table_size (processes);
}

/* Probe, extract, recognise, generate: one process for all, or one for each. */
static void
test_tasks_per_child (Fixture *fixture,
                      gconstpointer data)
{
  static const LecWorkOptions often = { .concurrency = 1, .max_tasks_per_child = 1 };
  LecJobsListener listener = { .event = event_cb, .user_data = fixture };
  g_autoptr (GError) error = NULL;

  add_video (fixture, "talk.mp4", GOOD);
  run (fixture, "sC");
  g_assert_cmpuint (count_processes (fixture), ==, 1);

  add_video (fixture, "other.mp4", "duration=50 read=50 slides=1 end=well");
  lec_jobs_run (fixture->jobs, &often, &listener, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_processes (fixture), ==, 4);
}

/* It would be tried again, later. */
static void
give_up_cb (const LecJobsEvent *event,
            gpointer user_data)
{
  Fixture *fixture = user_data;

  if (event->kind != LEC_JOBS_RETRYING)
    return;

  g_assert_error (event->reason, LEC_ERROR, LEC_ERROR_LIMIT);
  g_string_append (fixture->events, event->reason->message);
  g_assert_true (lec_jobs_change (fixture->jobs, event->job->id, LEC_JOB_ACTION_CANCEL, NULL, NULL));
}

/* Only the process that needs too much goes. */
static void
test_memory_per_child (Fixture *fixture,
                       gconstpointer data)
{
  static const LecWorkOptions small = { .concurrency = 2, .max_memory_per_child_bytes = MEMORY_LIMIT };
  gint64 hog = add_video (fixture, "hog.mp4", "duration=100 read=40 slides=0 end=eat");
  gint64 good = add_video (fixture, "good.mp4", GOOD);
  LecJobsListener listener = { .event = give_up_cb, .user_data = fixture };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) hog_job = NULL;
  g_autoptr (LecJob) good_job = NULL;

  lec_jobs_run (fixture->jobs, &small, &listener, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (fixture->events->str, "more memory than the 300.0"));
  hog_job = get_job (fixture, hog);
  g_assert_cmpint (hog_job->status, ==, LEC_JOB_CANCELLED);
  good_job = get_job (fixture, good);
  g_assert_cmpint (good_job->status, ==, LEC_JOB_COMPLETED);
}

/* What is left of the stage must not be told as what is left of the job. */
static void
left_cb (const LecJobsEvent *event,
         gpointer user_data)
{
  Fixture *fixture = user_data;

  if (event->kind == LEC_JOBS_ADVANCED && strstr (event->message, "left") != NULL)
    g_string_append_printf (fixture->events, "%s;", event->message);
}

static void
test_time_left (Fixture *fixture,
                gconstpointer data)
{
  LecJobsListener listener = { .event = left_cb, .user_data = fixture };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) told = NULL;
  guint n_told = 0;

  add_video (fixture, "talk.mp4", "duration=100 read=66 slides=1 end=slow");
  lec_jobs_run (fixture->jobs, &one_at_a_time, &listener, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", fixture->events->str);
  /* Told after 4 s: the stage needs 3 s more, the job 5 s. Slow machines take longer, also for what
   * follows. */
  told = g_strsplit (fixture->events->str, ";", -1);
  for (guint i = 0; told[i][0] != '\0'; i++)
    {
      if (!g_str_has_prefix (told[i], "read 0:"))
        continue;
      n_told++;
      g_assert_cmpint (atoi (strchr (told[i], ',') + 1), >=, 5);
    }
  g_assert_cmpuint (n_told, >, 0);
}

/* Nobody says of a job that it is worked on when nobody works on it. */
static void
test_abandoned (Fixture *fixture,
                gconstpointer data)
{
  gint64 id = add_video (fixture, "talk.mp4", "duration=100 read=40 slides=2 end=hang");
  g_autoptr (LecJob) job = NULL;
  g_autoptr (LecJob) job_later = NULL;

  kill_at_work (fixture, id);
  job = get_job (fixture, id);
  g_assert_cmpint (job->status, ==, LEC_JOB_PROCESSING);
  lec_jobs_free (fixture->jobs);
  fixture->jobs = open_jobs (fixture->data);
  job_later = get_job (fixture, id);
  g_assert_cmpint (job_later->status, ==, LEC_JOB_QUEUED);
}

/* kill -9 at any moment loses nothing: the next one goes on. */
static void
test_killed (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GSubprocess) last = NULL;

  for (guint i = 0; i < N_JOBS; i++)
    {
      g_autofree char *name = g_strdup_printf ("talk%u.mp4", i);
      g_autofree char *script = g_strdup_printf ("duration=%u read=100 slides=3 end=well", 100 + i);

      add_video (fixture, name, script);
    }
  for (guint i = 0; i < N_KILLS; i++)
    {
      g_autoptr (GSubprocess) process = start_runner (fixture);

      g_usleep ((gulong) g_test_rand_int_range (0, 250 * 1000));
      g_subprocess_force_exit (process);
      g_assert_true (g_subprocess_wait (process, NULL, NULL));
    }
  last = start_runner (fixture);
  g_assert_true (g_subprocess_wait_check (last, NULL, NULL));
  assert_all_done (fixture);
}

/* Two at once: the second waits, and then finds nothing to do. */
static void
test_two_runners (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (GSubprocess) first = NULL;
  g_autoptr (GSubprocess) second = NULL;

  for (guint i = 0; i < N_JOBS; i++)
    {
      g_autofree char *name = g_strdup_printf ("talk%u.mp4", i);
      g_autofree char *script = g_strdup_printf ("duration=%u read=100 slides=3 end=well", 100 + i);

      add_video (fixture, name, script);
    }
  first = start_runner (fixture);
  second = start_runner (fixture);
  g_assert_true (g_subprocess_wait_check (first, NULL, NULL));
  g_assert_true (g_subprocess_wait_check (second, NULL, NULL));
  assert_all_done (fixture);
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/jobs/whole", test_whole },
    { "/jobs/add-again", test_add_again },
    { "/jobs/add-once", test_add_once },
    { "/jobs/events", test_events },
    { "/jobs/serve", test_serve },
    { "/jobs/serve-beside", test_serve_beside },
    { "/jobs/add-refused", test_add_refused },
    { "/jobs/bad-ones", test_bad_ones },
    { "/jobs/time-left", test_time_left },
    { "/jobs/retry", test_retry },
    { "/jobs/unagreed", test_unagreed },
    { "/jobs/stop", test_stop },
    { "/jobs/cancel-running", test_cancel_running },
    { "/jobs/tasks-per-child", test_tasks_per_child },
    { "/jobs/memory-per-child", test_memory_per_child },
    { "/jobs/damaged-database", test_damaged_database },
    { "/jobs/abandoned", test_abandoned },
    { "/jobs/killed", test_killed },
    { "/jobs/two-runners", test_two_runners },
  };

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();
  if (argc == 3 && g_str_equal (argv[1], "--run"))
    return run_until_empty (argv[2]);

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
