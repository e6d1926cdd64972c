/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which words of slides a speech model is told, on made slides.
 */
#include <string.h>

#include "text/speech-prompt.h"

#define THEOREM "\xce\x98\xce\xb5\xcf\x8e\xcf\x81\xce\xb7\xce\xbc\xce\xb1"

/* Adds a slide; words in brackets are doubtful ones. */
static LecSlide *
add_slide (GPtrArray *slides,
           const char *title,
           const char *text)
{
  LecSlide *slide = lec_slide_new (slides->len + 1);
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  const LecRect box = { 0, 0, 10, 10 };

  slide->title = g_strdup (title);
  slide->text = g_strdup (text);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add (slide->words, lec_word_new (*word, &box, **word == '[' ? 40 : 95, 0, 0));
  g_ptr_array_add (slides, slide);
  return slide;
}

static GPtrArray *
new_slides (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
}

/* In order, each once, as it is first written; what says nothing is not among them. */
static void
test_terms (void)
{
  g_autoptr (GPtrArray) slides = new_slides ();
  g_autofree char *prompt = NULL;

  add_slide (slides, "The Lexer", "The Lexer and the tokens that it makes of a text (see Flex).");
  add_slide (slides, NULL, "[nearlyread] lexer: the Earley parser is one of the parsers that have been made by us");
  prompt = lec_speech_prompt_make (slides);
  g_assert_true (g_str_has_prefix (prompt, "Lexer, "));
  g_assert_nonnull (strstr (prompt, ", Flex, "));
  g_assert_nonnull (strstr (prompt, ", Earley, "));
  g_assert_true (g_str_has_suffix (prompt, "."));
  g_assert_null (strstr (prompt, "nearlyread"));
  g_assert_null (strstr (prompt, "lexer"));
  g_assert_null (strstr (prompt, "that"));
  g_assert_null (strstr (prompt, "have"));
}

/* What is on every slide is no term; what matters most is there when there is too much. */
static void
test_bounded (void)
{
  g_autoptr (GPtrArray) slides = new_slides ();
  g_autofree char *prompt = NULL;

  for (guint i = 0; i < 200; i++)
    {
      int first = 'a' + (int) i % 26, last = 'a' + (int) i / 26;
      g_autofree char *text =
        g_strdup_printf ("Cs101 University word%caa%c word%cbb%c", first, last, first, last);

      add_slide (slides, i == 150 ? "Kleene" : NULL, text);
    }
  prompt = lec_speech_prompt_make (slides);
  g_assert_cmpuint (strlen (prompt), <=, LEC_SPEECH_PROMPT_MAX_BYTES);
  g_assert_cmpuint (strlen (prompt), >, LEC_SPEECH_PROMPT_MAX_BYTES - 20);
  g_assert_nonnull (strstr (prompt, "Kleene"));
  g_assert_null (strstr (prompt, "University"));
  g_assert_null (strstr (prompt, "Cs101"));
}

/* One line, whatever was read, in any script. */
static void
test_odd (void)
{
  g_autoptr (GPtrArray) slides = new_slides ();
  LecSlide *slide = NULL;
  const LecRect box = { 0, 0, 10, 10 };
  g_autofree char *prompt = NULL;

  g_assert_null (lec_speech_prompt_make (slides));
  slide = add_slide (slides, NULL, "--- 1 2 3 (a) ...");
  g_assert_null (lec_speech_prompt_make (slides));
  g_ptr_array_add (slide->words, lec_word_new ("two\nlines", &box, 95, 0, 0));
  g_ptr_array_add (slide->words, lec_word_new ("bell\007", &box, 95, 0, 0));
  g_ptr_array_add (slide->words, lec_word_new ("\xe2\x80\x9c" THEOREM "\xe2\x80\x9d,", &box, 95, 0, 0));
  prompt = lec_speech_prompt_make (slides);
  g_assert_cmpstr (prompt, ==, THEOREM ".");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/speech-prompt/terms", test_terms);
  g_test_add_func ("/speech-prompt/bounded", test_bounded);
  g_test_add_func ("/speech-prompt/odd", test_odd);
  return g_test_run ();
}
