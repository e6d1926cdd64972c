/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bar of time with a tick for each slide, to go anywhere in a video. Its signal
 * "scrubbed" (double, boolean) tells the time that was chosen, in seconds, and
 * whether that is where it stays: not while it is being dragged.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LEC_TYPE_SCRUBBER (lec_scrubber_get_type ())
G_DECLARE_FINAL_TYPE (LecScrubber, lec_scrubber, LEC, SCRUBBER, GtkWidget)

void lec_scrubber_set_duration (LecScrubber *self, double duration_s);
/* Moves nothing while somebody drags. */
void lec_scrubber_set_position (LecScrubber *self, double time_s);
/* @times_s: (array length=n_times): in order */
void lec_scrubber_set_marks (LecScrubber *self, const double *times_s, gsize n_times);

G_END_DECLS
