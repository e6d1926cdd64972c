/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search finds on the slides of all lectures, as a list. Main thread
 * only; the jobs' thread searches.
 */
#pragma once

#include <gio/gio.h>

#include "ui/hit-item.h"
#include "ui/jobs-thread.h"

G_BEGIN_DECLS

#define LEC_TYPE_SLIDE_SEARCH (lec_slide_search_get_type ())
G_DECLARE_FINAL_TYPE (LecSlideSearch, lec_slide_search, LEC, SLIDE_SEARCH, GObject)

LecSlideSearch *lec_slide_search_new (LecJobsThread *jobs);
/* Returns: (transfer none) (element-type LecHitItem): a heading and what was found, or nothing */
GListModel *lec_slide_search_get_hits (LecSlideSearch *self);
/* Looks for @query, and no longer for what was looked for before; the list follows. Signal
 * "searched": it has. */
void lec_slide_search_set_query (LecSlideSearch *self, const char *query);

G_END_DECLS
