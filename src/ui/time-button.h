/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A button that shows a moment of the video in the study guide.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @time_s: stream time, which it tells and asks for, by the action "study.go-to" (d) */
void lec_time_button_show (GtkButton *button, double time_s);

G_END_DECLS
