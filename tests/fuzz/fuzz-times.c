/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times and numbers as people write them.
 */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/time-format.h"
#include "fuzz/fuzz.h"

static void
check_time (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *written = NULL;
  double time_s = -1, again_s = -1;

  if (!lec_time_parse (text, &time_s, &error))
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_assert_cmpfloat (time_s, ==, -1);
      return;
    }

  g_assert_cmpfloat (time_s, >=, 0);
  g_assert_cmpfloat (time_s, <, 360000);
  written = lec_time_format (time_s);
  g_assert_true (lec_time_parse (written, &again_s, NULL));
  g_assert_cmpfloat (again_s, ==, floor (time_s));
}

static void
check_left (const char *data,
            size_t size)
{
  double left_s = 0;
  g_autofree char *text = NULL;
  g_autofree char *position = NULL;

  if (size < sizeof left_s)
    return;

  memcpy (&left_s, data, sizeof left_s);
  text = lec_time_left_format (left_s);
  position = lec_time_format (left_s);
  g_assert_true ((text != NULL) == (isfinite (left_s) && left_s >= 0));
  g_assert_cmpuint (strlen (position), <, 20);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  double number = -1;

  check_time (text);
  check_left ((const char *) data, size);
  if (lec_number_parse (text, &number))
    {
      g_assert_cmpfloat (number, >=, 0);
      g_assert_cmpfloat (number, <, 1e9);
    }
  else
    g_assert_cmpfloat (number, ==, -1);

  return 0;
}
