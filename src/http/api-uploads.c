/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * /api/uploads: a video in pieces, with pauses as long as a day, by the protocol
 * of tus 1.0.0 (https://tus.io/protocols/resumable-upload) with creation,
 * creation-with-upload, termination, expiration and checksum. What has come whole
 * is named in POST /api/extract.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "engine/upload.h"
#include "http/api-error.h"
#include "http/api-handlers.h"
#include "http/tus-headers.h"

/* Of one owner that are not made jobs of yet. */
#define MAX_UPLOADS 100
/* Then one of them may be a job's. */
#define RETRY_S "60"

/* What a body goes to. */
typedef struct
{
  LecUpload *upload;   /* owned */
  GChecksum *checksum; /* (nullable): of what has come of this piece */
  LecTusSum wanted;
  gint64 begin; /* where this piece does */
} Piece;

static void
piece_free (gpointer data)
{
  Piece *self = data;

  /* What nobody could check was not to be kept. */
  if (self->checksum != NULL)
    lec_upload_cut (self->upload, self->begin, NULL);
  lec_upload_free (self->upload);
  g_clear_pointer (&self->checksum, g_checksum_free);
  g_free (self);
}

static gboolean
refuse (LecApiError code,
        const char *message,
        GError **error)
{
  g_set_error_literal (error, LEC_API_ERROR, code, message);
  return FALSE;
}

/* --- Headers --- */

static void
set_number (LecApiCall *call,
            const char *name,
            gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  lec_api_call_set_answer_header (call, name, text);
}

/* As RFC 9110 has it, whatever the language. */
static void
set_expiry (LecApiCall *call,
            const LecUpload *upload)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (lec_upload_get_expiry_us (upload) / G_USEC_PER_SEC);
  g_autofree char *text = NULL;

  if (time == NULL)
    return;

  text = g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d GMT", days[g_date_time_get_day_of_week (time) - 1],
                          g_date_time_get_day_of_month (time), months[g_date_time_get_month (time) - 1],
                          g_date_time_get_year (time), g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
  lec_api_call_set_answer_header (call, "Upload-Expires", text);
}

static void
describe (LecApiCall *call,
          const LecUpload *upload)
{
  set_number (call, "Upload-Offset", lec_upload_get_offset (upload));
  set_number (call, "Upload-Length", lec_upload_get_size (upload));
  if (lec_upload_get_note (upload) != NULL)
    lec_api_call_set_answer_header (call, "Upload-Metadata", lec_upload_get_note (upload));
  set_expiry (call, upload);
  lec_api_call_set_answer_header (call, "Cache-Control", "no-store");
}

/* Whether the other side speaks it, in this version. */
static gboolean
check_version (LecApiCall *call,
               GError **error)
{
  lec_api_call_set_answer_header (call, "Tus-Resumable", LEC_TUS_VERSION);
  if (g_strcmp0 (lec_api_call_get_header (call, "tus-resumable"), LEC_TUS_VERSION) == 0)
    return TRUE;

  lec_api_call_set_answer_header (call, "Tus-Version", LEC_TUS_VERSION);
  return refuse (LEC_API_ERROR_PRECONDITION_FAILED, _ ("this is tus 1.0.0 (“Tus-Resumable: 1.0.0”)"), error);
}

/* --- One upload --- */

/* Returns: (transfer full) (nullable) */
static LecUpload *
open_upload (const LecApiCall *call,
             const LecApiContext *context,
             GError **error)
{
  GError *reason = NULL;
  g_autoptr (LecUpload) upload =
    lec_upload_open (context->uploads, call->caller.submits_as, call->arguments[0], &reason);

  if (!lec_api_error_pass_on (reason, LEC_API_ERROR_NOT_FOUND, error))
    return NULL;
  /* What came with a form is nobody's but that request's. */
  if (lec_upload_get_size (upload) >= 0)
    return g_steal_pointer (&upload);

  refuse (LEC_API_ERROR_NOT_FOUND, _ ("there is no such upload"), error);
  return NULL;
}

static gboolean
lock (LecUpload *upload,
      GError **error)
{
  GError *reason = NULL;

  if (lec_upload_lock (upload, &reason))
    return TRUE;

  return reason == NULL ? refuse (LEC_API_ERROR_LOCKED, _ ("this upload is being written"), error)
                        : lec_api_error_pass_on (reason, LEC_API_ERROR_CONFLICT, error);
}

/* @call: takes what it reads of @upload from now on. @upload: (transfer full) */
static gboolean
begin_piece (LecApiCall *call,
             LecUpload *upload,
             GError **error)
{
  const char *sum = lec_api_call_get_header (call, "upload-checksum");
  Piece *self = g_new0 (Piece, 1);

  self->upload = upload;
  self->begin = lec_upload_get_offset (upload);
  call->taken = self;
  call->taken_free = piece_free;
  if (sum == NULL)
    return TRUE;
  if (!lec_tus_read_sum (sum, &self->wanted, error))
    return FALSE;

  self->checksum = g_checksum_new (self->wanted.type);
  return TRUE;
}

/* All of the body was taken. */
static gboolean
end_piece (Piece *self,
           GError **error)
{
  GError *reason = NULL;

  if (self->checksum != NULL && !lec_tus_sum_is_of (&self->wanted, self->checksum))
    return refuse (LEC_API_ERROR_CHECKSUM_MISMATCH, _ ("what came does not have that checksum; send it again"), error);

  g_clear_pointer (&self->checksum, g_checksum_free);
  lec_upload_sync (self->upload, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);
}

/* --- Creation --- */

static gboolean
check_length (const LecApiContext *context,
              gint64 length,
              GError **error)
{
  g_autofree char *size = NULL;

  if (length <= context->settings->max_upload_bytes)
    return TRUE;

  size = g_format_size ((guint64) context->settings->max_upload_bytes);
  g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_TOO_LARGE, _ ("a video that is sent has no more than %s"), size);
  return FALSE;
}

/* Returns: (transfer full) (nullable): the caller is its writer */
static LecUpload *
create (LecApiCall *call,
        const LecApiContext *context,
        GError **error)
{
  const char *owner = call->caller.submits_as;
  g_autoptr (GHashTable) metadata = NULL;
  g_autofree char *name = NULL;
  g_autofree char *type = NULL;
  LecUploadFacts facts = { .note = lec_api_call_get_header (call, "upload-metadata") };
  LecUpload *upload = NULL;
  GError *reason = NULL;

  if (!check_version (call, error) ||
      !lec_tus_read_length ("Upload-Length", lec_api_call_get_header (call, "upload-length"), &facts.size_bytes,
                            error) ||
      !check_length (context, facts.size_bytes, error))
    return NULL;
  metadata = lec_tus_read_metadata (facts.note, error);
  if (metadata == NULL)
    return NULL;
  if (lec_upload_count (context->uploads, owner) >= MAX_UPLOADS)
    {
      lec_api_call_set_answer_header (call, "Retry-After", RETRY_S);
      refuse (LEC_API_ERROR_TOO_MANY_REQUESTS, _ ("there are too many uploads already that no job was made of"), error);
      return NULL;
    }

  facts.given = name = lec_tus_dup_text (metadata, "filename");
  facts.media_type = type = lec_tus_dup_text (metadata, "filetype");
  upload = lec_upload_new (context->uploads, owner, &facts, &reason);
  lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);
  return upload;
}

static gboolean
answer_created (LecApiCall *call,
                const LecUpload *upload)
{
  g_autofree char *location = g_strdup_printf ("/api/uploads/%s", lec_upload_get_id (upload));

  lec_api_call_answer_nothing (call);
  call->status = 201;
  lec_api_call_set_answer_header (call, "Location", location);
  describe (call, upload);
  return TRUE;
}

gboolean
lec_api_uploads_create (LecApiCall *call,
                        const LecApiContext *context,
                        GError **error)
{
  Piece *piece = call->taken;
  g_autoptr (LecUpload) upload = NULL;

  if (piece != NULL)
    return end_piece (piece, error) && answer_created (call, piece->upload);

  upload = create (call, context, error);
  return upload != NULL && answer_created (call, upload);
}

/* --- The rest --- */

gboolean
lec_api_uploads_options (LecApiCall *call,
                         const LecApiContext *context,
                         GError **error)
{
  lec_api_call_answer_nothing (call);
  lec_api_call_set_answer_header (call, "Tus-Resumable", LEC_TUS_VERSION);
  lec_api_call_set_answer_header (call, "Tus-Version", LEC_TUS_VERSION);
  lec_api_call_set_answer_header (call, "Tus-Extension", LEC_TUS_EXTENSIONS);
  lec_api_call_set_answer_header (call, "Tus-Checksum-Algorithm", LEC_TUS_SUMS);
  set_number (call, "Tus-Max-Size", context->settings->max_upload_bytes);
  return TRUE;
}

gboolean
lec_api_uploads_get (LecApiCall *call,
                     const LecApiContext *context,
                     GError **error)
{
  g_autoptr (LecUpload) upload = NULL;
  JsonObject *object = NULL;

  if (call->is_head && !check_version (call, error))
    return FALSE;
  lec_api_call_set_answer_header (call, "Tus-Resumable", LEC_TUS_VERSION);
  upload = open_upload (call, context, error);
  if (upload == NULL)
    return FALSE;

  object = json_object_new ();
  json_object_set_string_member (object, "id", lec_upload_get_id (upload));
  json_object_set_string_member (object, "name", lec_upload_get_name (upload));
  json_object_set_int_member (object, "offset", lec_upload_get_offset (upload));
  json_object_set_int_member (object, "length", lec_upload_get_size (upload));
  lec_api_call_answer_json (call, 200, lec_json_wrap (object));
  describe (call, upload);
  return TRUE;
}

gboolean
lec_api_uploads_append (LecApiCall *call,
                        const LecApiContext *context,
                        GError **error)
{
  Piece *piece = call->taken;

  if (!end_piece (piece, error))
    return FALSE;

  lec_api_call_answer_nothing (call);
  describe (call, piece->upload);
  return TRUE;
}

gboolean
lec_api_uploads_remove (LecApiCall *call,
                        const LecApiContext *context,
                        GError **error)
{
  g_autoptr (LecUpload) upload = NULL;

  if (!check_version (call, error))
    return FALSE;
  upload = open_upload (call, context, error);
  if (upload == NULL || !lock (upload, error))
    return FALSE;

  lec_upload_remove (upload);
  lec_api_call_answer_nothing (call);
  return TRUE;
}

/* --- The stream --- */

/* A PATCH always has a body, also an empty one; a POST may have the first piece with it. */
static gboolean
wants (const LecApiCall *call)
{
  return g_str_equal (call->route->method, "PATCH") || lec_api_call_has_type (call, LEC_TUS_CONTENT_TYPE);
}

static gboolean
begin_creation (LecApiCall *call,
                const LecApiContext *context,
                GError **error)
{
  LecUpload *upload = create (call, context, error);

  return upload != NULL && begin_piece (call, upload, error);
}

/* What is known to be too much is not begun. */
static gboolean
check_piece (const LecApiCall *call,
             const LecUpload *upload,
             GError **error)
{
  const char *text = lec_api_call_get_header (call, "content-length");
  gint64 offset = 0;

  if (!lec_tus_read_length ("Upload-Offset", lec_api_call_get_header (call, "upload-offset"), &offset, error))
    return FALSE;
  if (offset != lec_upload_get_offset (upload))
    return refuse (LEC_API_ERROR_CONFLICT, _ ("that is not where this upload goes on; ask with HEAD"), error);
  if (text == NULL ||
      g_ascii_strtoull (text, NULL, 10) <= (guint64) (lec_upload_get_size (upload) - lec_upload_get_offset (upload)))
    return TRUE;

  return refuse (LEC_API_ERROR_TOO_LARGE, _ ("that is more than was said to come"), error);
}

static gboolean
begin_append (LecApiCall *call,
              const LecApiContext *context,
              GError **error)
{
  g_autoptr (LecUpload) upload = NULL;

  if (!check_version (call, error))
    return FALSE;
  if (!lec_api_call_has_type (call, LEC_TUS_CONTENT_TYPE))
    return refuse (LEC_API_ERROR_UNSUPPORTED_MEDIA_TYPE,
                   _ ("a piece of an upload is application/offset+octet-stream"), error);
  upload = open_upload (call, context, error);
  if (upload == NULL || !lock (upload, error) || !check_piece (call, upload, error))
    return FALSE;

  return begin_piece (call, g_steal_pointer (&upload), error);
}

static gboolean
begin (LecApiCall *call,
       const LecApiContext *context,
       GError **error)
{
  return g_str_equal (call->route->method, "PATCH") ? begin_append (call, context, error)
                                                    : begin_creation (call, context, error);
}

static gboolean
take (LecApiCall *call,
      GBytes *bytes,
      GError **error)
{
  Piece *piece = call->taken;
  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);
  GError *reason = NULL;

  if (piece->checksum != NULL)
    g_checksum_update (piece->checksum, data, (gssize) length);
  lec_upload_write (piece->upload, data, length, &reason);
  return lec_api_error_pass_on (reason, LEC_API_ERROR_TOO_LARGE, error);
}

const LecApiStream lec_api_uploads_stream = { wants, begin, take };
