/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When to let a server alone that fails. Pure: the time is an argument.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* However often it failed: after this it is tried again. */
#define LEC_CIRCUIT_BREAKER_MAX_US (3 * G_USEC_PER_SEC)

/**
 * LecCircuitBreaker:
 * @n_failures: since the last success
 * @resting_until_us: until then nobody asks; 0 when all may
 *
 * All zero is one that lets all through.
 */
typedef struct
{
  guint n_failures;
  gint64 resting_until_us;
} LecCircuitBreaker;

gboolean lec_circuit_breaker_try (LecCircuitBreaker *self, gint64 now_us);
void lec_circuit_breaker_note_success (LecCircuitBreaker *self);
void lec_circuit_breaker_note_failure (LecCircuitBreaker *self, gint64 now_us, double jitter);
gint64 lec_circuit_breaker_get_wait_us (const LecCircuitBreaker *self, gint64 now_us);

G_END_DECLS
