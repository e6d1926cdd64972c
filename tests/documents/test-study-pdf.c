/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The study guide and the slides with their transcript as qpdf and poppler see
 * them.
 */
#include "documents/study-pdf.h"
#include "drawn-course.h"
#include "read-back.h"

#define N_SENTENCES 1200

/* @links: (out): links and outline. Returns: (transfer full): the text */
static char *
write_pdf (MadeLecture *made,
           const LecCourse *course,
           DrawnWriter write,
           char **links)
{
  g_autofree char *path = write_made_course (made, course, write, "out.pdf");
  const char *argv[] = { "pdftotext", path, "-", NULL };

  *links = read_back ("read-links.py", path);

  return run_reader (argv);
}

static void
test_guide (DrawnCourse *drawn,
            gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *links = NULL;

  text = write_pdf (drawn->made, drawn->course, lec_study_pdf_write, &links);

  assert_has (text, "A talk: \"50%\" # <done> \\ =1\n");
  assert_has (text, "Entropy is the mean surprise & nothing else.\n");
  assert_has (text, "uses <layers>. [generated]\n");
  assert_has (text, "#hash <b> (slide 2)\n");
  assert_has (text, "Never | covered (not covered)\n");
  assert_has (text, "1. Information & entropy\n");
  assert_has (text, "Good morning, before anything is shown.\n");
  assert_has (text, "Dr. <Who>: Entropy is the mean surprise & nothing else. It is measured in bits.\n");
  assert_has (text, "What it is\nHow it is measured\n"); /* in the picture */
  assert_has (text, "Generated: A note on <deep> learning.\n");
  assert_has (text, NASTY_TERM "\n");
  assert_has (text, "3. +What was said on </details><b>it</b>? [generated]\n");
  assert_has (text, "3. @Nothing & all\n");

  assert_has (links, "page 1 leads to a%20talk%3B%20%231.mp4#t=11.0\n");
  assert_has (links, "page 1 leads to page 2\n");
  assert_has (links, "page 1 leads to page 3\n");
  assert_has (links, "page 2 leads to a%20talk%3B%20%231.mp4#t=10.5\n");
  assert_has (links, "- Summary on page 1\n");
  assert_has (links, "- Slides on page 2\n-- 1. Information & entropy on page 2\n-- 2. " NASTY_TITLE " on page 2\n");
  assert_has (links, "- Glossary on page ");
  assert_has (links, "- Answers on page ");
}

/* The contents say where each lecture and slide is, and lead there. */
static void
test_course (DrawnCourse *drawn,
             gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *links = NULL;

  text = write_pdf (drawn->made, drawn->course, lec_study_pdf_write, &links);

  assert_has (text, "A course & more\n");
  assert_has (links, "page 1 leads to page 2\npage 1 leads to page 8\n");
  assert_has (links, "- Week 1 on page 2\n-- Summary on page 2\n");
  assert_has (links, "- Week 2 on page 8\n-- Contents on page 8\n");
  assert_has (links, "--- 1. Information & entropy on page 9\n");
  assert_has (links, "page 8 leads to page 9\n");
}

static void
test_transcript (DrawnCourse *drawn,
                 gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *links = NULL;

  text = write_pdf (drawn->made, drawn->course, lec_study_pdf_write_transcript, &links);

  assert_has (text, "Good morning, before anything is shown.\n");
  assert_has (text, "Dr. <Who>: Entropy is the mean surprise & nothing else. It is measured in bits.\n");
  assert_has (text, "The last word is here: `code` *star* _under_ [link](x) $x$ {{y}}\n");
  assert_has (links, "- 2. " NASTY_TITLE " on page 2\n");
  assert_has (links, "- 6. " LONG_WORD " on page 6\n");
  assert_has (links, "page 6 leads to a%20talk%3B%20%231.mp4#t=64.0\n");
}

/* A slide over which more is said than there is room for on a page. */
static LecCourse *
make_long (MadeLecture *made)
{
  LecTranscript *transcript = lec_transcript_new (LEC_TRANSCRIPT_SIDECAR);

  made_lecture_add (made, "Short", NULL, FALSE, FALSE);
  made_lecture_add (made, "Long", NULL, FALSE, FALSE);
  for (guint i = 0; i < N_SENTENCES; i++)
    {
      g_autofree char *sentence = g_strdup_printf ("Word%u is what was said next.", i);

      made_material_say (transcript, 22 + i * 2.5, sentence, NULL);
    }

  return lec_course_new_for_one (lec_material_new (lec_lecture_copy (made->lecture), made->folder, "T", transcript,
                                                   NULL));
}

/* Whether each of the words comes after the one before. */
static void
assert_in_order (const char *text)
{
  for (guint i = 0; i < N_SENTENCES; i++)
    {
      g_autofree char *word = g_strdup_printf ("Word%u ", i);
      g_autofree char *last = g_strdup_printf ("Word%u\n", i); /* on its line */
      const char *found = strstr (text, word);

      if (found == NULL)
        found = strstr (text, last);
      g_assert_nonnull (found);
      text = found + 1;
    }
}

static void
test_long (void)
{
  static const DrawnWriter writes[] = { lec_study_pdf_write, lec_study_pdf_write_transcript };

  for (guint i = 0; i < G_N_ELEMENTS (writes); i++)
    {
      g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
      g_autoptr (LecCourse) course = make_long (made);
      g_autofree char *links = NULL;
      g_autofree char *text = write_pdf (made, course, writes[i], &links);

      assert_in_order (text);
    }
}

static void
test_bare (void)
{
  g_autoptr (MadeLecture) made = made_lecture_new (LEC_LAYOUT_SLIDES);
  g_autoptr (LecCourse) course = NULL;
  g_autofree char *text = NULL;
  g_autofree char *links = NULL;
  LecLecture *lecture = lec_lecture_new ();
  LecSlide *slide = lec_slide_new (1);

  lec_slide_add_visit (slide, 0, 1);
  g_ptr_array_add (lecture->slides, slide);
  course = lec_course_new_for_one (lec_material_new (lecture, made->folder, "\xff", NULL, NULL));
  text = write_pdf (made, course, lec_study_pdf_write, &links);
  assert_has (text, "The picture of this slide is missing\n");
  assert_has (links, "-- 1. Slide 1 on page 2\n");
  assert_has_not (links, "#t=");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  drawn_course_add_test ("/study-pdf/guide", 1, test_guide);
  drawn_course_add_test ("/study-pdf/course", 2, test_course);
  drawn_course_add_test ("/study-pdf/transcript", 1, test_transcript);
  g_test_add_func ("/study-pdf/long", test_long);
  g_test_add_func ("/study-pdf/bare", test_bare);

  return g_test_run ();
}
