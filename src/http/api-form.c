/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields are kept in memory, all together no more than a request in JSON may
 * have; the file goes to the disk, as an upload that nobody else knows of, and
 * goes with the request unless a job was made of it.
 */
#include "http/api-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "http/api-error.h"
#include "http/api-handlers.h"
#include "http/multipart-reader.h"

/* What a request may have beside the file: fields, headers of parts, boundaries. */
#define MAX_AROUND (2 * 1024 * 1024)

typedef struct
{
  LecMultipartReader *reader; /* owned */
  const char *uploads;        /* unowned: where they are */
  gint64 max_bytes;
  const char *owner; /* (nullable): the caller's */
  LecApiWish wish;
  LecUpload *upload; /* (nullable) owned */
  char *field;       /* (nullable): which field's part it is; NULL for the file's */
  GString *value;    /* (nullable): of it */
  gboolean is_skipped;
  gsize n_kept;
} Form;

static void
form_free (gpointer data)
{
  Form *self = data;

  /* What a job was made of is not here any more. */
  if (self->upload != NULL && lec_upload_lock (self->upload, NULL))
    lec_upload_remove (self->upload);
  g_clear_pointer (&self->upload, lec_upload_free);
  g_clear_pointer (&self->reader, lec_multipart_reader_free);
  lec_api_wish_clear (&self->wish);
  g_free (self->field);
  if (self->value != NULL)
    g_string_free (self->value, TRUE);
  g_free (self);
}

static gboolean
refuse_size (gint64 max_bytes,
             GError **error)
{
  g_autofree char *size = g_format_size ((guint64) max_bytes);

  g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_TOO_LARGE, _ ("a video that is sent has no more than %s"), size);
  return FALSE;
}

/* --- Parts --- */

static gboolean
begin_file (Form *self,
            const char *file,
            GError **error)
{
  LecUploadFacts facts = { .given = file, .size_bytes = -1 };
  GError *reason = NULL;

  /* A page's form in which no file was chosen. */
  self->is_skipped = *file == '\0';
  if (self->is_skipped)
    return TRUE;
  if (self->upload != NULL)
    return lec_api_error_refuse (LEC_API_ERROR_BAD_REQUEST, _ ("only one file can be sent at a time"), error);

  self->upload = lec_upload_new (self->uploads, self->owner, &facts, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);
}

static gboolean
begin_cb (const char *name,
          const char *file,
          gpointer data,
          GError **error)
{
  Form *self = data;

  g_clear_pointer (&self->field, g_free);
  self->is_skipped = FALSE;
  if (file != NULL)
    return begin_file (self, file, error);

  self->field = g_strdup (name);
  self->value = g_string_new (NULL);
  return TRUE;
}

static gboolean
take_of_file (Form *self,
              const void *data,
              gsize length,
              GError **error)
{
  GError *reason = NULL;

  if (self->is_skipped)
    return TRUE;
  if ((gint64) length > self->max_bytes - lec_upload_get_offset (self->upload))
    return refuse_size (self->max_bytes, error);

  lec_upload_write (self->upload, data, length, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_BAD_REQUEST, error);
}

static gboolean
take_cb (const void *data,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Form *self = user_data;

  if (self->field == NULL)
    return take_of_file (self, data, length, error);

  self->n_kept += length;
  if (self->n_kept > LEC_API_WISH_MAX_BYTES)
    return lec_api_error_refuse (LEC_API_ERROR_TOO_LARGE, _ ("the fields of this form are too long"), error);

  g_string_append_len (self->value, data, (gssize) length);
  return TRUE;
}

static gboolean
end_cb (gpointer data,
        GError **error)
{
  Form *self = data;
  g_autofree char *value = NULL;
  gsize length = 0;

  if (self->field == NULL)
    return TRUE;

  length = self->value->len;
  value = g_string_free (g_steal_pointer (&self->value), FALSE);
  if (!g_utf8_validate_len (value, length, NULL))
    return lec_api_error_refuse (LEC_API_ERROR_BAD_REQUEST, _ ("a field is no valid UTF-8"), error);

  return lec_api_wish_set_field (&self->wish, self->field, value, error);
}

static const LecMultipartSink sink = { begin_cb, take_cb, end_cb };

/* --- The stream --- */

static gboolean
wants (const LecApiCall *call)
{
  return lec_multipart_is_form (lec_api_call_get_header (call, "content-type"));
}

/* What is known to be too much is not begun. */
static gboolean
check_length (const LecApiCall *call,
              const LecApiContext *context,
              GError **error)
{
  const char *length = lec_api_call_get_header (call, "content-length");
  gint64 max_bytes = context->settings->max_upload_bytes;

  if (length == NULL || g_ascii_strtoull (length, NULL, 10) <= (guint64) max_bytes + MAX_AROUND)
    return TRUE;

  return refuse_size (max_bytes, error);
}

static gboolean
begin (LecApiCall *call,
       const LecApiContext *context,
       GError **error)
{
  Form *self = NULL;

  if (!check_length (call, context, error))
    return FALSE;

  self = g_new0 (Form, 1);
  lec_api_wish_init (&self->wish);
  self->uploads = context->uploads;
  self->max_bytes = context->settings->max_upload_bytes;
  self->owner = call->caller.submits_as;
  call->taken = self;
  call->taken_free = form_free;
  self->reader = lec_multipart_reader_new (lec_api_call_get_header (call, "content-type"), &sink, self, error);
  return self->reader != NULL;
}

static gboolean
take (LecApiCall *call,
      GBytes *piece,
      GError **error)
{
  Form *self = call->taken;
  gsize length = 0;
  const void *data = g_bytes_get_data (piece, &length);

  return lec_multipart_reader_feed (self->reader, data, length, error);
}

const LecApiStream lec_api_form_stream = { wants, begin, take };

const LecApiWish *
lec_api_form_get_wish (gpointer taken)
{
  const Form *self = taken;

  g_return_val_if_fail (self != NULL, NULL);

  return &self->wish;
}

LecUpload *
lec_api_form_get_upload (gpointer taken)
{
  Form *self = taken;

  g_return_val_if_fail (self != NULL, NULL);

  return self->upload;
}

gboolean
lec_api_form_finish (gpointer taken,
                     GError **error)
{
  Form *self = taken;

  g_return_val_if_fail (self != NULL, FALSE);

  return lec_multipart_reader_finish (self->reader, error);
}
