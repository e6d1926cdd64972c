/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A form with files in it (multipart/form-data, RFC 7578), read as it comes: of
 * a file no more is kept than what may be the beginning of its end. All of it is
 * untrusted.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_MULTIPART_MAX_PARTS  128
#define LEC_MULTIPART_MAX_HEADER 8192
#define LEC_MULTIPART_MAX_NAME   64
#define LEC_MULTIPART_MAX_FILE   1024

typedef struct _LecMultipartReader LecMultipartReader;

/**
 * LecMultipartSink: who takes the parts, one after another
 * @begin: @name: of the field; @file: (nullable): what the sender calls the file that it is; both
 *   UTF-8
 * @take: some of its bytes
 * @end: it was whole
 *
 * What they refuse ends the reading.
 */
typedef struct
{
  gboolean (*begin) (const char *name, const char *file, gpointer user_data, GError **error);
  gboolean (*take) (const void *data, gsize length, gpointer user_data, GError **error);
  gboolean (*end) (gpointer user_data, GError **error);
} LecMultipartSink;

/* Whether that is what a form with files is sent as. @content_type: (nullable) */
gboolean lec_multipart_is_form (const char *content_type);

/**
 * lec_multipart_reader_new:
 * @sink: unowned, outlives it
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_API_ERROR_BAD_REQUEST where no boundary is
 *   named
 */
LecMultipartReader *lec_multipart_reader_new (const char *content_type,
                                              const LecMultipartSink *sink,
                                              gpointer user_data,
                                              GError **error);
void lec_multipart_reader_free (LecMultipartReader *self);

/* What comes next. Returns: %FALSE with %LEC_API_ERROR_BAD_REQUEST, or what the sink says; it is
   not called again then */
gboolean lec_multipart_reader_feed (LecMultipartReader *self, const void *data, gsize length, GError **error);
/* Nothing more comes. Returns: %FALSE with %LEC_API_ERROR_BAD_REQUEST where the end is missing */
gboolean lec_multipart_reader_finish (LecMultipartReader *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecMultipartReader, lec_multipart_reader_free)

G_END_DECLS
