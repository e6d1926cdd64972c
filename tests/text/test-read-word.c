/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "text/read-word.h"

static void
test_confidence (void)
{
  static const LecRect box = { 0, 0, 10, 10 };
  g_autoptr (LecReadWord) sure = lec_read_word_new (&box, 0, 0);
  g_autoptr (LecReadWord) bullet = lec_read_word_new (&box, 30, 0);

  lec_read_word_append (sure, "A", 10, 99);
  g_assert_cmpfloat (lec_read_word_get_confidence (sure), ==, 99);
  lec_read_word_append (bullet, "¢", 10, 91);
  g_assert_cmpfloat (lec_read_word_get_confidence (bullet), ==, 30);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/read-word/confidence", test_confidence);

  return g_test_run ();
}
