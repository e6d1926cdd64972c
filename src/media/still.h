/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The picture of a slide: the per-pixel temporal median of pictures spread over
 * the stretch in which it stood still, or one of them where it never did. Pure:
 * pictures in, one picture out.
 */
#pragma once

#include "media/picture.h"

G_BEGIN_DECLS

#define LEC_STILL_MAX_PICTURES 9

typedef struct _LecStillBuilder LecStillBuilder;

/* @max_bytes bounds all pictures held; at least one picture is always kept. */
LecStillBuilder *lec_still_builder_new (gsize max_bytes);
void lec_still_builder_free (LecStillBuilder *self);
/**
 * lec_still_builder_offer:
 * @picture: kept when it is wanted, as by lec_picture_keep()
 * @time_s: stream time, never before that of the last call
 *
 * Keeps at most %LEC_STILL_MAX_PICTURES, spread evenly over the time offered so far, and a few
 * more of what was offered last.
 */
void lec_still_builder_offer (LecStillBuilder *self, const LecPicture *picture, double time_s);
/* Whether a picture at @time_s would be kept, so that the caller can spare the work before. */
gboolean lec_still_builder_wants (LecStillBuilder *self, double time_s);
/* Forgets what was offered before @time_s. */
void lec_still_builder_drop_before (LecStillBuilder *self, double time_s);
/**
 * lec_still_builder_split:
 * @end_s: end of the old stretch
 * @start_s: start of the new one, not before @end_s
 *
 * Returns: (transfer full): a builder with what was offered before @end_s; this one keeps what
 *   was offered from @start_s on; what lies between is forgotten
 */
LecStillBuilder *lec_still_builder_split (LecStillBuilder *self, double end_s, double start_s);
/* How many of those that are spread there are. */
guint lec_still_builder_get_n_pictures (LecStillBuilder *self);
/**
 * lec_still_builder_build:
 * @picture_s: (out): stream time of the last picture that went in
 *
 * Returns: (transfer full) (nullable): %NULL when nothing was offered
 */
LecPicture *lec_still_builder_build (LecStillBuilder *self, double *picture_s);
/**
 * lec_still_builder_build_single:
 * @picture_s: (out): stream time of the picture
 *
 * For what never stood still: pictures of different times show different things.
 *
 * Returns: (transfer full) (nullable): the newest picture from before @before_s, the first one
 *   where there is none; not to be written to; %NULL when nothing was offered
 */
LecPicture *lec_still_builder_build_single (LecStillBuilder *self, double before_s, double *picture_s);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStillBuilder, lec_still_builder_free)

G_END_DECLS
