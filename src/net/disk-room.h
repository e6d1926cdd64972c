/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether there is room for what comes: nobody's disk is filled up by a server.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_disk_room_check:
 * @folder: where it will be
 * @more_bytes: how much is still to come; 0 when nobody knows
 * @spare_bytes: what has to stay free besides
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE; where it cannot be told, %TRUE, and writing will tell
 */
gboolean lec_disk_room_check (const char *folder, gint64 more_bytes, gint64 spare_bytes, GError **error);

G_END_DECLS
