/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Passwords out of addresses, and into them again.
 */
#include "ui/cluster-address.h"

static void
test_split (void)
{
  static const struct
  {
    const char *whole;
    const char *plain;
    const char *password; /* (nullable) */
  } cases[] = {
    { "postgresql://ada:sesame@lab/lectern", "postgresql://ada@lab/lectern", "sesame" },
    { "postgresql://ada:se%3As%40me@lab:5433/x?a=b", "postgresql://ada@lab:5433/x?a=b", "se:s@me" },
    { "postgresql://ada:p@one:1,two:2/x", "postgresql://ada@one:1,two:2/x", "p" },
    { "redis://:sesame@lab:6379/0", "redis://lab:6379/0", "sesame" },
    { "redis://lab:6379/0", "redis://lab:6379/0", NULL },
    { "postgresql:///x?host=/run&user=a@b:c", "postgresql:///x?host=/run&user=a@b:c", NULL },
    { "nonsense", "nonsense", NULL },
    { "", "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *password = NULL;
      g_autofree char *plain = lec_cluster_address_split (cases[i].whole, &password);
      g_autofree char *joined = lec_cluster_address_join (plain, password);

      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (password, ==, cases[i].password);
      g_assert_cmpstr (joined, ==, cases[i].whole);
    }
}

/* What an address has already counts more. */
static void
test_join (void)
{
  g_autofree char *kept = lec_cluster_address_join ("postgresql://ada:a@lab/x", "b");
  g_autofree char *none = lec_cluster_address_join ("postgresql://ada@lab/x", "");

  g_assert_cmpstr (kept, ==, "postgresql://ada:a@lab/x");
  g_assert_cmpstr (none, ==, "postgresql://ada@lab/x");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cluster-address/split", test_split);
  g_test_add_func ("/cluster-address/join", test_join);

  return g_test_run ();
}
