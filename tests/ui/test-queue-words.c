/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of all that may be told of the queue, what is.
 */
#include "ui/queue-words.h"

typedef struct
{
  LecQueueSight sight;
  const char *text; /* (nullable): how it begins */
  const char *action;
} Case;

static const Case cases[] = {
  { { .n_open = 3, .n_done = 9 }, NULL, NULL },
  { { .state = LEC_QUEUE_ELSEWHERE, .n_open = 1 }, "Another program works", NULL },
  { { .state = LEC_QUEUE_ELSEWHERE, .n_open = 0 }, NULL, NULL },
  { { .state = LEC_QUEUE_TROUBLE, .reason = "the disk sleeps", .n_open = 1 }, "Nothing can be done now", NULL },
  { { .state = LEC_QUEUE_TROUBLE, .reason = "/home is full", .lacks_space = TRUE, .n_open = 1, .is_paused = TRUE },
    "There is no space left (/home is full)",
    NULL },
  { { .read_only = "/home is read-only", .is_paused = TRUE }, "The library can be looked at", NULL },
  { { .is_paused = TRUE, .n_failed = 9 }, "The queue is paused", "win.paused" },
  { { .n_failed = 9, .n_done = 8 }, "9 videos failed", "win.retry-failed" },
  { { .n_failed = 9, .n_done = 10 }, NULL, NULL },
  { { .n_failed = 4 }, NULL, NULL },
};

static void
test_choose (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LecQueueWords) words = { NULL };
      gboolean has_words = lec_queue_words_choose (&cases[i].sight, &words);

      g_test_message ("case %u: %s", i, words.text);
      g_assert_cmpint (has_words, ==, cases[i].text != NULL);
      g_assert_cmpstr (words.action, ==, cases[i].action);
      g_assert_true (cases[i].text == NULL || g_str_has_prefix (words.text, cases[i].text));
      g_assert_cmpint (words.button != NULL, ==, words.action != NULL);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue-words/choose", test_choose);

  return g_test_run ();
}
