/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which question is asked when.
 */
#include "ui/practice-deck.h"

static GArray *
make_grades (const char *grades)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (LecPracticeGrade));

  for (; *grades != '\0'; grades++)
    {
      LecPracticeGrade grade = *grades == 'k'   ? LEC_PRACTICE_KNEW
                               : *grades == 'm' ? LEC_PRACTICE_MISSED
                                                : LEC_PRACTICE_NEW;

      g_array_append_val (list, grade);
    }
  return list;
}

static LecPracticeDeck *
make_deck (const char *grades)
{
  g_autoptr (GArray) list = make_grades (grades);

  return lec_practice_deck_new (list, 1);
}

/* Which cards a round asks, in order, when each is graded by @knew. */
static char *
ask_all (LecPracticeDeck *deck,
         gboolean knew)
{
  GString *asked = g_string_new (NULL);
  guint card = 0;

  while (lec_practice_deck_get_current (deck, &card))
    {
      g_string_append_printf (asked, "%u ", card);
      lec_practice_deck_grade (deck, knew);
    }
  return g_string_free (asked, FALSE);
}

static void
test_rounds (void)
{
  g_autoptr (LecPracticeDeck) deck = make_deck ("nkmk");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_assert_cmpuint (lec_practice_deck_get_size (deck), ==, 4);
  g_assert_cmpuint (lec_practice_deck_count_known (deck), ==, 2);
  g_assert_cmpuint (lec_practice_deck_get_n_in_round (deck), ==, 2);
  lec_practice_deck_grade (deck, TRUE);
  g_assert_cmpuint (lec_practice_deck_get_n_asked (deck), ==, 1);
  first = ask_all (deck, FALSE);
  g_assert_cmpstr (first, ==, "2 ");
  g_assert_cmpuint (lec_practice_deck_count_known (deck), ==, 3);

  lec_practice_deck_start (deck, FALSE);
  second = ask_all (deck, TRUE);
  g_assert_cmpstr (second, ==, "2 ");
  /* All are known: all are asked again. */
  lec_practice_deck_start (deck, FALSE);
  third = ask_all (deck, FALSE);
  g_assert_cmpstr (third, ==, "0 1 2 3 ");
  g_assert_cmpuint (lec_practice_deck_count_known (deck), ==, 0);
  /* After the end nothing is graded. */
  lec_practice_deck_grade (deck, TRUE);
  lec_practice_deck_put_off (deck);
  g_assert_cmpuint (lec_practice_deck_count_known (deck), ==, 0);
}

static void
test_put_off (void)
{
  g_autoptr (LecPracticeDeck) deck = make_deck ("nnn");
  g_autofree char *asked = NULL;

  lec_practice_deck_put_off (deck);
  g_assert_cmpuint (lec_practice_deck_get_n_in_round (deck), ==, 3);
  asked = ask_all (deck, TRUE);
  g_assert_cmpstr (asked, ==, "1 2 0 ");
}

/* Each once, in another order; those that were asked are not asked again. */
static void
test_shuffled (void)
{
  g_autoptr (GString) grades = g_string_new (NULL);
  g_autoptr (LecPracticeDeck) deck = NULL;
  gboolean was_asked[100] = { FALSE };
  gboolean is_in_order = TRUE;
  guint card = 0;

  for (guint i = 0; i < G_N_ELEMENTS (was_asked); i++)
    g_string_append_c (grades, 'n');
  deck = make_deck (grades->str);
  for (guint i = 0; i < G_N_ELEMENTS (was_asked); i++)
    {
      if (i == 10)
        lec_practice_deck_set_shuffled (deck, TRUE);
      if (i == 90)
        lec_practice_deck_set_shuffled (deck, FALSE);
      g_assert_true (lec_practice_deck_get_current (deck, &card));
      g_assert_false (was_asked[card]);
      was_asked[card] = TRUE;
      is_in_order = is_in_order && card == i;
      if (i < 10)
        g_assert_true (is_in_order);
      lec_practice_deck_grade (deck, TRUE);
    }
  g_assert_false (is_in_order);
  g_assert_false (lec_practice_deck_get_current (deck, &card));
}

static void
test_empty (void)
{
  g_autoptr (LecPracticeDeck) deck = make_deck ("");
  guint card = 0;

  lec_practice_deck_set_shuffled (deck, TRUE);
  lec_practice_deck_start (deck, TRUE);
  g_assert_false (lec_practice_deck_get_current (deck, &card));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice-deck/rounds", test_rounds);
  g_test_add_func ("/practice-deck/put-off", test_put_off);
  g_test_add_func ("/practice-deck/shuffled", test_shuffled);
  g_test_add_func ("/practice-deck/empty", test_empty);
  return g_test_run ();
}
