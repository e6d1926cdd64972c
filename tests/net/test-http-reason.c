/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "net/http-reason.h"
#include "net/net-error.h"

static void
assert_reason (const char *body,
               const char *expected)
{
  g_autofree char *reason = lec_http_reason_dup (body, strlen (body), "sk-s3cret");

  g_assert_cmpstr (reason, ==, expected);
}

static void
test_where_services_put_it (void)
{
  assert_reason ("{\"error\": {\"message\": \"model is loading\", \"code\": 503}}", "model is loading");
  assert_reason ("{\"error\": \"no such model\"}", "no such model");
  assert_reason ("{\"detail\": \"Not Found\"}", "Not Found");
  assert_reason ("{\"message\": \"later\"}", "later");
  assert_reason ("upstream is gone\n", "upstream is gone");
  assert_reason ("<html><body>502 Bad Gateway</body></html>", NULL);
  assert_reason ("{\"error\": {\"code\": 1}}", NULL);
  assert_reason ("{\"error\": ", NULL);
  assert_reason (" \n\t ", NULL);
  g_assert_null (lec_http_reason_dup (NULL, 0, NULL));
}

static void
test_cleaned (void)
{
  assert_reason ("a\r\n\x1b[31mred\x07 b", "a [31mred b");
  assert_reason ("x\xe2\x80\xaeover", "x over"); /* turns what follows around */
  assert_reason ("\xff\xfe!", "\xef\xbf\xbd\xef\xbf\xbd!");
}

static void
test_shortened (void)
{
  g_autofree char *body = g_strnfill (100000, 'x');
  g_autofree char *reason = lec_http_reason_dup (body, strlen (body), NULL);

  g_assert_cmpint (g_utf8_strlen (reason, -1), ==, 201);
  g_assert_true (g_str_has_suffix (reason, "…"));
}

static void
test_secrets_hidden (void)
{
  assert_reason ("{\"error\": {\"message\": \"sk-s3cret is wrong, sk-s3cret!\"}}", "*** is wrong, ***!");
  assert_reason ("at postgres://a:pw@db/x", "at postgres://a:***@db/x");
}

static void
assert_code (guint status,
             LecNetError code)
{
  g_autoptr (GError) error = NULL;

  lec_http_reason_set_error (&error, status, "why");
  g_assert_error (error, LEC_NET_ERROR, (int) code);
  /* To a wrong key servers answer with half of it. */
  g_assert_true ((strstr (error->message, "why") != NULL) == (status != 401));
}

static void
test_codes (void)
{
  assert_code (400, LEC_NET_ERROR_REJECTED);
  assert_code (401, LEC_NET_ERROR_REFUSED);
  assert_code (403, LEC_NET_ERROR_REFUSED);
  assert_code (404, LEC_NET_ERROR_NOT_FOUND);
  assert_code (413, LEC_NET_ERROR_TOO_LARGE);
  assert_code (429, LEC_NET_ERROR_BUSY);
  assert_code (500, LEC_NET_ERROR_BUSY);
  assert_code (302, LEC_NET_ERROR_REJECTED);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-reason/where-services-put-it", test_where_services_put_it);
  g_test_add_func ("/http-reason/cleaned", test_cleaned);
  g_test_add_func ("/http-reason/shortened", test_shortened);
  g_test_add_func ("/http-reason/secrets-hidden", test_secrets_hidden);
  g_test_add_func ("/http-reason/codes", test_codes);
  return g_test_run ();
}
