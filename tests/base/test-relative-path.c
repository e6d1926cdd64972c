/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file as seen from a folder.
 */
#include "base/relative-path.h"

static void
test_cases (void)
{
  static const char *const cases[][3] = {
    { "/home/u/talk.mp4", "/home/u", "talk.mp4" },
    { "/home/u/talk.mp4", "/home/u/pdf", "../talk.mp4" },
    { "/home/u/a/b/talk.mp4", "/home/u/pdf/c", "../../a/b/talk.mp4" },
    { "/home/u/a/talk.mp4", "/home/u", "a/talk.mp4" },
    { "/home/u/./x/../talk.mp4", "/home//u/", "talk.mp4" },
    { "/home/u/talk.mp4", "/home/u2", "../u/talk.mp4" },
    /* Nothing in common that could be moved as a whole. */
    { "/home/u/talk.mp4", "/tmp", "/home/u/talk.mp4" },
    { "/home/u/talk.mp4", "/", "/home/u/talk.mp4" },
    { "/talk.mp4", "/home", "/talk.mp4" },
    { "/talk.mp4", "/", "/talk.mp4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *result = lec_relative_path (cases[i][0], cases[i][1]);

      g_assert_cmpstr (result, ==, cases[i][2]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/relative-path/cases", test_cases);
  return g_test_run ();
}
