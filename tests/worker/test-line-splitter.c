/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream becomes the same lines however it is cut into pieces; a line that is too long is refused
 * before it is kept.
 */
#include <string.h>

#include "base/error.h"
#include "worker/line-splitter.h"

static void
assert_pops (LecLineSplitter *splitter,
             const char *expected)
{
  gsize length = 0;
  g_autofree char *line = lec_line_splitter_pop (splitter, &length);

  g_assert_cmpstr (line, ==, expected);
  g_assert_cmpuint (length, ==, strlen (expected));
}

static void
assert_empty (LecLineSplitter *splitter)
{
  gsize length = 0;

  g_assert_null (lec_line_splitter_pop (splitter, &length));
}

static void
pop_all (LecLineSplitter *splitter,
         GString *joined)
{
  gsize length = 0;
  char *line = NULL;

  while ((line = lec_line_splitter_pop (splitter, &length)) != NULL)
    {
      g_string_append_printf (joined, "[%s]", line);
      g_free (line);
    }
}

static void
assert_same_in_pieces (const char *stream,
                       gsize piece)
{
  g_autoptr (LecLineSplitter) splitter = lec_line_splitter_new (100);
  g_autoptr (GString) joined = g_string_new (NULL);

  for (gsize i = 0; i < strlen (stream); i += piece)
    {
      gsize length = MIN (piece, strlen (stream) - i);

      g_assert_true (lec_line_splitter_push (splitter, stream + i, length, NULL));
      pop_all (splitter, joined);
    }
  g_assert_cmpstr (joined->str, ==, "[first][][third line]");
  g_assert_true (lec_line_splitter_has_rest (splitter));
}

static void
test_pieces (void)
{
  static const char stream[] = "first\n\nthird line\nrest";

  for (gsize piece = 1; piece < sizeof stream; piece++)
    assert_same_in_pieces (stream, piece);
}

static void
test_limit (void)
{
  g_autoptr (LecLineSplitter) splitter = lec_line_splitter_new (5);
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_line_splitter_push (splitter, "12345\n1234", 10, NULL));
  assert_pops (splitter, "12345");
  assert_empty (splitter);
  g_assert_true (lec_line_splitter_push (splitter, "5\n", 2, NULL));
  assert_pops (splitter, "12345");
  g_assert_false (lec_line_splitter_has_rest (splitter));
  g_assert_false (lec_line_splitter_push (splitter, "123456", 6, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

/* In whichever place of a piece it stands, and whether its end is there or not. */
static void
test_long_line_anywhere (void)
{
  static const char *const pieces[] = { "123456\n", "ok\n123456\n", "ok\n123456", "ok\nok\n123456\nok\n" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (LecLineSplitter) splitter = lec_line_splitter_new (5);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", pieces[i]);
      g_assert_false (lec_line_splitter_push (splitter, pieces[i], strlen (pieces[i]), &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

static void
test_zero_bytes (void)
{
  g_autoptr (LecLineSplitter) splitter = lec_line_splitter_new (100);
  g_autofree char *line = NULL;
  gsize length = 0;

  g_assert_true (lec_line_splitter_push (splitter, "a\0b\n", 4, NULL));
  line = lec_line_splitter_pop (splitter, &length);
  g_assert_cmpmem (line, length + 1, "a\0b\0", 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-splitter/pieces", test_pieces);
  g_test_add_func ("/line-splitter/limit", test_limit);
  g_test_add_func ("/line-splitter/long-line-anywhere", test_long_line_anywhere);
  g_test_add_func ("/line-splitter/zero-bytes", test_zero_bytes);
  return g_test_run ();
}
