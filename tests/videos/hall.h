/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture hall as a camera at its back sees it: the screen in perspective,
 * the wall around it, heads in front, a pan now and then, grain.
 */
#pragma once

#include "recording.h"

G_BEGIN_DECLS

/* Slides shown from now on are on the screen in the hall. */
void hall_enter (Recording *recording);
/* When all is shown: puts the hall around the screen, to the end of the recording. */
void hall_film (Recording *recording, gboolean handheld);
/* Grain over the whole frame, as small cameras make it: 0..1 */
void hall_add_grain (Recording *recording, double strength, double start_s, double end_s);

G_END_DECLS
