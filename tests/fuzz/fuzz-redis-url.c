/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any text for the address of a Redis server: what is taken is shown so that it leads to the same
 * place, and is printable.
 */
#include "fuzz/fuzz.h"
#include "redis/redis-error.h"
#include "redis/redis-url.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecRedisUrl) url = lec_redis_url_parse (text, &error);
  g_autoptr (LecRedisUrl) again = NULL;
  g_autofree char *described = NULL;

  if (url == NULL)
    {
      g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_URL);
      return 0;
    }

  described = lec_redis_url_describe (url);
  for (const char *c = described; *c != '\0'; c++)
    g_assert_true (g_ascii_isgraph (*c));
  again = lec_redis_url_parse (described, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->host, ==, url->host);
  g_assert_cmpuint (again->port, ==, url->port);
  g_assert_cmpuint (again->database, ==, url->database);
  g_assert_null (again->password);
  return 0;
}
