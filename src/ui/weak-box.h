/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An object for an answer that may come after it has gone. Of windows above all: GTK asks the
 * window that one belonged to when it goes, so an answer that is waited for must not keep it.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Returns: (transfer full): to be opened once, on the same thread */
GWeakRef *lec_weak_box_new (gpointer object);
/* @box: (transfer full)
 * Returns: (transfer full) (nullable): what was put in, NULL when it has gone */
gpointer lec_weak_box_open (GWeakRef *box);

G_END_DECLS
