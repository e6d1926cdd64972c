/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of what the window shows of a cluster. Its workers are made up; the server takes
 * connections and says nothing, or is not there.
 */
#pragma once

#include "ui/window.h"

G_BEGIN_DECLS

typedef void (*TakeFunc) (gpointer studio, GtkWidget *widget, const char *state);

/* @desk: whose cluster is taken from there; @width: of the variant */
void cluster_pictures_take (LecWindow *window, const LecWindowDesk *desk, int width, TakeFunc take, gpointer studio);

G_END_DECLS
