/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a failing server is let alone, and how often something may be done: both by a time that the
 * test makes up.
 */
#include "redis/circuit-breaker.h"

#define NOW_US G_GINT64_CONSTANT (1000000000)

static void
test_lets_through (void)
{
  LecCircuitBreaker breaker = { 0 };

  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (lec_circuit_breaker_try (&breaker, NOW_US));
      lec_circuit_breaker_note_success (&breaker);
    }
  g_assert_cmpint (lec_circuit_breaker_get_wait_us (&breaker, NOW_US), ==, 0);
}

static void
test_rests (void)
{
  LecCircuitBreaker breaker = { 0 };

  lec_circuit_breaker_note_failure (&breaker, NOW_US, 1);
  g_assert_cmpint (lec_circuit_breaker_get_wait_us (&breaker, NOW_US), ==, 100 * 1000);
  g_assert_false (lec_circuit_breaker_try (&breaker, NOW_US + 100 * 1000 - 1));
  /* One tries; the others wait for what comes of it. */
  g_assert_true (lec_circuit_breaker_try (&breaker, NOW_US + 100 * 1000));
  g_assert_false (lec_circuit_breaker_try (&breaker, NOW_US + 100 * 1000));
  lec_circuit_breaker_note_success (&breaker);
  g_assert_true (lec_circuit_breaker_try (&breaker, NOW_US + 100 * 1000));
  g_assert_true (lec_circuit_breaker_try (&breaker, NOW_US + 100 * 1000));
}

static void
test_no_longer_than_3_s (void)
{
  LecCircuitBreaker breaker = { 0 };
  gint64 last_us = 0;

  for (guint i = 0; i < 1000; i++)
    {
      gint64 wait_us = 0;

      lec_circuit_breaker_note_failure (&breaker, NOW_US, 1);
      wait_us = lec_circuit_breaker_get_wait_us (&breaker, NOW_US);
      g_assert_cmpint (wait_us, >=, last_us);
      g_assert_cmpint (wait_us, <=, 3 * G_USEC_PER_SEC);
      last_us = wait_us;
    }
  g_assert_cmpint (last_us, ==, 3 * G_USEC_PER_SEC);
}

/* Who tries may die before telling what came of it. */
static void
test_lost_try (void)
{
  LecCircuitBreaker breaker = { 0 };

  lec_circuit_breaker_note_failure (&breaker, NOW_US, 0);
  g_assert_true (lec_circuit_breaker_try (&breaker, NOW_US + G_USEC_PER_SEC));
  g_assert_false (lec_circuit_breaker_try (&breaker, NOW_US + 2 * G_USEC_PER_SEC));
  g_assert_true (lec_circuit_breaker_try (&breaker, NOW_US + 4 * G_USEC_PER_SEC));
}

/* Two hundred clients do not come back at once. */
static void
test_jitter (void)
{
  LecCircuitBreaker early = { 0 };
  LecCircuitBreaker late = { 0 };

  lec_circuit_breaker_note_failure (&early, NOW_US, 0);
  lec_circuit_breaker_note_failure (&late, NOW_US, 1);
  g_assert_cmpint (lec_circuit_breaker_get_wait_us (&early, NOW_US), ==, 50 * 1000);
  g_assert_cmpint (lec_circuit_breaker_get_wait_us (&late, NOW_US), ==, 100 * 1000);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/circuit-breaker/lets-through", test_lets_through);
  g_test_add_func ("/circuit-breaker/rests", test_rests);
  g_test_add_func ("/circuit-breaker/no-longer-than-3-s", test_no_longer_than_3_s);
  g_test_add_func ("/circuit-breaker/lost-try", test_lost_try);
  g_test_add_func ("/circuit-breaker/jitter", test_jitter);

  return g_test_run ();
}
