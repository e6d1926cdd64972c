/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Benches of the window need a screen, and a home and a bus that nobody uses.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * on_screen_ensure:
 * @argv: (array zero-terminated=1): of this program
 *
 * Begins this program again on a screen of its own, unless it was begun like that.
 *
 * Returns: %FALSE when it cannot be begun
 */
gboolean on_screen_ensure (char **argv);

G_END_DECLS
