/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * After a failure nobody asks for a while: 100 ms, doubled with each failure
 * that follows, never more than three seconds. Then one caller tries, and all
 * others wait for what comes of it. Without this each loop of the program would
 * hang for the timeout of each call while a server hangs.
 */
#include "redis/circuit-breaker.h"

#define FIRST_WAIT_US  (100 * G_TIME_SPAN_MILLISECOND)
#define MAX_DOUBLINGS  5
#define MINIMUM_JITTER .5

/**
 * lec_circuit_breaker_try:
 * @now_us: monotonic
 *
 * Returns: whether the caller may ask. It has to tell what came of it.
 */
gboolean
lec_circuit_breaker_try (LecCircuitBreaker *self,
                         gint64 now_us)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->n_failures == 0)
    return TRUE;
  if (now_us < self->resting_until_us)
    return FALSE;

  /* Whoever tries may never tell. */
  self->resting_until_us = now_us + LEC_CIRCUIT_BREAKER_MAX_US;
  return TRUE;
}

void
lec_circuit_breaker_note_success (LecCircuitBreaker *self)
{
  g_return_if_fail (self != NULL);

  self->n_failures = 0;
  self->resting_until_us = 0;
}

/**
 * lec_circuit_breaker_note_failure:
 * @now_us: monotonic
 * @jitter: 0..1, by chance: many clients shall not come back all at once
 */
void
lec_circuit_breaker_note_failure (LecCircuitBreaker *self,
                                  gint64 now_us,
                                  double jitter)
{
  gint64 wait_us = 0;

  g_return_if_fail (self != NULL);

  wait_us = MIN (FIRST_WAIT_US << MIN (self->n_failures, MAX_DOUBLINGS), LEC_CIRCUIT_BREAKER_MAX_US);
  wait_us = (gint64) ((double) wait_us * (MINIMUM_JITTER + (1 - MINIMUM_JITTER) * CLAMP (jitter, 0, 1)));
  self->resting_until_us = now_us + wait_us;
  self->n_failures = MIN (self->n_failures, G_MAXUINT - 1) + 1;
}

/**
 * lec_circuit_breaker_get_wait_us:
 * @now_us: monotonic
 *
 * Returns: how long nobody may ask, 0 when one may
 */
gint64
lec_circuit_breaker_get_wait_us (const LecCircuitBreaker *self,
                                 gint64 now_us)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_failures > 0 ? MAX (self->resting_until_us - now_us, 0) : 0;
}
