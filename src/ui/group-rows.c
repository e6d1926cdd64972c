/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A group does not tell its own parts from rows: which are rows is remembered here.
 */
#include "ui/group-rows.h"

#include <glib/gi18n-lib.h>

struct _LecGroupRows
{
  AdwPreferencesGroup *group; /* unowned */
  GPtrArray *rows;            /* (element-type GtkWidget) unowned: the group's */
  char *description;          /* (nullable): the group's, while why it cannot be listed stands there */
};

LecGroupRows *
lec_group_rows_new (AdwPreferencesGroup *group)
{
  LecGroupRows *self = NULL;

  g_return_val_if_fail (ADW_IS_PREFERENCES_GROUP (group), NULL);

  self = g_new0 (LecGroupRows, 1);
  self->group = group;
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
  return self;
}

void
lec_group_rows_free (LecGroupRows *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rows);
  g_free (self->description);
  g_free (self);
}

void
lec_group_rows_begin (LecGroupRows *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

AdwActionRow *
lec_group_rows_add (LecGroupRows *self,
                    const char *title,
                    const char *subtitle,
                    GtkWidget *button)
{
  GtkWidget *row = NULL;

  g_return_val_if_fail (self != NULL && title != NULL && subtitle != NULL && GTK_IS_WIDGET (button), NULL);

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  return ADW_ACTION_ROW (row);
}

/* Descriptions read markup. */
static void
show_failure (LecGroupRows *self,
              const GError *failure)
{
  g_autofree char *escaped = g_markup_escape_text (failure->message, -1);

  if (self->description == NULL)
    self->description = g_strdup (adw_preferences_group_get_description (self->group));
  adw_preferences_group_set_description (self->group, escaped);
}

static void
end_failure (LecGroupRows *self)
{
  if (self->description != NULL)
    adw_preferences_group_set_description (self->group, self->description);
  g_clear_pointer (&self->description, g_free);
}

void
lec_group_rows_end (LecGroupRows *self,
                    const GError *failure)
{
  g_return_if_fail (self != NULL);

  if (failure != NULL)
    show_failure (self, failure);
  else
    end_failure (self);
  gtk_widget_set_visible (GTK_WIDGET (self->group), failure != NULL || self->rows->len > 0);
}

GtkWidget *
lec_group_rows_make_button (const char *label)
{
  GtkWidget *button = NULL;

  g_return_val_if_fail (label != NULL, NULL);

  button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return button;
}
