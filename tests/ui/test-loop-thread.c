/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is posted to the thread is done in that order and before it ends, what it tells comes to
 * whoever made it, and its alarm rings once for each time that was set.
 */
#include "ui/loop-thread.h"

#define N_POSTS 200

typedef struct
{
  LecLoopThread *thread;
  GThread *here;
  GString *done;  /* the thread's, until it has ended */
  GString *heard; /* here */
  gint n_rings;   /* atomic */
} Fixture;

static void
assert_on_thread (Fixture *fixture)
{
  g_assert_true (g_thread_self () != fixture->here);
}

static void
ring (gpointer user_data)
{
  Fixture *fixture = user_data;

  assert_on_thread (fixture);
  g_atomic_int_inc (&fixture->n_rings);
  g_main_context_wakeup (NULL);
}

static void
end (gpointer user_data)
{
  Fixture *fixture = user_data;

  assert_on_thread (fixture);
  g_string_append (fixture->done, "end");
}

static gboolean
hear_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (g_thread_self () == fixture->here);
  g_string_append_c (fixture->heard, 'x');
  return G_SOURCE_REMOVE;
}

static gboolean
do_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  assert_on_thread (fixture);
  g_string_append_printf (fixture->done, "%u ", (guint) fixture->done->len);
  lec_loop_thread_tell (fixture->thread, hear_cb, fixture, NULL);
  return G_SOURCE_REMOVE;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->here = g_thread_self ();
  fixture->done = g_string_new (NULL);
  fixture->heard = g_string_new (NULL);
  fixture->thread = lec_loop_thread_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->thread, lec_loop_thread_free);
  g_string_free (fixture->done, TRUE);
  g_string_free (fixture->heard, TRUE);
}

/* Also what was posted before it began. */
static void
test_order (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GString) wanted = g_string_new (NULL);

  lec_loop_thread_post (fixture->thread, do_cb, fixture, NULL);
  lec_loop_thread_start (fixture->thread, "test", ring, end, fixture);
  g_assert_true (lec_loop_thread_is_running (fixture->thread));
  for (guint i = 1; i < N_POSTS; i++)
    lec_loop_thread_post (fixture->thread, do_cb, fixture, NULL);
  lec_loop_thread_stop (fixture->thread);
  g_assert_false (lec_loop_thread_is_running (fixture->thread));

  for (guint i = 0; i < N_POSTS; i++)
    g_string_append_printf (wanted, "%u ", (guint) wanted->len);
  g_string_append (wanted, "end");
  g_assert_cmpstr (fixture->done->str, ==, wanted->str);
  while (fixture->heard->len < N_POSTS)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fixture->n_rings, ==, 0);
}

static void
wait_for_rings (Fixture *fixture,
                int n_rings)
{
  while (g_atomic_int_get (&fixture->n_rings) < n_rings)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_alarm (Fixture *fixture,
            gconstpointer data)
{
  lec_loop_thread_set_alarm (fixture->thread, 0);
  lec_loop_thread_start (fixture->thread, "test", ring, end, fixture);
  wait_for_rings (fixture, 1);
  lec_loop_thread_set_alarm (fixture->thread, g_get_monotonic_time () + G_TIME_SPAN_MILLISECOND);
  wait_for_rings (fixture, 2);

  /* The later of two takes the place of the first. */
  lec_loop_thread_set_alarm (fixture->thread, g_get_monotonic_time () + G_TIME_SPAN_HOUR);
  lec_loop_thread_set_alarm (fixture->thread, -1);
  lec_loop_thread_stop (fixture->thread);
  g_assert_cmpint (fixture->n_rings, ==, 2);
  g_assert_cmpstr (fixture->done->str, ==, "end");
}

static void
test_unstarted (Fixture *fixture,
                gconstpointer data)
{
  gpointer data_of_post = fixture;

  lec_loop_thread_quit (fixture->thread);
  lec_loop_thread_stop (fixture->thread);
  g_assert_false (lec_loop_thread_is_running (fixture->thread));
  lec_loop_thread_post (fixture->thread, do_cb, &data_of_post, (GDestroyNotify) g_nullify_pointer);
  g_clear_pointer (&fixture->thread, lec_loop_thread_free);
  g_assert_cmpuint (fixture->done->len, ==, 0);
  g_assert_null (data_of_post);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/loop-thread/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/loop-thread/alarm", Fixture, NULL, set_up, test_alarm, tear_down);
  g_test_add ("/loop-thread/unstarted", Fixture, NULL, set_up, test_unstarted, tear_down);

  return g_test_run ();
}
