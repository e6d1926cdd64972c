/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who changes a file in the user's folder of settings reads it first: one
 * thread at a time, of whichever program.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the folder where there is none; waits. Returns: a file descriptor, whose lock goes when it
 * is closed; -1 with the errors of making the folder */
int lec_settings_lock_take (GError **error);
/* @lock: (inout): taken; -1 is no lock */
void lec_settings_lock_release (int *lock);

G_END_DECLS
