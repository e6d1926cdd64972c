/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings as text: the first line names an option, the rest is its value. What is taken is
 * printed so that it is taken again, by name and as JSON.
 */
#include "base/error.h"
#include "base/json.h"
#include "fuzz/fuzz.h"
#include "model/job-options.h"

static void
check_json (const LecJobOptions *options)
{
  g_autoptr (JsonNode) node = lec_job_options_to_json (options);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJobOptions) again = lec_job_options_from_json (node, &error);

  if (!lec_job_options_validate (options, NULL))
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpint (lec_job_options_compare (options, again), ==, 0);
}

static void
check_value (LecJobOptions *options,
             const char *name)
{
  g_autoptr (LecJobOptions) again = lec_job_options_new ();
  g_autofree char *value = lec_job_options_dup_value (options, name);
  g_autofree char *value_again = NULL;

  g_assert_nonnull (value);
  /* A list without entries is written as nothing, which is no entry. */
  if (*value == '\0')
    return;
  g_assert_true (lec_job_options_set (again, name, value, NULL));
  value_again = lec_job_options_dup_value (again, name);
  g_assert_cmpstr (value, ==, value_again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (LecJobOptions) untouched = lec_job_options_copy (options);
  g_autoptr (GError) error = NULL;
  char *value = strchr (text, '\n');

  if (value != NULL)
    *value++ = '\0';
  if (lec_job_options_set (options, text, value, &error))
    {
      check_value (options, text);
      check_json (options);
      return 0;
    }

  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_cmpint (lec_job_options_compare (options, untouched), ==, 0);
  return 0;
}
