/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A film that plays in a box: on a slide, or over the whole screen.
 */
#pragma once

#include "recording.h"

G_BEGIN_DECLS

/**
 * clip_add:
 * @loop_s: length of the loop, 0 for a film that does not repeat
 * @clip_fps: pictures a second
 */
void clip_add (Recording *recording,
               guint32 seed,
               cairo_rectangle_int_t box,
               double loop_s,
               double clip_fps,
               double start_s,
               double end_s);

G_END_DECLS
