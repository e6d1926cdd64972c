/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether an answer is as the service's own description has it: its status, headers, type and each
 * member of its JSON.
 */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "http/api-handlers.h"

G_BEGIN_DECLS

/**
 * Described:
 * @seen: (element-type utf8): "Job.error": members that answers had so far
 */
typedef struct
{
  JsonNode *node;
  GHashTable *seen;
} Described;

static inline void
described_free (Described *self)
{
  json_node_unref (self->node);
  g_hash_table_unref (self->seen);
  g_free (self);
}

/* As GET /api/openapi.json answers. */
static inline Described *
described_new (void)
{
  g_auto (GStrv) arguments = NULL;
  g_autofree char *allowed = NULL;
  g_autoptr (LecApiCall) call =
    lec_api_call_new (lec_api_route_find ("GET", "/api/openapi.json", &arguments, &allowed, NULL));
  Described *self = g_new0 (Described, 1);
  g_autofree char *text = NULL;

  g_assert_true (lec_api_openapi_get (call, NULL, NULL));
  text = g_strndup (g_bytes_get_data (call->content, NULL), g_bytes_get_size (call->content));
  self->node = json_from_string (text, NULL);
  g_assert_nonnull (self->node);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static inline JsonObject *
described_get_components (Described *self,
                          const char *kind)
{
  JsonObject *root = json_node_get_object (self->node);

  return json_object_get_object_member (json_object_get_object_member (root, "components"), kind);
}

static inline JsonObject *
described_get_schemas (Described *self)
{
  return described_get_components (self, "schemas");
}

/* Returns: what @object refers to, if it does */
static inline JsonObject *
described_resolve (Described *self,
                   const char *kind,
                   JsonObject *object)
{
  const char *reference = json_object_get_string_member_with_default (object, "$ref", NULL);

  return reference == NULL
           ? object
           : json_object_get_object_member (described_get_components (self, kind), strrchr (reference, '/') + 1);
}

/* --- Values --- */

static inline void described_check_value (Described *self, JsonObject *schema, JsonNode *value, const char *where);

static inline void
described_check_object (Described *self,
                        JsonObject *schema,
                        JsonObject *value,
                        const char *where)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  g_autoptr (GList) members = json_object_get_members (value);
  JsonArray *required =
    json_object_has_member (schema, "required") ? json_object_get_array_member (schema, "required") : NULL;

  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autofree char *inner = g_strdup_printf ("%s.%s", where, (const char *) l->data);

      if (!json_object_has_member (properties, l->data))
        g_test_message ("%s is not described", inner);
      g_assert_true (json_object_has_member (properties, l->data));
      described_check_value (self, json_object_get_object_member (properties, l->data),
                             json_object_get_member (value, l->data), inner);
      g_hash_table_add (self->seen, g_steal_pointer (&inner));
    }
  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++)
    {
      const char *name = json_array_get_string_element (required, i);

      if (!json_object_has_member (value, name))
        g_test_message ("%s.%s is missing", where, name);
      g_assert_true (json_object_has_member (value, name));
    }
}

static inline gboolean
described_is_of_type (JsonObject *schema,
                      JsonNode *value)
{
  const char *type = json_object_get_string_member (schema, "type");
  const char *format = json_object_get_string_member_with_default (schema, "format", "");
  GType held = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_INVALID;
  g_autoptr (GDateTime) time = NULL;

  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (value);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (value);
  if (g_str_equal (type, "boolean"))
    return held == G_TYPE_BOOLEAN;
  if (g_str_equal (type, "integer"))
    return held == G_TYPE_INT64;
  if (g_str_equal (type, "number"))
    return held == G_TYPE_INT64 || held == G_TYPE_DOUBLE;
  if (!g_str_equal (type, "string") || held != G_TYPE_STRING)
    return FALSE;

  time = g_date_time_new_from_iso8601 (json_node_get_string (value), NULL);
  return !g_str_equal (format, "date-time") || time != NULL;
}

static inline gboolean
described_is_among (JsonArray *values,
                    JsonNode *value)
{
  for (guint i = 0; i < json_array_get_length (values); i++)
    if (json_node_equal (json_array_get_element (values, i), value))
      return TRUE;

  return FALSE;
}

static inline void
described_check_value (Described *self,
                       JsonObject *schema,
                       JsonNode *value,
                       const char *where)
{
  const char *reference = json_object_get_string_member_with_default (schema, "$ref", NULL);

  schema = described_resolve (self, "schemas", schema);
  if (reference != NULL)
    where = strrchr (reference, '/') + 1;
  if (!described_is_of_type (schema, value))
    g_test_message ("%s is of another type", where);
  g_assert_true (described_is_of_type (schema, value));
  if (json_object_has_member (schema, "enum"))
    {
      g_test_message ("%s is one of a list", where);
      g_assert_true (described_is_among (json_object_get_array_member (schema, "enum"), value));
    }
  if (json_object_has_member (schema, "properties"))
    described_check_object (self, schema, json_node_get_object (value), where);
  for (guint i = 0; JSON_NODE_HOLDS_ARRAY (value) && i < json_array_get_length (json_node_get_array (value)); i++)
    described_check_value (self, json_object_get_object_member (schema, "items"),
                           json_array_get_element (json_node_get_array (value), i), where);
}

/* --- Answers --- */

static inline gboolean
described_is_path (const char *pattern,
                   const char *path)
{
  g_auto (GStrv) expected = g_strsplit (pattern, "/", -1);
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);
  guint n_segments = g_strv_length (segments);

  if (g_strv_length (expected) != n_segments)
    return FALSE;

  for (guint i = 0; i < n_segments; i++)
    if (*expected[i] == '{' ? *segments[i] == '\0' : !g_str_equal (expected[i], segments[i]))
      return FALSE;

  return TRUE;
}

/* Returns: (nullable): what @method of @path answers with @status */
static inline JsonObject *
described_find_response (Described *self,
                         const char *method,
                         const char *path,
                         guint status)
{
  JsonObject *paths = json_object_get_object_member (json_node_get_object (self->node), "paths");
  g_autoptr (GList) patterns = json_object_get_members (paths);
  g_autofree char *plain = g_strndup (path, strcspn (path, "?"));
  g_autofree char *key = g_ascii_strdown (g_str_equal (method, "HEAD") ? "GET" : method, -1);
  g_autofree char *number = g_strdup_printf ("%u", status);

  for (GList *l = patterns; l != NULL; l = l->next)
    {
      JsonObject *operations = json_object_get_object_member (paths, l->data);
      JsonObject *responses = NULL;

      if (!described_is_path (l->data, plain) || !json_object_has_member (operations, key))
        continue;
      responses = json_object_get_object_member (json_object_get_object_member (operations, key), "responses");
      if (!json_object_has_member (responses, number))
        g_test_message ("%s %s: %s is not described", method, (const char *) l->data, number);
      g_assert_true (json_object_has_member (responses, number));
      return described_resolve (self, "responses", json_object_get_object_member (responses, number));
    }

  return NULL;
}

static inline void
described_check_headers (JsonObject *response,
                         SoupMessageHeaders *headers)
{
  g_autoptr (GList) names = json_object_has_member (response, "headers")
                              ? json_object_get_members (json_object_get_object_member (response, "headers"))
                              : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      if (soup_message_headers_get_one (headers, l->data) == NULL)
        g_test_message ("the header %s is missing", (const char *) l->data);
      g_assert_nonnull (soup_message_headers_get_one (headers, l->data));
    }
}

/* What is no address of it is refused as everything else. */
static inline void
described_check_answer (Described *self,
                        const char *method,
                        const char *path,
                        guint status,
                        SoupMessageHeaders *headers,
                        const char *text)
{
  JsonObject *response = described_find_response (self, method, path, status);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr (JsonNode) node = g_strcmp0 (type, "application/json") == 0 && *text != '\0' && status != 206
                                ? json_from_string (text, NULL)
                                : NULL;
  JsonObject *content = NULL;

  if (response == NULL)
    {
      if (node != NULL)
        described_check_value (self, json_object_get_object_member (described_get_schemas (self), "Error"), node,
                               "Error");
      return;
    }

  described_check_headers (response, headers);
  if (!json_object_has_member (response, "content"))
    g_assert_cmpstr (text, ==, "");
  if (*text == '\0')
    return;

  content = json_object_get_object_member (response, "content");
  g_test_message ("%s", type);
  g_assert_true (json_object_has_member (content, type));
  content = json_object_get_object_member (content, type);
  if (node != NULL)
    described_check_value (self, json_object_get_object_member (content, "schema"), node, "answer");
}

G_END_DECLS
