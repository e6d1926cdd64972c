/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tasks and messages as JSON lines. The child that writes messages may have
 * been taken over by a hostile video: the parent believes nothing.
 */
#include "model/task.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/slide-private.h"

#define MAX_NAME_BYTES    128
#define MAX_TITLE_BYTES   (16 * 1024)
#define MAX_MESSAGE_BYTES (16 * 1024)
#define CANCELLED         "cancelled"

static const char *const type_names[] = {
  [LEC_MESSAGE_PROGRESS] = "progress",
  [LEC_MESSAGE_SLIDE] = "slide",
  [LEC_MESSAGE_DONE] = "done",
  [LEC_MESSAGE_FAILED] = "failed",
};

/* Returns: (transfer full): with default options */
LecTask *
lec_task_new (const char *id,
              const char *stage,
              const char *folder)
{
  LecTask *self = NULL;

  g_return_val_if_fail (id != NULL && stage != NULL && folder != NULL, NULL);

  self = g_new0 (LecTask, 1);
  self->id = g_strdup (id);
  self->stage = g_strdup (stage);
  self->folder = g_strdup (folder);
  self->options = lec_job_options_new ();

  return self;
}

void
lec_task_free (LecTask *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->stage);
  g_free (self->folder);
  g_free (self->video);
  g_free (self->title);
  g_free (self->link_folder);
  lec_job_options_free (self->options);
  g_clear_pointer (&self->slides, g_ptr_array_unref);
  g_free (self);
}

static JsonNode *
slides_to_json (GPtrArray *slides)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < slides->len; i++)
    json_array_add_element (array, lec_slide_to_json (g_ptr_array_index (slides, i)));
  json_node_take_array (node, array);

  return node;
}

/* Returns: (transfer full) */
JsonNode *
lec_task_to_json (const LecTask *self)
{
  JsonObject *object = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  lec_json_set_string (object, "id", self->id);
  lec_json_set_string (object, "stage", self->stage);
  lec_json_set_path (object, "folder", self->folder);
  lec_json_set_path (object, "video", self->video);
  lec_json_set_string (object, "title", self->title);
  lec_json_set_path (object, "link_folder", self->link_folder);
  lec_json_set_node (object, "options", lec_job_options_to_json (self->options));
  if (self->n_cores > 0)
    json_object_set_int_member (object, "n_cores", self->n_cores);
  if (self->n_parts > 0)
    {
      json_object_set_int_member (object, "n_parts", self->n_parts);
      json_object_set_int_member (object, "part", self->part);
    }
  if (self->slides != NULL)
    lec_json_set_node (object, "slides", slides_to_json (self->slides));

  return lec_json_wrap (object);
}

static gboolean
read_slides (LecTask *self,
             JsonObject *object,
             GError **error)
{
  JsonArray *array = NULL;

  if (!lec_json_read_array (object, "slides", LEC_JSON_OPTIONAL, LEC_TASK_MAX_SLIDES, &array, error))
    return FALSE;
  if (array == NULL)
    return TRUE;

  self->slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      LecSlide *slide = lec_slide_from_json (json_array_get_element (array, i), error);

      if (slide == NULL)
        return FALSE;
      g_ptr_array_add (self->slides, slide);
    }

  return TRUE;
}

static gboolean
read_part (LecTask *self,
           JsonObject *object,
           GError **error)
{
  gint64 n_parts = 0, part = 0;

  if (!lec_json_read_int (object, "n_parts", LEC_JSON_OPTIONAL, 0, LEC_TASK_MAX_PARTS, &n_parts, error) ||
      !lec_json_read_int (object, "part", LEC_JSON_OPTIONAL, 0, MAX (n_parts - 1, 0), &part, error))
    return FALSE;

  self->n_parts = (guint) n_parts;
  self->part = (guint) part;
  return TRUE;
}

/**
 * lec_task_from_json:
 * @node: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecTask *
lec_task_from_json (JsonNode *node,
                    GError **error)
{
  g_autoptr (LecTask) self = NULL;
  JsonObject *object = NULL;
  JsonNode *options = NULL;
  gint64 n_cores = 0;

  g_return_val_if_fail (node != NULL, NULL);

  object = lec_json_get_object (node, "task", error);
  if (object == NULL)
    return NULL;

  self = g_new0 (LecTask, 1);
  if (!lec_json_read_string (object, "id", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &self->id, error) ||
      !lec_json_read_string (object, "stage", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &self->stage, error) ||
      !lec_json_read_path (object, "folder", LEC_JSON_REQUIRED, &self->folder, error) ||
      !lec_json_read_path (object, "video", LEC_JSON_OPTIONAL, &self->video, error) ||
      !lec_json_read_string (object, "title", LEC_JSON_OPTIONAL, MAX_TITLE_BYTES, &self->title, error) ||
      !lec_json_read_path (object, "link_folder", LEC_JSON_OPTIONAL, &self->link_folder, error) ||
      !lec_json_read_node (object, "options", LEC_JSON_REQUIRED, &options, error) ||
      !lec_json_read_int (object, "n_cores", LEC_JSON_OPTIONAL, 0, LEC_TASK_MAX_CORES, &n_cores, error) ||
      !read_part (self, object, error) || !read_slides (self, object, error))
    return NULL;

  self->n_cores = (guint) n_cores;
  self->options = lec_job_options_from_json (options, error);
  return self->options != NULL ? g_steal_pointer (&self) : NULL;
}

/* Returns: (transfer full) */
LecMessage *
lec_message_new (LecMessageType type,
                 const char *task)
{
  LecMessage *self = NULL;

  g_return_val_if_fail (type < G_N_ELEMENTS (type_names) && task != NULL, NULL);

  self = g_new0 (LecMessage, 1);
  self->type = type;
  self->task = g_strdup (task);
  self->position_s = -1;

  return self;
}

void
lec_message_free (LecMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->task);
  lec_slide_free (self->slide);
  g_free (self->result);
  g_free (self->result_sha256);
  g_clear_error (&self->error);
  g_free (self);
}

static const char *
get_error_name (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CANCELLED;
  if (error->domain == LEC_ERROR && error->code >= 0 && error->code < LEC_N_ERRORS)
    return lec_error_get_name ((LecError) error->code);

  return lec_error_get_name (LEC_ERROR_INTERNAL);
}

/* Longer than any message that is meant for a person is cut at a character. */
static char *
shorten (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *end = NULL;

  if (strlen (valid) <= MAX_MESSAGE_BYTES)
    return g_steal_pointer (&valid);

  end = g_utf8_find_prev_char (valid, valid + MAX_MESSAGE_BYTES);
  return g_strndup (valid, (gsize) (end - valid));
}

static void
set_error_members (JsonObject *object,
                   const GError *error)
{
  g_autofree char *message = shorten (error->message);

  lec_json_set_string (object, "error", get_error_name (error));
  lec_json_set_string (object, "message", message);
}

static char *
message_to_text (const LecMessage *self,
                 const LecSlide *slide)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = json_object_new ();

  lec_json_set_string (object, "type", type_names[self->type]);
  lec_json_set_string (object, "task", self->task);
  if (self->n_frames > 0)
    json_object_set_int_member (object, "frames", self->n_frames);
  if (self->type == LEC_MESSAGE_PROGRESS)
    {
      json_object_set_double_member (object, "fraction", self->fraction);
      json_object_set_double_member (object, "position_s", self->position_s);
    }
  if (slide != NULL)
    lec_json_set_node (object, "slide", lec_slide_to_json (slide));
  lec_json_set_string (object, "result", self->result);
  lec_json_set_string (object, "result_sha256", self->result_sha256);
  if (self->error != NULL)
    set_error_members (object, self->error);
  node = lec_json_wrap (object);

  return lec_json_to_line (node);
}

/**
 * lec_message_to_line:
 *
 * A slide too large for a line goes without its words and text: it is provisional, and the result
 * brings them.
 *
 * Returns: (transfer full): at most %LEC_TASK_MAX_LINE bytes
 */
char *
lec_message_to_line (const LecMessage *self)
{
  g_autofree char *line = NULL;
  g_autoptr (LecSlide) small = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  line = message_to_text (self, self->slide);
  if (self->slide == NULL || strlen (line) <= LEC_TASK_MAX_LINE)
    return g_steal_pointer (&line);

  small = lec_slide_copy (self->slide);
  g_ptr_array_set_size (small->words, 0);
  g_clear_pointer (&small->text, g_free);
  g_array_set_size (small->visits, MIN (small->visits->len, 1));
  g_array_set_size (small->builds_s, 0);

  return message_to_text (self, small);
}

static gboolean
find_type (const char *name,
           LecMessageType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    if (g_str_equal (type_names[i], name))
      {
        *type = (LecMessageType) i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_slide (LecMessage *self,
            JsonObject *object,
            GError **error)
{
  JsonNode *node = NULL;

  if (!lec_json_read_node (object, "slide", LEC_JSON_REQUIRED, &node, error))
    return FALSE;

  self->slide = lec_slide_from_json (node, error);
  return self->slide != NULL;
}

/* A result is a file in the task's folder, not a path out of it. */
static gboolean
read_result (LecMessage *self,
             JsonObject *object,
             GError **error)
{
  if (!lec_json_read_string (object, "result", LEC_JSON_OPTIONAL, MAX_NAME_BYTES, &self->result, error) ||
      !lec_json_read_string (object, "result_sha256", LEC_JSON_OPTIONAL, 64, &self->result_sha256, error))
    return FALSE;
  if (self->result != NULL && (*self->result == '\0' || *self->result == '.' || strchr (self->result, '/') != NULL))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a file name"), "result");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_failure (LecMessage *self,
              JsonObject *object,
              GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;
  LecError code = LEC_ERROR_INTERNAL;

  if (!lec_json_read_string (object, "error", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &name, error) ||
      !lec_json_read_string (object, "message", LEC_JSON_REQUIRED, MAX_MESSAGE_BYTES, &message, error))
    return FALSE;

  if (g_str_equal (name, CANCELLED))
    self->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, message);
  else if (lec_error_from_name (name, &code))
    self->error = g_error_new_literal (LEC_ERROR, (int) code, message);
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not an error's name"), "error");

  return self->error != NULL;
}

static gboolean
read_body (LecMessage *self,
           JsonObject *object,
           GError **error)
{
  switch (self->type)
    {
    case LEC_MESSAGE_PROGRESS:
      return lec_json_read_double (object, "fraction", LEC_JSON_REQUIRED, 0, 1, &self->fraction, error) &&
             lec_json_read_double (object, "position_s", LEC_JSON_OPTIONAL, -1, LEC_MAX_TIME_S,
                                   &self->position_s, error);
    case LEC_MESSAGE_SLIDE:
      return read_slide (self, object, error);
    case LEC_MESSAGE_DONE:
      return read_result (self, object, error);
    case LEC_MESSAGE_FAILED:
    default:
      return read_failure (self, object, error);
    }
}

/**
 * lec_message_from_line:
 * @line: untrusted
 * @length: of @line, -1 when it ends in a NUL
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_PROTOCOL
 */
LecMessage *
lec_message_from_line (const char *line,
                       gssize length,
                       GError **error)
{
  g_autoptr (LecMessage) self = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *type_name = NULL;
  g_autofree char *task = NULL;
  LecMessageType type = LEC_MESSAGE_PROGRESS;
  JsonObject *object = NULL;

  g_return_val_if_fail (line != NULL, NULL);

  node = lec_json_parse (line, length, LEC_TASK_MAX_LINE, error);
  object = node != NULL ? lec_json_get_object (node, "message", error) : NULL;
  if (object == NULL ||
      !lec_json_read_string (object, "type", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &type_name, error) ||
      !lec_json_read_string (object, "task", LEC_JSON_REQUIRED, MAX_NAME_BYTES, &task, error))
    return NULL;
  if (!find_type (type_name, &type))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("“%s” is not a message's type"), type_name);
      return NULL;
    }

  self = lec_message_new (type, task);
  if (!lec_json_read_int (object, "frames", LEC_JSON_OPTIONAL, 0, G_MAXINT32, &self->n_frames, error) ||
      !read_body (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}
