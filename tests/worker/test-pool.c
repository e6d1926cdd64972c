/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pool with a store in memory and work that takes no time. What a task does is told by the
 * name of its job's video; the clock of the store goes on only when a test says so.
 */
#include "queue/local-queue.h"
#include "store/made-jobs.h"
#include "store/sqlite-store.h"
#include "worker/pool.h"

#define N_JOBS      10
#define MAX_WAIT_MS 10000

#define DRAINED_AFTER_US (50 * 1000)

typedef struct
{
  LecStore *store;
  LecQueue *queue;
  GCancellable *cancellable;
  GString *events; /* a letter each */
  int n_running;   /* atomic; so is max_running */
  int max_running;
  int n_wanted;     /* work does not end before so many have run at once */
  gint64 to_cancel; /* job that is cancelled when its work has begun */
  gint64 to_add;    /* jobs that are added while others are done */
  gboolean stops;   /* the pool is stopped when work has begun */
  LecWorkControl *control;
  gboolean finishes;       /* that the work ends is asked for when some has begun */
  guint later_concurrency; /* as many run at a time from then on; 0 for no change */
  gboolean sleeps;         /* the machine is put to sleep then, for a day */
  gboolean is_endless;     /* it works until it is drained */
  gboolean drains;         /* that is asked for when work has begun */
  guint n_ticks_to_drain;  /* or after so many ticks */
  guint n_ticks_to_go_on;  /* it is held until then */
  int n_told;              /* atomic: how often a task said at once how far its job is */
  int n_untold;            /* likewise: or that it does not know */
} Fixture;

/* Read and written on the thread that runs the pool. */
static gint64 clock_us;

static gint64
get_clock (void)
{
  return clock_us;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  clock_us = START_S * SECOND;
  fixture->store = lec_sqlite_store_new_in_memory (clock_us, NULL);
  fixture->queue = lec_local_queue_new ();
  fixture->cancellable = g_cancellable_new ();
  fixture->events = g_string_new (NULL);
  fixture->control = lec_work_control_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->store);
  g_assert_finalize_object (fixture->queue);
  g_object_unref (fixture->cancellable);
  g_string_free (fixture->events, TRUE);
  lec_work_control_free (fixture->control);
}

static void
note_running (Fixture *fixture)
{
  int n = g_atomic_int_add (&fixture->n_running, 1) + 1;
  int max = g_atomic_int_get (&fixture->max_running);

  while (n > max && !g_atomic_int_compare_and_exchange (&fixture->max_running, max, n))
    max = g_atomic_int_get (&fixture->max_running);
  /* For the other one, however slow the machine is. */
  for (guint i = 0; i < MAX_WAIT_MS && g_atomic_int_get (&fixture->max_running) < fixture->n_wanted; i++)
    g_usleep (1000);
  g_atomic_int_add (&fixture->n_running, -1);
}

static gboolean
crash (GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_CRASHED, "died of SIGSEGV");
  return FALSE;
}

/* A slide, and then nothing but telling of it. */
static void
show (LecWorkReport *report,
      GCancellable *cancellable)
{
  g_autoptr (LecSlide) slide = lec_slide_new (1);

  lec_slide_add_visit (slide, 0, 5);
  lec_work_report_slide (report, slide);
  while (!g_cancellable_is_cancelled (cancellable))
    {
      lec_work_report (report, 0.5, "half");
      g_usleep (1000);
    }
}

static gboolean
work (LecWork *work,
      LecWorkReport *report,
      gpointer user_data,
      GCancellable *cancellable,
      GError **error)
{
  const char *source = work->claim->source;

  note_running (user_data);
  g_usleep (10); /* some time goes by, by the clock that steps are measured with */
  work->cpu_s = 2;
  work->peak_memory_bytes = 4096;
  work->printed = g_strdup ("some words");
  lec_work_report (report, 0.5, "half");
  if (g_str_equal (source, "/shows"))
    show (report, cancellable);
  while (g_str_equal (source, "/hangs") && !g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_str_equal (source, "/crashes") || (g_str_equal (source, "/crashes-twice") && work->claim->attempt < 3))
    return crash (error);

  if (g_str_equal (source, "/long") && g_str_equal (work->claim->stage, "extract"))
    {
      work->next = (LecNewTask){ .stage = "read-part", .queue = "extraction", .max_attempts = 3 };
      work->n_parts = 2;
      return TRUE;
    }
  work->waits_for_parts = work->claim->n_parts > 0;
  if (!g_str_equal (work->claim->stage, "generate"))
    {
      work->next = (LecNewTask){ .stage = "generate", .queue = "generation", .max_attempts = 3 };
      return TRUE;
    }
  work->pdf = g_strdup ("/out.pdf");
  work->pdf_sha256 = g_strdup ("abc");
  return TRUE;
}

static guint
count_slides (Fixture *fixture,
              gint64 job)
{
  g_autoptr (GPtrArray) slides = lec_store_list_slides (fixture->store, job, NULL, NULL);

  return slides->len;
}

static void
event_cb (const LecPoolEvent *event,
          gpointer user_data)
{
  static const char letters[] = { 's', 'a', 'F', 'r', 'X', 'C', 'g', 't' };
  Fixture *fixture = user_data;

  if (event->kind != LEC_POOL_ADVANCED)
    g_string_append_c (fixture->events, letters[event->kind]);
  if (event->kind == LEC_POOL_STARTED && event->work->claim->job == fixture->to_cancel)
    change (fixture->store, fixture->to_cancel, LEC_JOB_ACTION_CANCEL);
  if (event->kind == LEC_POOL_STARTED && fixture->stops)
    g_cancellable_cancel (fixture->cancellable);
  if (event->kind == LEC_POOL_STARTED && fixture->finishes)
    lec_work_control_set_finishing (fixture->control, TRUE);
  if (event->kind == LEC_POOL_STARTED && fixture->drains)
    lec_work_control_drain (fixture->control);
  if (event->kind == LEC_POOL_FINISHED && fixture->later_concurrency > 0)
    lec_work_control_set_concurrency (fixture->control, fixture->later_concurrency);
  if (event->kind == LEC_POOL_FINISHED && fixture->to_add > 0)
    {
      fixture->to_add--;
      add_job (fixture->store, "/later", NULL, 0);
    }
  if (event->kind == LEC_POOL_ADVANCED && count_slides (fixture, event->work->claim->job) > 0)
    change (fixture->store, event->work->claim->job, LEC_JOB_ACTION_CANCEL);
  if (event->kind == LEC_POOL_RETRYING)
    clock_us += 3600 * SECOND;
  if (event->kind == LEC_POOL_STARTED && fixture->sleeps)
    clock_us += 24 * 3600 * SECOND;
}

static void
tick_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  if (fixture->n_ticks_to_go_on > 0 && --fixture->n_ticks_to_go_on == 0)
    {
      g_assert_cmpstr (fixture->events->str, ==, "");
      lec_work_control_set_holding (fixture->control, FALSE);
    }
  if (fixture->n_ticks_to_drain > 0 && --fixture->n_ticks_to_drain == 0)
    lec_work_control_drain (fixture->control);
}

static void
reported_cb (gint64 job,
             double progress,
             const char *message,
             gpointer user_data)
{
  Fixture *fixture = user_data;

  g_atomic_int_inc (progress >= 0 ? &fixture->n_told : &fixture->n_untold);
}

static gboolean
run (Fixture *fixture,
     guint concurrency,
     GError **error)
{
  static const char *const begun_queues[] = { "generation", NULL };
  LecPoolOptions options = {
    .concurrency = concurrency,
    .control = fixture->control,
    .begun_queues = begun_queues,
    .queues = lec_store_get_queue_names (),
    .worker = "tester",
    .lease_us = SECOND,
    .get_now_us = get_clock,
    .tick = tick_cb,
    .tick_data = fixture,
    .reported = reported_cb,
  };
  g_autoptr (LecPool) pool = lec_pool_new (fixture->store, fixture->queue, &options, work, fixture);

  lec_pool_set_listener (pool, event_cb, fixture);
  return fixture->is_endless ? lec_pool_run_until_drained (pool, fixture->cancellable, error)
                             : lec_pool_run_until_empty (pool, fixture->cancellable, error);
}

static void
assert_runs (Fixture *fixture,
             guint concurrency,
             const char *events)
{
  g_autoptr (GError) error = NULL;

  run (fixture, concurrency, &error);
  g_assert_no_error (error);
  if (events != NULL)
    g_assert_cmpstr (fixture->events->str, ==, events);
}

static void
test_nothing (Fixture *fixture,
              gconstpointer data)
{
  assert_runs (fixture, 2, "");
}

static void
test_all_done (Fixture *fixture,
               gconstpointer data)
{
  LecJobMetrics metrics = { 0 };

  fixture->n_wanted = 2;
  for (guint i = 0; i < N_JOBS; i++)
    add_job (fixture->store, "/a", NULL, 0);
  assert_runs (fixture, 2, NULL);
  for (gint64 job = 1; job <= N_JOBS; job++)
    assert_status (fixture->store, job, LEC_JOB_COMPLETED);
  g_assert_cmpint (fixture->max_running, ==, 2);
  g_assert_true (lec_store_get_metrics (fixture->store, 1, &metrics, NULL, NULL));
  g_assert_cmpfloat (metrics.cpu_s, ==, 4);
  g_assert_cmpint (metrics.peak_memory_bytes, ==, 4096);
  g_assert_cmpfloat (metrics.extraction_s, >, 0);
  g_assert_cmpfloat (metrics.generation_s, >, 0);
}

static void
test_one_at_a_time (Fixture *fixture,
                    gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    add_job (fixture->store, "/a", NULL, 0);
  assert_runs (fixture, 1, "sFsFsFsFsFsF");
  g_assert_cmpint (fixture->max_running, ==, 1);
}

/* Jobs that come while others are done are done, too, without anybody telling. */
static void
test_added_meanwhile (Fixture *fixture,
                      gconstpointer data)
{
  fixture->to_add = 3;
  add_job (fixture->store, "/a", NULL, 0);
  assert_runs (fixture, 1, NULL);
  assert_status (fixture->store, 4, LEC_JOB_COMPLETED);
}

static void
test_retries (Fixture *fixture,
              gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/crashes-twice", NULL, 0);
  g_autoptr (GPtrArray) attempts = NULL;

  /* The second stage crashes twice, too. */
  assert_runs (fixture, 1, "srsrsFsrsrsF");
  assert_status (fixture->store, job, LEC_JOB_COMPLETED);
  attempts = lec_store_list_attempts (fixture->store, job, NULL, NULL);
  g_assert_cmpuint (attempts->len, ==, 6);
  g_assert_cmpstr (((LecAttempt *) g_ptr_array_index (attempts, 0))->stderr_tail, ==, "some words");
}

static void
test_gives_up (Fixture *fixture,
               gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/crashes", NULL, 0);
  gint64 good = add_job (fixture->store, "/a", NULL, LEC_PRIORITY_LOW);

  assert_runs (fixture, 2, NULL);
  assert_status (fixture->store, job, LEC_JOB_FAILED);
  assert_status (fixture->store, good, LEC_JOB_COMPLETED);
}

static void
test_cancel_job (Fixture *fixture,
                 gconstpointer data)
{
  fixture->to_cancel = add_job (fixture->store, "/hangs", NULL, 0);
  assert_runs (fixture, 1, "sC");
  assert_status (fixture->store, fixture->to_cancel, LEC_JOB_CANCELLED);
}

/* Slides are in the store while the work goes on, and go with it when it comes to nothing. */
static void
test_slides (Fixture *fixture,
             gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/shows", NULL, 0);

  assert_runs (fixture, 1, "sC");
  g_assert_cmpuint (count_slides (fixture, job), ==, 0);
}

/* What runs when the pool is stopped is given back as if nothing had been. */
static void
test_stop (Fixture *fixture,
           gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/hangs", NULL, 0);
  g_autoptr (LecClaim) claimed = NULL;
  g_autoptr (GError) error = NULL;

  fixture->stops = TRUE;
  g_assert_false (run (fixture, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->events->str, ==, "sg");
  assert_status (fixture->store, job, LEC_JOB_QUEUED);
  claimed = claim (fixture->store);
  g_assert_cmpuint (claimed->attempt, ==, 1);
}

static gboolean (*true_finish) (LecStore *self,
                                gint64 fence,
                                const LecTaskResult *result,
                                gint64 now_us,
                                GCancellable *cancellable,
                                GError **error);
static guint n_full;

static gboolean
finish_on_full_disk (LecStore *self,
                     gint64 fence,
                     const LecTaskResult *result,
                     gint64 now_us,
                     GCancellable *cancellable,
                     GError **error)
{
  if (n_full == 0)
    return true_finish (self, fence, result, now_us, cancellable, error);

  n_full--;
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SPACE, "the disk is full");
  return FALSE;
}

/* The result is kept until there is room, and told of once. */
static void
test_full_disk (Fixture *fixture,
                gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/a", NULL, 0);

  true_finish = LEC_STORE_GET_IFACE (fixture->store)->finish;
  n_full = 2;
  LEC_STORE_GET_IFACE (fixture->store)->finish = finish_on_full_disk;
  assert_runs (fixture, 1, "stFsF");
  LEC_STORE_GET_IFACE (fixture->store)->finish = true_finish;
  assert_status (fixture->store, job, LEC_JOB_COMPLETED);
}

/* A lease that ran out while the machine slept is not taken from this pool itself. */
static void
test_sleep (Fixture *fixture,
            gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/crashes-twice", NULL, 0);
  g_autoptr (GPtrArray) attempts = NULL;

  fixture->sleeps = TRUE;
  assert_runs (fixture, 1, "srsrsFsrsrsF");
  assert_status (fixture->store, job, LEC_JOB_COMPLETED);
  attempts = lec_store_list_attempts (fixture->store, job, NULL, NULL);
  for (guint i = 0; i < attempts->len; i++)
    g_assert_cmpstr (((LecAttempt *) g_ptr_array_index (attempts, i))->outcome, !=, "lost");
}

/* A paused job is not waited for. */
static void
test_paused (Fixture *fixture,
             gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/a", NULL, 0);

  change (fixture->store, job, LEC_JOB_ACTION_PAUSE);
  assert_runs (fixture, 1, "");
  assert_status (fixture->store, job, LEC_JOB_PAUSED);
}

/* The job that has begun is taken to its end, and no other is begun. */
static void
test_finishing (Fixture *fixture,
                gconstpointer data)
{
  gint64 begun = add_job (fixture->store, "/a", NULL, 0);
  gint64 other = add_job (fixture->store, "/b", NULL, 0);

  fixture->finishes = TRUE;
  assert_runs (fixture, 1, "sFsF");
  assert_status (fixture->store, begun, LEC_JOB_COMPLETED);
  assert_status (fixture->store, other, LEC_JOB_QUEUED);
}

/* One at a time, and after the first task two. */
static void
test_more_at_a_time (Fixture *fixture,
                     gconstpointer data)
{
  lec_work_control_set_concurrency (fixture->control, 1);
  for (guint i = 0; i < 4; i++)
    add_job (fixture->store, "/a", NULL, 0);
  fixture->later_concurrency = 3;
  assert_runs (fixture, 2, NULL);
  g_assert_true (g_str_has_prefix (fixture->events->str, "sFsss"));
  assert_status (fixture->store, 4, LEC_JOB_COMPLETED);
}

/* What has begun is finished, to the end of its task; nothing else is begun. */
static void
test_draining (Fixture *fixture,
               gconstpointer data)
{
  gint64 begun = add_job (fixture->store, "/a", NULL, 0);
  gint64 other = add_job (fixture->store, "/b", NULL, 0);

  fixture->drains = TRUE;
  assert_runs (fixture, 1, "sF");
  assert_status (fixture->store, begun, LEC_JOB_QUEUED);
  assert_status (fixture->store, other, LEC_JOB_QUEUED);
}

static gpointer
drain_soon (gpointer data)
{
  g_usleep (DRAINED_AFTER_US);
  lec_work_control_drain (data);
  return NULL;
}

/* Whoever has nothing to do ends at once, not after a tick. The fastest counts: this machine may be
 * busy. */
static void
test_drained_at_once (Fixture *fixture,
                      gconstpointer data)
{
  gint64 fastest_us = G_MAXINT64;

  fixture->is_endless = TRUE;
  for (guint i = 0; i < 3; i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      GThread *thread = NULL;

      lec_work_control_free (fixture->control);
      fixture->control = lec_work_control_new ();
      thread = g_thread_new ("drains", drain_soon, fixture->control);
      assert_runs (fixture, 1, "");
      fastest_us = MIN (fastest_us, g_get_monotonic_time () - start_us);
      g_thread_join (thread);
    }
  g_assert_cmpint (fastest_us, <, G_USEC_PER_SEC / 2);
}

/* How far a part is says nothing of the job, whose other parts are elsewhere. */
static void
test_parts (Fixture *fixture,
            gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/long", NULL, 0);

  assert_runs (fixture, 1, "sFsFsFsF");
  assert_status (fixture->store, job, LEC_JOB_COMPLETED);
  g_assert_cmpint (fixture->n_told, ==, 2);
  g_assert_cmpint (fixture->n_untold, ==, 2);
}

/* Nothing is left, and it goes on. */
static void
test_endless (Fixture *fixture,
              gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/a", NULL, 0);

  fixture->is_endless = TRUE;
  fixture->n_ticks_to_drain = 4;
  assert_runs (fixture, 1, "sFsF");
  assert_status (fixture->store, job, LEC_JOB_COMPLETED);
  g_assert_cmpuint (fixture->n_ticks_to_drain, ==, 0);
}

/* Nothing is begun while it is held, and it does not end. */
static void
test_held (Fixture *fixture,
           gconstpointer data)
{
  add_job (fixture->store, "/a", NULL, 0);
  lec_work_control_set_holding (fixture->control, TRUE);
  fixture->is_endless = TRUE;
  fixture->n_ticks_to_go_on = 2;
  fixture->n_ticks_to_drain = 5;
  assert_runs (fixture, 1, "sFsF");
}

/* Its job is given back, as if it had not been tried. */
static void
test_stop_endless (Fixture *fixture,
                   gconstpointer data)
{
  gint64 job = add_job (fixture->store, "/hangs", NULL, 0);
  g_autoptr (LecClaim) claim = NULL;
  g_autoptr (GError) error = NULL;

  fixture->is_endless = TRUE;
  fixture->stops = TRUE;
  g_assert_false (run (fixture, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->events->str, ==, "sg");
  assert_status (fixture->store, job, LEC_JOB_QUEUED);
  claim = claim_at (fixture->store, START_S);
  g_assert_cmpuint (claim->attempt, ==, 1);
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
    { "/pool/nothing", test_nothing },
    { "/pool/all-done", test_all_done },
    { "/pool/one-at-a-time", test_one_at_a_time },
    { "/pool/added-meanwhile", test_added_meanwhile },
    { "/pool/retries", test_retries },
    { "/pool/gives-up", test_gives_up },
    { "/pool/cancel-job", test_cancel_job },
    { "/pool/slides", test_slides },
    { "/pool/stop", test_stop },
    { "/pool/full-disk", test_full_disk },
    { "/pool/sleep", test_sleep },
    { "/pool/paused", test_paused },
    { "/pool/finishing", test_finishing },
    { "/pool/more-at-a-time", test_more_at_a_time },
    { "/pool/draining", test_draining },
    { "/pool/drained-at-once", test_drained_at_once },
    { "/pool/parts", test_parts },
    { "/pool/endless", test_endless },
    { "/pool/held", test_held },
    { "/pool/stop-endless", test_stop_endless },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
