/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs that were really worked on, by task processes that follow a script.
 */
#pragma once

#include "engine/jobs.h"
#include "engine/scripted-stages.h"

G_BEGIN_DECLS

static inline void
scripted_job_ignore (const LecJobsEvent *event,
                     gpointer user_data)
{
}

/* @data: folder of the library; @script: of its stages. Returns: (transfer full): as the library
 * has it */
static inline LecJob *
scripted_job_run (const char *data,
                  const char *name,
                  const char *script)
{
  g_autofree char *video = g_build_filename (data, name, NULL);
  g_autofree char *number = NULL;
  g_autoptr (LecJobs) jobs = lec_jobs_open (data, NULL, NULL, NULL);
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  LecJobsListener listener = { NULL, scripted_job_ignore, NULL, NULL };
  LecWorkOptions options = { .concurrency = 1 };
  LecJobsAdded added = LEC_JOBS_NEW;

  g_assert_true (g_file_set_contents (video, script, -1, NULL));
  g_ptr_array_add (request->videos, g_strdup (video));
  number = g_strdup_printf ("%d", (int) lec_jobs_add (jobs, request, 0, &added, NULL, NULL));
  g_assert_true (lec_jobs_run (jobs, &options, &listener, NULL, NULL));
  return lec_jobs_get (jobs, number, NULL, NULL);
}

G_END_DECLS
