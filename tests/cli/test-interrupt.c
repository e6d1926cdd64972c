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

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interrupt/short-life", test_short_life);
  g_test_add_func ("/interrupt/signals", test_signals);
  return g_test_run ();
}
