/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any JSON that is taken is written so that it is taken again, and as the same text from then on.
 */
#include "base/error.h"
#include "base/json.h"
#include "fuzz/fuzz.h"

#define MAX_BYTES (64 * 1024)

/* What is written may be longer than what was read. */
static void
check_text (JsonNode *node)
{
  g_autofree char *line = lec_json_to_line (node);
  g_autofree char *pretty = lec_json_to_pretty_text (node);
  g_autoptr (JsonNode) again = lec_json_parse (line, -1, MAX_BYTES * 32, NULL);
  g_autoptr (JsonNode) indented = lec_json_parse (pretty, -1, MAX_BYTES * 32, NULL);
  g_autofree char *line_again = NULL;
  g_autofree char *line_indented = NULL;

  g_assert_nonnull (again);
  g_assert_nonnull (indented);
  line_again = lec_json_to_line (again);
  line_indented = lec_json_to_line (indented);
  g_assert_cmpstr (line, ==, line_again);
  g_assert_cmpstr (line, ==, line_indented);
  g_assert_null (strchr (line, '\n'));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse ((const char *) data, (gssize) size, MAX_BYTES, &error);

  if (node != NULL)
    {
      check_text (node);
      return 0;
    }

  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return 0;
}
