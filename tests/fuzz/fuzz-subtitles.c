/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A subtitle file from anywhere: what is read of it is a transcript that may be kept, that can be
 * written as WebVTT and SubRip, and that is read of them again.
 */
#include <string.h>

#include "base/error.h"
#include "documents/subtitle-text.h"
#include "fuzz/fuzz.h"
#include "text/subtitle-file.h"

static void
check_kept (const LecTranscript *transcript)
{
  g_autoptr (JsonNode) node = lec_transcript_to_json (transcript);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) again = lec_transcript_from_json (node, &error);

  g_assert_no_error (error);
  g_assert_nonnull (again);
}

static void
check_written (const LecTranscript *transcript)
{
  g_autofree char *vtt = lec_subtitle_text_make_vtt (transcript);
  g_autofree char *srt = lec_subtitle_text_make_srt (transcript);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) from_vtt = lec_subtitle_file_parse (vtt, strlen (vtt), NULL, &error);
  g_autoptr (LecTranscript) from_srt = NULL;
  const LecCue *cue = g_ptr_array_index (transcript->cues, 0);
  const LecCue *vtt_cue = NULL;

  g_assert_no_error (error);
  from_srt = lec_subtitle_file_parse (srt, strlen (srt), NULL, &error);
  g_assert_no_error (error);
  vtt_cue = g_ptr_array_index (from_vtt->cues, 0);
  g_assert_cmpstr (cue->text, ==, vtt_cue->text);
  g_assert_cmpstr (cue->speaker, ==, vtt_cue->speaker);
  g_assert_cmpuint (from_vtt->cues->len, <=, transcript->cues->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (LecTranscript) transcript = lec_subtitle_file_parse ((const char *) data, size, &problems, &error);

  g_assert_nonnull (problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const LecSubtitleProblem *problem = g_ptr_array_index (problems, i);

      g_assert_cmpuint (problem->line, <=, size + 1);
      g_assert_true (g_utf8_validate (problem->reason, -1, NULL));
    }
  if (transcript == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      return 0;
    }

  check_kept (transcript);
  check_written (transcript);
  return 0;
}
