/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a program shows what it has drawn, seen from outside: by the X server, which tells of
 * windows that are mapped (MapNotify) and of what is drawn on them (the DAMAGE extension).
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * first_frame_measure:
 * @argv: an absolute path, and arguments; the program shows one window and ends when that is
 *   closed
 * @frame_ms: (out): from before it was started until more than half of its window was drawn
 *
 * The window is closed then as a person does it, and the end of the program waited for.
 */
gboolean first_frame_measure (const char *const *argv, double *frame_ms, GError **error);

G_END_DECLS
