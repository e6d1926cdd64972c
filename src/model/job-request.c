/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON both ways. What is read may come from a database that another program
 * has written to: all of it is checked. Plain data, of whoever holds it.
 */
#include "model/job-request.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"

#define MAX_HASH_BYTES 64
#define SHELF_DIGITS   64

void
lec_job_input_free (LecJobInput *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->sha256);
  g_free (self);
}

/* Returns: (transfer full): no video yet, default options */
LecJobRequest *
lec_job_request_new (void)
{
  LecJobRequest *self = g_new0 (LecJobRequest, 1);

  self->videos = g_ptr_array_new_with_free_func (g_free);
  self->options = lec_job_options_new ();
  self->folders = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_folder_options_free);
  self->origins = g_ptr_array_new_with_free_func (g_free);
  self->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_job_input_free);

  return self;
}

void
lec_job_request_free (LecJobRequest *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->videos);
  lec_job_options_free (self->options);
  g_ptr_array_unref (self->folders);
  g_ptr_array_unref (self->origins);
  g_ptr_array_unref (self->inputs);
  g_free (self->output);
  g_free (self->shelf);
  g_free (self);
}

/* Returns: (transfer none) (type filename) */
const char *
lec_job_request_get_video (const LecJobRequest *self,
                           guint i)
{
  g_return_val_if_fail (self != NULL && i < self->videos->len, NULL);

  return g_ptr_array_index (self->videos, i);
}

/* Returns: (transfer none) (type filename): of one that was sent, its place on the machine that has
 * sent it */
const char *
lec_job_request_get_origin (const LecJobRequest *self,
                            guint i)
{
  g_return_val_if_fail (self != NULL && i < self->videos->len, NULL);

  return g_ptr_array_index (self->origins->len > 0 ? self->origins : self->videos, i);
}

/* Returns: (transfer none) (nullable): the folder that @option was set for */
const char *
lec_job_request_find_folder (const LecJobRequest *self,
                             const char *option)
{
  g_return_val_if_fail (self != NULL && option != NULL, NULL);

  for (guint i = 0; i < self->folders->len; i++)
    {
      const LecFolderOptions *folder = g_ptr_array_index (self->folders, i);

      if (lec_folder_options_get_value (folder, option) != NULL)
        return lec_folder_options_get_folder (folder);
    }

  return NULL;
}

static JsonNode *
paths_to_json (const GPtrArray *paths)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < paths->len; i++)
    {
      JsonObject *video = json_object_new ();

      lec_json_set_path (video, "path", g_ptr_array_index (paths, i));
      json_array_add_object_element (array, video);
    }
  json_node_take_array (node, array);

  return node;
}

static JsonNode *
inputs_to_json (const LecJobRequest *self)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      const LecJobInput *input = g_ptr_array_index (self->inputs, i);
      JsonObject *object = json_object_new ();

      lec_json_set_path (object, "path", input->path);
      lec_json_set_string (object, "sha256", input->sha256);
      json_object_set_int_member (object, "size", input->size_bytes);
      json_array_add_object_element (array, object);
    }
  json_node_take_array (node, array);

  return node;
}

static JsonNode *
folders_to_json (const LecJobRequest *self)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < self->folders->len; i++)
    json_array_add_element (array, lec_folder_options_to_json (g_ptr_array_index (self->folders, i)));
  json_node_take_array (node, array);

  return node;
}

/* Returns: (transfer full) */
JsonNode *
lec_job_request_to_json (const LecJobRequest *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  lec_json_set_node (object, "videos", paths_to_json (self->videos));
  lec_json_set_path (object, "output", self->output);
  json_object_set_boolean_member (object, "force", self->force);
  lec_json_set_node (object, "options", lec_job_options_to_json (self->options));
  if (self->folders->len > 0)
    lec_json_set_node (object, "folders", folders_to_json (self));
  if (self->origins->len > 0)
    lec_json_set_node (object, "origins", paths_to_json (self->origins));
  if (self->inputs->len > 0)
    lec_json_set_node (object, "inputs", inputs_to_json (self));
  if (self->shelf != NULL)
    lec_json_set_string (object, "shelf", self->shelf);

  return lec_json_wrap (object);
}

static gboolean
read_paths (GPtrArray *paths,
            JsonObject *object,
            const char *name,
            LecJsonNeed need,
            GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, name, need, LEC_JOB_REQUEST_MAX_VIDEOS, &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *video = lec_json_get_object (json_array_get_element (array, i), name, error);
      char *path = NULL;

      if (video == NULL || !lec_json_read_path (video, "path", LEC_JSON_REQUIRED, &path, error))
        return FALSE;
      g_ptr_array_add (paths, path);
    }

  return TRUE;
}

static gboolean
read_videos (LecJobRequest *self,
             JsonObject *object,
             GError **error)
{
  if (!read_paths (self->videos, object, "videos", LEC_JSON_REQUIRED, error) ||
      !read_paths (self->origins, object, "origins", LEC_JSON_OPTIONAL, error))
    return FALSE;
  if (self->videos->len > 0 && (self->origins->len == 0 || self->origins->len == self->videos->len))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL,
                       self->videos->len == 0 ? _ ("the request names no video")
                                              : _ ("the request names other videos than were sent"));
  return FALSE;
}

static gboolean
read_input (LecJobRequest *self,
            JsonNode *node,
            GError **error)
{
  JsonObject *object = lec_json_get_object (node, "inputs", error);
  LecJobInput *input = NULL;

  if (object == NULL)
    return FALSE;

  input = g_new0 (LecJobInput, 1);
  g_ptr_array_add (self->inputs, input);
  return lec_json_read_path (object, "path", LEC_JSON_REQUIRED, &input->path, error) &&
         lec_json_read_string (object, "sha256", LEC_JSON_REQUIRED, MAX_HASH_BYTES, &input->sha256, error) &&
         lec_json_read_int (object, "size", LEC_JSON_REQUIRED, 0, G_MAXINT64, &input->size_bytes, error);
}

static gboolean
read_inputs (LecJobRequest *self,
             JsonObject *object,
             GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "inputs", LEC_JSON_OPTIONAL, LEC_JOB_REQUEST_MAX_INPUTS, &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!read_input (self, json_array_get_element (array, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
read_options (LecJobRequest *self,
              JsonObject *object,
              GError **error)
{
  JsonNode *node = NULL;
  LecJobOptions *options = NULL;

  if (!lec_json_read_node (object, "options", LEC_JSON_REQUIRED, &node, error))
    return FALSE;
  options = lec_job_options_from_json (node, error);
  if (options == NULL)
    return FALSE;

  lec_job_options_free (self->options);
  self->options = options;
  return TRUE;
}

static gboolean
read_folders (LecJobRequest *self,
              JsonObject *object,
              GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "folders", LEC_JSON_OPTIONAL, LEC_FOLDER_OPTIONS_MAX_FOLDERS, &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      LecFolderOptions *folder = lec_folder_options_from_json (json_array_get_element (array, i), error);

      if (folder == NULL)
        return FALSE;
      g_ptr_array_add (self->folders, folder);
    }

  return TRUE;
}

/* It names a folder: nothing else is one. */
static gboolean
read_shelf (LecJobRequest *self,
            JsonObject *object,
            GError **error)
{
  if (!lec_json_read_string (object, "shelf", LEC_JSON_OPTIONAL, SHELF_DIGITS, &self->shelf, error))
    return FALSE;
  if (self->shelf == NULL ||
      (strlen (self->shelf) == SHELF_DIGITS && strspn (self->shelf, "0123456789abcdef") == SHELF_DIGITS))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("the request names no shelf"));
  return FALSE;
}

/**
 * lec_job_request_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecJobRequest *
lec_job_request_from_json (JsonNode *node,
                           GError **error)
{
  g_autoptr (LecJobRequest) self = lec_job_request_new ();
  JsonObject *object = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "request", error);
  if (object == NULL || !read_videos (self, object, error) ||
      !lec_json_read_path (object, "output", LEC_JSON_OPTIONAL, &self->output, error) ||
      !lec_json_read_boolean (object, "force", LEC_JSON_OPTIONAL, &self->force, error) ||
      !read_options (self, object, error) || !read_folders (self, object, error) ||
      !read_inputs (self, object, error) || !read_shelf (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* Returns: (transfer full): one line; the same request always gives the same text */
char *
lec_job_request_to_text (const LecJobRequest *self)
{
  g_autoptr (JsonNode) node = lec_job_request_to_json (self);

  return lec_json_to_line (node);
}

/* As lec_job_request_from_json(). */
LecJobRequest *
lec_job_request_from_text (const char *text,
                           GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  node = lec_json_parse (text, -1, LEC_JOB_REQUEST_MAX_BYTES, error);
  return node != NULL ? lec_job_request_from_json (node, error) : NULL;
}
