/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who listens for hints, and who leaves them to others.
 */
#include "queue/local-queue.h"
#include "worker/hint-ear.h"

#define MAX_WAIT_MS 10000
#define A_WHILE_MS  50

static const char *const queues[] = { "extraction", NULL };

typedef struct
{
  LecQueue *queue;
  LecHintEar *ear;
  int n_heard; /* atomic */
} Fixture;

static void
heard_cb (gpointer user_data)
{
  g_atomic_int_inc (&((Fixture *) user_data)->n_heard);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->queue = lec_local_queue_new ();
  fixture->ear = lec_hint_ear_new (fixture->queue, queues, heard_cb, fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_hint_ear_free (fixture->ear);
  g_assert_finalize_object (fixture->queue);
}

static void
assert_hears (Fixture *fixture,
              int n_heard)
{
  for (guint i = 0; i < MAX_WAIT_MS && g_atomic_int_get (&fixture->n_heard) < n_heard; i++)
    g_usleep (1000);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_heard), ==, n_heard);
}

static void
test_hears (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  lec_hint_ear_set_listening (fixture->ear, TRUE);
  for (int i = 1; i <= 3; i++)
    {
      lec_queue_announce (fixture->queue, "extraction", i, 0, &error);
      g_assert_no_error (error);
      assert_hears (fixture, i);
    }
}

/* What nobody has use for here stays in the queue. */
static void
test_leaves (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecHint) hint = NULL;

  lec_queue_announce (fixture->queue, "extraction", 1, 0, NULL);
  g_usleep (A_WHILE_MS * 1000);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_heard), ==, 0);
  hint = lec_queue_next (fixture->queue, queues, 0, NULL, NULL);
  g_assert_nonnull (hint);
}

/* A queue that has been closed is no reason to hang. */
static void
test_closed (Fixture *fixture,
             gconstpointer data)
{
  lec_hint_ear_set_listening (fixture->ear, TRUE);
  lec_queue_shut_down (fixture->queue);
  g_usleep (A_WHILE_MS * 1000);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_heard), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/hint-ear/hears", Fixture, NULL, set_up, test_hears, tear_down);
  g_test_add ("/hint-ear/leaves", Fixture, NULL, set_up, test_leaves, tear_down);
  g_test_add ("/hint-ear/closed", Fixture, NULL, set_up, test_closed, tear_down);
  return g_test_run ();
}
