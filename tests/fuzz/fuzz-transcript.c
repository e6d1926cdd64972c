/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transcript.json from anywhere: refused with a reason, or taken and from then on the same; and
 * over slides, no cue is lost.
 */
#include "base/error.h"
#include "base/json.h"
#include "fuzz/fuzz.h"
#include "model/said.h"

#define MAX_BYTES (64 * 1024)

static void
check_round_trip (const LecTranscript *transcript)
{
  g_autoptr (JsonNode) node = lec_transcript_to_json (transcript);
  g_autofree char *text = lec_json_to_line (node);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) again = lec_transcript_from_json (node, &error);
  g_autoptr (JsonNode) node_again = NULL;
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  node_again = lec_transcript_to_json (again);
  text_again = lec_json_to_line (node_again);
  g_assert_cmpstr (text, ==, text_again);
}

static void
check_placed (const LecTranscript *transcript)
{
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  g_autoptr (GPtrArray) said = NULL;
  guint n_cues = 0, n_words = 0, n_words_placed = 0;

  for (guint i = 0; i < 8; i++)
    {
      LecSlide *slide = lec_slide_new (i + 1);

      lec_slide_add_visit (slide, i * 2.5, i * 2.5 + 2.5);
      g_ptr_array_add (slides, slide);
    }
  said = lec_said_place (transcript, slides);
  for (guint i = 0; i < transcript->cues->len; i++)
    n_words += ((const LecCue *) g_ptr_array_index (transcript->cues, i))->words->len;
  for (guint i = 0; i < said->len; i++)
    {
      const LecSaid *place = g_ptr_array_index (said, i);

      n_cues += place->cues->len;
      for (guint j = 0; j < place->cues->len; j++)
        n_words_placed += ((const LecCue *) g_ptr_array_index (place->cues, j))->words->len;
    }
  g_assert_cmpuint (n_cues, >=, transcript->cues->len);
  g_assert_cmpuint (n_words_placed, ==, n_words);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse ((const char *) data, (gssize) size, MAX_BYTES, &error);
  g_autoptr (LecTranscript) transcript = node != NULL ? lec_transcript_from_json (node, &error) : NULL;

  if (transcript == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  check_round_trip (transcript);
  check_placed (transcript);
  return 0;
}
