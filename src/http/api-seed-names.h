/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What answers call a thing a second time, as the web service that came before
 * this program did: who has asked that goes on.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * LecApiSeedName:
 * @schema: of lec_api_schemas_describe()
 * @name: what the service that came before called it
 * @of: the member of @schema that says the same
 */
typedef struct
{
  const char *schema;
  const char *name;
  const char *of;
} LecApiSeedName;

const LecApiSeedName *lec_api_seed_names_get_table (gsize *n_names);

/* Adds to @object, which is as @schema says, what it has under these names, too. */
void lec_api_seed_names_add (JsonObject *object, const char *schema);

G_END_DECLS
