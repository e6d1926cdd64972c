/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lies in the cache for a job, its costs or its slides: what is taken is written so that it is
 * taken again as the same, and no picture's name leads elsewhere.
 */
#include <string.h>

#include "base/error.h"
#include "fuzz/fuzz.h"
#include "model/slide.h"
#include "store/cached-forms.h"

static void
read_job (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = lec_cached_form_to_job (text, &error);
  g_autoptr (LecJob) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;

  if (job == NULL)
    {
      g_assert_true (error->domain == LEC_ERROR);
      return;
    }

  written = lec_cached_form_of_job (job);
  again = lec_cached_form_to_job (written, &error);
  g_assert_no_error (error);
  rewritten = lec_cached_form_of_job (again);
  g_assert_cmpstr (written, ==, rewritten);
}

static void
read_metrics (const char *text)
{
  g_autoptr (GError) error = NULL;
  LecJobMetrics metrics = { 0 };
  LecJobMetrics again = { 0 };
  g_autofree char *written = NULL;

  if (!lec_cached_form_to_metrics (text, &metrics, &error))
    {
      g_assert_true (error->domain == LEC_ERROR);
      return;
    }

  written = lec_cached_form_of_metrics (&metrics);
  g_assert_true (lec_cached_form_to_metrics (written, &again, &error));
  g_assert_no_error (error);
}

static void
read_slides (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) slides = lec_cached_form_to_slides (text, &error);
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *written = NULL;

  if (slides == NULL)
    {
      g_assert_true (error->domain == LEC_ERROR);
      return;
    }

  for (guint i = 0; i < slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (slides, i);

      g_assert_cmpuint (slide->number, >, 0);
      g_assert_true (slide->picture == NULL || strchr (slide->picture, '/') == NULL);
    }
  written = lec_cached_form_of_slides (slides);
  again = lec_cached_form_to_slides (written, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, slides->len);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  read_job (text);
  read_metrics (text);
  read_slides (text);
  return 0;
}
