/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a transcript was made of, so that it is made again when a subtitle file
 * has come, changed or gone, and only then.
 */
#pragma once

#include "model/job-options.h"

G_BEGIN_DECLS

/* In a lecture's folder: the key of the transcript that is there. */
#define LEC_FILE_TRANSCRIPT_KEY "transcript.key"

char *lec_transcript_key_make (const LecJobOptions *options, const GPtrArray *videos);
gboolean lec_transcript_key_matches (const char *folder, const char *key);
gboolean lec_transcript_key_save (const char *folder, const char *key, GError **error);

G_END_DECLS
