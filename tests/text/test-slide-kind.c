/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The points of a slide, and what the slide is for: one of each kind, with
 * boxes as they are recognised and without.
 */
#include <string.h>

#include "made-words.h"
#include "text/slide-kind.h"
#include "text/slide-lines.h"

#define WIDTH  1280
#define HEIGHT 720

static LecSlide *
make_slide (const char *title,
            const char *text)
{
  LecSlide *slide = lec_slide_new (2);

  lec_slide_add_visit (slide, 0, 10);
  slide->title = g_strdup (title);
  slide->text = g_strdup (text);
  slide->picture_width = WIDTH;
  slide->picture_height = HEIGHT;

  return slide;
}

/* A line of words at a place, as part of the slide's text, too. */
static void
add_line (LecSlide *slide,
          const char *text,
          int x,
          int y)
{
  guint line = slide->words->len > 0
                 ? ((const LecWord *) g_ptr_array_index (slide->words, slide->words->len - 1))->line + 1
                 : 0;
  g_autofree char *before = slide->text;

  slide->text = g_strconcat (before != NULL ? before : "", before != NULL ? "\n" : "", text, NULL);
  made_words_add (slide->words, text, line, x, y, 24);
}

static LecSlideKind
tell (const LecSlide *slide,
      gboolean is_first,
      const char *language)
{
  g_autoptr (GPtrArray) lines = lec_slide_lines_read (slide);

  return lec_slide_kind_tell (slide, lines, is_first, language);
}

static void
assert_kind (const char *title,
             const char *text,
             const char *language,
             LecSlideKind kind)
{
  g_autoptr (LecSlide) slide = make_slide (title, text);

  g_assert_cmpstr (lec_slide_kind_get_name (tell (slide, FALSE, language)), ==, lec_slide_kind_get_name (kind));
}

static void
test_titles (void)
{
  static const struct
  {
    const char *language;
    const char *title;
    LecSlideKind kind;
  } cases[] = {
    { "en", "Agenda", LEC_SLIDE_KIND_AGENDA },
    { "en", "Lecture Outline:", LEC_SLIDE_KIND_AGENDA },
    { "de", "Gliederung", LEC_SLIDE_KIND_AGENDA },
    { "fr", "Plan du cours", LEC_SLIDE_KIND_AGENDA },
    { "es", "Índice", LEC_SLIDE_KIND_AGENDA },
    { "pt", "Sumário", LEC_SLIDE_KIND_AGENDA },
    { "it", "Sommario", LEC_SLIDE_KIND_AGENDA },
    { "nl", "Inhoud", LEC_SLIDE_KIND_AGENDA },
    { "sv", "Innehåll", LEC_SLIDE_KIND_AGENDA },
    { "ru", "План лекции", LEC_SLIDE_KIND_AGENDA },
    { "pl", "Plan wykładu", LEC_SLIDE_KIND_AGENDA },
    { "en", "SUMMARY", LEC_SLIDE_KIND_SUMMARY },
    { "de", "Zusammenfassung", LEC_SLIDE_KIND_SUMMARY },
    { "ru", "Выводы", LEC_SLIDE_KIND_SUMMARY },
    { "en", "Any questions?", LEC_SLIDE_KIND_QUESTIONS },
    { "en", "Q&A", LEC_SLIDE_KIND_QUESTIONS },
    { "de", "Vielen Dank!", LEC_SLIDE_KIND_QUESTIONS },
    { "de", "Thank you", LEC_SLIDE_KIND_QUESTIONS }, /* English titles are known to all */
    { "en", "Further reading", LEC_SLIDE_KIND_REFERENCES },
    { "pl", "Bibliografia", LEC_SLIDE_KIND_REFERENCES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s\n• one point\n• and another", cases[i].title);

      g_test_message ("%s", cases[i].title);
      assert_kind (cases[i].title, text, cases[i].language, cases[i].kind);
    }
}

static void
test_bodies (void)
{
  assert_kind ("Part two", "Part two", "en", LEC_SLIDE_KIND_SECTION);
  assert_kind ("Trees", "Trees\n• have a root\n• have leaves\n• have no cycles", "en", LEC_SLIDE_KIND_LIST);
  assert_kind ("Trees", "Trees\nA tree is a graph without a cycle in which each pair of nodes is joined by a "
                        "path. It has "
                        "one edge less than it has nodes, whatever its shape is.\n"
                        "Whoever removes an edge from it is left with two trees, and whoever adds one makes a cycle.",
               "en", LEC_SLIDE_KIND_TEXT);
  assert_kind ("Loops", "Loops\nfor (int i = 0; i < n; i++) {\n  sum += a[i];\n}\nreturn sum;", "en",
               LEC_SLIDE_KIND_CODE);
  assert_kind ("Loops", "Loops\ndef total(a):\n  s = 0\n  for x in a:\n    s += x\n  return s", "en",
               LEC_SLIDE_KIND_CODE);
  assert_kind ("Energy", "Energy\nE = mc²\nF = ma", "en", LEC_SLIDE_KIND_FORMULA);
  assert_kind ("Sums", "Sums\n∑ 1/n² = π²/6\nfor all n", "en", LEC_SLIDE_KIND_FORMULA);
  assert_kind ("Times", "Times\nInsertion 12 140 1600\nMerge 3 35 400\nQuick 2 25 280", "en", LEC_SLIDE_KIND_TABLE);
  assert_kind ("A cell", "A cell\nFigure 3: an animal cell and its parts", "en", LEC_SLIDE_KIND_FIGURE);
  assert_kind ("Die Zelle", "Die Zelle\nAbb. 3: eine tierische Zelle", "de", LEC_SLIDE_KIND_FIGURE);
}

static void
test_title_page (void)
{
  g_autoptr (LecSlide) slide = make_slide ("Algorithms", "Algorithms\nA. Lecturer\nSpring 2024");

  g_assert_cmpint (tell (slide, TRUE, "en"), ==, LEC_SLIDE_KIND_TITLE);
  g_assert_cmpint (tell (slide, FALSE, "en"), !=, LEC_SLIDE_KIND_TITLE);
}

/* A page with all who wrote a paper has more on it than a title page has; none but that has an
 * address to write to. */
static void
test_title_page_of_paper (void)
{
  const char *text = "Trees: A Simple Sub-Quadratic Way\n"
                     "Ann Author (ann.author@cs.example.edu)\n"
                     "Ann Author, Bert Coauthor, Carla Thirdauthor, Dora Fourthauthor, Emil Fifthauthor, Frida Sixth,\n"
                     "Gustav Seventhauthor, Hanna Eighthauthor, Ivan Ninthauthor, Jana Tenthauthor, Karl Eleventh\n"
                     "Trees: A Simple Sub-Quadratic Way. Proceedings of the Society of Trees, volume 2, 2023.";
  g_autoptr (LecSlide) slide = make_slide ("Trees: A Simple Sub-Quadratic Way", text);

  g_assert_cmpint (tell (slide, TRUE, "en"), ==, LEC_SLIDE_KIND_TITLE);
  g_assert_cmpint (tell (slide, FALSE, "en"), !=, LEC_SLIDE_KIND_TITLE);
  g_free (slide->text);
  slide->text = g_strdelimit (g_strdup (text), "@", ' ');
  g_assert_cmpint (tell (slide, TRUE, "en"), !=, LEC_SLIDE_KIND_TITLE);
}

static void
test_table_boxes (void)
{
  g_autoptr (LecSlide) slide = make_slide ("Times", NULL);

  add_line (slide, "Times", 100, 40);
  for (int i = 0; i < 4; i++)
    {
      add_line (slide, "merge", 100, 200 + 60 * i);
      made_words_add (slide->words, "fast", (guint) i + 1, 500, 200 + 60 * i, 24);
      made_words_add (slide->words, "stable", (guint) i + 1, 900, 200 + 60 * i, 24);
    }
  g_assert_cmpint (tell (slide, FALSE, "en"), ==, LEC_SLIDE_KIND_TABLE);
}

/* The same words below each other are a list, and scattered the labels of a figure. */
static void
test_alignment (void)
{
  static const char *const labels[] = { "nucleus", "membrane", "ribosome", "vacuole", "cell wall", "cytoplasm" };
  static const int places[][2] = { { 200, 500 }, { 700, 180 }, { 420, 330 }, { 900, 420 }, { 90, 250 }, { 560, 610 } };
  g_autoptr (LecSlide) list = make_slide ("Cells", NULL);
  g_autoptr (LecSlide) figure = make_slide ("Cells", NULL);

  add_line (list, "Cells", 100, 40);
  add_line (figure, "Cells", 100, 40);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      add_line (list, labels[i], 120, 150 + 60 * (int) i);
      add_line (figure, labels[i], places[i][0], places[i][1]);
    }
  g_assert_cmpint (tell (list, FALSE, "en"), ==, LEC_SLIDE_KIND_LIST);
  g_assert_cmpint (tell (figure, FALSE, "en"), ==, LEC_SLIDE_KIND_FIGURE);
}

/* A title alone: in the middle it parts a talk, at the top a picture is below it. */
static void
test_lonely_title (void)
{
  g_autoptr (LecSlide) middle = make_slide ("Part two", NULL);
  g_autoptr (LecSlide) top = make_slide ("The apparatus", NULL);

  add_line (middle, "Part two", 500, 330);
  add_line (top, "The apparatus", 100, 40);
  g_assert_cmpint (tell (middle, FALSE, "en"), ==, LEC_SLIDE_KIND_SECTION);
  g_assert_cmpint (tell (top, FALSE, "en"), ==, LEC_SLIDE_KIND_FIGURE);
}

static char *
join_lines (const LecSlide *slide)
{
  g_autoptr (GPtrArray) lines = lec_slide_lines_read (slide);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const LecSlideLine *line = g_ptr_array_index (lines, i);

      g_string_append_printf (text, "%s%s%s\n", line->is_title ? "= " : "", line->is_bullet ? "* " : "", line->text);
    }

  return g_string_free (text, FALSE);
}

static void
test_lines (void)
{
  static const char *const cases[][3] = {
    { "A long title", "A long\ntitle\n• first point that is so long that it\ngoes on\n• second\n\nA paragraph.\n"
                      "Another",
      "= A long title\n* first point that is so long that it goes on\n* second\nA paragraph.\nAnother\n" },
    { NULL, "1. one\n2) two\n(a) three\n3.1 four\n– five\n* six", "* one\n* two\n* three\n* four\n* five\n* six\n" },
    { "T", "T\neine Zerlegung in Wissen-\nschaften und Künste", "= T\neine Zerlegung in Wissenschaften und Künste\n" },
    { "Not in the text", "Only this", "= Not in the text\nOnly this\n" },
    { NULL, "• \n---\n\n", "" },
    { NULL, "• Not every model of a product is\n\ninvertible\n\nlabel\n?\nother",
      "* Not every model of a product is invertible\nlabel\nother\n" },
    { NULL, "中文字中文字中文字，\n中文字", "中文字中文字中文字，\n中文字\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecSlide) slide = make_slide (cases[i][0], cases[i][1]);
      g_autofree char *lines = join_lines (slide);

      g_assert_cmpstr (lines, ==, cases[i][2]);
    }
}

/* The name of the course is on each slide with another number; what is there twice is not meant. */
static void
test_running (void)
{
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < 6; i++)
    {
      /* Twice the foot was recognised in two pieces. */
      const char *foot = i < 2 ? "Physics lab\n\nwith Dr. Who" : "Physics lab with Dr. Who";
      g_autofree char *text = g_strdup_printf ("Title\n• point %c\n%s\n%s %u", 'a' + (char) i,
                                               i < 2 ? "• twice" : "• other", foot, i + 1);
      g_autoptr (LecSlide) slide = make_slide ("Title", text);

      g_ptr_array_add (slides, lec_slide_lines_read (slide));
    }
  lec_slide_lines_mark_running (slides);
  for (guint i = 0; i < slides->len; i++)
    {
      const GPtrArray *lines = g_ptr_array_index (slides, i);

      g_assert_cmpuint (lines->len, ==, i < 2 ? 5 : 4);
      g_assert_false (((const LecSlideLine *) g_ptr_array_index (lines, 0))->is_running);
      g_assert_false (((const LecSlideLine *) g_ptr_array_index (lines, 1))->is_running);
      g_assert_cmpint (((const LecSlideLine *) g_ptr_array_index (lines, 2))->is_running, ==, i >= 2);
      for (guint j = 3; j < lines->len; j++)
        g_assert_true (((const LecSlideLine *) g_ptr_array_index (lines, j))->is_running);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slide-kind/titles", test_titles);
  g_test_add_func ("/slide-kind/bodies", test_bodies);
  g_test_add_func ("/slide-kind/title-page", test_title_page);
  g_test_add_func ("/slide-kind/title-page-of-paper", test_title_page_of_paper);
  g_test_add_func ("/slide-kind/table-boxes", test_table_boxes);
  g_test_add_func ("/slide-kind/alignment", test_alignment);
  g_test_add_func ("/slide-kind/lonely-title", test_lonely_title);
  g_test_add_func ("/slide-kind/lines", test_lines);
  g_test_add_func ("/slide-kind/running", test_running);
  return g_test_run ();
}
