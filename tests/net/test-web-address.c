/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "net/net-error.h"
#include "net/web-address.h"

static GUri *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GUri *uri = lec_web_address_parse (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (uri);
  return uri;
}

static void
test_taken (void)
{
  g_autoptr (GUri) plain = parse ("HTTPS://Example.org");
  g_autoptr (GUri) six = parse ("http://[2606:4700::1111]:8080/v1?q=a%20b#part");
  g_autofree char *plain_host = lec_web_address_dup_shown_host (plain);
  g_autofree char *six_host = lec_web_address_dup_shown_host (six);

  g_assert_true (lec_web_address_is_https (plain));
  g_assert_cmpint (g_uri_get_port (plain), ==, 443);
  g_assert_cmpstr (g_uri_get_path (plain), ==, "/");
  g_assert_cmpstr (plain_host, ==, "Example.org");
  g_assert_cmpstr (g_uri_get_query (six), ==, "q=a%20b");
  g_assert_null (g_uri_get_fragment (six));
  g_assert_cmpstr (six_host, ==, "[2606:4700::1111]:8080");
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "example.org",
    "ftp://example.org/",
    "file:///etc/passwd",
    "http://",
    "http:///path",
    "http://:80/",
    "http://user:s3cret@example.org/",
    "http://user@example.org/",
    "javascript:alert(1)",
    "http://a b/",
    "gopher://x/",
    "http://example.org:0/",
    "http://example.org:99999/",
    "http://\xff\xfe/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) uri = lec_web_address_parse (texts[i], &error);

      if (uri != NULL)
        g_error ("taken: %s", texts[i]);
      g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS);
      g_assert_null (g_strrstr (error->message, "s3cret"));
    }
}

static char *
follow (const char *from,
        const char *location,
        gboolean is_post)
{
  g_autoptr (GUri) uri = parse (from);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) to = lec_web_address_follow (uri, location, is_post, &error);

  if (to == NULL)
    g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS);
  return to != NULL ? g_uri_to_string (to) : NULL;
}

static void
assert_follows (const char *from,
                const char *location,
                gboolean is_post,
                const char *expected)
{
  g_autofree char *to = follow (from, location, is_post);

  g_assert_cmpstr (to, ==, expected);
}

static void
test_redirects (void)
{
  assert_follows ("http://a.org/x/y", "z?q", FALSE, "http://a.org/x/z?q");
  assert_follows ("http://a.org/", "https://b.org/", FALSE, "https://b.org/");
  assert_follows ("http://a.org/v1", "https://a.org/v1", TRUE, "https://a.org/v1");
  /* What was meant for one machine goes to no other. */
  assert_follows ("https://a.org/v1", "https://b.org/v1", TRUE, NULL);
  assert_follows ("https://a.org/", "http://a.org/", FALSE, NULL);
  assert_follows ("https://a.org/", "file:///etc/passwd", FALSE, NULL);
  assert_follows ("https://a.org/", "//user:pw@b.org/", FALSE, NULL);
  assert_follows ("https://a.org/", NULL, FALSE, NULL);
}

static void
test_origins (void)
{
  g_autoptr (GUri) a = parse ("https://a.org/x");
  g_autoptr (GUri) same = parse ("https://A.ORG:443/y");
  g_autoptr (GUri) port = parse ("https://a.org:8443/");
  g_autoptr (GUri) scheme = parse ("http://a.org/");
  g_autoptr (GUri) host = parse ("https://b.a.org/");

  g_assert_true (lec_web_address_is_same_origin (a, same));
  g_assert_false (lec_web_address_is_same_origin (a, port));
  g_assert_false (lec_web_address_is_same_origin (a, scheme));
  g_assert_false (lec_web_address_is_same_origin (a, host));
}

static void
test_joins (void)
{
  g_autofree char *bare = lec_web_address_join ("http://localhost:8080", "v1/models", NULL);
  g_autofree char *slash = lec_web_address_join ("https://a.org/openai/?key=1", "models", NULL);

  g_assert_cmpstr (bare, ==, "http://localhost:8080/v1/models");
  g_assert_cmpstr (slash, ==, "https://a.org/openai/models?key=1");
  g_assert_null (lec_web_address_join ("localhost", "v1", NULL));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/web-address/taken", test_taken);
  g_test_add_func ("/web-address/refused", test_refused);
  g_test_add_func ("/web-address/redirects", test_redirects);
  g_test_add_func ("/web-address/origins", test_origins);
  g_test_add_func ("/web-address/joins", test_joins);
  return g_test_run ();
}
