/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One place that knows that toasts read markup.
 */
#include "ui/toasts.h"

AdwToast *
lec_toast_new (const char *text)
{
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  escaped = g_markup_escape_text (text, -1);
  return adw_toast_new (escaped);
}

void
lec_toast_show (AdwToastOverlay *overlay,
                const char *text)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  adw_toast_overlay_add_toast (overlay, lec_toast_new (text));
}
