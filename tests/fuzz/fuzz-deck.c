/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A deck.json from anywhere: refused with a reason, or taken and from then on the same.
 */
#include "base/error.h"
#include "base/json.h"
#include "fuzz/fuzz.h"
#include "model/deck.h"

#define MAX_BYTES (64 * 1024)

static void
check_round_trip (const LecDeck *deck)
{
  g_autoptr (JsonNode) node = lec_deck_to_json (deck);
  g_autofree char *text = lec_json_to_line (node);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecDeck) again = lec_deck_from_json (node, &error);
  g_autoptr (JsonNode) node_again = NULL;
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  node_again = lec_deck_to_json (again);
  text_again = lec_json_to_line (node_again);
  g_assert_cmpstr (text, ==, text_again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse ((const char *) data, (gssize) size, MAX_BYTES, &error);
  g_autoptr (LecDeck) deck = node != NULL ? lec_deck_from_json (node, &error) : NULL;

  if (deck == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  check_round_trip (deck);
  return 0;
}
