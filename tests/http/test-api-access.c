/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is at home, and where the service may listen.
 */
#include "base/error.h"
#include "engine/access-tokens.h"
#include "http/api-access.h"
#include "temporary-folder.h"

static void
test_at_home (void)
{
  static const struct
  {
    const char *host;
    const char *origin;
    gboolean is_at_home;
  } cases[] = {
    { "127.0.0.1:5000", NULL, TRUE },
    { "localhost:5000", NULL, TRUE },
    { "[::1]:5000", NULL, TRUE },
    { "127.0.0.1:5000", "http://127.0.0.1:5000", TRUE },
    { "localhost", "http://localhost", TRUE },
    { NULL, NULL, FALSE },
    { "", NULL, FALSE },
    { "[", NULL, FALSE },
    { "example.org:5000", NULL, FALSE },
    { "127.0.0.1.example.org", NULL, FALSE },
    { "192.168.1.1:5000", NULL, FALSE },
    { "127.0.0.1:5000", "http://example.org", FALSE },
    { "127.0.0.1:5000", "http://127.0.0.1:8080", FALSE },
    { "127.0.0.1:5000", "https://127.0.0.1:5000", FALSE },
    { "127.0.0.1:5000", "null", FALSE },
    { "example.org", "http://example.org", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s", cases[i].host, cases[i].origin);
      g_assert_cmpint (lec_api_access_is_at_home (cases[i].host, cases[i].origin), ==, cases[i].is_at_home);
    }
}

static void
test_listen (void)
{
  static const struct
  {
    const char *listen;
    const char *host; /* (nullable): where it is refused */
    guint port;
    gboolean is_loopback;
  } cases[] = {
    { "127.0.0.1:5000", "127.0.0.1", 5000, TRUE },
    { "localhost:0", "127.0.0.1", 0, TRUE },
    { "[::1]:80", "::1", 80, TRUE },
    { "127.9.9.9:65535", "127.9.9.9", 65535, TRUE },
    { "0.0.0.0:5000", "0.0.0.0", 5000, FALSE },
    { "[::]:5000", "::", 5000, FALSE },
    { "192.168.1.5:1", "192.168.1.5", 1, FALSE },
    { "", NULL, 0, FALSE },
    { "5000", NULL, 0, FALSE },
    { ":5000", NULL, 0, FALSE },
    { "127.0.0.1", NULL, 0, FALSE },
    { "127.0.0.1:65536", NULL, 0, FALSE },
    { "127.0.0.1:-1", NULL, 0, FALSE },
    { "127.0.0.1:", NULL, 0, FALSE },
    { "example.org:5000", NULL, 0, FALSE },
    { "::1:5000", NULL, 0, FALSE },
    { "[::1:5000", NULL, 0, FALSE },
    { "[]:5000", NULL, 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LecServerSettings) settings = { NULL };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].listen);
      g_assert_cmpint (lec_server_settings_set_listen (&settings, cases[i].listen, &error), ==, cases[i].host != NULL);
      g_assert_cmpstr (settings.host, ==, cases[i].host);
      if (cases[i].host == NULL)
        {
          g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
          continue;
        }
      g_assert_cmpuint (settings.port, ==, cases[i].port);
      g_assert_cmpint (lec_server_settings_is_loopback (&settings), ==, cases[i].is_loopback);
    }
}

/* Beyond this machine only with a token. */
static void
test_beyond (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lectern-access-XXXXXX", NULL);
  LecJobs *jobs = lec_jobs_open (folder, NULL, NULL, NULL);
  g_auto (LecServerSettings) settings = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *secret = NULL;

  g_assert_true (lec_server_settings_set_listen (&settings, "127.0.0.1:0", NULL));
  g_assert_true (lec_api_access_check_listen (jobs, &settings, NULL));
  g_assert_true (lec_server_settings_set_listen (&settings, "0.0.0.0:0", NULL));
  g_assert_false (lec_api_access_check_listen (jobs, &settings, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  secret = lec_access_tokens_add (jobs, "phone", LEC_TOKEN_READ, NULL, 0, NULL, NULL);
  g_assert_true (lec_api_access_check_listen (jobs, &settings, NULL));
  lec_jobs_free (jobs);
  remove_all (folder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api-access/at-home", test_at_home);
  g_test_add_func ("/api-access/listen", test_listen);
  g_test_add_func ("/api-access/beyond", test_beyond);
  return g_test_run ();
}
