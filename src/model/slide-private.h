/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pieces of JSON that a slide and what was left out of a lecture share.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

/* Some 115 days; a time beyond is an error of whoever wrote it. */
#define LEC_MAX_TIME_S 1e7

JsonNode *lec_rect_to_json (const LecRect *rect);
gboolean lec_rect_from_json_member (JsonObject *object, const char *name, LecRect *rect, GError **error);
/* FOLDER/NAME of a file, as seen from the lecture's file; %NULL where there is none. */
gboolean lec_picture_name_from_json_member (JsonObject *object,
                                            const char *name,
                                            char **value,
                                            GError **error);
gboolean lec_text_is_sha256 (const char *text);

G_END_DECLS
