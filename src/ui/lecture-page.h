/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slides of a lecture, as a grid.
 */
#pragma once

#include <adwaita.h>

#include "ui/job-item.h"

G_BEGIN_DECLS

#define LEC_TYPE_LECTURE_PAGE (lec_lecture_page_get_type ())
G_DECLARE_FINAL_TYPE (LecLecturePage, lec_lecture_page, LEC, LECTURE_PAGE, AdwBin)

/* Shows what the job has made. Its buttons are actions of the window: win.back, .open-job and
 * .show-job. */
void lec_lecture_page_show (LecLecturePage *self, LecJobItem *item);
/* Forgets it: nothing is decoded or kept for a page that is not seen. */
void lec_lecture_page_clear (LecLecturePage *self);
/* "reading", "slides" or "failed". */
const char *lec_lecture_page_get_shown (LecLecturePage *self);

G_END_DECLS
