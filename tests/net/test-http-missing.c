/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program that was built without the web says so, whatever is asked of it.
 */
#include "net/http-client.h"
#include "net/net-error.h"

static void
assert_missing (const GError *error)
{
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "libsoup 3"));
  g_assert_nonnull (strstr (error->message, "lectern-web"));
}

static gboolean
never_cb (const char *data,
          gsize length,
          gpointer user_data,
          GError **error)
{
  g_assert_not_reached ();
}

static void
test_missing (void)
{
  g_autoptr (LecHttpClient) client = lec_http_client_new (NULL);
  g_autoptr (LecHttpRequest) request = lec_http_request_new ("http://127.0.0.1:1/");
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (client);
  g_assert_null (lec_http_client_send (client, request, NULL, &error));
  assert_missing (error);
  g_clear_error (&error);
  g_assert_false (lec_http_client_stream (client, request, never_cb, NULL, NULL, &error));
  assert_missing (error);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http-missing/says-so", test_missing);

  return g_test_run ();
}
