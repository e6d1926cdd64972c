/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A toast's own title reads markup, and cuts off what does not fit into one line: a window may be
 * narrow, and a sentence long.
 */
#include "ui/toasts.h"

#include <glib/gi18n-lib.h>

#define MAX_LINES 4 /* a name of a file has no limit */

GtkWidget *
lec_toast_make_title (const char *text)
{
  GtkWidget *label = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

AdwToast *
lec_toast_new (const char *text)
{
  AdwToast *toast = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  toast = adw_toast_new ("");
  adw_toast_set_custom_title (toast, lec_toast_make_title (text));
  return toast;
}

AdwToast *
lec_toast_new_undo (const char *text)
{
  AdwToast *toast = lec_toast_new (text);

  g_return_val_if_fail (toast != NULL, NULL);

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, LEC_TOAST_BUTTON_S);
  return toast;
}

/* What is told in the place of the one before is known by this to the overlay. */
static GQuark
last_quark (void)
{
  return g_quark_from_static_string ("lectern-last-toast");
}

void
lec_toast_replace (AdwToastOverlay *overlay,
                   AdwToast *toast)
{
  AdwToast *last = NULL;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay) && ADW_IS_TOAST (toast));

  last = g_object_get_qdata (G_OBJECT (overlay), last_quark ());
  if (last != NULL)
    adw_toast_dismiss (last);
  g_object_set_qdata_full (G_OBJECT (overlay), last_quark (), g_object_ref (toast), g_object_unref);
  adw_toast_overlay_add_toast (overlay, toast);
}

void
lec_toast_show (AdwToastOverlay *overlay,
                const char *text)
{
  AdwToast *toast = lec_toast_new (text);

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay) && toast != NULL);

  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (overlay, toast);
}
