/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A toast has one button; the other one stands beside its words.
 */
#include "ui/export-toast.h"

#include <glib/gi18n-lib.h>

static GtkWidget *
make_label (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  /* Translators: %s is the name of a file */
  g_autofree char *text = g_strdup_printf (_ ("Exported “%s”"), shown);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static GtkWidget *
make_title (const char *path)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_ ("Show in Folder"));

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_bytestring (path));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-file");
  gtk_box_append (GTK_BOX (box), make_label (path));
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

AdwToast *
lec_export_toast_new (const char *path)
{
  AdwToast *toast = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  toast = adw_toast_new ("");
  adw_toast_set_custom_title (toast, make_title (path));
  adw_toast_set_button_label (toast, _ ("Open"));
  adw_toast_set_action_target_value (toast, g_variant_new_bytestring (path));
  adw_toast_set_action_name (toast, "win.open-file");
  return toast;
}
