/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What counts as an answer, however somebody types it.
 */
#include "cli/upload-question.h"

static void
test_answers (void)
{
  static const struct
  {
    const char *answer;
    const char *word;
    gboolean is_answer;
  } cases[] = {
    { "yes\n", "yes", TRUE },
    { " YES \n", "yes", TRUE },
    { "y\r\n", "y", TRUE },
    { "si\n", "sí", TRUE },
    { "Sí\n", "sí", TRUE },
    { "SI\xcc\x81\n", "sí", TRUE },
    { "да\n", "да", TRUE },
    { "ｙ\n", "y", TRUE },
    { "はい\n", "はい", TRUE },
    { "نَعَم\n", "نعم", TRUE },
    { "\n", "y", FALSE },
    { "", "yes", FALSE },
    { "ye\n", "yes", FALSE },
    { "yes, no\n", "yes", FALSE },
    { "n\n", "y", FALSE },
    { "s\n", "sí", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (lec_upload_question_is_answer (cases[i].answer, cases[i].word), ==, cases[i].is_answer);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/upload-question/answers", test_answers);
  return g_test_run ();
}
