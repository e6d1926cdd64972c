/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Visits of slides cut the time into places, each from its start to the start
 * of the next. A cue, or where its words have times each word, goes where most
 * of it lies. What overlaps nothing (a moment without length) goes where it
 * begins.
 */
#include "model/said.h"

#include <string.h>

#include "model/word.h"

static LecSaid *
said_new (guint slide,
          double start_s)
{
  LecSaid *self = g_new0 (LecSaid, 1);

  self->slide = slide;
  self->start_s = start_s;
  self->end_s = G_MAXDOUBLE;
  self->cues = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_cue_free);

  return self;
}

void
lec_said_free (LecSaid *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->cues);
  g_free (self);
}

static int
compare_said (gconstpointer a,
              gconstpointer b)
{
  const LecSaid *left = *(const LecSaid *const *) a;
  const LecSaid *right = *(const LecSaid *const *) b;

  if (left->start_s != right->start_s)
    return left->start_s < right->start_s ? -1 : 1;

  return (left->slide > right->slide) - (left->slide < right->slide);
}

static int
compare_cues (gconstpointer a,
              gconstpointer b)
{
  const LecCue *left = *(const LecCue *const *) a;
  const LecCue *right = *(const LecCue *const *) b;

  return (left->start_s > right->start_s) - (left->start_s < right->start_s);
}

/* The first one is what was said before the first slide. */
static GPtrArray *
list_places (const GPtrArray *slides)
{
  GPtrArray *places = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_said_free);

  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);

      for (guint j = 0; j < slide->visits->len; j++)
        g_ptr_array_add (places, said_new (slide->number, g_array_index (slide->visits, LecVisit, j).start_s));
    }
  g_ptr_array_sort (places, compare_said);
  g_ptr_array_insert (places, 0, said_new (0, 0));
  for (guint i = 1; i < places->len; i++)
    {
      const LecSaid *next = g_ptr_array_index (places, i);
      LecSaid *place = g_ptr_array_index (places, i - 1);

      place->end_s = next->start_s;
    }

  return places;
}

/* The last place that has begun at @time_s; the first one before that. */
static guint
find_place_at (const GPtrArray *places,
               double time_s)
{
  guint low = 0;
  guint high = places->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      const LecSaid *place = g_ptr_array_index (places, middle);

      if (place->start_s <= time_s)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static guint
find_place (const GPtrArray *places,
            double start_s,
            double end_s)
{
  guint best = find_place_at (places, start_s);
  double most_s = 0;

  for (guint i = best; i < places->len; i++)
    {
      const LecSaid *place = g_ptr_array_index (places, i);
      double overlap_s = MIN (end_s, place->end_s) - MAX (start_s, place->start_s);

      if (place->start_s >= end_s)
        break;
      if (overlap_s > most_s)
        {
          most_s = overlap_s;
          best = i;
        }
    }

  return best;
}

/* The text of the words from @first to before @end, of a cue cut there. */
static LecCue *
cut_cue (const LecCue *cue,
         const gsize *offsets,
         guint first,
         guint end)
{
  const LecSpokenWord *first_word = g_ptr_array_index (cue->words, first);
  gboolean is_last = end == cue->words->len;
  gsize from = first == 0 ? 0 : offsets[first];
  gsize to = is_last ? strlen (cue->text) : offsets[end];
  g_autofree char *text = g_strstrip (g_strndup (cue->text + from, to - from));
  LecCue *part = lec_cue_new (first == 0 ? cue->start_s : first_word->start_s, cue->end_s, text);

  part->speaker = g_strdup (cue->speaker);
  if (!is_last)
    part->end_s = part->start_s;
  for (guint i = first; i < end; i++)
    {
      const LecSpokenWord *word = g_ptr_array_index (cue->words, i);

      part->end_s = MAX (part->end_s, word->end_s);
      g_ptr_array_add (part->words, lec_spoken_word_new (word->text, word->start_s, word->end_s));
    }

  return part;
}

/* Where in the cue's text each word begins. Returns: (transfer full) (nullable): %NULL when the
 * words are not those of the text */
static gsize *
find_words (const LecCue *cue)
{
  g_autofree gsize *offsets = g_new (gsize, MAX (cue->words->len, 1));
  const char *rest = cue->text;

  if (cue->words->len == 0)
    return NULL;

  for (guint i = 0; i < cue->words->len; i++)
    {
      const LecSpokenWord *word = g_ptr_array_index (cue->words, i);
      const char *found = strstr (rest, word->text);

      if (found == NULL)
        return NULL;
      offsets[i] = (gsize) (found - cue->text);
      rest = found + strlen (word->text);
    }

  return g_steal_pointer (&offsets);
}

static void
place_cue (GPtrArray *places,
           const LecCue *cue)
{
  guint earliest = find_place_at (places, cue->start_s);
  g_autofree gsize *offsets = find_place_at (places, cue->end_s) != earliest ? find_words (cue) : NULL;
  guint first = 0;

  if (offsets == NULL)
    {
      LecSaid *place = g_ptr_array_index (places, find_place (places, cue->start_s, cue->end_s));

      g_ptr_array_add (place->cues, lec_cue_copy (cue));
      return;
    }

  while (first < cue->words->len)
    {
      guint at = 0, end = first;
      LecSaid *place = NULL;

      /* Words that overlap do not change their order. */
      for (; end < cue->words->len; end++)
        {
          const LecSpokenWord *word = g_ptr_array_index (cue->words, end);
          guint wanted = MAX (find_place (places, word->start_s, word->end_s), earliest);

          if (end > first && wanted != at)
            break;
          at = wanted;
          earliest = wanted;
        }
      place = g_ptr_array_index (places, at);
      g_ptr_array_add (place->cues, cut_cue (cue, offsets, first, end));
      first = end;
    }
}

GPtrArray *
lec_said_place (const LecTranscript *transcript,
                const GPtrArray *slides)
{
  GPtrArray *places = NULL;
  const LecSaid *before = NULL;

  g_return_val_if_fail (slides != NULL, NULL);

  places = list_places (slides);
  for (guint i = 0; transcript != NULL && i < transcript->cues->len; i++)
    place_cue (places, g_ptr_array_index (transcript->cues, i));
  for (guint i = 0; i < places->len; i++)
    g_ptr_array_sort (((LecSaid *) g_ptr_array_index (places, i))->cues, compare_cues);

  before = g_ptr_array_index (places, 0);
  if (before->cues->len == 0)
    g_ptr_array_remove_index (places, 0);

  return places;
}

/* Lines of @text, and what is before them, joined as running text. */
static void
append_text (GString *text,
             const char *added)
{
  g_auto (GStrv) lines = g_strsplit (added, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_strstrip (*line);
      if (**line == '\0')
        continue;
      if (text->len > 0 && !lec_word_text_joins (text->str, *line))
        g_string_append_c (text, ' ');
      g_string_append (text, *line);
    }
}

char *
lec_said_dup_text (const GPtrArray *said,
                   guint slide)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (said != NULL, NULL);

  for (guint i = 0; i < said->len; i++)
    {
      const LecSaid *place = g_ptr_array_index (said, i);
      g_autoptr (GString) paragraph = g_string_new (NULL);

      if (place->slide != slide)
        continue;
      for (guint j = 0; j < place->cues->len; j++)
        append_text (paragraph, ((const LecCue *) g_ptr_array_index (place->cues, j))->text);
      if (paragraph->len > 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", paragraph->str);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
