/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses of Redis servers: what is taken, why others are not, and that no secret is told.
 */
#include <string.h>

#include "redis/redis-error.h"
#include "redis/redis-url.h"

typedef struct
{
  const char *text;
  const char *host;
  guint port;
  const char *user;
  const char *password;
  guint database;
  const char *described;
} Good;

static const Good good[] = {
  { "redis://localhost", "localhost", 6379, NULL, NULL, 0, "redis://localhost:6379/0" },
  { "redis://lab-07.example.org:7000/3", "lab-07.example.org", 7000, NULL, NULL, 3,
    "redis://lab-07.example.org:7000/3" },
  { "REDIS://localhost/", "localhost", 6379, NULL, NULL, 0, "redis://localhost:6379/0" },
  { "redis://:s3cret@localhost/1", "localhost", 6379, NULL, "s3cret", 1, "redis://localhost:6379/1" },
  { "redis://ann:s3cret@10.0.0.1:1", "10.0.0.1", 1, "ann", "s3cret", 0, "redis://10.0.0.1:1/0" },
  { "redis://ann:p%40ss%2Fw:ord@localhost", "localhost", 6379, "ann", "p@ss/w:ord", 0, "redis://localhost:6379/0" },
  { "redis://l\303\266cal", "xn--lcal-5qa", 6379, NULL, NULL, 0, "redis://xn--lcal-5qa:6379/0" },
  { "redis://[::1]:6380/65535", "::1", 6380, NULL, NULL, 65535, "redis://[::1]:6380/65535" },
};

typedef struct
{
  const char *text;
  const char *reason;
} Bad;

static const Bad bad[] = {
  { "", "does not begin with redis://" },
  { "localhost:6379", "does not begin with redis://" },
  { "http://s3cret@localhost", "does not begin with redis://" },
  { "unix:///run/redis.sock", "does not begin with redis://" },
  { "rediss://:s3cret@localhost", "rediss:// needs TLS" },
  { "redis://", "names no host" },
  { "redis://:s3cret@/0", "names no host" },
  { "redis://local%0ahost", "characters that no name has" },
  { "redis://a%20b", "characters that no name has" },
  { "redis://localhost:0", "port 0" },
  { "redis://localhost:s3cret", "malformed" },
  { "redis://localhost:65536", "malformed" },
  { "redis://ann@localhost", "user name and no password" },
  { "redis://:s3cret@localhost/x", "number of a database" },
  { "redis://:s3cret@localhost/-1", "number of a database" },
  { "redis://:s3cret@localhost/65536", "number of a database" },
  { "redis://:s3cret@localhost/1/2", "number of a database" },
  { "redis://:s3cret@localhost/0?timeout=5", "options" },
  { "redis://:s3cret@localhost/0#x", "options" },
  { "redis://:s3cret%zz@localhost", "malformed" },
  { "redis://:s3cret%00@localhost", "malformed" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecRedisUrl) url = lec_redis_url_parse (good[i].text, &error);
      g_autoptr (LecRedisUrl) copy = NULL;
      g_autofree char *described = NULL;

      g_assert_no_error (error);
      copy = lec_redis_url_copy (url);
      described = lec_redis_url_describe (copy);
      g_assert_cmpstr (copy->host, ==, good[i].host);
      g_assert_cmpuint (copy->port, ==, good[i].port);
      g_assert_cmpstr (copy->user, ==, good[i].user);
      g_assert_cmpstr (copy->password, ==, good[i].password);
      g_assert_cmpuint (copy->database, ==, good[i].database);
      g_assert_cmpstr (described, ==, good[i].described);
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i].text);
      g_assert_null (lec_redis_url_parse (bad[i].text, &error));
      g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_URL);
      g_assert_nonnull (strstr (error->message, bad[i].reason));
      g_assert_null (strstr (error->message, "s3cret"));
    }
}

static void
test_long (void)
{
  g_autofree char *host = g_strnfill (LEC_REDIS_MAX_URL_BYTES, 'x');
  g_autofree char *text = g_strconcat ("redis://", host, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_redis_url_parse (text, &error));
  g_assert_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_URL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/redis-url/good", test_good);
  g_test_add_func ("/redis-url/bad", test_bad);
  g_test_add_func ("/redis-url/long", test_long);

  return g_test_run ();
}
