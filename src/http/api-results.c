/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What came of a job: slides, documents, what was said, what it has cost. A path
 * is never made of what was asked for, but of what the store knows.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "engine/job-folder.h"
#include "engine/served-lecture.h"
#include "engine/served-result.h"
#include "http/api-error.h"
#include "http/api-handlers.h"
#include "http/api-job-json.h"
#include "http/api-slide-json.h"

/* What a page made of somebody's video may do in a browser: show itself. */
#define PAGE_POLICY                                                                                                   \
  "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; " \
  "font-src data:; frame-ancestors 'none'"

/* --- Slides --- */

gboolean
lec_api_slides_list (LecApiCall *call,
                     const LecApiContext *context,
                     GError **error)
{
  g_autoptr (LecJob) job = lec_api_job_find (call, context, error);
  g_autoptr (GPtrArray) slides = NULL;
  GError *reason = NULL;
  JsonArray *array = NULL;
  JsonObject *object = NULL;

  if (job == NULL)
    return FALSE;
  slides = lec_jobs_list_slides (context->jobs, job->id, context->cancellable, &reason);
  if (slides == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);

  array = json_array_sized_new (slides->len);
  for (guint i = 0; i < slides->len; i++)
    json_array_add_element (array, lec_api_slide_to_json (job, g_ptr_array_index (slides, i)));
  object = json_object_new ();
  json_object_set_array_member (object, "slides", array);
  json_object_set_boolean_member (object, "final", job->status == LEC_JOB_COMPLETED);
  lec_api_call_answer_json (call, 200, lec_json_wrap (object));
  return TRUE;
}

/* "12.jpg". Returns: 0 when it is nothing of the kind */
static guint
read_number (const char *file,
             gboolean *wants_png)
{
  const char *dot = strchr (file, '.');
  g_autofree char *digits = dot != NULL ? g_strndup (file, (gsize) (dot - file)) : NULL;
  guint64 number = 0;

  *wants_png = dot != NULL && g_str_equal (dot, ".png");
  if (dot == NULL || (!*wants_png && !g_str_equal (dot, ".jpg")) ||
      !g_ascii_string_to_unsigned (digits, 10, 1, G_MAXINT, &number, NULL))
    return 0;

  return (guint) number;
}

gboolean
lec_api_slides_get (LecApiCall *call,
                    const LecApiContext *context,
                    GError **error)
{
  g_autoptr (LecJob) job = lec_api_job_find (call, context, error);
  g_autofree char *path = NULL;
  GError *reason = NULL;
  gboolean wants_png = FALSE;
  guint number = 0;

  if (job == NULL)
    return FALSE;

  number = read_number (call->arguments[1], &wants_png);
  path = number > 0 ? lec_job_folder_find_slide (context->jobs, job, number, context->cancellable, &reason) : NULL;
  if (!lec_api_error_pass_on (reason, LEC_API_ERROR_NOT_FOUND, error))
    return FALSE;
  if (path == NULL || g_str_has_suffix (path, ".png") != wants_png)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_NOT_FOUND, _ ("there is no such picture"));
      return FALSE;
    }

  return lec_api_call_answer_file (call, path, wants_png ? "image/png" : "image/jpeg", _ ("there is no such picture"),
                                   error);
}

/* --- Documents --- */

gboolean
lec_api_pdf_get (LecApiCall *call,
                 const LecApiContext *context,
                 GError **error)
{
  g_autoptr (LecJob) job = lec_api_job_find (call, context, error);
  g_auto (LecServedLecture) lecture = { NULL };
  GError *reason = NULL;

  if (job == NULL)
    return FALSE;
  if (job->status != LEC_JOB_COMPLETED)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_CONFLICT, _ ("this job is not completed"));
      return FALSE;
    }

  lec_served_lecture_find (&lecture, context->jobs, job, context->cancellable, &reason);
  if (!lec_api_error_pass_on (reason, LEC_API_ERROR_NOT_FOUND, error))
    return FALSE;

  return lec_api_call_answer_file (call, lecture.pdf != NULL ? lecture.pdf : "", "application/pdf",
                                   _ ("the PDF is not there any more"), error);
}

static const struct
{
  const char *name;
  const char *content_type;
} guides[] = {
  { "html", "text/html; charset=utf-8" },
  { "markdown", "text/markdown; charset=utf-8" },
  { "json", "application/json" },
  { "study-pdf", "application/pdf" },
};

/* Returns: its place in the table; %FALSE with what there is */
static gboolean
read_guide (const LecApiCall *call,
            gsize *guide,
            GError **error)
{
  const char *name = g_hash_table_lookup (call->query, "format");

  for (*guide = 0; *guide < G_N_ELEMENTS (guides); ++*guide)
    if (name == NULL || g_str_equal (name, guides[*guide].name))
      return TRUE;

  g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST,
                       _ ("“format” is html, markdown, json or study-pdf"));
  return FALSE;
}

gboolean
lec_api_study_guide_get (LecApiCall *call,
                         const LecApiContext *context,
                         GError **error)
{
  g_autoptr (LecJob) job = lec_api_job_find (call, context, error);
  g_autofree char *path = NULL;
  GError *reason = NULL;
  gsize guide = 0;

  if (job == NULL || !read_guide (call, &guide, error))
    return FALSE;
  if (job->status != LEC_JOB_COMPLETED)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_CONFLICT, _ ("this job is not completed"));
      return FALSE;
    }

  path = lec_served_result_make_study (context->jobs, job, guides[guide].name, context->cancellable, &reason);
  if (!lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error) ||
      !lec_api_call_answer_file (call, path, guides[guide].content_type, _ ("there is no study guide"), error))
    return FALSE;

  lec_api_call_set_answer_header (call, "Content-Security-Policy", PAGE_POLICY);
  return TRUE;
}

/* --- What was said, what it has cost --- */

static const char *const transcript_types[] = {
  [LEC_TRANSCRIPT_FORMAT_VTT] = "text/vtt; charset=utf-8",
  [LEC_TRANSCRIPT_FORMAT_SRT] = "application/x-subrip; charset=utf-8",
  [LEC_TRANSCRIPT_FORMAT_TXT] = "text/plain; charset=utf-8",
  [LEC_TRANSCRIPT_FORMAT_JSON] = "application/json",
};

gboolean
lec_api_transcript_get (LecApiCall *call,
                        const LecApiContext *context,
                        GError **error)
{
  const char *name = g_hash_table_lookup (call->query, "format");
  LecTranscriptFormat format = LEC_TRANSCRIPT_FORMAT_VTT;
  g_autoptr (LecJob) job = NULL;
  g_autofree char *text = NULL;
  GError *reason = NULL;

  if (name != NULL && !lec_transcript_format_from_name (name, &format))
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("“format” is vtt, srt, txt or json"));
      return FALSE;
    }

  job = lec_api_job_find (call, context, error);
  if (job == NULL)
    return FALSE;

  text = lec_served_result_read_transcript (context->jobs, job, format, context->cancellable, &reason);
  if (!lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error))
    return FALSE;

  lec_api_call_answer_text (call, transcript_types[format], text);
  return TRUE;
}

gboolean
lec_api_job_metrics_get (LecApiCall *call,
                         const LecApiContext *context,
                         GError **error)
{
  g_autoptr (LecJob) job = lec_api_job_find (call, context, error);
  LecJobMetrics metrics = { 0 };
  GError *reason = NULL;

  if (job == NULL)
    return FALSE;

  lec_jobs_get_metrics (context->jobs, job->id, &metrics, context->cancellable, &reason);
  if (!lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error))
    return FALSE;

  lec_api_call_answer_json (call, 200, lec_api_job_metrics_to_json (job, &metrics));
  return TRUE;
}
