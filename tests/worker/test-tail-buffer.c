/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * However much comes in whatever pieces, the end of it is there, fit to be shown.
 */
#include <string.h>

#include "worker/tail-buffer.h"

#define SIZE 16

/* Against the simplest thing that could be right: all of it, cut. */
static void
test_any_pieces (void)
{
  static const char text[] = "The quick brown fox jumps over the lazy dog, and again and again.";

  for (gsize piece = 1; piece < sizeof text; piece++)
    {
      g_autoptr (LecTailBuffer) buffer = lec_tail_buffer_new (SIZE);

      for (gsize end = 0; end < strlen (text);)
        {
          gsize length = MIN (piece, strlen (text) - end);
          g_autofree char *expected = NULL;
          g_autofree char *got = NULL;

          lec_tail_buffer_push (buffer, text + end, length);
          end += length;
          expected = g_strndup (end > SIZE ? text + end - SIZE : text, MIN (end, SIZE));
          got = lec_tail_buffer_dup_text (buffer);
          g_assert_cmpstr (got, ==, expected);
        }
    }
}

static void
test_cut_characters (void)
{
  g_autoptr (LecTailBuffer) buffer = lec_tail_buffer_new (SIZE);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 9; i++)
    lec_tail_buffer_push (buffer, "\342\202\254", 3);
  text = lec_tail_buffer_dup_text (buffer);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_true (g_str_has_suffix (text, "€€€€€"));
}

static void
assert_last_line (const char *printed,
                  const char *expected)
{
  g_autoptr (LecTailBuffer) buffer = lec_tail_buffer_new (4096);
  g_autofree char *line = NULL;

  lec_tail_buffer_push (buffer, printed, strlen (printed));
  line = lec_tail_buffer_dup_last_line (buffer);
  g_assert_cmpstr (line, ==, expected);
}

static void
test_last_line (void)
{
  g_autofree char *long_line = g_strnfill (3000, 'x');
  g_autofree char *shown = g_strnfill (200, 'x');

  assert_last_line ("", NULL);
  assert_last_line (" \n\t\n", NULL);
  assert_last_line ("one\ntwo", "two");
  assert_last_line ("one\ntwo\n\n", "two");
  /* A terminal would do what these say. */
  assert_last_line ("a\033[2J\rb\007\n", "a [2J b");
  assert_last_line ("bad \xff byte\n", "bad � byte");
  assert_last_line (long_line, shown);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tail-buffer/any-pieces", test_any_pieces);
  g_test_add_func ("/tail-buffer/cut-characters", test_cut_characters);
  g_test_add_func ("/tail-buffer/last-line", test_last_line);
  return g_test_run ();
}
