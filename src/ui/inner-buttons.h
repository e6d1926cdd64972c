/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names for screen readers, where GTK 4.8 and libadwaita 1.2 pass none on.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * lec_inner_buttons_name:
 * @widget: made of buttons, as GtkMenuButton and AdwSplitButton are
 * @names: (array zero-terminated=1): of its buttons, in order of the widgets in it
 *
 * The focus is on the inner button, which does not say the name of the widget that it is in.
 */
void lec_inner_buttons_name (GtkWidget *widget, const char *const *names);

G_END_DECLS
