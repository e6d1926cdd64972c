/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a transcription service answers: cues lie within the piece of sound that was sent, and can
 * be written and read again.
 */
#include "base/error.h"
#include "fuzz/fuzz.h"
#include "text/speech-reply.h"

#define START_S 120
#define END_S   240

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) transcript = lec_speech_reply_parse ((const char *) data, size, START_S, END_S, &error);
  g_autoptr (LecTranscript) again = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_true ((transcript == NULL) == (error != NULL));
  if (transcript == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      return 0;
    }

  for (guint i = 0; i < transcript->cues->len; i++)
    {
      const LecCue *cue = g_ptr_array_index (transcript->cues, i);

      g_assert_true (cue->start_s >= START_S && cue->end_s <= END_S + 1e-6);
    }
  node = lec_transcript_to_json (transcript);
  again = lec_transcript_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->cues->len, ==, transcript->cues->len);

  return 0;
}
