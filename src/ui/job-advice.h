/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What somebody at the window can do about what is in a job's way.
 */
#pragma once

#include "model/job.h"

G_BEGIN_DECLS

/* Returns: (nullable): a sentence; %NULL when nothing is in its way, or nothing helps that could be
 * said here */
const char *lec_job_advice_get (const LecJob *job);

G_END_DECLS
