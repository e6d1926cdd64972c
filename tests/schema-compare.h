/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether a schema in data/ and what the program writes agree: each member that
 * is written is described, each that is described is written, and words with a
 * fixed meaning are the same in both. What is compared has every optional
 * member set and an item in each list.
 */
#pragma once

#include <string.h>

#include "base/json.h"

static inline JsonObject *
schema_resolve (JsonObject *root,
                JsonObject *schema)
{
  const char *reference = json_object_get_string_member_with_default (schema, "$ref", NULL);

  if (reference == NULL)
    return schema;
  g_assert_true (g_str_has_prefix (reference, "#/$defs/"));
  return json_object_get_object_member (json_object_get_object_member (root, "$defs"),
                                        reference + strlen ("#/$defs/"));
}

static inline void schema_compare (JsonObject *root, JsonObject *schema, JsonNode *value, const char *where);

static inline void
schema_compare_object (JsonObject *root,
                       JsonObject *schema,
                       JsonObject *value,
                       const char *where)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  g_autoptr (GList) described = json_object_get_members (properties);
  g_autoptr (GList) written = json_object_get_members (value);

  for (GList *l = described; l != NULL; l = l->next)
    {
      g_test_message ("described: %s.%s", where, (const char *) l->data);
      g_assert_true (json_object_has_member (value, l->data));
    }
  for (GList *l = written; l != NULL; l = l->next)
    {
      g_autofree char *inner = g_strdup_printf ("%s.%s", where, (const char *) l->data);

      g_test_message ("written: %s", inner);
      g_assert_true (json_object_has_member (properties, l->data));
      schema_compare (root, json_object_get_object_member (properties, l->data),
                      json_object_get_member (value, l->data), inner);
    }
}

static inline void
schema_compare_enum (JsonArray *allowed,
                     JsonNode *value,
                     const char *where)
{
  gboolean found = FALSE;

  for (guint i = 0; i < json_array_get_length (allowed); i++)
    found |= json_node_equal (json_array_get_element (allowed, i), value);
  g_test_message ("enum: %s", where);
  g_assert_true (found);
}

/* Puts into @all what @object has: members of objects, and items of lists, of both. */
static inline void
schema_merge (JsonObject *all,
              JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      JsonNode *value = json_object_get_member (object, l->data);
      JsonNode *present = json_object_get_member (all, l->data);

      if (present != NULL && JSON_NODE_HOLDS_OBJECT (present) && JSON_NODE_HOLDS_OBJECT (value))
        {
          schema_merge (json_node_get_object (present), json_node_get_object (value));
        }
      else if (present != NULL && JSON_NODE_HOLDS_ARRAY (present) && JSON_NODE_HOLDS_ARRAY (value))
        {
          JsonArray *items = json_node_get_array (value);

          for (guint i = 0; i < json_array_get_length (items); i++)
            json_array_add_element (json_node_get_array (present), json_node_copy (json_array_get_element (items, i)));
        }
      else
        {
          json_object_set_member (all, l->data, json_node_copy (value));
        }
    }
}

/* What is described is in one or another of them. */
static inline void
schema_compare_items (JsonObject *root,
                      JsonObject *schema,
                      JsonArray *items,
                      const char *where)
{
  g_autoptr (JsonObject) all = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (items, 0)))
    {
      schema_compare (root, schema, json_array_get_element (items, 0), where);
      return;
    }

  for (guint i = 0; i < json_array_get_length (items); i++)
    schema_merge (all, json_array_get_object_element (items, i));
  json_node_init_object (node, all);
  schema_compare (root, schema, node, where);
}

static inline void
schema_compare (JsonObject *root,
                JsonObject *schema,
                JsonNode *value,
                const char *where)
{
  schema = schema_resolve (root, schema);
  if (json_object_has_member (schema, "enum"))
    schema_compare_enum (json_object_get_array_member (schema, "enum"), value, where);
  if (JSON_NODE_HOLDS_OBJECT (value))
    schema_compare_object (root, schema, json_node_get_object (value), where);
  if (JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) > 0)
    schema_compare_items (root, json_object_get_object_member (schema, "items"), json_node_get_array (value), where);
}

/* @name: of a file in data/. Returns: (transfer full) */
static inline JsonNode *
schema_load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", name, NULL);
  g_autoptr (GError) error = NULL;
  JsonNode *schema = lec_json_parse_file (path, 1024 * 1024, &error);

  g_assert_no_error (error);
  return schema;
}
