/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waiting until something is on the screen.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Runs the main loop until @n_frames frames have begun: the one that was begun when this was called
 * is drawn when the second begins, and what the first one asks for when the third does. */
void frame_wait (GtkWidget *widget, guint n_frames);

G_END_DECLS
