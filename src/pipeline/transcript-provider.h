/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the words said may come from: one table, in the order in which the
 * sources are asked.
 */
#pragma once

#include <gio/gio.h>

#include "model/job-options.h"
#include "model/transcript-report.h"

G_BEGIN_DECLS

/**
 * LecTranscriptSearch: what a provider is asked
 * @video: one file
 * @options: of the job
 * @languages: (array zero-terminated=1): wanted, the best one first
 * @report: gets notes
 * @progress: 0..1, of what this provider does
 */
typedef struct
{
  const char *video;
  const LecJobOptions *options;
  const char *const *languages;
  LecTranscriptReport *report;
  void (*progress) (double fraction, gpointer user_data);
  gpointer user_data;
} LecTranscriptSearch;

/**
 * LecTranscriptProvide:
 *
 * Returns: (transfer full) (nullable): in the video's own time; %NULL with @error unset where there
 *   is none, which it has noted, unless nobody would expect one there
 */
typedef LecTranscript *(*LecTranscriptProvide) (const LecTranscriptSearch *search,
                                                GCancellable *cancellable,
                                                GError **error);

/**
 * LecTranscriptProvider:
 * @name: also the value of the option that asks for this one alone
 * @provide: (nullable): %NULL for what makes words of the sound: that is a program or a machine on
 *   the web, which a stage may not start or ask. The engine does, in the order of the table, when
 *   the stage has found nothing (engine/heard-transcript)
 */
typedef struct
{
  const char *name;
  LecTranscriptProvide provide;
} LecTranscriptProvider;

const LecTranscriptProvider *lec_transcript_provider_table (gsize *n_providers);
/* Whether @option, "auto" or a name, asks for it. */
gboolean lec_transcript_provider_is_wanted (const LecTranscriptProvider *provider, const char *option);
/* A file that somebody chose; its own times. Notes why it cannot be read. */
LecTranscript *lec_transcript_provider_read_file (const char *path, LecTranscriptReport *report);

G_END_DECLS
