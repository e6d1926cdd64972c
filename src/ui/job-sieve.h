/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which jobs the library shows: of one group, and with words in their names.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/job-model.h"

G_BEGIN_DECLS

/**
 * LecJobGroup:
 * @LEC_JOB_GROUP_RUNNING: those that are not over, be it that they wait or are paused
 */
typedef enum
{
  LEC_JOB_GROUP_ALL,
  LEC_JOB_GROUP_RUNNING,
  LEC_JOB_GROUP_FAILED,
  LEC_JOB_GROUP_DONE,
} LecJobGroup;

#define LEC_N_JOB_GROUPS (LEC_JOB_GROUP_DONE + 1)

/* all, running, failed, done */
const char *lec_job_group_get_name (LecJobGroup group);
gboolean lec_job_group_from_name (const char *name, LecJobGroup *group);
gboolean lec_job_group_contains (LecJobGroup group, LecJobStatus status);
guint lec_job_group_count (LecJobGroup group, LecJobModel *model);
/* Whether each word of @query stands in @name, in any case. */
gboolean lec_job_sieve_has_words (const char *name, const char *query);

#define LEC_TYPE_JOB_SIEVE (lec_job_sieve_get_type ())
G_DECLARE_FINAL_TYPE (LecJobSieve, lec_job_sieve, LEC, JOB_SIEVE, GtkFilter)

LecJobSieve *lec_job_sieve_new (void);
void lec_job_sieve_set_group (LecJobSieve *self, LecJobGroup group);
void lec_job_sieve_set_query (LecJobSieve *self, const char *query);
/* The states of jobs have changed. */
void lec_job_sieve_look_again (LecJobSieve *self);

G_END_DECLS
