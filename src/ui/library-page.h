/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The jobs as a list, or an invitation to drop videos when there are none.
 */
#pragma once

#include <adwaita.h>

#include "ui/job-sieve.h"

G_BEGIN_DECLS

#define LEC_TYPE_LIBRARY_PAGE (lec_library_page_get_type ())
G_DECLARE_FINAL_TYPE (LecLibraryPage, lec_library_page, LEC, LIBRARY_PAGE, AdwBin)

/* Property "group": which jobs are shown: the name of a LecJobGroup; action library.group (s). */

/* @jobs: where pictures and what is on slides are looked for */
void lec_library_page_set_model (LecLibraryPage *self, LecJobModel *model, LecJobsThread *jobs);
/* The button shows and hides the search, and follows it. */
void lec_library_page_bind_search (LecLibraryPage *self, GtkToggleButton *button);
/* Lets somebody type what to look for. */
void lec_library_page_find (LecLibraryPage *self);

/**
 * lec_library_page_set_loaded:
 * @failure: (nullable): why the jobs cannot be read
 *
 * Before, nothing is shown: that there are no jobs is not known yet.
 */
void lec_library_page_set_loaded (LecLibraryPage *self, const char *failure);
/* Whether there is little room: then what can be done with a job is in its menu. */
void lec_library_page_set_narrow (LecLibraryPage *self, gboolean is_narrow);
/* "empty", "jobs", "failed", "none" when a search finds nothing, "none-such" when there is nothing
 * of the group, or "waiting" before anything is known. */
const char *lec_library_page_get_shown (LecLibraryPage *self);

G_END_DECLS
