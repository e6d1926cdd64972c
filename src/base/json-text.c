/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON nodes as text. json-glib prints 0.1 as 0.10000000000000001 and each
 * number of a list on its own line; a lecture is read by people and compared
 * by tools, so it is written here: shortest form that reads back exactly, and
 * small objects within a list on one line.
 */
#include <math.h>
#include <string.h>

#include "base/json.h"

#define INLINE -1

static void write_node (GString *text, JsonNode *node, int indent, gboolean in_list);

static void
write_string (GString *text,
              const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (text, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (text, "\\n");
      else if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (text, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
write_double (GString *text,
              double value)
{
  /* Seventeen digits always do. */
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_string_append (text, "null");
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (text, buffer);
  /* A reader that tells whole numbers from others shall see the same type again. */
  if (strpbrk (buffer, ".e") == NULL)
    g_string_append (text, ".0");
}

static void
write_value (GString *text,
             JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_BOOLEAN:
      g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
      break;
    case G_TYPE_INT64:
      g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    case G_TYPE_DOUBLE:
      write_double (text, json_node_get_double (node));
      break;
    default:
      write_string (text, json_node_get_string (node));
      break;
    }
}

static gboolean
holds_container (JsonNode *node)
{
  return JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node);
}

/* Whether an object, or a list within it, holds another object. */
static gboolean
is_flat (JsonNode *node)
{
  g_autoptr (GList) children = JSON_NODE_HOLDS_OBJECT (node)
                                 ? json_object_get_values (json_node_get_object (node))
                                 : json_array_get_elements (json_node_get_array (node));

  for (GList *l = children; l != NULL; l = l->next)
    {
      if (JSON_NODE_HOLDS_OBJECT (l->data))
        return FALSE;
      if (JSON_NODE_HOLDS_ARRAY (l->data) && !is_flat (l->data))
        return FALSE;
    }

  return TRUE;
}

static void
start_item (GString *text,
            int indent,
            gboolean first)
{
  if (!first)
    g_string_append_c (text, ',');
  if (indent != INLINE)
    g_string_append_printf (text, "\n%*s", indent, "");
  else if (!first)
    g_string_append_c (text, ' ');
}

static void
write_members (GString *text,
               JsonObject *object,
               int indent)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *value = NULL;
  gboolean first = TRUE;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      start_item (text, indent, first);
      write_string (text, name);
      g_string_append (text, ": ");
      write_node (text, value, indent, FALSE);
      first = FALSE;
    }
}

static void
write_elements (GString *text,
                JsonArray *array,
                int indent)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      start_item (text, indent, i == 0);
      write_node (text, json_array_get_element (array, i), indent, TRUE);
    }
}

static void
write_container (GString *text,
                 JsonNode *node,
                 int indent,
                 gboolean in_list)
{
  gboolean object = JSON_NODE_HOLDS_OBJECT (node);
  gboolean empty = object ? json_object_get_size (json_node_get_object (node)) == 0
                          : json_array_get_length (json_node_get_array (node)) == 0;
  gboolean on_one_line = indent == INLINE || empty || ((in_list || !object) && is_flat (node));
  int inner = on_one_line ? INLINE : indent + 2;

  g_string_append_c (text, object ? '{' : '[');
  if (object)
    write_members (text, json_node_get_object (node), inner);
  else
    write_elements (text, json_node_get_array (node), inner);
  if (!on_one_line)
    g_string_append_printf (text, "\n%*s", indent, "");
  g_string_append_c (text, object ? '}' : ']');
}

static void
write_node (GString *text,
            JsonNode *node,
            int indent,
            gboolean in_list)
{
  if (holds_container (node))
    write_container (text, node, indent, in_list);
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (text, "null");
  else
    write_value (text, node);
}

/**
 * lec_json_to_line:
 *
 * Returns: (transfer full): one line, without a newline anywhere
 */
char *
lec_json_to_line (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (node != NULL, g_string_free (text, FALSE));

  write_node (text, node, INLINE, FALSE);
  return g_string_free (text, FALSE);
}

/**
 * lec_json_to_pretty_text:
 *
 * Returns: (transfer full): indented, ends in a newline
 */
char *
lec_json_to_pretty_text (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (node != NULL, g_string_free (text, FALSE));

  write_node (text, node, 0, FALSE);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

void
lec_json_set_string (JsonObject *object,
                     const char *name,
                     const char *text)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (object != NULL && name != NULL);

  if (text == NULL)
    return;

  valid = g_utf8_make_valid (text, -1);
  json_object_set_string_member (object, name, valid);
}

void
lec_json_set_path (JsonObject *object,
                   const char *name,
                   const char *path)
{
  g_autofree char *base64 = NULL;
  JsonObject *encoded = NULL;

  g_return_if_fail (object != NULL && name != NULL);

  if (path == NULL)
    return;
  if (g_utf8_validate (path, -1, NULL))
    {
      json_object_set_string_member (object, name, path);
      return;
    }

  encoded = json_object_new ();
  base64 = g_base64_encode ((const guchar *) path, strlen (path));
  json_object_set_string_member (encoded, "base64", base64);
  json_object_set_object_member (object, name, encoded);
}

void
lec_json_set_node (JsonObject *object,
                   const char *name,
                   JsonNode *node)
{
  g_return_if_fail (object != NULL && name != NULL && node != NULL);

  json_object_set_member (object, name, node);
}

JsonNode *
lec_json_wrap (JsonObject *object)
{
  JsonNode *node = NULL;

  g_return_val_if_fail (object != NULL, NULL);

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);

  return node;
}
