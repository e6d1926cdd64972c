/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the headers of resumable uploads say (tus 1.0.0, https://tus.io/protocols/resumable-upload).
 * Pure; all of it is untrusted.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_TUS_VERSION      "1.0.0"
#define LEC_TUS_CONTENT_TYPE "application/offset+octet-stream"
#define LEC_TUS_EXTENSIONS   "creation,creation-with-upload,termination,expiration,checksum"
#define LEC_TUS_SUMS         "md5,sha1,sha256,sha512"
#define LEC_TUS_MAX_METADATA 4096
#define LEC_TUS_MAX_PAIRS    32

/* Nothing but digits. Returns: %FALSE with %LEC_API_ERROR_BAD_REQUEST. @text: (nullable) */
gboolean lec_tus_read_length (const char *header, const char *text, gint64 *length, GError **error);

/**
 * lec_tus_read_metadata:
 * @text: (nullable): "name BASE64, name BASE64, name"
 *
 * Returns: (transfer full) (nullable) (element-type utf8 GBytes): %NULL with
 *   %LEC_API_ERROR_BAD_REQUEST
 */
GHashTable *lec_tus_read_metadata (const char *text, GError **error);
/* Returns: (transfer full) (nullable): what @metadata says of @name, as far as it is a text */
char *lec_tus_dup_text (GHashTable *metadata, const char *name);

/**
 * LecTusSum: what a piece has to have
 * @digest: as g_checksum_get_digest() gives it
 */
typedef struct
{
  GChecksumType type;
  guint8 digest[64];
  gsize length;
} LecTusSum;

/* "sha1 BASE64". Returns: %FALSE with %LEC_API_ERROR_BAD_REQUEST */
gboolean lec_tus_read_sum (const char *text, LecTusSum *sum, GError **error);
/* Whether that is what @checksum, which cannot go on then, has come to. */
gboolean lec_tus_sum_is_of (const LecTusSum *self, GChecksum *checksum);

G_END_DECLS
