/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of bars: so many in each stretch of time, the last one now.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LEC_TYPE_BAR_CHART (lec_bar_chart_get_type ())
G_DECLARE_FINAL_TYPE (LecBarChart, lec_bar_chart, LEC, BAR_CHART, GtkWidget)

/* @values: (array length=n_values): the oldest first; @text: the same in words, for who cannot see
 * it */
void lec_bar_chart_set_values (LecBarChart *self, const guint *values, guint n_values, const char *text);

G_END_DECLS
