/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain data. The key is overwritten before it is freed.
 */
#include "net/http-request.h"

#include <string.h>

#include "net/multipart-body.h"

#define MAX_BYTES (16 * 1024 * 1024)

struct _LecHttpRequest
{
  char *address;
  char *key;
  char *accept;
  char *json;
  GPtrArray *fields; /* (element-type utf8) names and values in turn */
  char *file_name;
  char *file_path;
  char *file_type;
  gint64 max_bytes;
  gint64 start_bytes; /* -1: not set */
  char *validator;
  LecHttpAnswerFunc answer_func;
  gpointer answer_data;
};

LecHttpRequest *
lec_http_request_new (const char *address)
{
  LecHttpRequest *self = NULL;

  g_return_val_if_fail (address != NULL, NULL);

  self = g_new0 (LecHttpRequest, 1);
  self->address = g_strdup (address);
  self->fields = g_ptr_array_new_with_free_func (g_free);
  self->max_bytes = MAX_BYTES;
  self->start_bytes = -1;

  return self;
}

static void
forget_key (LecHttpRequest *self)
{
  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_clear_pointer (&self->key, g_free);
}

void
lec_http_request_free (LecHttpRequest *self)
{
  if (self == NULL)
    return;

  forget_key (self);
  g_free (self->address);
  g_free (self->accept);
  g_free (self->validator);
  g_free (self->json);
  g_ptr_array_unref (self->fields);
  g_free (self->file_name);
  g_free (self->file_path);
  g_free (self->file_type);
  g_free (self);
}

void
lec_http_request_set_key (LecHttpRequest *self,
                          const char *key)
{
  g_return_if_fail (self != NULL);

  forget_key (self);
  if (key != NULL && *key != '\0')
    self->key = g_strdup (key);
}

void
lec_http_request_set_accept (LecHttpRequest *self,
                             const char *media_type)
{
  g_return_if_fail (self != NULL && media_type != NULL);

  g_free (self->accept);
  self->accept = g_strdup (media_type);
}

void
lec_http_request_set_start (LecHttpRequest *self,
                            gint64 start_bytes,
                            const char *validator)
{
  g_return_if_fail (self != NULL && start_bytes >= 0);

  self->start_bytes = start_bytes;
  g_free (self->validator);
  self->validator = g_strdup (validator);
}

void
lec_http_request_set_answer_func (LecHttpRequest *self,
                                  LecHttpAnswerFunc func,
                                  gpointer user_data)
{
  g_return_if_fail (self != NULL);

  self->answer_func = func;
  self->answer_data = user_data;
}

void
lec_http_request_set_json (LecHttpRequest *self,
                           const char *text)
{
  g_return_if_fail (self != NULL && text != NULL && self->file_path == NULL);

  g_free (self->json);
  self->json = g_strdup (text);
}

void
lec_http_request_add_field (LecHttpRequest *self,
                            const char *name,
                            const char *value)
{
  g_return_if_fail (self != NULL && name != NULL && value != NULL);

  g_ptr_array_add (self->fields, g_strdup (name));
  g_ptr_array_add (self->fields, g_strdup (value));
}

void
lec_http_request_set_file (LecHttpRequest *self,
                           const char *name,
                           const char *path,
                           const char *media_type)
{
  g_return_if_fail (self != NULL && name != NULL && path != NULL && media_type != NULL);
  g_return_if_fail (self->json == NULL && self->file_path == NULL);

  self->file_name = g_strdup (name);
  self->file_path = g_strdup (path);
  self->file_type = g_strdup (media_type);
}

void
lec_http_request_set_max_bytes (LecHttpRequest *self,
                                gint64 max_bytes)
{
  g_return_if_fail (self != NULL && max_bytes > 0);

  self->max_bytes = max_bytes;
}

const char *
lec_http_request_get_address (const LecHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->address;
}

const char *
lec_http_request_get_key (const LecHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

const char *
lec_http_request_get_accept (const LecHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->accept;
}

gint64
lec_http_request_get_max_bytes (const LecHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->max_bytes;
}

gint64
lec_http_request_get_start (const LecHttpRequest *self,
                            const char **validator)
{
  g_return_val_if_fail (self != NULL && validator != NULL, -1);

  *validator = self->validator;
  return self->start_bytes;
}

gboolean
lec_http_request_answer (const LecHttpRequest *self,
                         const LecHttpAnswer *answer,
                         GError **error)
{
  g_return_val_if_fail (self != NULL && answer != NULL, FALSE);

  return self->answer_func == NULL || self->answer_func (answer, self->answer_data, error);
}

gboolean
lec_http_request_is_post (const LecHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->json != NULL || self->file_path != NULL;
}

static GInputStream *
open_form (const LecHttpRequest *self,
           char **media_type,
           gint64 *size_bytes,
           GError **error)
{
  g_autofree char *chance = g_uuid_string_random ();
  g_autofree char *boundary = g_strconcat ("lectern-", chance, NULL);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  LecMultipartBody *body = NULL;

  for (guint i = 0; i < self->fields->len; i++)
    g_ptr_array_add (fields, g_ptr_array_index (self->fields, i));
  g_ptr_array_add (fields, NULL);
  body = lec_multipart_body_new ((const char *const *) fields->pdata, self->file_name, self->file_path, self->file_type,
                                 boundary, error);
  if (body == NULL)
    return NULL;

  *media_type = g_strdup_printf ("multipart/form-data; boundary=%s", boundary);
  *size_bytes = lec_multipart_body_get_size (body);
  return G_INPUT_STREAM (body);
}

GInputStream *
lec_http_request_open_body (const LecHttpRequest *self,
                            char **media_type,
                            gint64 *size_bytes,
                            GError **error)
{
  g_return_val_if_fail (self != NULL && lec_http_request_is_post (self), NULL);
  g_return_val_if_fail (media_type != NULL && size_bytes != NULL, NULL);

  if (self->json == NULL)
    return open_form (self, media_type, size_bytes, error);

  *media_type = g_strdup ("application/json");
  *size_bytes = (gint64) strlen (self->json);
  return g_memory_input_stream_new_from_data (g_strdup (self->json), *size_bytes, g_free);
}
