/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of videos that were added. Pure.
 */
#pragma once

#include "ui/job-requests.h"

G_BEGIN_DECLS

/* Returns: (transfer full): a line for a toast */
char *lec_added_words_dup (const LecAddedJobs *added);

G_END_DECLS
