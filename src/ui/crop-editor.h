/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks for a part of a picture: with a box over it, or by numbers. For the crop
 * of a slide, of a job, or a region that is ignored. Signals:
 *
 *   chosen (uint, pointer)   a LecCropMode; its LecRect with %LEC_CROP_REGION, else %NULL
 *   cancelled
 */
#pragma once

#include <adwaita.h>

#include "model/job-options.h"

G_BEGIN_DECLS

/* What can be chosen beside the box. */
typedef enum
{
  LEC_CROP_OFFERS_WHOLE = 1 << 0,
  LEC_CROP_OFFERS_AUTO = 1 << 1,
} LecCropOffers;

#define LEC_TYPE_CROP_EDITOR (lec_crop_editor_get_type ())
G_DECLARE_FINAL_TYPE (LecCropEditor, lec_crop_editor, LEC, CROP_EDITOR, AdwBin)

/**
 * lec_crop_editor_start:
 * @picture: (nullable): what is shown below the box; it may change meanwhile
 * @width: of the upright frame, in pixels
 * @height: likewise
 * @rect: (nullable): where the box begins; all of it when %NULL or empty
 * @offers: the buttons "Whole Picture" and "Automatic"
 * @accept: (nullable): what its button says; %NULL for "Crop"
 */
void lec_crop_editor_start (LecCropEditor *self,
                            GdkPaintable *picture,
                            int width,
                            int height,
                            const LecRect *rect,
                            LecCropOffers offers,
                            const char *accept);
/* Returns: (transfer none): the box as it is now */
const LecRect *lec_crop_editor_get_rect (LecCropEditor *self);

G_END_DECLS
