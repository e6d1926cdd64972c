/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures are in the style alone, as the opacity of a whole widget: in style.css
 * and style-hc.css.
 */
#include "ui/dim-text.h"

#include <adwaita.h>

#define DIM          0.72
#define DIM_CONTRAST 0.9

double
lec_dim_text_get_opacity (GtkWidget *widget)
{
  AdwStyleManager *style = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), 1);

  style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  return adw_style_manager_get_high_contrast (style) ? DIM_CONTRAST : DIM;
}
