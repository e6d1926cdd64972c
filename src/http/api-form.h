/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POST /api/extract as a form with the video in it (multipart/form-data): what
 * has been made of it while it came.
 */
#pragma once

#include "engine/upload.h"
#include "http/api-call.h"
#include "http/api-wish.h"

G_BEGIN_DECLS

/* Of what the stream of a form has taken. Returns: (transfer none) */
const LecApiWish *lec_api_form_get_wish (gpointer taken);
/* Returns: (transfer none) (nullable): the file that was in it */
LecUpload *lec_api_form_get_upload (gpointer taken);
/* Nothing more comes. Returns: %FALSE with %LEC_API_ERROR_BAD_REQUEST where that is not the end */
gboolean lec_api_form_finish (gpointer taken, GError **error);

G_END_DECLS
