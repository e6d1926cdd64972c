/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Options are read as the command line has them, whatever type JSON gives them.
 * Nobody names a path on this machine.
 */
#include "http/api-wish.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json.h"
#include "http/api-error.h"

#define MAX_VALUE 4096

void
lec_api_wish_init (LecApiWish *self)
{
  g_return_if_fail (self != NULL);

  *self = (LecApiWish){ .options = lec_job_options_new (), .priority = LEC_PRIORITY_NORMAL };
}

void
lec_api_wish_clear (LecApiWish *self)
{
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->upload, g_free);
  g_clear_pointer (&self->options, lec_job_options_free);
}

static gboolean
refuse (const char *message,
        GError **error)
{
  g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, message);
  return FALSE;
}

/* --- Options --- */

static gboolean
set_option (LecJobOptions *options,
            const char *name,
            const char *value,
            GError **error)
{
  g_autofree char *spelled = g_strdelimit (g_strdup (name), "_", '-');
  GError *reason = NULL;

  if (value == NULL || strlen (value) > MAX_VALUE)
    {
      g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST,
                   _ ("the option “%s” is a text, a number or a boolean"), name);
      return FALSE;
    }

  lec_job_options_set (options, spelled, value, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_BAD_REQUEST, error);
}

/* One value, as it is written on the command line. Returns: (transfer full) (nullable) */
static char *
dup_value (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      return g_strdup (g_ascii_dtostr (text, sizeof text, json_node_get_double (node)));
    }

  return NULL;
}

static gboolean
set_node (LecJobOptions *options,
          const char *name,
          JsonNode *node,
          GError **error)
{
  g_autofree char *value = dup_value (node);

  return set_option (options, name, value, error);
}

static gboolean
set_nodes (LecJobOptions *options,
           const char *name,
           JsonNode *node,
           GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return set_node (options, name, node, error);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!set_node (options, name, json_array_get_element (array, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_options (JsonNode *node,
              LecJobOptions *options,
              GError **error)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *value = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (_ ("“options” is an object"), error);

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    if (!set_nodes (options, name, value, error))
      return FALSE;

  return TRUE;
}

/* --- All of it --- */

static gboolean
read_priority (const char *name,
               int *priority,
               GError **error)
{
  static const struct
  {
    const char *name;
    int priority;
  } names[] = { { "low", LEC_PRIORITY_LOW }, { "normal", LEC_PRIORITY_NORMAL }, { "high", LEC_PRIORITY_HIGH } };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i].name))
      {
        *priority = names[i].priority;
        return TRUE;
      }

  return refuse (_ ("“priority” is low, normal or high"), error);
}

static gboolean
check_members (JsonObject *object,
               GError **error)
{
  static const char *const known[] = { "url", "upload", "options", "priority", NULL };
  JsonObjectIter iter;
  const char *name = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("there is no member “%s” here"), name);
        return FALSE;
      }

  return TRUE;
}

static gboolean
read_object (LecApiWish *self,
             JsonObject *object,
             GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *priority = NULL;
  JsonNode *options = NULL;

  if (!lec_json_read_string (object, "url", LEC_JSON_OPTIONAL, MAX_VALUE, &self->address, &reason) ||
      !lec_json_read_string (object, "upload", LEC_JSON_OPTIONAL, MAX_VALUE, &self->upload, &reason) ||
      !lec_json_read_string (object, "priority", LEC_JSON_OPTIONAL, MAX_VALUE, &priority, &reason) ||
      !lec_json_read_node (object, "options", LEC_JSON_OPTIONAL, &options, &reason))
    return refuse (reason->message, error);

  return check_members (object, error) &&
         (priority == NULL || read_priority (priority, &self->priority, error)) &&
         (options == NULL || read_options (options, self->options, error));
}

gboolean
lec_api_wish_read (LecApiWish *self,
                   const char *text,
                   gsize length,
                   GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  node = lec_json_parse (text, (gssize) length, LEC_API_WISH_MAX_BYTES, &reason);
  object = node != NULL ? lec_json_get_object (node, _ ("the request"), &reason) : NULL;
  return object != NULL ? read_object (self, object, error) : refuse (reason->message, error);
}

static gboolean
set_once (char **member,
          const char *name,
          const char *value,
          GError **error)
{
  if (*member != NULL || strlen (value) > MAX_VALUE)
    {
      g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("“%s” is there twice, or is too long"), name);
      return FALSE;
    }

  *member = g_strdup (value);
  return TRUE;
}

static gboolean
read_options_text (LecApiWish *self,
                   const char *text,
                   GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (JsonNode) node = lec_json_parse (text, -1, LEC_API_WISH_MAX_BYTES, &reason);

  return node != NULL ? read_options (node, self->options, error) : refuse (reason->message, error);
}

gboolean
lec_api_wish_set_field (LecApiWish *self,
                        const char *name,
                        const char *value,
                        GError **error)
{
  g_return_val_if_fail (self != NULL && name != NULL && value != NULL, FALSE);

  if (g_str_equal (name, "url"))
    return set_once (&self->address, name, value, error);
  if (g_str_equal (name, "upload"))
    return set_once (&self->upload, name, value, error);
  if (g_str_equal (name, "priority"))
    return read_priority (value, &self->priority, error);
  if (g_str_equal (name, "options"))
    return read_options_text (self, value, error);

  return set_option (self->options, name, value, error);
}

gboolean
lec_api_wish_check (const LecApiWish *self,
                    gboolean has_file,
                    GError **error)
{
  guint n_videos = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  n_videos = (self->address != NULL) + (self->upload != NULL) + (has_file != FALSE);
  if (n_videos != 1)
    return refuse (_ ("one video is asked for: at a “url”, or one that was sent here (“upload”, or a file)"), error);

  /* The only option that can be a path. */
  return lec_job_options_get_subtitles (self->options) == NULL ||
         refuse (_ ("“transcript” cannot be a file of this machine"), error);
}
