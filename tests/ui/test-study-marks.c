/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is marked is what was looked for, in the bytes of the text as it is.
 */
#include "ui/study-marks.h"

/* Returns: (transfer full): @text with what is marked in brackets */
static char *
mark (const char *text,
      const char *words)
{
  g_autoptr (PangoAttrList) marks = lec_study_marks_new (text, words);
  PangoAttrIterator *iter = pango_attr_list_get_iterator (marks);
  GString *out = g_string_new (NULL);

  do
    {
      int start = 0, end = 0;

      pango_attr_iterator_range (iter, &start, &end);
      end = MIN (end, (int) strlen (text));
      if (pango_attr_iterator_get (iter, PANGO_ATTR_BACKGROUND) != NULL)
        g_string_append_printf (out, "[%.*s]", end - start, text + start);
      else
        g_string_append_len (out, text + start, MAX (end - start, 0));
    }
  while (pango_attr_iterator_next (iter));
  pango_attr_iterator_destroy (iter);

  return g_string_free (out, FALSE);
}

static void
test_marks (void)
{
  static const struct
  {
    const char *text;
    const char *words;
    const char *marked;
  } cases[] = {
    { "A parser parses.", "pars", "A [pars]er [pars]es." },
    { "A parser parses.", "", "A parser parses." },
    { "A parser parses.", NULL, "A parser parses." },
    { "A parser parses.", "lexer", "A parser parses." },
    { "Übung der Straße", "ubung strasse", "[Übung] der [Straße]" },
    { "naïve NAIVE", "naive", "[naïve] [NAIVE]" },
    { "", "x", "" },
    { "aaaa", "aa", "[aaaa]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *marked = mark (cases[i].text, cases[i].words);

      g_assert_cmpstr (marked, ==, cases[i].marked);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/study-marks/marks", test_marks);
  return g_test_run ();
}
