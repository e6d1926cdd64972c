/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is given before anybody is told: how many, when it is told, and until when nothing is.
 */
#include "engine/token-tally.h"

#define START (100 * (gint64) G_USEC_PER_SEC)

/* Returns: how many of @n are given before it is time to tell, or there is no more */
static guint
take (LecTokenTally *tally,
      const char *token,
      gint64 now_us,
      guint n,
      gboolean *has_to_tell)
{
  *has_to_tell = FALSE;
  for (guint i = 0; i < n; i++)
    {
      if (lec_token_tally_take (tally, token, now_us, has_to_tell) != 0)
        return i;
      if (*has_to_tell)
        return i + 1;
    }
  return n;
}

/* What is being told counts, too: of one token no more than a block is unknown. */
static void
test_block (void)
{
  g_autoptr (LecTokenTally) tally = lec_token_tally_new (10);
  gboolean has_to_tell = FALSE;

  g_assert_cmpuint (take (tally, "ann", START, 100, &has_to_tell), ==, 5);
  g_assert_true (has_to_tell);
  g_assert_cmpuint (take (tally, "ann", START, 2, &has_to_tell), ==, 2);
  g_assert_cmpuint (lec_token_tally_begin_telling (tally, "ann"), ==, 7);
  g_assert_cmpuint (take (tally, "ann", START, 100, &has_to_tell), ==, 3);
  g_assert_false (has_to_tell);
  g_assert_cmpint (lec_token_tally_take (tally, "ann", START, &has_to_tell), ==, LEC_TOKEN_TALLY_FULL);
  /* Somebody else's are others. */
  g_assert_cmpuint (take (tally, "ben", START, 100, &has_to_tell), ==, 5);

  lec_token_tally_end_telling (tally, "ann");
  g_assert_cmpuint (take (tally, "ann", START, 100, &has_to_tell), ==, 2);
  g_assert_true (has_to_tell);
  g_assert_cmpuint (lec_token_tally_begin_telling (tally, "ann"), ==, 5);
}

static void
test_smallest (void)
{
  g_autoptr (LecTokenTally) tally = lec_token_tally_new (1);
  gboolean has_to_tell = FALSE;

  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (lec_token_tally_take (tally, "ann", START, &has_to_tell), ==, 0);
      g_assert_true (has_to_tell);
      g_assert_cmpint (lec_token_tally_take (tally, "ann", START, &has_to_tell), ==, LEC_TOKEN_TALLY_FULL);
      g_assert_false (has_to_tell);
      g_assert_cmpuint (lec_token_tally_begin_telling (tally, "ann"), ==, 1);
      lec_token_tally_end_telling (tally, "ann");
    }
}

/* Few are told of after a while. */
static void
test_time (void)
{
  g_autoptr (LecTokenTally) tally = lec_token_tally_new (100);
  gboolean has_to_tell = FALSE;

  g_assert_cmpuint (take (tally, "ann", START, 2, &has_to_tell), ==, 2);
  g_assert_cmpuint (take (tally, "ann", START + LEC_TOKEN_TALLY_TELL_US - 1, 1, &has_to_tell), ==, 1);
  g_assert_false (has_to_tell);
  g_assert_cmpuint (take (tally, "ann", START + LEC_TOKEN_TALLY_TELL_US, 1, &has_to_tell), ==, 1);
  g_assert_true (has_to_tell);
  g_assert_cmpuint (lec_token_tally_begin_telling (tally, "ann"), ==, 4);
  lec_token_tally_end_telling (tally, "ann");

  g_assert_cmpuint (take (tally, "ann", START + LEC_TOKEN_TALLY_TELL_US, 1, &has_to_tell), ==, 1);
  g_assert_false (has_to_tell);
  g_assert_cmpuint (take (tally, "ann", START + 2 * LEC_TOKEN_TALLY_TELL_US, 1, &has_to_tell), ==, 1);
  g_assert_true (has_to_tell);
}

static void
test_refused (void)
{
  g_autoptr (LecTokenTally) tally = lec_token_tally_new (10);
  gboolean has_to_tell = FALSE;

  lec_token_tally_refuse (tally, "ann", START + 3000, START);
  g_assert_cmpint (lec_token_tally_take (tally, "ann", START, &has_to_tell), ==, 3000);
  g_assert_cmpint (lec_token_tally_take (tally, "ann", START + 2999, &has_to_tell), ==, 1);
  g_assert_false (has_to_tell);
  g_assert_cmpint (lec_token_tally_take (tally, "ben", START, &has_to_tell), ==, 0);
  g_assert_cmpint (lec_token_tally_take (tally, "ann", START + 3000, &has_to_tell), ==, 0);
  g_assert_cmpuint (lec_token_tally_begin_telling (tally, "ann"), ==, 1);
}

static void
test_forgotten (void)
{
  g_autoptr (LecTokenTally) tally = lec_token_tally_new (10);
  gboolean has_to_tell = FALSE;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *token = g_strdup_printf ("token-%u", i);

      lec_token_tally_take (tally, token, START, &has_to_tell);
    }
  g_assert_cmpuint (lec_token_tally_count (tally), ==, 1000);
  lec_token_tally_take (tally, "token-7", START + 1, &has_to_tell);
  lec_token_tally_take (tally, "ann", START + LEC_TOKEN_TALLY_FORGET_US, &has_to_tell);
  g_assert_cmpuint (lec_token_tally_count (tally), ==, 2);
  g_assert_cmpuint (lec_token_tally_begin_telling (tally, "token-7"), ==, 2);
  /* Whoever was about to tell of it. */
  g_assert_cmpuint (lec_token_tally_begin_telling (tally, "token-8"), ==, 0);
  lec_token_tally_end_telling (tally, "token-8");
  g_assert_cmpuint (lec_token_tally_count (tally), ==, 2);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token-tally/block", test_block);
  g_test_add_func ("/token-tally/smallest", test_smallest);
  g_test_add_func ("/token-tally/time", test_time);
  g_test_add_func ("/token-tally/refused", test_refused);
  g_test_add_func ("/token-tally/forgotten", test_forgotten);
  return g_test_run ();
}
