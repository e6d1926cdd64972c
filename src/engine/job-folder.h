/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where what was found of a job's video lies.
 */
#pragma once

#include "engine/jobs.h"
#include "model/slide.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): where this machine, or all workers that share a folder with
 * it, keep the lectures of such jobs */
char *lec_job_folder_dup_root (LecJobs *jobs);

/**
 * lec_job_folder_find_picture:
 *
 * Of the job's first slide, also of one that is still provisional.
 *
 * Returns: (transfer full) (nullable): path; %NULL with %LEC_ERROR_NOT_FOUND when there is none yet
 */
char *lec_job_folder_find_picture (LecJobs *jobs, gint64 job, GCancellable *cancellable, GError **error);

/**
 * lec_job_folder_find_slide:
 * @job: one of @jobs
 * @number: of the slide
 *
 * Likewise, of any slide that the job has found so far; of one that other machines work on once it
 * is completed.
 *
 * Returns: (transfer full) (nullable): path; %NULL with %LEC_ERROR_NOT_FOUND when there is no such
 *   slide, or the errors of lec_served_lecture_find()
 */
char *lec_job_folder_find_slide (LecJobs *jobs,
                                 const LecJob *job,
                                 guint number,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * lec_job_folder_build_picture_path:
 * @folder: (nullable): of the job
 * @slide: one that is still provisional
 *
 * The process that named its picture has read a video that nobody can trust: the path is within
 * @folder, whatever the name.
 *
 * Returns: (transfer full) (nullable): path; %NULL when there is no picture
 */
char *lec_job_folder_build_picture_path (const char *folder, const LecSlide *slide);

G_END_DECLS
