/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mouse cursor and the laser pointer.
 */
#pragma once

#include "recording.h"

G_BEGIN_DECLS

typedef enum
{
  POINTER_ARROW,
  POINTER_HAND,
  POINTER_LASER, /* a red dot with a glow, never still */
  POINTER_SPOT,  /* a yellow halo around the arrow, as screen recorders draw it */
} PointerKind;

/**
 * pointer_wander:
 * @rest_s: about how long it rests at a place
 *
 * Moves about the slide region from place to place, and notes what it covers.
 */
void pointer_wander (Recording *recording, PointerKind kind, double start_s, double end_s, double rest_s);

G_END_DECLS
