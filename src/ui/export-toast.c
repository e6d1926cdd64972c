/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A toast has one button; the other one stands beside its words.
 */
#include "ui/export-toast.h"

#include <glib/gi18n-lib.h>

#include "ui/toasts.h"

static char *
describe (const char *path,
          guint n_files)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);

  if (n_files < 2)
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_ ("Exported “%s”"), shown);

  /* Translators: %s is the name of a file, %u how many there are beside it */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Exported “%s” and %u more file",
                                       "Exported “%s” and %u more files", n_files - 1),
                          shown, n_files - 1);
}

static GtkWidget *
make_title (const char *path,
            guint n_files)
{
  g_autofree char *text = describe (path, n_files);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_ ("Show in Folder"));

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_bytestring (path));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-file");
  gtk_box_append (GTK_BOX (box), lec_toast_make_title (text));
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

AdwToast *
lec_export_toast_new (const char *path,
                      guint n_files)
{
  AdwToast *toast = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  toast = adw_toast_new ("");
  adw_toast_set_custom_title (toast, make_title (path, n_files));
  adw_toast_set_button_label (toast, _ ("Open"));
  adw_toast_set_timeout (toast, LEC_TOAST_BUTTON_S);
  adw_toast_set_action_target_value (toast, g_variant_new_bytestring (path));
  adw_toast_set_action_name (toast, "win.open-file");
  return toast;
}
