/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text is folded letter by letter, as the search does it as a whole, so that
 * each folded byte is known by the letter that it comes from.
 */
#include "ui/study-marks.h"

#include <string.h>

#include "ui/slide-find.h"

/* Yellow, and black on it: read in light and dark alike. */
static const guint16 ground[] = { 0xf6f6, 0xd3d3, 0x2d2d };

/**
 * Folded:
 * @text: folded
 * @starts: (element-type guint): for each of its bytes, where its letter begins
 * @ends: likewise, where it ends
 */
typedef struct
{
  GString *text;
  GArray *starts;
  GArray *ends;
} Folded;

static Folded
fold_letters (const char *text)
{
  Folded folded = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (guint)),
                    g_array_new (FALSE, FALSE, sizeof (guint)) };

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      guint start = (guint) (c - text), end = (guint) (g_utf8_next_char (c) - text);
      g_autofree char *letter = g_strndup (c, end - start);
      g_autofree char *small = lec_slide_find_fold (letter);

      g_string_append (folded.text, small);
      for (gsize i = 0; i < strlen (small); i++)
        {
          g_array_append_val (folded.starts, start);
          g_array_append_val (folded.ends, end);
        }
    }

  return folded;
}

static void
mark (PangoAttrList *marks,
      guint start,
      guint end)
{
  PangoAttribute *attributes[] = { pango_attr_background_new (ground[0], ground[1], ground[2]),
                                   pango_attr_foreground_new (0, 0, 0) };

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      attributes[i]->start_index = start;
      attributes[i]->end_index = end;
      pango_attr_list_change (marks, attributes[i]);
    }
}

static void
mark_word (PangoAttrList *marks,
           const Folded *folded,
           const char *word)
{
  gsize length = strlen (word);
  const guint *starts = (const guint *) (gpointer) folded->starts->data;
  const guint *ends = (const guint *) (gpointer) folded->ends->data;

  for (const char *hit = strstr (folded->text->str, word); hit != NULL; hit = strstr (hit + length, word))
    {
      gsize first = (gsize) (hit - folded->text->str);

      mark (marks, starts[first], ends[first + length - 1]);
    }
}

PangoAttrList *
lec_study_marks_new (const char *text,
                     const char *words)
{
  PangoAttrList *marks = pango_attr_list_new ();
  g_auto (GStrv) parts = lec_slide_find_split (words != NULL ? words : "");
  Folded folded = { NULL };

  g_return_val_if_fail (text != NULL, marks);

  if (parts[0] == NULL)
    return marks;

  folded = fold_letters (text);
  for (guint i = 0; parts[i] != NULL; i++)
    mark_word (marks, &folded, parts[i]);
  g_string_free (folded.text, TRUE);
  g_array_unref (folded.starts);
  g_array_unref (folded.ends);

  return marks;
}

void
lec_study_marks_show (GtkLabel *label,
                      const char *text,
                      const char *words)
{
  g_autoptr (PangoAttrList) marks = NULL;

  g_return_if_fail (GTK_IS_LABEL (label) && text != NULL);

  marks = lec_study_marks_new (text, words);
  gtk_label_set_label (label, text);
  gtk_label_set_attributes (label, marks);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}
