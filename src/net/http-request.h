/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked of a server. Plain data of one thread; its key is never in a
 * message.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LecHttpRequest LecHttpRequest;

/**
 * LecHttpAnswer: the head of an answer with a status of 2xx; nothing of it is checked
 * @uri: whose answer it is, after all redirects
 * @size_bytes: of what follows, as it says; -1 when it does not, or packs it
 * @start_bytes: where what follows begins, of a part of the whole (206), -1 when it is not said;
 *   else 0
 * @whole_bytes: the size of the whole; -1 when it is not known
 * @is_part: whether what follows is a part that was asked for, and perhaps not all of it
 * @takes_ranges: whether it says that parts can be had
 * @media_type: (nullable): without parameters
 * @etag: (nullable): as it stands there
 * @modified: (nullable): likewise, of Last-Modified
 * @name: (nullable): of Content-Disposition, decoded
 */
typedef struct
{
  GUri *uri;
  gint64 size_bytes;
  gint64 start_bytes;
  gint64 whole_bytes;
  gboolean is_part;
  gboolean takes_ranges;
  const char *media_type;
  const char *etag;
  const char *modified;
  const char *name;
} LecHttpAnswer;

/* Of each answer, before anything of what follows. Returns: %FALSE to leave that unread: with
 * @error it is a failure, without one all is well */
typedef gboolean (*LecHttpAnswerFunc) (const LecHttpAnswer *answer, gpointer user_data, GError **error);

/* Returns: (transfer full): a GET of @address, which is looked at when it is sent */
LecHttpRequest *lec_http_request_new (const char *address);
void lec_http_request_free (LecHttpRequest *self);
/* @key: (nullable): sent as "Authorization: Bearer" to the address' origin and to no other */
void lec_http_request_set_key (LecHttpRequest *self, const char *key);
/* @media_type: that is wanted; a server may answer with another one */
void lec_http_request_set_accept (LecHttpRequest *self, const char *media_type);
/* Asks for what begins there, at the earliest; "identity" all along: packed, its places would be
 * others. @validator: (nullable): for as long as it is the same (If-Range); the whole otherwise */
void lec_http_request_set_start (LecHttpRequest *self, gint64 start_bytes, const char *validator);
void lec_http_request_set_answer_func (LecHttpRequest *self, LecHttpAnswerFunc func, gpointer user_data);
/* Makes it a POST of JSON. */
void lec_http_request_set_json (LecHttpRequest *self, const char *text);
/* Make it a POST of a form with one file, which is read while it is sent. */
void lec_http_request_add_field (LecHttpRequest *self, const char *name, const char *value);
void lec_http_request_set_file (LecHttpRequest *self, const char *name, const char *path, const char *media_type);
/* How large an answer may be, unpacked; 16 MiB unless set. */
void lec_http_request_set_max_bytes (LecHttpRequest *self, gint64 max_bytes);

const char *lec_http_request_get_address (const LecHttpRequest *self);
const char *lec_http_request_get_key (const LecHttpRequest *self);
const char *lec_http_request_get_accept (const LecHttpRequest *self);
gint64 lec_http_request_get_max_bytes (const LecHttpRequest *self);
/* -1 when it is not set. @validator: (out) (transfer none) (nullable) */
gint64 lec_http_request_get_start (const LecHttpRequest *self, const char **validator);
/* Returns: whether what follows is wanted, as the function says; %TRUE when there is none */
gboolean lec_http_request_answer (const LecHttpRequest *self, const LecHttpAnswer *answer, GError **error);
gboolean lec_http_request_is_post (const LecHttpRequest *self);

/**
 * lec_http_request_open_body:
 * @media_type: (out) (transfer full): of the body
 * @size_bytes: (out): of the body
 *
 * Of a POST; once for each time it is sent.
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of reading the file
 */
GInputStream *lec_http_request_open_body (const LecHttpRequest *self,
                                          char **media_type,
                                          gint64 *size_bytes,
                                          GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecHttpRequest, lec_http_request_free)

G_END_DECLS
