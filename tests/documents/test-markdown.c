/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Markdown as cmark reads it: nothing of the lecture has become markup.
 */
#include "base/error.h"
#include "documents/markdown.h"
#include "drawn-course.h"
#include "read-back.h"

static void
test_one (DrawnCourse *drawn,
          gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  if (!has_program ("cmark"))
    return;
  path = write_made_course (drawn->made, drawn->course, lec_markdown_write, "out.md");
  text = read_back ("read-markdown.py", path);

  assert_has (text, "front title: \"A talk: \\\"50%\\\" # <done> \\\\ =1\"\n");
  assert_has (text, "front date: \"2026-01-01\"\n");
  assert_has (text, "front lang: \"en\"\n");
  assert_has (text, "link #slide-1-4 4. 深度学习 🎓\n");
  assert_has (text, "heading 1 A talk: \"50%\" # <done> \\ =1\n");
  assert_has (text, "heading 2 Summary\nheading 3 Information & entropy\n");
  assert_has (text, "paragraph  - 深度学习 uses <layers>. (0:42, generated)\n");
  assert_has (text, "paragraph  #hash <b> – slide 2\n");
  assert_has (text, "link #slide-1-2 2\n");
  assert_has (text, "paragraph  [ ] Never | covered\n");
  assert_has (text, "heading 3 2. " NASTY_TITLE "\n");
  assert_has (text, "heading 3 5. Slide 5\n");
  assert_has (text, "heading 3 6. " LONG_WORD "\n");
  assert_has (text, "image a%20talk%3B%20%231-slides/slide-002.jpg " NASTY_TITLE "\n");
  assert_has (text, "image a%20talk%3B%20%231-slides/slide-003.png שלום לכולם\n");
  assert_has (text, "link a%20talk%3B%20%231.mp4#t=80.0 1:20\n");
  assert_has (text, "paragraph  - a line like a list\n=SUM(A1)\n| a | table |\n");
  assert_has (text, "paragraph  0:01 Good morning, before anything is shown.\n");
  assert_has (text, "paragraph  0:11 Dr. <Who>: Entropy is the mean surprise & nothing else. "
                    "It is measured in bits.\n");
  assert_has (text, "paragraph  0:43 深度学习是机器学习的一部分。它使用神经网络。\n");
  assert_has (text, "The last word is here: `code` *star* _under_ [link](x) $x$ {{y}}\n");
  assert_has (text, "paragraph  Note, generated: A note on <deep> learning.\n");
  assert_has (text, "paragraph  " NASTY_TERM ": -1+cmd|' /C calc'!A0 (0:21)\n");
  assert_has (text, "paragraph  +What was said on </details><b>it</b>?\n");
  assert_has (text, "paragraph  @Nothing & all (0:42, generated)\n");
  assert_has (text, "paragraph  Page 4 of slides \"2\".pdf\n");
  assert_has (text, "paragraph  On no page of slides \"2\".pdf\n");
  assert_has (text, "heading 2 Slides\nparagraph  A page of slides \"2\".pdf that was never shown: 3\n");
  assert_has_not (text, "code_block");
  assert_has_not (text, "thematic_break");
}

static void
test_course (DrawnCourse *drawn,
             gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  if (!has_program ("cmark"))
    return;
  path = write_made_course (drawn->made, drawn->course, lec_markdown_write, "out.md");
  text = read_back ("read-markdown.py", path);

  assert_has (text, "heading 1 A course & more\n");
  assert_has (text, "link #lecture-2 Week 2\n");
  assert_has (text, "heading 2 Week 2\n");
  assert_has (text, "heading 4 5. Slide 5\n");
  assert_has (text, "link #slide-2-6 6. " LONG_WORD "\n");
}

static void
test_text (void)
{
  static const char *const cases[][2] = {
    { "C#", "C\\#" },
    { "AT&T &amp; &#60; a & b", "AT\\&T \\&amp; \\&#60; a & b" },
    { "12. a", "12\\. a" },
    { "12) a", "12\\) a" },
    { "1234567890. a", "1234567890. a" },
    { "> a > b", "\\> a > b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      lec_markdown_append_text (out, cases[i][0], TRUE);
      g_assert_cmpstr (out->str, ==, cases[i][1]);
    }
}

static void
test_same_bytes (DrawnCourse *drawn,
                 gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  path = write_made_course (drawn->made, drawn->course, lec_markdown_write, "out.md");
  first = digest_file (path);
  g_free (write_made_course (drawn->made, drawn->course, lec_markdown_write, "out.md"));
  second = digest_file (path);
  g_assert_cmpstr (first, ==, second);
}

static void
test_errors (DrawnCourse *drawn,
             gconstpointer data)
{
  g_autoptr (LecCourse) empty = lec_course_new ("Nothing");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = made_lecture_path (drawn->made, "out.md");

  g_assert_false (lec_markdown_write (empty, path, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SLIDES);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_false (lec_markdown_write (drawn->course, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  g_assert_false (lec_markdown_write (drawn->course, "/nowhere/at/all/out.md", NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  drawn_course_add_test ("/markdown/one", 1, test_one);
  drawn_course_add_test ("/markdown/course", 2, test_course);
  g_test_add_func ("/markdown/text", test_text);
  drawn_course_add_test ("/markdown/same-bytes", 2, test_same_bytes);
  drawn_course_add_test ("/markdown/errors", 1, test_errors);

  return g_test_run ();
}
