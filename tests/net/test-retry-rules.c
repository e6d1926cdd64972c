/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/retry-rules.h"

#define NOW_S G_GINT64_CONSTANT (784111777) /* Sun, 06 Nov 1994 08:49:37 GMT */

static void
test_waits_grow (void)
{
  g_assert_cmpuint (lec_retry_rules_get_wait_ms (1, 1000, -1, 60000, 0), ==, 500);
  g_assert_cmpuint (lec_retry_rules_get_wait_ms (1, 1000, -1, 60000, 1), ==, 1000);
  g_assert_cmpuint (lec_retry_rules_get_wait_ms (3, 1000, -1, 60000, 0), ==, 2000);
  g_assert_cmpuint (lec_retry_rules_get_wait_ms (3, 1000, -1, 60000, 1), ==, 4000);
  g_assert_cmpuint (lec_retry_rules_get_wait_ms (40, 1000, -1, 60000, 1), ==, 60000);
}

/* Not before the server wants it, and never longer than we do. */
static void
test_server_is_heard (void)
{
  g_assert_cmpuint (lec_retry_rules_get_wait_ms (1, 1000, 7000, 60000, 0), ==, 7000);
  g_assert_cmpuint (lec_retry_rules_get_wait_ms (1, 1000, 7000, 60000, 1), ==, 7500);
  g_assert_cmpuint (lec_retry_rules_get_wait_ms (5, 1000, 0, 60000, 0), ==, 0);
  g_assert_cmpuint (lec_retry_rules_get_wait_ms (1, 1000, G_MAXINT64, 60000, 1), ==, 60000);
}

static void
assert_header (const char *text,
               gint64 ms)
{
  g_assert_cmpint (lec_retry_rules_read_header (text, NOW_S), ==, ms);
}

static void
test_header (void)
{
  assert_header ("0", 0);
  assert_header (" 120 ", 120000);
  assert_header ("Sun, 06 Nov 1994 08:50:37 GMT", 60000);
  assert_header ("Sun, 06 Nov 1994 08:49:30 GMT", 0);
  assert_header ("Mon, 07 Nov 1994 08:49:37 GMT", 86400 * 1000);
  g_assert_cmpint (lec_retry_rules_read_header ("99999999999999999999", NOW_S), >, 1000000);
}

static void
test_header_that_says_nothing (void)
{
  static const char *const texts[] = {
    NULL,
    "",
    "-1",
    "1.5",
    "soon",
    "12 s",
    "Sun, 06 Nov 1994 08:49:37 CET",
    "Sun, 31 Feb 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 25:49:37 GMT",
    "Sun, 06 Nvo 1994 08:49:37 GMT",
    "Sun, 06 Nov 0000 08:49:37 GMT",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_header (texts[i], -1);
}

static void
test_statuses (void)
{
  g_assert_true (lec_retry_rules_is_passing (408) && lec_retry_rules_is_passing (429));
  g_assert_true (lec_retry_rules_is_passing (500) && lec_retry_rules_is_passing (503));
  g_assert_false (lec_retry_rules_is_passing (400) || lec_retry_rules_is_passing (401));
  g_assert_false (lec_retry_rules_is_passing (501) || lec_retry_rules_is_passing (200));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry-rules/waits-grow", test_waits_grow);
  g_test_add_func ("/retry-rules/server-is-heard", test_server_is_heard);
  g_test_add_func ("/retry-rules/header", test_header);
  g_test_add_func ("/retry-rules/header-that-says-nothing", test_header_that_says_nothing);
  g_test_add_func ("/retry-rules/statuses", test_statuses);
  return g_test_run ();
}
