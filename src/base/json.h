/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bounded JSON. Nothing that is read is trusted: size and nesting are checked
 * before json-glib sees the text (its parser recurses), each member is checked
 * for its type and range when it is taken. What is written is made of nodes
 * and reads well: numbers in their shortest exact form.
 *
 * Every failure is LEC_ERROR_PROTOCOL and names the member.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LEC_JSON_MAX_DEPTH 16

/* Whether a member may be missing (or null); the value is left as it was then. */
typedef enum
{
  LEC_JSON_REQUIRED,
  LEC_JSON_OPTIONAL,
} LecJsonNeed;

JsonNode *lec_json_parse (const char *text, gssize length, gsize max_bytes, GError **error);
JsonNode *lec_json_parse_file (const char *path, gsize max_bytes, GError **error);
char *lec_json_to_line (JsonNode *node);
char *lec_json_to_pretty_text (JsonNode *node);

/* @what names the value in the error message. Returns: (transfer none) (nullable) */
JsonObject *lec_json_get_object (JsonNode *node, const char *what, GError **error);

/* The readers replace *@value on success, freeing what was there. */
gboolean lec_json_read_boolean (JsonObject *object,
                                const char *name,
                                LecJsonNeed need,
                                gboolean *value,
                                GError **error);
gboolean lec_json_read_int (JsonObject *object,
                            const char *name,
                            LecJsonNeed need,
                            gint64 minimum,
                            gint64 maximum,
                            gint64 *value,
                            GError **error);
gboolean lec_json_read_double (JsonObject *object,
                               const char *name,
                               LecJsonNeed need,
                               double minimum,
                               double maximum,
                               double *value,
                               GError **error);
gboolean lec_json_read_string (JsonObject *object,
                               const char *name,
                               LecJsonNeed need,
                               gsize max_bytes,
                               char **value,
                               GError **error);
/* A file name is bytes: where it is no UTF-8 it is written {"base64": "…"}. */
gboolean lec_json_read_path (JsonObject *object,
                             const char *name,
                             LecJsonNeed need,
                             char **value,
                             GError **error);
/* Borrowed; %NULL in *@array when it is optional and missing. */
gboolean lec_json_read_array (JsonObject *object,
                              const char *name,
                              LecJsonNeed need,
                              guint max_items,
                              JsonArray **array,
                              GError **error);
/* Borrowed; %NULL in *@node when it is optional and missing. */
gboolean lec_json_read_node (JsonObject *object,
                             const char *name,
                             LecJsonNeed need,
                             JsonNode **node,
                             GError **error);
/* @node itself, an array's element for example. */
gboolean lec_json_node_to_double (JsonNode *node,
                                  const char *what,
                                  double minimum,
                                  double maximum,
                                  double *value,
                                  GError **error);
/* Borrowed text of a string node. */
const char *lec_json_node_to_text (JsonNode *node, const char *what, gsize max_bytes, GError **error);

/* Makes @text valid UTF-8; leaves the member out when @text is NULL. */
void lec_json_set_string (JsonObject *object, const char *name, const char *text);
void lec_json_set_path (JsonObject *object, const char *name, const char *path);
/* Takes @node. */
void lec_json_set_node (JsonObject *object, const char *name, JsonNode *node);
/* Takes @object. Returns: (transfer full) */
JsonNode *lec_json_wrap (JsonObject *object);

G_END_DECLS
