/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of worker programs.
 */
#include <string.h>
#include <unistd.h>

#include "worker/worker-identity.h"

static void
test_build (void)
{
  static const struct
  {
    const char *host;
    const char *boot_id;
    const char *identity;
    const char *host_again;
  } cases[] = {
    { "lab-07", "1f3a9c2e-11aa-22bb-33cc-445566778899", "lab-07-1f3a9c2e-4711-0000beef", "lab-07" },
    { "Lab.07.example.org", "1f3a9c2e", "Lab.07.example.org-1f3a9c2e-4711-0000beef", "Lab.07.example.org" },
    { "a b/c\n\xff", NULL, "a-b-c---0-4711-0000beef", "a-b-c--" },
    { "", NULL, "host-0-4711-0000beef", "host" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *identity = lec_worker_identity_build (cases[i].host, cases[i].boot_id, 4711, 0xbeef);
      g_autofree char *host = lec_worker_identity_dup_host (identity);

      g_assert_cmpstr (identity, ==, cases[i].identity);
      g_assert_cmpstr (host, ==, cases[i].host_again);
    }
}

static void
test_long_host (void)
{
  g_autofree char *host = g_strnfill (500, 'h');
  g_autofree char *identity = lec_worker_identity_build (host, "1f3a9c2e", G_MAXINT, G_MAXUINT32);

  g_assert_cmpuint (strlen (identity), <=, LEC_WORKER_IDENTITY_MAX_BYTES);
}

static void
test_other_names (void)
{
  static const char *const names[] = { "", "lab", "lab:12", "a-b", "-a-b-c" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *host = lec_worker_identity_dup_host (names[i]);

      g_assert_cmpstr (host, ==, names[i]);
    }
}

static void
test_never_again (void)
{
  g_autofree char *first = lec_worker_identity_new ();
  g_autofree char *second = lec_worker_identity_new ();
  g_autofree char *pid = g_strdup_printf ("-%d-", (int) getpid ());

  g_assert_cmpstr (first, !=, second);
  g_assert_nonnull (strstr (first, pid));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker-identity/build", test_build);
  g_test_add_func ("/worker-identity/long-host", test_long_host);
  g_test_add_func ("/worker-identity/other-names", test_other_names);
  g_test_add_func ("/worker-identity/never-again", test_never_again);
  return g_test_run ();
}
