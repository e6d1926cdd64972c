/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A word with its letters, and how far to trust it. The engine doubts a whole
 * word for what stands beside it; its letters tell better.
 */
#include "text/read-word.h"

#define SURE_LETTERS 97.0f

LecReadWord *
lec_read_word_new (const LecRect *box,
                   float confidence,
                   guint line)
{
  LecReadWord *self = g_new0 (LecReadWord, 1);

  self->letters = g_ptr_array_new_with_free_func (g_free);
  self->rights = g_array_new (FALSE, FALSE, sizeof (int));
  self->confidences = g_array_new (FALSE, FALSE, sizeof (float));
  self->box = *box;
  self->confidence = confidence;
  self->line = line;

  return self;
}

void
lec_read_word_free (LecReadWord *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->letters);
  g_array_unref (self->rights);
  g_array_unref (self->confidences);
  g_free (self);
}

void
lec_read_word_append (LecReadWord *self,
                      const char *letter,
                      int right,
                      float confidence)
{
  g_return_if_fail (self != NULL && letter != NULL);

  g_ptr_array_add (self->letters, g_strdup (letter));
  g_array_append_val (self->rights, right);
  g_array_append_val (self->confidences, confidence);
}

static char *
join_letters (const LecReadWord *self,
              guint first,
              guint end)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    g_string_append (text, g_ptr_array_index (self->letters, i));

  return g_string_free (text, FALSE);
}

float
lec_read_word_get_sureness (const LecReadWord *self)
{
  float least = 100;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->confidences->len; i++)
    least = MIN (least, g_array_index (self->confidences, float, i));

  return CLAMP (least, 0.0f, 100.0f);
}

float
lec_read_word_get_confidence (const LecReadWord *self)
{
  float letters;

  g_return_val_if_fail (self != NULL, 0);

  letters = lec_read_word_get_sureness (self);

  return letters >= SURE_LETTERS ? MAX (self->confidence, letters) : CLAMP (self->confidence, 0.0f, 100.0f);
}

char *
lec_read_word_dup_text (const LecReadWord *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return join_letters (self, 0, self->letters->len);
}
