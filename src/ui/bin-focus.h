/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For the class of a bin that gives the focus to one of what is in it: its
 * "grab_focus" does that, and this is its "focus".
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Goes through what is in it, and on from its ends. */
gboolean lec_bin_focus (GtkWidget *bin, GtkDirectionType direction);

G_END_DECLS
