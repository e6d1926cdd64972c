/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Periodic work by a made-up clock: once a slot, whoever else is there; what fails is told and
 * holds nothing up.
 */
#include <glib/gstdio.h>

#include "base/error.h"
#include "store/sqlite-store.h"
#include "worker/schedule.h"

#define SECOND  G_TIME_SPAN_SECOND
#define HOUR    G_TIME_SPAN_HOUR
#define START   (1000 * 24 * HOUR)
#define N_SLOTS 50
#define N_HANDS 3

typedef struct
{
  char *folder;
  char *path;
  int n_hourly; /* atomic; so are the others */
  int n_daily;
  int is_held; /* the hourly work goes on until it is cancelled */
  GString *told;
} Fixture;

/* Read and written on the thread that ticks. */
static gint64 clock_us;

static gint64
get_clock (void)
{
  return clock_us;
}

static gboolean
work_hourly (gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  Fixture *fixture = user_data;

  g_atomic_int_inc (&fixture->n_hourly);
  while (g_atomic_int_get (&fixture->is_held))
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      g_usleep (1000);
    }

  return TRUE;
}

static gboolean
work_daily (gpointer user_data,
            GCancellable *cancellable,
            GError **error)
{
  Fixture *fixture = user_data;

  g_atomic_int_inc (&fixture->n_daily);
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SPACE, "nearly full");
  return FALSE;
}

static const LecPeriodicWork works[] = {
  { "hourly", HOUR, work_hourly },
  { "daily", 24 * HOUR, work_daily },
};

static void
told_cb (const char *work,
         const GError *reason,
         gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->told, "%s: %s;", work, reason->message);
}

static LecStore *
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LecStore *store = lec_sqlite_store_open (fixture->path, START, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static LecSchedule *
make_schedule (Fixture *fixture,
               LecStore *store)
{
  LecSchedule *schedule = lec_schedule_new (store, works, G_N_ELEMENTS (works), fixture, get_clock);

  lec_schedule_set_listener (schedule, told_cb, fixture);
  return schedule;
}

static void
tick (LecSchedule *schedule)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_schedule_tick (schedule, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  clock_us = START;
  fixture->folder = g_dir_make_tmp ("lectern-schedule-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "lectern.db", NULL);
  fixture->told = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_string_free (fixture->told, TRUE);
}

/* What is known of the work, by its place among the names. */
static void
assert_result (LecStore *store,
               guint i,
               const char *problem)
{
  g_autoptr (GPtrArray) known = lec_store_list_periodic (store, NULL, NULL);
  const LecPeriodic *work = g_ptr_array_index (known, i);

  g_assert_cmpint (work->ended_us, ==, clock_us);
  g_assert_cmpstr (work->error, ==, problem);
}

static void
test_due (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (LecSchedule) schedule = make_schedule (fixture, store);

  tick (schedule);
  lec_schedule_finish (schedule, NULL);
  g_assert_cmpint (fixture->n_hourly, ==, 1);
  g_assert_cmpstr (fixture->told->str, ==, "daily: nearly full;");
  assert_result (store, 0, "nearly full");
  assert_result (store, 1, NULL);
  clock_us += HOUR - 1;
  tick (schedule);
  lec_schedule_finish (schedule, NULL);
  g_assert_cmpint (fixture->n_hourly, ==, 1);
  clock_us += 10 * SECOND;
  tick (schedule);
  lec_schedule_finish (schedule, NULL);
  g_assert_cmpint (fixture->n_hourly, ==, 2);
  /* Away for days: once, not for each hour. */
  clock_us += 100 * HOUR;
  tick (schedule);
  lec_schedule_finish (schedule, NULL);
  g_assert_cmpint (fixture->n_hourly, ==, 3);
  g_assert_cmpint (fixture->n_daily, ==, 2);
}

/* Two programs on one database, for a day. */
static void
test_two (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  g_autoptr (LecStore) other_store = open_store (fixture);
  g_autoptr (LecSchedule) schedule = make_schedule (fixture, store);
  g_autoptr (LecSchedule) other = make_schedule (fixture, other_store);

  for (guint i = 0; i < 24 * 4; i++, clock_us += HOUR / 4)
    {
      tick (i % 3 == 0 ? other : schedule);
      tick (i % 3 == 0 ? schedule : other);
    }
  lec_schedule_finish (schedule, NULL);
  lec_schedule_finish (other, NULL);
  g_assert_cmpint (fixture->n_hourly, ==, 24);
  g_assert_cmpint (fixture->n_daily, ==, 1);
}

/* How often each slot was given; atomic. */
typedef struct
{
  Fixture *fixture;
  int n_given[N_SLOTS];
} Race;

/* On a thread of its own. */
static gpointer
grab_slots (gpointer data)
{
  Race *race = data;
  g_autoptr (LecStore) store = open_store (race->fixture);

  for (guint i = 0; i < N_SLOTS; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_taken = FALSE;

      lec_store_take_slot (store, "race", HOUR, &is_taken, START + i * HOUR, NULL, &error);
      g_assert_no_error (error);
      if (is_taken)
        g_atomic_int_inc (&race->n_given[i]);
    }

  return NULL;
}

/* At the same time. */
static void
test_race (Fixture *fixture,
           gconstpointer data)
{
  GThread *threads[N_HANDS] = { NULL };
  Race race = { fixture, { 0 } };

  for (guint i = 0; i < N_HANDS; i++)
    threads[i] = g_thread_new ("hand", grab_slots, &race);
  for (guint i = 0; i < N_HANDS; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < N_SLOTS; i++)
    g_assert_cmpint (race.n_given[i], <=, 1);
  g_assert_cmpint (race.n_given[0], ==, 1);
}

/* Whoever ticks is not kept by what runs, and ends it at once. */
static void
test_not_kept (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecStore) store = open_store (fixture);
  LecSchedule *schedule = make_schedule (fixture, store);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_atomic_int_set (&fixture->is_held, 1);
  tick (schedule);
  while (g_atomic_int_get (&fixture->n_hourly) == 0)
    g_usleep (1000);
  clock_us += 11 * SECOND;
  tick (schedule);
  g_cancellable_cancel (cancellable);
  lec_schedule_finish (schedule, cancellable);
  lec_schedule_free (schedule);
  g_assert_cmpint (fixture->n_hourly, ==, 1);
  g_assert_cmpint (fixture->n_daily, ==, 0);
  g_assert_cmpstr (fixture->told->str, ==, "");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/schedule/due", Fixture, NULL, set_up, test_due, tear_down);
  g_test_add ("/schedule/two", Fixture, NULL, set_up, test_two, tear_down);
  g_test_add ("/schedule/race", Fixture, NULL, set_up, test_race, tear_down);
  g_test_add ("/schedule/not-kept", Fixture, NULL, set_up, test_not_kept, tear_down);

  return g_test_run ();
}
