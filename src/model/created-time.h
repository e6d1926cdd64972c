/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When something was made, as people and programs read it in JSON.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* "2026-01-31T12:00:00Z"; nothing where @created_s, seconds since 1970, is 0: not known. */
void lec_created_time_to_json_member (JsonObject *object, const char *name, gint64 created_s);
/* Optional; @created_s stays as it was when it is missing. %LEC_ERROR_PROTOCOL */
gboolean lec_created_time_from_json_member (JsonObject *object,
                                            const char *name,
                                            gint64 *created_s,
                                            GError **error);

G_END_DECLS
