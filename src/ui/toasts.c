/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One place that knows that toasts read markup.
 */
#include "ui/toasts.h"

#include <glib/gi18n-lib.h>

#define UNDO_S 20

AdwToast *
lec_toast_new (const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  escaped = g_markup_escape_text (text, -1);
  return adw_toast_new (escaped);
}

AdwToast *
lec_toast_new_undo (const char *text)
{
  AdwToast *toast = lec_toast_new (text);

  g_return_val_if_fail (toast != NULL, NULL);

  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, UNDO_S);
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
