/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What became of the search for the words said: what transcription.json holds.
 * Plain data; JSON both ways.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * LecTranscriptReport:
 * @found: whether there is a transcript; the four after it are of that
 * @origin: (nullable): as LecTranscript has it
 * @language: (nullable): likewise
 * @unagreed: (nullable): what was not sent to which machine, where a person only has to agree to
 *   that
 * @notes: (element-type utf8): what a person should know: what was left out, what was not taken and
 *   why, what there is not; sentences without a full stop
 */
typedef struct
{
  gboolean found;
  LecTranscriptSource source;
  char *origin;
  char *language;
  guint n_cues;
  char *unagreed;
  GPtrArray *notes;
} LecTranscriptReport;

LecTranscriptReport *lec_transcript_report_new (const LecTranscript *transcript);
void lec_transcript_report_free (LecTranscriptReport *self);
void lec_transcript_report_take_note (LecTranscriptReport *self, char *note);
gboolean lec_transcript_report_save (const LecTranscriptReport *self, const char *path, GError **error);
LecTranscriptReport *lec_transcript_report_load (const char *path, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTranscriptReport, lec_transcript_report_free)

G_END_DECLS
