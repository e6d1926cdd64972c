/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes the movement of a camera that films a screen out of its signatures. It
 * does nothing to recordings of a screen itself, where nothing trembles. Pure.
 */
#pragma once

#include "media/signature.h"

G_BEGIN_DECLS

typedef struct _LecStabiliser LecStabiliser;

/* For signatures of the shape of @shape. Returns: (transfer full) */
LecStabiliser *lec_stabiliser_new (const LecSignature *shape);
void lec_stabiliser_free (LecStabiliser *self);

/**
 * lec_stabiliser_push:
 * @signature: of the frame
 * @dt_s: since the frame before
 *
 * Returns: (transfer none): what the frame would be had the camera not moved; @signature itself
 *   where there is no camera or it stands still; valid until the next call
 */
const LecSignature *lec_stabiliser_push (LecStabiliser *self, const LecSignature *signature, double dt_s);
/* Whether the camera has moved since it was first seen at work. */
gboolean lec_stabiliser_is_moving (const LecStabiliser *self);
/* How far the picture lies from where it began, in signature pixels. */
void lec_stabiliser_get_offset (const LecStabiliser *self, double *x, double *y);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStabiliser, lec_stabiliser_free)

G_END_DECLS
