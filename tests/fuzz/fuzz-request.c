/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a job of a cluster asks for, as anybody may have written it to the database: refused with a
 * reason, or written so that it is taken again as the same.
 */
#include <glib.h>
#include <string.h>

#include "base/error.h"
#include "engine/sent-job.h"
#include "engine/shared-video.h"
#include "fuzz/fuzz.h"
#include "model/job-request.h"

/* A worker makes a file of that name in its cache. */
static void
check_video (const char *text)
{
  g_auto (LecVideoAddress) address = { 0 };
  g_autoptr (GError) error = NULL;

  if (lec_video_address_parse (&address, text, &error))
    g_assert_null (strchr (address.name, '/'));
  else
    g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJobRequest) request = lec_job_request_from_text (text, &error);
  g_autoptr (LecJobRequest) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (request == NULL)
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      return 0;
    }

  g_assert_cmpuint (request->videos->len, >, 0);
  g_assert_cmpuint (request->inputs->len, <=, LEC_JOB_REQUEST_MAX_INPUTS);
  for (guint i = 0; lec_sent_job_is_one (request) && i < request->videos->len; i++)
    check_video (lec_job_request_get_video (request, i));
  for (guint i = 0; i < request->videos->len; i++)
    g_assert_nonnull (lec_job_request_get_origin (request, i));
  written = lec_job_request_to_text (request);
  again = lec_job_request_from_text (written, &error);
  g_assert_no_error (error);
  rewritten = lec_job_request_to_text (again);
  g_assert_cmpstr (written, ==, rewritten);
  return 0;
}
