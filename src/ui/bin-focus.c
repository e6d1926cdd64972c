/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK asks a container itself last when it goes backwards. It would have the focus
 * back where it came from, and Shift+Tab would stay there.
 */
#include "ui/bin-focus.h"

gboolean
lec_bin_focus (GtkWidget *bin,
               GtkDirectionType direction)
{
  GtkWidget *child = NULL;

  g_return_val_if_fail (ADW_IS_BIN (bin), FALSE);

  child = adw_bin_get_child (ADW_BIN (bin));
  return child != NULL && gtk_widget_child_focus (child, direction);
}
