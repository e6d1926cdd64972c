/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How dim text is that a widget draws itself.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns: the opacity that the class "dim-label" gives; more where contrast is to be high */
double lec_dim_text_get_opacity (GtkWidget *widget);

G_END_DECLS
