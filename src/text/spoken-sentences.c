/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Joins cues and cuts them where sentences end. What a machine wrote down may
 * have no full stops: then pauses end a sentence, and its length does. Times
 * within a cue are as its words have them, else as its letters share it out.
 * Linear in the length of all cues.
 */
#include "text/spoken-sentences.h"

#include <string.h>

#include "model/said.h"
#include "model/word.h"
#include "text/sentences.h"

#define MAX_SENTENCE_BYTES 1500
#define LONG_PAUSE_S       4.0 /* ends a sentence, whatever it ends with */
#define SHORT_PAUSE_S      0.8 /* ends one where there are no full stops */
#define MAX_UNSTOPPED      25  /* words of a sentence without one */
#define STOPPED_WORDS      60  /* more words for a full stop than this: it has none to speak of */

typedef struct
{
  gssize offset; /* in the text that is waiting; below 0 where the first part of the cue is done */
  gsize length;
  guint slide;
  const LecCue *cue;
} Mark;

typedef struct
{
  LecSentenceFunc func;
  gpointer user_data;
  GString *waiting; /* text that no sentence has ended yet */
  gsize done;       /* bytes of it that are */
  gsize looked_at;  /* bytes of it in which no sentence ends */
  GArray *marks;    /* (element-type Mark): where cues begin in it */
  guint first_mark; /* that counts */
  gboolean has_stops;
} Joiner;

static guint
count_words (const char *text)
{
  guint n_words = 0;

  for (gboolean in_word = FALSE; *text != '\0'; text++)
    {
      n_words += !in_word && !g_ascii_isspace (*text);
      in_word = !g_ascii_isspace (*text);
    }

  return n_words;
}

static double
find_time_in_cue (const LecCue *cue,
                  double ratio)
{
  if (cue->words->len > 0)
    {
      guint index = MIN ((guint) (ratio * cue->words->len + 0.5), cue->words->len - 1);

      return ((const LecSpokenWord *) g_ptr_array_index (cue->words, index))->start_s;
    }

  return cue->start_s + ratio * (cue->end_s - cue->start_s);
}

static void
emit (Joiner *self,
      gsize end)
{
  g_autofree char *text = g_strstrip (g_strndup (self->waiting->str + self->done, end - self->done));
  const Mark *mark = NULL;
  gsize offset = self->done;

  while (g_ascii_isspace (self->waiting->str[offset]))
    offset++;
  while (self->first_mark + 1 < self->marks->len &&
         g_array_index (self->marks, Mark, self->first_mark + 1).offset <= (gssize) offset)
    self->first_mark++;
  mark = &g_array_index (self->marks, Mark, self->first_mark);
  if (*text != '\0')
    {
      double ratio = (double) ((gssize) offset - mark->offset) / (double) MAX (mark->length, 1);

      self->func (text, mark->slide, find_time_in_cue (mark->cue, CLAMP (ratio, 0, 1)), self->user_data);
    }

  self->done = end;
  self->looked_at = end;
}

/* Where what is too long may be cut: at the last space, else at a letter's end. */
static gsize
find_cut (const Joiner *self,
          gsize limit)
{
  const char *text = self->waiting->str;
  gsize cut = limit;

  while (cut > self->done && text[cut] != ' ')
    cut--;
  if (cut > self->done)
    return cut;

  cut = limit;
  while (cut > self->done + 1 && (text[cut] & 0xc0) == 0x80)
    cut--;
  return cut;
}

static void
emit_whole_sentences (Joiner *self)
{
  const char *text = self->waiting->str;
  gsize length = self->waiting->len;

  while (self->done < length)
    {
      gsize limit = MIN (length, self->done + MAX_SENTENCE_BYTES);
      const char *end = NULL;

      while (limit < length && limit > self->done && (text[limit] & 0xc0) == 0x80)
        limit--;
      end = lec_sentence_find_end (text + self->done, text + limit, text + MAX (self->looked_at, self->done));
      if (end != NULL)
        emit (self, (gsize) (end - text));
      else if (limit < length)
        emit (self, find_cut (self, limit));
      else
        break;
    }
  /* The last letters may end one when more comes behind them. */
  self->looked_at = MAX (self->done, length > 8 ? length - 8 : 0);
  while (self->looked_at > self->done && (text[self->looked_at] & 0xc0) == 0x80)
    self->looked_at--;
}

static void
flush (Joiner *self)
{
  if (self->waiting->len > self->done)
    emit (self, self->waiting->len);
  g_string_truncate (self->waiting, 0);
  g_array_set_size (self->marks, 0);
  self->done = self->looked_at = 0;
  self->first_mark = 0;
}

/* What is done goes, once a cue. */
static void
drop_done (Joiner *self)
{
  if (self->done == 0)
    return;

  g_string_erase (self->waiting, 0, (gssize) self->done);
  if (self->first_mark > 0)
    g_array_remove_range (self->marks, 0, self->first_mark);
  self->first_mark = 0;
  for (guint i = 0; i < self->marks->len; i++)
    g_array_index (self->marks, Mark, i).offset -= (gssize) self->done;
  self->looked_at -= MIN (self->looked_at, self->done);
  self->done = 0;
}

static void
add_cue (Joiner *self,
         const LecCue *cue,
         const LecCue *before,
         guint slide)
{
  double pause_s = before != NULL ? cue->start_s - before->end_s : 0;
  gboolean is_new_speaker = before != NULL && g_strcmp0 (before->speaker, cue->speaker) != 0;
  Mark mark = { 0, strlen (cue->text), slide, cue };

  if (pause_s >= LONG_PAUSE_S || is_new_speaker || (!self->has_stops && pause_s >= SHORT_PAUSE_S))
    flush (self);
  if (self->waiting->len > 0 && !lec_word_text_joins (self->waiting->str + self->done, cue->text))
    g_string_append_c (self->waiting, ' ');
  mark.offset = (gssize) self->waiting->len;
  g_array_append_val (self->marks, mark);
  g_string_append (self->waiting, cue->text);
  g_strdelimit (self->waiting->str + mark.offset, "\n\r\t", ' ');

  emit_whole_sentences (self);
  if (!self->has_stops && count_words (self->waiting->str + self->done) >= MAX_UNSTOPPED)
    flush (self);
  drop_done (self);
}

static gboolean
has_full_stops (const GPtrArray *said)
{
  guint64 n_words = 0, n_stops = 0;

  for (guint i = 0; i < said->len; i++)
    {
      const GPtrArray *cues = ((const LecSaid *) g_ptr_array_index (said, i))->cues;

      for (guint j = 0; j < cues->len; j++)
        {
          const char *text = ((const LecCue *) g_ptr_array_index (cues, j))->text;

          n_words += count_words (text);
          for (; *text != '\0'; text = g_utf8_next_char (text))
            n_stops += lec_sentence_is_ending (g_utf8_get_char (text));
        }
    }

  return n_stops * STOPPED_WORDS >= n_words;
}

/**
 * lec_spoken_sentences_find:
 * @said: (element-type LecSaid): in order of time
 *
 * Calls @func for each sentence, in order of time.
 */
void
lec_spoken_sentences_find (const GPtrArray *said,
                           LecSentenceFunc func,
                           gpointer user_data)
{
  Joiner self = { .func = func, .user_data = user_data };
  const LecCue *before = NULL;

  g_return_if_fail (said != NULL && func != NULL);

  self.waiting = g_string_new (NULL);
  self.marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self.has_stops = has_full_stops (said);
  for (guint i = 0; i < said->len; i++)
    {
      const LecSaid *place = g_ptr_array_index (said, i);

      for (guint j = 0; j < place->cues->len; j++)
        {
          add_cue (&self, g_ptr_array_index (place->cues, j), before, place->slide);
          before = g_ptr_array_index (place->cues, j);
        }
    }
  flush (&self);

  g_string_free (self.waiting, TRUE);
  g_array_unref (self.marks);
}
