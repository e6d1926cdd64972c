/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Against a race in GTK 4.8: a thread that loads an icon may drop
 * the last reference of another one, and while that is taken apart there the main thread still
 * finds it in the theme's cache, takes a reference of it and draws what is freed a moment later.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on icons go on this thread only, which has to be the one that GTK runs on and whose
 * default main context is iterated. Once is enough; more do nothing. */
void lec_icon_guard_install (void);

G_END_DECLS
