/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Terms as speech recognition mishears them are found; ordinary words beside
 * terms that look like them are left alone.
 */
#include <string.h>

#include "text/term-hints.h"

/* Over a slide with the text on the left is said what is on the right; "HEARD=MEANT" or nothing. */
static const struct
{
  const char *slide;
  const char *said;
  const char *hints;
} cases[] = {
  { "Dijkstra's algorithm", "now dykstra found a way", "dykstra=Dijkstra" },
  { "The Euler method", "the oiler method goes on", "oiler=Euler" },
  { "Markov chains", "these are Markoff chains", "Markoff=Markov" },
  { "PyTorch and others", "we do that in pie torch, too", "pie torch=PyTorch" },
  { "TensorFlow", "or in tensor flow", "tensor flow=TensorFlow" },
  { "Each eigenvalue", "so the eigen value is", "eigen value=eigenvalue" },
  { "Bernoulli", "after Bernuli this is", "Bernuli=Bernoulli" },
  { "Backpropagation", "we call it back propagation here", "back propagation=Backpropagation" },
  { "Der Satz von Bayes: Posteriori", "die Posterjori heißt", "Posterjori=Posteriori" },
  { "Schrödinger equation", "this is the Shrodinger equation", "Shrodinger=Schrödinger" },
  { "Fourier series", "a furier series is", "furier=Fourier" },
  { "Kullback divergence", "the cool back divergence", "cool back=Kullback" },

  /* Another form of the word */
  { "computing clusters", "a computer, a cluster, and computation", "" },
  { "stable systems", "this is unstable", "" },
  { "Vektoren und Matrizen", "der Vektor und die Matrix", "" },
  { "formula", "this is formal", "" },
  { "analysis", "we analyse, an analyst analyses", "" },
  /* It is on the slide itself */
  { "Markov, also written Markoff", "these are Markoff chains", "" },
  /* Looks alike and sounds different */
  { "statistic", "a static one", "" },
  { "the function", "there is a faction", "" },
  { "tensor", "a sensor", "" },
  { "vectors", "there are doctors", "" },
  { "the server", "it is severe, and fervour", "" },
  /* Too short to be sure */
  { "cache", "in cash", "" },
  { "route", "the root", "" },
  { "kernel", "the colonel", "" },
  /* The term is heard as well; only what sounds quite the same is still offered */
  { "the former parser", "a farmer, and the former", "" },
  { "Markov chains", "Markov was the first, and Markoff the second", "Markoff=Markov" },
  /* No letters that sound is known of */
  { "漢字の分析", "漢字を分けて", "" },
  { "Алгоритм Дейкстры", "алгоритма и алгоритмы", "" },
  { "", "nothing is written", "" },
  { "nothing is said", "♪", "" },
};

static LecSlide *
make_slide (guint number,
            double start_s,
            const char *text)
{
  LecSlide *slide = lec_slide_new (number);

  lec_slide_add_visit (slide, start_s, start_s + 10);
  slide->text = g_strdup (text);
  return slide;
}

static char *
describe (const GPtrArray *hints)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < hints->len; i++)
    {
      const LecTermHint *hint = g_ptr_array_index (hints, i);

      g_string_append_printf (text, "%s%s=%s", i > 0 ? ", " : "", hint->heard, hint->meant);
    }

  return g_string_free (text, FALSE);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
      g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_WHISPER);
      g_autoptr (GPtrArray) hints = NULL;
      g_autofree char *text = NULL;

      g_ptr_array_add (slides, make_slide (1, 0, cases[i].slide));
      g_ptr_array_add (transcript->cues, lec_cue_new (1, 2, cases[i].said));
      hints = lec_term_hints_find (transcript, slides);
      text = describe (hints);
      g_test_message ("%s | %s", cases[i].slide, cases[i].said);
      g_assert_cmpstr (text, ==, cases[i].hints);
    }
}

/* Only slides that are shown about then; the one that is shown counts before its neighbours. */
static void
test_slides (void)
{
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_WHISPER);
  g_autoptr (GPtrArray) hints = NULL;

  g_ptr_array_add (slides, make_slide (7, 10, "Dijkstra"));
  g_ptr_array_add (slides, make_slide (8, 20, "Dijkstra again"));
  g_ptr_array_add (slides, make_slide (9, 30, "other things"));
  g_ptr_array_add (slides, make_slide (10, 40, "the end"));
  g_ptr_array_add (transcript->cues, lec_cue_new (1, 2, "dykstra"));
  g_ptr_array_add (transcript->cues, lec_cue_new (12, 13, "dykstra"));
  g_ptr_array_add (transcript->cues, lec_cue_new (32, 33, "and\n“dykstra”"));
  g_ptr_array_add (transcript->cues, lec_cue_new (42, 43, "Edsger dykstras"));
  hints = lec_term_hints_find (transcript, slides);
  g_assert_cmpuint (hints->len, ==, 2);
  g_assert_cmpuint (((LecTermHint *) g_ptr_array_index (hints, 0))->cue, ==, 1);
  g_assert_cmpuint (((LecTermHint *) g_ptr_array_index (hints, 0))->slide, ==, 7);
  g_assert_cmpuint (((LecTermHint *) g_ptr_array_index (hints, 1))->cue, ==, 2);
  g_assert_cmpuint (((LecTermHint *) g_ptr_array_index (hints, 1))->slide, ==, 8);
  g_assert_cmpstr (((LecTermHint *) g_ptr_array_index (hints, 1))->heard, ==, "dykstra");
}

/* What the lecture is full of was not misheard; what was read with doubt corrects nothing. */
static void
test_precise (void)
{
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  g_autoptr (LecTranscript) often = lec_transcript_new (LEC_TRANSCRIPT_WHISPER);
  g_autoptr (LecTranscript) once = lec_transcript_new (LEC_TRANSCRIPT_WHISPER);
  g_autoptr (GPtrArray) often_hints = NULL;
  g_autoptr (GPtrArray) once_hints = NULL;
  LecSlide *slide = make_slide (1, 0, "Markov Gausz");
  LecRect box = { 0, 0, 10, 10 };

  g_ptr_array_add (slide->words, lec_word_new ("Markov", &box, 90, 0, 0));
  g_ptr_array_add (slide->words, lec_word_new ("Dykstro", &box, 40, 0, 0));
  g_ptr_array_add (slides, slide);
  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (often->cues, lec_cue_new (i, i, "markoff"));
  g_ptr_array_add (once->cues, lec_cue_new (1, 2, "dykstra"));
  often_hints = lec_term_hints_find (often, slides);
  once_hints = lec_term_hints_find (once, slides);
  g_assert_cmpuint (often_hints->len, ==, 0);
  g_assert_cmpuint (once_hints->len, ==, 0);
}

/* Each word where it was heard, and not where its letters are a part of another one. */
static void
test_apply (void)
{
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_WHISPER);
  g_autoptr (GPtrArray) hints = NULL;
  LecCue *cue = lec_cue_new (1, 2, "in boilers the oiler method, as oiler did, after dykstra");

  g_ptr_array_add (slides, make_slide (1, 0, "The Euler method; Dijkstra"));
  g_ptr_array_add (transcript->cues, cue);
  hints = lec_term_hints_find (transcript, slides);
  g_assert_cmpuint (hints->len, ==, 3);
  lec_term_hints_apply (hints, transcript);
  g_assert_cmpstr (cue->text, ==, "in boilers the Euler method, as Euler did, after Dijkstra");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/term-hints/cases", test_cases);
  g_test_add_func ("/term-hints/slides", test_slides);
  g_test_add_func ("/term-hints/precise", test_precise);
  g_test_add_func ("/term-hints/apply", test_apply);
  return g_test_run ();
}
