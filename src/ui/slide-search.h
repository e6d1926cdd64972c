/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search finds on the slides of all lectures, here and in the cluster, as a
 * list. Main thread only; the threads of the jobs search, and nobody waits for the
 * slower one.
 */
#pragma once

#include <gio/gio.h>

#include "ui/hit-item.h"
#include "ui/job-model.h"

G_BEGIN_DECLS

#define LEC_TYPE_SLIDE_SEARCH (lec_slide_search_get_type ())
G_DECLARE_FINAL_TYPE (LecSlideSearch, lec_slide_search, LEC, SLIDE_SEARCH, GObject)

/* @model: which of the cluster's jobs are in the list */
LecSlideSearch *lec_slide_search_new (LecJobsThread *jobs, LecJobModel *model);
/* Returns: (transfer none) (element-type LecHitItem): a heading and what was found here, then
 * another one and what was found in the cluster; without those where there is nothing */
GListModel *lec_slide_search_get_hits (LecSlideSearch *self);
/* Looks for @query, and no longer for what was looked for before; the list follows. Signal
 * "searched": it has, of one place. */
void lec_slide_search_set_query (LecSlideSearch *self, const char *query);

G_END_DECLS
