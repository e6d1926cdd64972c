/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading of untrusted JSON; the other direction is json-text.c. What json-glib
 * is given has been checked by json-grammar.c.
 */
#include "base/json.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/bounded-file.h"
#include "base/error.h"
#include "base/json-grammar.h"

#define MAX_PATH_BYTES 8192

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, message);

  return FALSE;
}

/**
 * lec_json_parse:
 * @text: untrusted, need not end in a NUL
 * @length: of @text, -1 when it ends in a NUL
 * @max_bytes: longer texts are refused
 *
 * Returns: (transfer full) (nullable): the root, %NULL with %LEC_ERROR_PROTOCOL
 */
JsonNode *
lec_json_parse (const char *text,
                gssize length,
                gsize max_bytes,
                GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) reason = NULL;
  JsonNode *root = NULL;
  gsize size = 0;

  g_return_val_if_fail (text != NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  if (size > max_bytes || size > G_MAXINT)
    {
      fail (error, _ ("longer than %zu bytes"), max_bytes);
      return NULL;
    }
  if (!g_utf8_validate_len (text, size, NULL))
    {
      fail (error, _ ("not valid UTF-8"));
      return NULL;
    }
  if (!lec_json_check_grammar (text, size, LEC_JSON_MAX_DEPTH, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) size, &reason))
    {
      /* It quotes the text, and does so before it is sure of the text. */
      g_autofree char *shown = g_utf8_make_valid (reason->message, -1);

      fail (error, _ ("not valid JSON: %s"), shown);
      return NULL;
    }

  root = json_parser_steal_root (parser);
  if (root == NULL)
    fail (error, _ ("empty, not JSON"));

  return root;
}

/**
 * lec_json_parse_file:
 * @max_bytes: longer files are refused before they are read
 *
 * Returns: (transfer full) (nullable): the root; %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE or
 *   _PROTOCOL, whose message names @path
 */
JsonNode *
lec_json_parse_file (const char *path,
                     gsize max_bytes,
                     GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autoptr (GError) reason = NULL;
  JsonNode *root = NULL;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  text = lec_bounded_file_read (path, max_bytes, &length, &reason);
  if (text != NULL)
    root = lec_json_parse (text, (gssize) length, max_bytes, &reason);
  if (root == NULL)
    {
      if (g_error_matches (reason, LEC_ERROR, LEC_ERROR_PROTOCOL))
        {
          shown = g_filename_display_name (path);
          g_prefix_error (&reason, "%s: ", shown);
        }
      g_propagate_error (error, g_steal_pointer (&reason));
    }

  return root;
}

JsonObject *
lec_json_get_object (JsonNode *node,
                     const char *what,
                     GError **error)
{
  g_return_val_if_fail (node != NULL && what != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      fail (error, _ ("%s is not an object"), what);
      return NULL;
    }

  return json_node_get_object (node);
}

/* *@node is NULL when it is missing and may be. */
gboolean
lec_json_read_node (JsonObject *object,
                    const char *name,
                    LecJsonNeed need,
                    JsonNode **node,
                    GError **error)
{
  g_return_val_if_fail (object != NULL && name != NULL && node != NULL, FALSE);

  *node = json_object_get_member (object, name);
  if (*node != NULL && JSON_NODE_HOLDS_NULL (*node))
    *node = NULL;
  if (*node == NULL && need == LEC_JSON_REQUIRED)
    return fail (error, _ ("“%s” is missing"), name);

  return TRUE;
}

static gboolean
holds_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && (json_node_get_value_type (node) == G_TYPE_INT64 ||
                                          json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

gboolean
lec_json_read_boolean (JsonObject *object,
                       const char *name,
                       LecJsonNeed need,
                       gboolean *value,
                       GError **error)
{
  JsonNode *node = NULL;

  if (!lec_json_read_node (object, name, need, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fail (error, _ ("“%s” is neither true nor false"), name);

  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
lec_json_read_int (JsonObject *object,
                   const char *name,
                   LecJsonNeed need,
                   gint64 minimum,
                   gint64 maximum,
                   gint64 *value,
                   GError **error)
{
  JsonNode *node = NULL;
  gint64 number = 0;

  if (!lec_json_read_node (object, name, need, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return fail (error, _ ("“%s” is not a whole number"), name);

  number = json_node_get_int (node);
  if (number < minimum || number > maximum)
    return fail (error, _ ("“%s” is not within %" PRId64 " to %" PRId64),
                 name, minimum, maximum);

  *value = number;
  return TRUE;
}

gboolean
lec_json_node_to_double (JsonNode *node,
                         const char *what,
                         double minimum,
                         double maximum,
                         double *value,
                         GError **error)
{
  double number = 0;

  g_return_val_if_fail (node != NULL && what != NULL && value != NULL, FALSE);

  if (!holds_number (node))
    return fail (error, _ ("“%s” is not a number"), what);

  number = json_node_get_double (node);
  if (!isfinite (number) || number < minimum || number > maximum)
    return fail (error, _ ("“%s” is not within %g to %g"), what, minimum, maximum);

  *value = number;
  return TRUE;
}

gboolean
lec_json_read_double (JsonObject *object,
                      const char *name,
                      LecJsonNeed need,
                      double minimum,
                      double maximum,
                      double *value,
                      GError **error)
{
  JsonNode *node = NULL;

  if (!lec_json_read_node (object, name, need, &node, error))
    return FALSE;

  return node == NULL || lec_json_node_to_double (node, name, minimum, maximum, value, error);
}

const char *
lec_json_node_to_text (JsonNode *node,
                       const char *what,
                       gsize max_bytes,
                       GError **error)
{
  const char *text = NULL;

  g_return_val_if_fail (node != NULL && what != NULL, NULL);

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      fail (error, _ ("“%s” is not a text"), what);
      return NULL;
    }

  text = json_node_get_string (node);
  if (strlen (text) > max_bytes)
    {
      fail (error, _ ("“%s” is longer than %zu bytes"), what, max_bytes);
      return NULL;
    }

  return text;
}

gboolean
lec_json_read_string (JsonObject *object,
                      const char *name,
                      LecJsonNeed need,
                      gsize max_bytes,
                      char **value,
                      GError **error)
{
  JsonNode *node = NULL;
  const char *text = NULL;

  if (!lec_json_read_node (object, name, need, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;

  text = lec_json_node_to_text (node, name, max_bytes, error);
  if (text == NULL)
    return FALSE;

  g_free (*value);
  *value = g_strdup (text);
  return TRUE;
}

/* Bytes that are no UTF-8; an embedded NUL would cut the name short unseen. */
static char *
decode_path (JsonObject *object,
             const char *name,
             GError **error)
{
  g_autofree char *encoded = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (!lec_json_read_string (object, "base64", LEC_JSON_REQUIRED, MAX_PATH_BYTES * 2, &encoded, error))
    return NULL;

  bytes = (char *) g_base64_decode (encoded, &length);
  if (length == 0 || length > MAX_PATH_BYTES || memchr (bytes, '\0', length) != NULL)
    {
      fail (error, _ ("“%s” is not a file name"), name);
      return NULL;
    }

  return g_strndup (bytes, length);
}

gboolean
lec_json_read_path (JsonObject *object,
                    const char *name,
                    LecJsonNeed need,
                    char **value,
                    GError **error)
{
  JsonNode *node = NULL;
  char *path = NULL;

  if (!lec_json_read_node (object, name, need, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_OBJECT (node))
    path = decode_path (json_node_get_object (node), name, error);
  else
    path = g_strdup (lec_json_node_to_text (node, name, MAX_PATH_BYTES, error));
  if (path == NULL)
    return FALSE;
  if (*path == '\0')
    {
      g_free (path);
      return fail (error, _ ("“%s” is empty"), name);
    }

  g_free (*value);
  *value = path;
  return TRUE;
}

gboolean
lec_json_read_array (JsonObject *object,
                     const char *name,
                     LecJsonNeed need,
                     guint max_items,
                     JsonArray **array,
                     GError **error)
{
  JsonNode *node = NULL;

  *array = NULL;
  if (!lec_json_read_node (object, name, need, &node, error))
    return FALSE;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, _ ("“%s” is not a list"), name);
  if (json_array_get_length (json_node_get_array (node)) > max_items)
    return fail (error, _ ("“%s” has more than %u entries"), name, max_items);

  *array = json_node_get_array (node);
  return TRUE;
}
