/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked of a server. Plain data of one thread; its key is never in a
 * message.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LecHttpRequest LecHttpRequest;

/* Returns: (transfer full): a GET of @address, which is looked at when it is sent */
LecHttpRequest *lec_http_request_new (const char *address);
void lec_http_request_free (LecHttpRequest *self);
/* @key: (nullable): sent as "Authorization: Bearer" to the address' origin and to no other */
void lec_http_request_set_key (LecHttpRequest *self, const char *key);
/* @media_type: that is wanted; a server may answer with another one */
void lec_http_request_set_accept (LecHttpRequest *self, const char *media_type);
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
