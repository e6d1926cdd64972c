/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a job reads in the window. Pure; all text is valid UTF-8 and translated.
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

/* Returns: (transfer full): the name of the video, without its folder */
char *lec_job_words_dup_name (const LecJob *job);
const char *lec_job_words_get_state (const LecJob *job);
/* Returns: (transfer none): the state as a picture, always beside its name */
const char *lec_job_words_get_icon (const LecJob *job);
/**
 * lec_job_words_dup_summary:
 * @left_s: seconds it will still take; negative when not known
 *
 * Returns: (transfer full): a line: state, how far, slides, time left or taken
 */
char *lec_job_words_dup_summary (const LecJob *job, double left_s);
/* Returns: (transfer full) (nullable): why it failed, what is missing of the result, or why it
 * waits for another try */
char *lec_job_words_dup_reason (const LecJob *job);
/* Returns: (transfer none): what was done, of an attempt's stage; and how that ended */
const char *lec_job_words_get_stage (const LecAttempt *attempt);
const char *lec_job_words_get_outcome (const LecAttempt *attempt);

G_END_DECLS
