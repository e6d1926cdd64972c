/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs that nobody has added, and news of them.
 */
#pragma once

#include "ui/job-model.h"

G_BEGIN_DECLS

static inline LecJob *
make_job (gint64 id,
          LecJobStatus status)
{
  LecJob *job = lec_job_new ();

  job->id = id;
  g_free (job->source);
  job->source = g_strdup_printf ("/videos/talk %d.mp4", (int) id);
  job->status = status;
  return job;
}

/* Of jobs @first to @last, in that order. */
static inline LecJobsNews *
make_news (gint64 first,
           gint64 last,
           LecJobStatus status)
{
  LecJobsNews *news = lec_jobs_news_new ();

  for (gint64 id = first; id <= last; id++)
    g_ptr_array_add (news->jobs, make_job (id, status));
  return news;
}

G_END_DECLS
