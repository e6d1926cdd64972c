/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The fixed text of documents, kept in data/documents, with places for what is
 * different in each: a part of Mustache.
 *
 *   {{name}}              the member, cleaned and escaped for HTML and XML
 *   {{&name}}             the member as it is: for what this program made
 *   {{#name}}…{{/name}}   once for each item of a list, or once when there is something
 *   {{^name}}…{{/name}}   when there is nothing: missing, false, "", 0 or an empty list
 *   {{.}}                 the item of a list of texts
 *
 * A name that an item does not have is looked for in what is around it.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @name: of a file in data/documents. Returns: (transfer full): its text */
char *lec_template_load (const char *name);
/* Appends. Nothing in the values can change the shape of the text but by {{&name}}.
 * @common: (nullable): around @values */
void lec_template_render (GString *out, const char *text, JsonObject *common, JsonObject *values);

G_END_DECLS
