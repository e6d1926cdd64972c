/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said of a queue, and of how long something has waited.
 */
#include "ui/age-words.h"
#include "ui/queue-item.h"

#define MINUTE (60 * G_TIME_SPAN_SECOND)
#define NOW    (1000 * MINUTE)

static void
test_ages (void)
{
  static const struct
  {
    gint64 age_us;
    const char *words;
  } cases[] = {
    { -5 * MINUTE, "0 s" },
    { 59 * G_TIME_SPAN_SECOND, "59 s" },
    { MINUTE, "1 min" },
    { 59 * MINUTE, "59 min" },
    { 60 * MINUTE, "1 h" },
    { 47 * 60 * MINUTE, "1 d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = lec_age_words_dup (cases[i].age_us);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_queues (void)
{
  static const struct
  {
    LecQueueFacts facts;
    const char *title;
    const char *detail;
  } cases[] = {
    { { (char *) "extraction", FALSE, 0, 0 }, "Finding slides", "Nothing waits" },
    { { (char *) "analysis", TRUE, 0, 0 }, "Reading text", "Paused · nothing waits" },
    { { (char *) "generation", FALSE, 3, NOW - 5 * MINUTE }, "Making documents", "3 waiting · the oldest for 5 min" },
    { { (char *) "odd", TRUE, 1, NOW - MINUTE }, "odd", "Paused · 1 waiting · the oldest for 1 min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecQueueItem) item = lec_queue_item_new (&cases[i].facts, NOW);

      g_assert_cmpstr (lec_queue_item_get_name (item), ==, cases[i].facts.name);
      g_assert_cmpstr (lec_queue_item_get_title (item), ==, cases[i].title);
      g_assert_cmpstr (lec_queue_item_get_detail (item), ==, cases[i].detail);
      g_assert_cmpint (lec_queue_item_is_paused (item), ==, cases[i].facts.is_paused);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue-item/ages", test_ages);
  g_test_add_func ("/queue-item/queues", test_queues);

  return g_test_run ();
}
