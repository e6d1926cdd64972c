/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What servers send to be acted on or shown: addresses, Retry-After, reasons, names of files.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "net/http-reason.h"
#include "net/link-name.h"
#include "net/net-error.h"
#include "net/retry-rules.h"
#include "net/web-address.h"

#define SECRET "s3cret"

static void
assert_address (GUri *uri,
                const GError *error)
{
  g_assert_true ((uri == NULL) == (error != NULL));
  if (uri == NULL)
    {
      g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS);
      return;
    }
  g_assert_true (g_str_equal (g_uri_get_scheme (uri), "http") || g_str_equal (g_uri_get_scheme (uri), "https"));
  g_assert_true (*g_uri_get_host (uri) != '\0' && g_uri_get_port (uri) > 0 && g_uri_get_port (uri) <= G_MAXUINT16);
  g_assert_null (g_uri_get_userinfo (uri));
}

static void
read_address (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) follow_error = NULL;
  g_autoptr (GUri) from = g_uri_parse ("https://example.org:443/a/b", G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) uri = lec_web_address_parse (text, &error);
  g_autoptr (GUri) to = lec_web_address_follow (from, text, TRUE, &follow_error);

  assert_address (uri, error);
  assert_address (to, follow_error);
  g_assert_true (to == NULL || g_ascii_strcasecmp (g_uri_get_host (to), "example.org") == 0);
  g_assert_true (to == NULL || lec_web_address_is_https (to));
}

static void
read_reason (const char *text,
             size_t size)
{
  g_autofree char *reason = lec_http_reason_dup (text, size, SECRET);

  if (reason == NULL)
    return;
  g_assert_true (g_utf8_validate (reason, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (reason, -1), <=, 201);
  g_assert_null (strstr (reason, SECRET));
  for (const char *c = reason; *c != '\0'; c++)
    g_assert_false (g_ascii_iscntrl (*c));
}

static void
read_name (const char *text)
{
  g_autofree char *name = lec_link_name_clean (text, "video/mp4");
  g_autofree char *shown = lec_link_name_dup_shown (text);
  g_autofree char *again = lec_link_name_dup_shown (shown);

  g_assert_cmpstr (shown, ==, again);
  g_assert_null (strpbrk (shown, "?#\n\r\033"));
  if (name == NULL)
    return;
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (*name != '\0' && *name != '.' && *name != '-' && strlen (name) <= 180);
  g_assert_null (strpbrk (name, "/\\\n\r\033"));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  read_address (text);
  read_reason ((const char *) data, size);
  read_name (text);
  g_assert_cmpint (lec_retry_rules_read_header (text, 1000), >=, -1);

  return 0;
}
