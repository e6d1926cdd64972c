/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signals become a cancellable; and a command that has nothing to wait for ends.
 */
#include <signal.h>

#include "cli/interrupt.h"

/* Often enough that the thread is caught before it waits for the first time. */
static void
test_short_life (void)
{
  for (guint i = 0; i < 2000; i++)
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

      g_assert_cmpint (raise (signals[i]), ==, 0);
      while (!g_cancellable_is_cancelled (cancellable))
        g_usleep (1000);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interrupt/short-life", test_short_life);
  g_test_add_func ("/interrupt/signals", test_signals);
  return g_test_run ();
}
