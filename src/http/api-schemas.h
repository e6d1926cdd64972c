/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is in requests and answers, as schemas of OpenAPI 3.0. The tests compare
 * them with what the service answers.
 */
#pragma once

#include "http/api-route.h"

G_BEGIN_DECLS

/* Pure, and from any thread, as the others. Returns: (transfer full): all of them by name */
JsonObject *lec_api_schemas_describe (void);

/**
 * lec_api_schemas_describe_type:
 * @type: a schema's name; "string", "integer", "number", "boolean", "object"; "time" for a moment,
 *   "file" for bytes; with "[]" before it for a list of those
 *
 * Returns: (transfer full)
 */
JsonObject *lec_api_schemas_describe_type (const char *type);

/* Of the query of @route. Returns: (transfer full): what @name may be there */
JsonObject *lec_api_schemas_describe_parameter (const LecApiRoute *route, const char *name);
/* Whether there is no answer without it. */
gboolean lec_api_schemas_needs_parameter (const LecApiRoute *route, const char *name);

G_END_DECLS
