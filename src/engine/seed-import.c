/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One after the other, the oldest first. What is wrong with one is told and
 * keeps nobody up; what is wrong with a database ends it.
 */
#include "engine/seed-import.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/jobs-private.h"
#include "engine/seed-source.h"

typedef struct
{
  LecJobs *jobs; /* unowned; so are the next two */
  LecSeedSource *source;
  const LecSeedImportRequest *request;
  GCancellable *cancellable; /* (nullable) */
} Import;

/* What is wrong with one job is nothing of the next one's. */
static gboolean
is_of_all (const GError *reason)
{
  return reason->domain != LEC_ERROR || (reason->code != LEC_ERROR_PROTOCOL && reason->code != LEC_ERROR_NOT_FOUND &&
                                         reason->code != LEC_ERROR_EXISTS);
}

/* Of the same name, and of the same video: two services may have counted from one each. */
static gboolean
look_here (const Import *self,
           const LecSeedJob *job,
           gboolean *is_here,
           GError **error)
{
  g_autoptr (LecJob) here = NULL;
  gint64 id = 0;

  *is_here = FALSE;
  /* It has no key of its own, and no key is a UUID. */
  if (!lec_store_find_same (self->jobs->store, job->job_id, job->job_id, &id, self->cancellable, error))
    return FALSE;
  if (id == 0)
    return TRUE;

  here = lec_store_get_job (self->jobs->store, id, self->cancellable, error);
  if (here == NULL)
    return FALSE;
  *is_here = g_strcmp0 (here->source, lec_job_request_get_video (job->request, 0)) == 0;
  if (*is_here)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_EXISTS, _ ("another job is called %s here"), job->job_id);
  return FALSE;
}

/* A row may name any file of this machine, and what a job names is handed out: it has to look like
 * one. */
static gboolean
is_pdf (const char *path)
{
  static const char head[] = "%PDF-";
  char found[sizeof head] = { 0 };
  gboolean is_named_so = g_str_has_suffix (path, ".pdf") && g_file_test (path, G_FILE_TEST_IS_REGULAR);
  FILE *file = is_named_so ? g_fopen (path, "rbe") : NULL;
  gboolean is_one = FALSE;

  if (file == NULL)
    return FALSE;

  is_one = fread (found, 1, strlen (head), file) == strlen (head) && g_str_equal (found, head);
  fclose (file);
  return is_one;
}

static gboolean
adopt (const Import *self,
       const LecSeedJob *job,
       gboolean *is_new,
       GError **error)
{
  gint64 now_us = g_get_real_time ();
  gint64 ended_us = job->completed_us > 0 ? job->completed_us : now_us;
  gboolean has_pdf = job->status == LEC_JOB_COMPLETED && job->pdf != NULL && is_pdf (job->pdf);
  LecNewTask first = { NULL };
  LecAdoption adoption = {
    .submission = { .request = job->request,
                    .owner = self->jobs->owner,
                    .size_bytes = job->size_bytes,
                    .tasks = &first,
                    .n_tasks = 1,
                    .job_id = job->job_id },
    .status = job->status,
    .lecture = job->lecture,
    .pdf = has_pdf ? job->pdf : NULL,
    .error_code = job->error != NULL ? lec_error_get_name (LEC_ERROR_INTERNAL) : NULL,
    .error = job->error,
    .created_us = job->created_us > 0 ? job->created_us : ended_us,
    .started_us = job->started_us > 0 ? job->started_us : ended_us,
    .completed_us = ended_us,
    .metrics = &job->metrics,
  };

  lec_jobs_get_first_task (self->jobs, &first);
  return lec_store_adopt (self->jobs->store, &adoption, is_new, now_us, self->cancellable, error) != 0;
}

static gboolean
is_over (const LecSeedJob *job)
{
  return job->status == LEC_JOB_COMPLETED || job->status == LEC_JOB_FAILED || job->status == LEC_JOB_CANCELLED;
}

/* @job: (out) (nullable) (transfer full): also on failure, when it could be read */
static gboolean
import_job (const Import *self,
            const char *name,
            LecSeedJob **job,
            LecImportOutcome *outcome,
            GError **error)
{
  gboolean is_here = FALSE, is_new = TRUE;

  *job = lec_seed_source_read (self->source, name, self->cancellable, error);
  if (*job == NULL)
    return FALSE;

  *outcome = LEC_IMPORT_LEFT;
  if (!is_over (*job))
    return TRUE;

  *outcome = LEC_IMPORT_THERE;
  if (!look_here (self, *job, &is_here, error))
    return FALSE;
  if (is_here)
    return TRUE;

  *outcome = LEC_IMPORT_BROUGHT;
  if (!lec_seed_source_read_rest (self->source, *job, self->cancellable, error))
    return FALSE;
  if (self->request->is_trial)
    return TRUE;

  if (!adopt (self, *job, &is_new, error))
    return FALSE;
  if (!is_new)
    *outcome = LEC_IMPORT_THERE;
  return TRUE;
}

static gboolean
import_one (const Import *self,
            const char *name,
            LecImportCounts *counts,
            GError **error)
{
  LecImportOutcome outcome = LEC_IMPORT_FAILED;
  g_autoptr (LecSeedJob) job = NULL;
  g_autoptr (GError) told = NULL;
  GError *reason = NULL;

  if (!import_job (self, name, &job, &outcome, &reason))
    {
      gboolean ends = is_of_all (reason);

      lec_jobs_pass_on (reason, &told);
      outcome = LEC_IMPORT_FAILED;
      if (ends)
        {
          g_propagate_error (error, g_steal_pointer (&told));
          return FALSE;
        }
    }

  counts->n_jobs[outcome]++;
  if (self->request->told != NULL)
    self->request->told (name, job, outcome, told, self->request->user_data);
  return TRUE;
}

gboolean
lec_seed_import (LecJobs *jobs,
                 const LecSeedImportRequest *request,
                 LecImportCounts *counts,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (LecSeedSource) source = NULL;
  g_autoptr (GPtrArray) names = NULL;
  Import self = { jobs, NULL, request, cancellable };
  GError *reason = NULL;

  g_return_val_if_fail (jobs != NULL && request != NULL && request->url != NULL && counts != NULL, FALSE);

  *counts = (LecImportCounts){ { 0 } };
  self.source = source = lec_seed_source_open (request->url, cancellable, &reason);
  names = source != NULL ? lec_seed_source_list (source, cancellable, &reason) : NULL;
  if (!lec_jobs_pass_on (reason, error))
    return FALSE;

  for (guint i = 0; names != NULL && i < names->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !import_one (&self, g_ptr_array_index (names, i), counts, error))
      return FALSE;

  return TRUE;
}
