/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The speaker as a camera sees them: head and shoulders before a room, talking,
 * moving, noisy.
 */
#pragma once

#include "scene.h"

G_BEGIN_DECLS

typedef enum
{
  PERSON_BOX,
  PERSON_ROUND, /* cut to a circle */
  PERSON_FREE,  /* no room behind */
} PersonShape;

/* Where the picture is from @at_s on; between two of them it moves. */
typedef struct
{
  double at_s;
  cairo_rectangle_int_t box;
} PersonPlace;

/**
 * person_add:
 * @places: at least one; gets there within half a second
 * @grain: 0..1, the noise of the camera
 */
void person_add (Scene *scene,
                 guint32 seed,
                 PersonShape shape,
                 const PersonPlace *places,
                 guint n_places,
                 double grain,
                 double start_s,
                 double end_s);

G_END_DECLS
