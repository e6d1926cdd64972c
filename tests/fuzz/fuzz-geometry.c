/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Regions, two of them with a space between: parsing, writing, meeting.
 */
#include <string.h>

#include "base/error.h"
#include "base/geometry.h"
#include "fuzz/fuzz.h"

static gboolean
parse (const char *text,
       LecRect *rect)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  LecRect again = { 0 };

  if (!lec_rect_parse (text, rect, &error))
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      return FALSE;
    }

  g_assert_false (lec_rect_is_empty (rect));
  written = lec_rect_to_string (rect);
  g_assert_true (lec_rect_parse (written, &again, NULL));
  g_assert_true (lec_rect_equal (rect, &again));
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *second = strchr (text, ' ');
  LecRect a = { 0 }, b = { 0 }, common = { 0 };

  if (second != NULL)
    *second++ = '\0';
  if (!parse (text, &a) || second == NULL || !parse (second, &b))
    return 0;

  g_assert_cmpint (lec_rect_intersect (&a, &b, &common), ==, lec_rect_intersect (&b, &a, NULL));
  g_assert_cmpint (common.width, <=, MIN (a.width, b.width));
  g_assert_cmpint (common.height, <=, MIN (a.height, b.height));
  g_assert_cmpint (lec_rect_is_empty (&common), ==, !lec_rect_intersect (&a, &b, NULL));
  return 0;
}
