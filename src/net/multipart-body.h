/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A form with a file, as multipart/form-data (RFC 7578): read from the disk
 * while it is sent.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LEC_TYPE_MULTIPART_BODY (lec_multipart_body_get_type ())
G_DECLARE_FINAL_TYPE (LecMultipartBody, lec_multipart_body, LEC, MULTIPART_BODY, GInputStream)

/**
 * lec_multipart_body_new:
 * @fields: names and values in turn, ending with %NULL
 * @file_field: the name of the field that has the file
 * @path: of the file
 * @media_type: of the file
 * @boundary: that is in no field and not in the file: long and by chance
 *
 * Returns: (transfer full) (nullable): of one thread; %NULL with the errors of reading @path
 */
LecMultipartBody *lec_multipart_body_new (const char *const *fields,
                                          const char *file_field,
                                          const char *path,
                                          const char *media_type,
                                          const char *boundary,
                                          GError **error);
/* How many bytes it will give; when the file has become shorter meanwhile, reading fails. */
gint64 lec_multipart_body_get_size (LecMultipartBody *self);

G_END_DECLS
