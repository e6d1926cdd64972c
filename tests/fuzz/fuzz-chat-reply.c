/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a language model's server answers, in pieces: the first byte is how long each piece is. What
 * is taken of it makes a study guide that can be written and read again.
 */
#include "base/error.h"
#include "fuzz/fuzz.h"
#include "net/net-error.h"
#include "text/chat-reply.h"
#include "text/made-guide.h"
#include "text/study-answer.h"

static void
assert_expected (const GError *error)
{
  g_assert_true (g_error_matches (error, LEC_ERROR, LEC_ERROR_PROTOCOL) ||
                 g_error_matches (error, LEC_NET_ERROR, LEC_NET_ERROR_PROTOCOL) ||
                 g_error_matches (error, LEC_NET_ERROR, LEC_NET_ERROR_BUSY));
}

static void
apply (JsonNode *node)
{
  g_autoptr (GPtrArray) slides = make_slides (4);
  g_autoptr (LecStudyAnswer) answer = lec_study_answer_new (slides);
  g_autoptr (LecStudy) local = make_guide (4);
  g_autoptr (LecStudy) study = NULL;
  g_autoptr (LecStudy) again = NULL;
  g_autoptr (JsonNode) written = NULL;
  g_autoptr (GError) error = NULL;

  if (!lec_study_answer_take (answer, node, 1, 2, &error))
    {
      assert_expected (error);
      return;
    }

  study = lec_study_answer_apply (answer, local, "model");
  for (guint i = 0; i < study->slides->len; i++)
    g_assert_true (((const LecStudySlide *) g_ptr_array_index (study->slides, i))->note == NULL || i == 1 || i == 2);
  written = lec_study_to_json (study);
  again = lec_study_from_json (written, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (LecChatReply) reply = lec_chat_reply_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *stream = (const char *) data + 1;

  if (size < 1)
    return 0;

  size--;
  for (size_t i = 0; i < size; i += data[0] + 1)
    if (!lec_chat_reply_push (reply, stream + i, MIN (size - i, (size_t) data[0] + 1), &error))
      {
        assert_expected (error);
        return 0;
      }

  node = lec_chat_reply_finish (reply, &error);
  g_assert_true ((node == NULL) == (error != NULL));
  if (node != NULL)
    apply (node);
  else
    assert_expected (error);
  return 0;
}
