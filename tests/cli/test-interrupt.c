/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A signal cancels the work; a command that is over at once is over.
 */
#include <signal.h>
#include <unistd.h>

#include "cli/interrupt.h"

#define N_TIMES 500

/* The thread that waits for signals may not even have begun: that must not make anybody wait. */
static void
test_short_life (void)
{
  for (guint i = 0; i < N_TIMES; i++)
    {
      g_autoptr (LecInterrupt) interrupt = lec_interrupt_new ();

      g_assert_false (g_cancellable_is_cancelled (lec_interrupt_get_cancellable (interrupt)));
    }
}

static void
test_signals (void)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr (LecInterrupt) interrupt = lec_interrupt_new ();
      GCancellable *cancellable = lec_interrupt_get_cancellable (interrupt);

      g_assert_cmpint (kill (getpid (), signals[i]), ==, 0);
      for (guint j = 0; j < 1000 && !g_cancellable_is_cancelled (cancellable); j++)
        g_usleep (5000);
      g_assert_true (g_cancellable_is_cancelled (cancellable));
    }
}

static void
received_cb (gpointer user_data)
{
  g_atomic_int_inc ((int *) user_data);
}

/* Two of them are told, of whatever kind, and nothing is cancelled. */
static void
test_twice (void)
{
  static const int signals[] = { SIGTERM, SIGINT };
  int n_received = 0;
  g_autoptr (LecInterrupt) interrupt = lec_interrupt_new_for (received_cb, &n_received);

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_assert_cmpint (kill (getpid (), signals[i]), ==, 0);
      for (guint j = 0; j < 1000 && g_atomic_int_get (&n_received) <= (int) i; j++)
        g_usleep (5000);
      g_assert_cmpint (g_atomic_int_get (&n_received), ==, (int) i + 1);
    }
  g_assert_false (g_cancellable_is_cancelled (lec_interrupt_get_cancellable (interrupt)));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interrupt/short-life", test_short_life);
  g_test_add_func ("/interrupt/signals", test_signals);
  g_test_add_func ("/interrupt/twice", test_twice);
  return g_test_run ();
}
