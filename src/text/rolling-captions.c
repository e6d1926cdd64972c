/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Video services write live captions as they looked: each cue begins with the
 * lines of the one before it, or with the line as it was so far. Only where
 * that is the rule and new words come with the old ones are the old ones taken
 * out: somebody may well say "Yes." twice.
 */
#include "text/rolling-captions.h"

#include <string.h>

#include "model/transcript.h"

#define MAX_GAP_S    1.0  /* what is no longer seen does not roll on */
#define MIN_ROLLING  2    /* cues that begin with old lines and go on with new ones */
#define MIN_FRACTION 0.25 /* of all: every second one is there, when each line comes twice */
#define MAX_LINES    8

static gboolean
continues (const char *line,
           const char *old_line,
           gsize *n_bytes)
{
  gsize length = strlen (old_line);

  if (!g_str_has_prefix (line, old_line) || (line[length] != '\0' && line[length] != ' '))
    return FALSE;

  *n_bytes = length;
  return TRUE;
}

/* How many bytes at the beginning of @cue are the last lines of @before. */
static gsize
count_old_bytes (const LecCue *before,
                 const LecCue *cue)
{
  g_auto (GStrv) old_lines = g_strsplit (before->text, "\n", MAX_LINES);
  g_auto (GStrv) lines = g_strsplit (cue->text, "\n", MAX_LINES);
  guint n_old = g_strv_length (old_lines);
  guint n_lines = g_strv_length (lines);

  if (cue->start_s - before->end_s > MAX_GAP_S || g_strcmp0 (before->speaker, cue->speaker) != 0)
    return 0;

  for (guint n = MIN (n_old, n_lines); n > 0; n--)
    {
      gsize n_bytes = 0, n_last = 0;
      guint i = 0;

      for (; i + 1 < n && strcmp (lines[i], old_lines[n_old - n + i]) == 0; i++)
        n_bytes += strlen (lines[i]) + 1;
      if (i + 1 == n && continues (lines[i], old_lines[n_old - 1], &n_last))
        return n_bytes + n_last;
    }

  return 0;
}

static gboolean
is_same (const LecCue *before,
         const LecCue *cue)
{
  return before->start_s == cue->start_s && before->end_s == cue->end_s && strcmp (before->text, cue->text) == 0 &&
         g_strcmp0 (before->speaker, cue->speaker) == 0;
}

/* Two layers of one text: drawn so that it has a shadow. */
static void
remove_doubles (GPtrArray *cues)
{
  for (guint i = cues->len; i > 1; i--)
    if (is_same (g_ptr_array_index (cues, i - 2), g_ptr_array_index (cues, i - 1)))
      {
        lec_cue_free (g_ptr_array_index (cues, i - 1));
        cues->pdata[i - 1] = NULL;
      }
}

/* Takes out the first @n_bytes of the text and the words in them. */
static void
remove_beginning (LecCue *cue,
                  gsize n_bytes)
{
  g_autofree char *text = cue->text;
  const char *position = text;
  guint n_words = 0;

  for (; n_words < cue->words->len; n_words++)
    {
      const LecSpokenWord *word = g_ptr_array_index (cue->words, n_words);
      const char *found = strstr (position, word->text);

      if (found == NULL || found >= text + n_bytes)
        break;
      position = found + strlen (word->text);
    }
  if (n_words > 0)
    g_ptr_array_remove_range (cue->words, 0, n_words);
  /* What was there already took no time. */
  if (n_words > 0 && cue->words->len > 0)
    ((LecSpokenWord *) g_ptr_array_index (cue->words, 0))->start_s = cue->start_s;

  cue->text = g_strstrip (g_strdup (text + n_bytes));
}

static void
drop_missing (GPtrArray *cues)
{
  guint n = 0;

  for (guint i = 0; i < cues->len; i++)
    if (cues->pdata[i] != NULL)
      {
        gpointer cue = cues->pdata[i];

        cues->pdata[i] = NULL;
        cues->pdata[n++] = cue;
      }
  /* The ones beyond are NULL, which their free function takes. */
  g_ptr_array_set_size (cues, (gint) n);
}

static void
remove_old_lines (GPtrArray *cues,
                  const gsize *n_old)
{
  for (guint i = 0; i < cues->len; i++)
    {
      LecCue *cue = g_ptr_array_index (cues, i);

      if (n_old[i] == 0)
        continue;
      if (n_old[i] < strlen (cue->text))
        remove_beginning (cue, n_old[i]);
      else
        {
          lec_cue_free (cue);
          cues->pdata[i] = NULL;
        }
    }
  drop_missing (cues);
}

/**
 * lec_rolling_captions_remove:
 * @cues: (element-type LecCue): in order, owned by the array
 *
 * Each line is said when it was first seen. Cues without anything new go.
 */
void
lec_rolling_captions_remove (GPtrArray *cues)
{
  g_autofree gsize *n_old = NULL;
  guint n_rolling = 0;

  g_return_if_fail (cues != NULL);

  remove_doubles (cues);
  drop_missing (cues);
  n_old = g_new0 (gsize, MAX (cues->len, 1));
  for (guint i = 1; i < cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (cues, i);

      n_old[i] = count_old_bytes (g_ptr_array_index (cues, i - 1), cue);
      n_rolling += n_old[i] > 0 && n_old[i] < strlen (cue->text);
    }
  if (n_rolling >= MIN_ROLLING && n_rolling >= cues->len * MIN_FRACTION)
    remove_old_lines (cues, n_old);
}
