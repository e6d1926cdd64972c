/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide as it is shown outside.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "engine/jobs.h"

G_BEGIN_DECLS

/* As the store has it, with where its picture can be had. Returns: (transfer full) */
JsonNode *lec_api_slide_to_json (const LecJob *job, const LecSlide *slide);

G_END_DECLS
