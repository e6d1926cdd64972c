/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told in passing.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How long one with a button stays: whoever has to look for it, by keys or with a screen reader,
 * gets there in time. */
#define LEC_TOAST_BUTTON_S 20

/* Returns: (transfer floating): @text, in as many lines as it needs, for the title of a toast */
GtkWidget *lec_toast_make_title (const char *text);
/* Toasts read markup, and what is told has names of files in it: @text is text.
 * Returns: (transfer full), floating or not as adw_toast_new() has it */
AdwToast *lec_toast_new (const char *text);
/* Likewise, with a button “Undo”, that is to be given what it does. It stays for
 * %LEC_TOAST_BUTTON_S. */
AdwToast *lec_toast_new_undo (const char *text);
/* Likewise takes @toast, and ends the one before that was shown so: where many come one after
 * another, as corrections do, only the newest counts. */
void lec_toast_replace (AdwToastOverlay *overlay, AdwToast *toast);
/* At once: what was shown, and may be undone, comes back after it. */
void lec_toast_show (AdwToastOverlay *overlay, const char *text);

G_END_DECLS
