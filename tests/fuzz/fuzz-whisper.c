/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What whisper-cli writes: whatever is taken keeps the promises of a transcript, so that it can be
 * written and read again.
 */
#include "base/error.h"
#include "fuzz/fuzz.h"
#include "text/whisper-output.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) transcript = lec_whisper_output_parse ((const char *) data, size, "model", &error);
  g_autofree char *line = g_strndup ((const char *) data, size);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (LecTranscript) again = NULL;
  double fraction = 0;

  if (lec_whisper_output_read_progress (line, &fraction))
    g_assert_true (fraction >= 0 && fraction <= 1);
  g_assert_true ((transcript == NULL) == (error != NULL));
  if (transcript == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      return 0;
    }

  node = lec_transcript_to_json (transcript);
  again = lec_transcript_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->cues->len, ==, transcript->cues->len);

  return 0;
}
