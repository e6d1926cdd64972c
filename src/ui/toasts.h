/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told in passing.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Toasts read markup, and what is told has names of files in it: @text is text.
 * Returns: (transfer full), floating or not as adw_toast_new() has it */
AdwToast *lec_toast_new (const char *text);
void lec_toast_show (AdwToastOverlay *overlay, const char *text);

G_END_DECLS
