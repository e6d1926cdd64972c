/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/study-given.h"

#include "base/error.h"
#include "text/subtitle-file.h"
#include "text/syllabus-file.h"
#include "text/transcript-check.h"

static gboolean
check_syllabus (const char *path,
                GError **error)
{
  g_autofree char *text = lec_syllabus_file_load (path, error);

  return text != NULL;
}

static gboolean
check_subtitles (const char *path,
                 GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecTranscript) transcript = lec_subtitle_file_load (path, NULL, &reason);
  g_autofree char *shown = NULL;

  if (transcript != NULL && !lec_transcript_check (transcript, &reason))
    {
      shown = g_filename_display_name (path);
      g_prefix_error (&reason, "%s: ", shown);
    }
  if (reason == NULL)
    return TRUE;

  /* The file is a person's, and follows no schema of ours. */
  if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_PROTOCOL))
    reason->code = LEC_ERROR_UNREADABLE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

gboolean
lec_study_given_check (const LecStudyExport *what,
                       GError **error)
{
  g_return_val_if_fail (what != NULL, FALSE);

  return (what->syllabus == NULL || check_syllabus (what->syllabus, error)) &&
         (what->subtitles == NULL || check_subtitles (what->subtitles, error));
}
