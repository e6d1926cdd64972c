/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slots by made-up numbers, and over a simulated day.
 */
#include "worker/autoscale-rules.h"

#define SECOND G_USEC_PER_SEC
#define DAY_S  86400

typedef struct
{
  LecAutoscale scale;
  LecAutoscaleFacts facts;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->facts = (LecAutoscaleFacts){ .minimum = 1, .maximum = 8 };
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
}

static guint
step (Fixture *fixture,
      guint n_waiting,
      double oldest_wait_s,
      guint n_running,
      double now_s)
{
  fixture->facts.n_waiting = n_waiting;
  fixture->facts.oldest_wait_us = (gint64) (oldest_wait_s * SECOND);
  fixture->facts.n_running = n_running;
  return lec_autoscale_step (&fixture->scale, &fixture->facts, (gint64) (now_s * SECOND));
}

static void
test_begins_small (Fixture *fixture,
                   gconstpointer data)
{
  fixture->facts.minimum = 2;
  g_assert_cmpuint (step (fixture, 0, 0, 0, 1000), ==, 2);
}

static void
test_grows (Fixture *fixture,
            gconstpointer data)
{
  g_assert_cmpuint (step (fixture, 20, 1, 0, 0), ==, 1);
  /* Nothing has waited for long, or a slot is free. */
  g_assert_cmpuint (step (fixture, 20, 1.9, 1, 1), ==, 1);
  g_assert_cmpuint (step (fixture, 20, 3, 0, 1), ==, 1);
  g_assert_cmpuint (step (fixture, 20, 3, 1, 2), ==, 2);
  /* Not at once again. */
  g_assert_cmpuint (step (fixture, 20, 7, 2, 6), ==, 2);
  g_assert_cmpuint (step (fixture, 20, 8, 2, 7), ==, 4);
  g_assert_cmpuint (step (fixture, 20, 13, 4, 12), ==, 8);
  g_assert_cmpuint (step (fixture, 20, 60, 8, 60), ==, 8);
}

/* No more than there is work for. */
static void
test_grows_by_need (Fixture *fixture,
                    gconstpointer data)
{
  fixture->facts.minimum = 4;
  g_assert_cmpuint (step (fixture, 1, 10, 4, 0), ==, 5);
}

static void
test_shrinks (Fixture *fixture,
              gconstpointer data)
{
  fixture->scale.n_slots = 4;
  g_assert_cmpuint (step (fixture, 0, 0, 4, 100), ==, 4);
  g_assert_cmpuint (step (fixture, 0, 0, 1, 219), ==, 4);
  g_assert_cmpuint (step (fixture, 0, 0, 1, 220), ==, 3);
  g_assert_cmpuint (step (fixture, 0, 0, 1, 339), ==, 3);
  /* Needed for a moment: the time begins again. */
  g_assert_cmpuint (step (fixture, 0, 0, 3, 339.5), ==, 3);
  g_assert_cmpuint (step (fixture, 0, 0, 1, 459), ==, 3);
  g_assert_cmpuint (step (fixture, 0, 0, 1, 460), ==, 2);
  g_assert_cmpuint (step (fixture, 0, 0, 0, 580), ==, 1);
  g_assert_cmpuint (step (fixture, 0, 0, 0, 2000), ==, 1);
}

static void
test_limits_change (Fixture *fixture,
                    gconstpointer data)
{
  fixture->scale.n_slots = 8;
  fixture->facts.maximum = 3;
  g_assert_cmpuint (step (fixture, 9, 100, 8, 0), ==, 3);
  fixture->facts.minimum = fixture->facts.maximum = 5;
  g_assert_cmpuint (step (fixture, 0, 0, 0, 1), ==, 5);
  g_assert_cmpuint (step (fixture, 0, 0, 0, 1000), ==, 5);
}

/* --- A day --- */

typedef struct
{
  guint n_arrived;
  guint n_done;
  guint n_changes;
  guint n_slots;
  gint64 slot_s;   /* slots that were held */
  gint64 busy_s;   /* and in use */
  guint longest_s; /* that a task has waited, outside the rush */
  GQueue waiting;  /* (element-type guint): since when */
  guint ends[8];   /* of the tasks that run; 0 for none */
} Day;

/* Tasks of two minutes: a few an hour by night, one a minute by day, thirty at once at noon. */
static guint
count_arrivals (guint now_s)
{
  guint hour = now_s / 3600;

  if (now_s == 12 * 3600)
    return 30;
  if (hour >= 8 && hour < 18)
    return now_s % 60 == 0;

  return now_s % 1200 == 0;
}

static guint
end_tasks (Day *day,
           guint now_s)
{
  guint n_running = 0;

  for (guint i = 0; i < G_N_ELEMENTS (day->ends); i++)
    {
      if (day->ends[i] != 0 && day->ends[i] <= now_s)
        {
          day->ends[i] = 0;
          day->n_done++;
        }
      n_running += day->ends[i] != 0;
    }

  return n_running;
}

static guint
begin_tasks (Day *day,
             guint n_running,
             guint now_s)
{
  for (guint i = 0; i < G_N_ELEMENTS (day->ends) && n_running < day->n_slots; i++)
    {
      guint since_s = 0;

      if (day->ends[i] != 0 || g_queue_is_empty (&day->waiting))
        continue;
      since_s = GPOINTER_TO_UINT (g_queue_pop_head (&day->waiting));
      if (now_s / 3600 != 12)
        day->longest_s = MAX (day->longest_s, now_s - since_s);
      day->ends[i] = now_s + 120;
      n_running++;
    }

  return n_running;
}

static void
live_a_second (Fixture *fixture,
               Day *day,
               guint now_s)
{
  guint n_running = end_tasks (day, now_s);
  guint n_slots = 0, oldest_s = 0;

  for (guint i = count_arrivals (now_s); i > 0; i--, day->n_arrived++)
    g_queue_push_tail (&day->waiting, GUINT_TO_POINTER (now_s));
  n_running = begin_tasks (day, n_running, now_s);
  if (!g_queue_is_empty (&day->waiting))
    oldest_s = now_s - GPOINTER_TO_UINT (g_queue_peek_head (&day->waiting));

  n_slots = step (fixture, g_queue_get_length (&day->waiting), oldest_s, n_running, now_s);
  g_assert_cmpuint (n_slots, >=, fixture->facts.minimum);
  g_assert_cmpuint (n_slots, <=, fixture->facts.maximum);
  day->n_changes += n_slots != day->n_slots;
  day->n_slots = n_slots;
  day->slot_s += n_slots;
  day->busy_s += n_running;
}

static void
test_day (Fixture *fixture,
          gconstpointer data)
{
  Day day = { .n_slots = 1 };
  guint most = 0;

  for (guint now_s = 1; now_s < DAY_S; now_s++)
    {
      live_a_second (fixture, &day, now_s);
      if (now_s == 12 * 3600 + 60)
        most = day.n_slots;
    }

  g_test_message ("%u tasks, %u changes, waited at most %u s, %.0f %% of slots busy", day.n_arrived, day.n_changes,
                  day.longest_s, 100.0 * (double) day.busy_s / (double) day.slot_s);
  g_assert_cmpuint (day.n_done, >=, day.n_arrived - 1);
  g_assert_cmpuint (day.n_arrived, >, 600);
  /* The rush has all slots within a minute; the night has one. */
  g_assert_cmpuint (most, ==, 8);
  g_assert_cmpuint (day.n_slots, ==, 1);
  g_assert_cmpuint (day.longest_s, <=, 10);
  g_assert_cmpuint (day.n_changes, <=, 50);
  g_assert_cmpfloat ((double) day.busy_s / (double) day.slot_s, >, 0.5);
  g_queue_clear (&day.waiting);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/autoscale-rules/begins-small", test_begins_small },
    { "/autoscale-rules/grows", test_grows },
    { "/autoscale-rules/grows-by-need", test_grows_by_need },
    { "/autoscale-rules/shrinks", test_shrinks },
    { "/autoscale-rules/limits-change", test_limits_change },
    { "/autoscale-rules/day", test_day },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].test, tear_down);
  return g_test_run ();
}
