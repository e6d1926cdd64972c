/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slides of a job: while they are found, and afterwards to be corrected. Its
 * actions, beside those of the window that its buttons ask for:
 *
 *   job.open, .show, .retry       win.open-job … of the job that is shown
 *   lecture.remove                the chosen slides
 *   lecture.never                 the chosen slide, here and in every later lecture
 *   lecture.merge                 those, or the one that is chosen with the one before
 *   lecture.add                   what the player shows; without a video, the chosen hint
 *   lecture.retitle (s), .crop (iiii)   the chosen slide; crop as x, y, width, height of the frame
 *   lecture.move (d)              the chosen slide stands where it is shown at that time
 *   lecture.ask-title, .ask-place, .show-text   open a popover
 *   lecture.draw-crop             asks for a box over the video, where the chosen slide is shown
 *   lecture.ask-crop              likewise; without a video, opens a popover with numbers
 *   lecture.crop-folder           the crop of the chosen slide, for later videos of the folder
 *   lecture.ignore-folder         asks for a box over the video, that is ignored in those
 *   lecture.undo, .redo
 *   lecture.improve-guide         a language model adds to the study guide
 *   lecture.restore-guide         the guide is the one that was made without it
 *   lecture.render                make the outputs again
 *   lecture.copy                  pictures of the chosen slides, to the clipboard
 *   lecture.find
 *   lecture.show-player, .show-slides   on a narrow window, which has room for one of them
 */
#pragma once

#include <adwaita.h>

#include "ui/job-item.h"
#include "ui/jobs-thread.h"

G_BEGIN_DECLS

#define LEC_TYPE_LECTURE_PAGE (lec_lecture_page_get_type ())
G_DECLARE_FINAL_TYPE (LecLecturePage, lec_lecture_page, LEC, LECTURE_PAGE, AdwBin)

/* @jobs: whose cluster's thread is asked for what the cluster has not done yet */
void lec_lecture_page_set_jobs (LecLecturePage *self, LecJobsThread *jobs);
/* Shows what the job has made, and goes on with it. A job that the cluster has done was fetched; of
 * one that it has not, what is known is shown, and the window is asked to win.follow-job when it
 * is done. */
void lec_lecture_page_show (LecLecturePage *self, LecJobItem *item);
/* Returns: the job that is shown, 0 for none */
gint64 lec_lecture_page_get_job (LecLecturePage *self);
/* Says why its lecture cannot be shown. */
void lec_lecture_page_show_failure (LecLecturePage *self, const GError *failure);
/* Forgets it: nothing is decoded or kept for a page that is not seen. Outputs of what was
 * corrected are still made. */
void lec_lecture_page_clear (LecLecturePage *self);
/* Chooses that slide, as soon as it is there. */
void lec_lecture_page_choose_slide (LecLecturePage *self, guint number);
/* How loud videos are is of @settings, and kept there. */
void lec_lecture_page_bind_settings (LecLecturePage *self, GSettings *settings);
/* "reading", "waiting", "slides" or "failed". */
const char *lec_lecture_page_get_shown (LecLecturePage *self);

G_END_DECLS
