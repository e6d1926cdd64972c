/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The target comes first: an action of another type than its target is a warning.
 */
#include "ui/time-button.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"

void
lec_time_button_show (GtkButton *button,
                      double time_s)
{
  g_autofree char *start = lec_time_format (time_s);
  /* Translators: a button; a time such as 1:05 */
  g_autofree char *spoken = g_strdup_printf (_ ("Show the video at %s"), start);

  g_return_if_fail (GTK_IS_BUTTON (button));

  gtk_button_set_label (button, start);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "d", time_s);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "study.go-to");
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
