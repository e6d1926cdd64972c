/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transcript in a line, to be compared.
 */
#pragma once

#include "model/transcript.h"

/* Returns: (transfer full): "start-end text {word@start …} | …" */
static inline char *
dup_transcript_text (const LecTranscript *transcript)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i);

      g_string_append_printf (out, "%s%.1f-%.1f %s", i > 0 ? " | " : "", cue->start_s, cue->end_s, cue->text);
      for (guint j = 0; j < cue->words->len; j++)
        {
          const LecSpokenWord *word = g_ptr_array_index (cue->words, j);

          g_string_append_printf (out, "%s%s@%.1f%s", j == 0 ? " {" : " ", word->text, word->start_s,
                                  j == cue->words->len - 1 ? "}" : "");
        }
    }

  return g_string_free (out, FALSE);
}
