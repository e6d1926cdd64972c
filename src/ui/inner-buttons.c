/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks for the buttons where they are: what libraries make is not in a template.
 */
#include "ui/inner-buttons.h"

/* Returns: the first name that was not given */
static const char *const *
name_buttons (GtkWidget *widget,
              const char *const *names)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_BUTTON (widget) && *names != NULL)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, *names, -1);
      return names + 1;
    }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    names = name_buttons (child, names);

  return names;
}

void
lec_inner_buttons_name (GtkWidget *widget,
                        const char *const *names)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && names != NULL);

  name_buttons (widget, names);
}
