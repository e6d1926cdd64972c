/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a program in a sandbox asks of the desktop's portal.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether the program is in a Flatpak's sandbox, so that the desktop is reached by the portal. */
gboolean lec_desktop_portal_is_needed (void);

/**
 * lec_desktop_portal_ask_background:
 * @bus: of the session
 *
 * Asks that the program may go on without a window. Waits for no answer: without the permission
 * the desktop may end the program, and its work goes on at the next start.
 */
void lec_desktop_portal_ask_background (GDBusConnection *bus);

G_END_DECLS
