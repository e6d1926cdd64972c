/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brings a file from the web: written aside and renamed when it is whole. What
 * came before a lost connection, a cancel or the end of the program stays
 * beside it, and the next call goes on from there, as long as the server says
 * that it is still the same file.
 */
#pragma once

#include "net/http-client.h"

G_BEGIN_DECLS

/* Unless it is set: more than the longest lecture has. */
#define LEC_DOWNLOAD_MAX_BYTES (G_GINT64_CONSTANT (64) * 1024 * 1024 * 1024)
/* What is left free on the disk. */
#define LEC_DOWNLOAD_SPARE_BYTES (G_GINT64_CONSTANT (256) * 1024 * 1024)

/**
 * LecDownloadSettings:
 * @http: as for a client
 * @max_bytes: how large a file may be; 0 for %LEC_DOWNLOAD_MAX_BYTES
 * @spare_bytes: what has to stay free on the disk; 0 for %LEC_DOWNLOAD_SPARE_BYTES
 */
typedef struct
{
  LecHttpSettings http;
  gint64 max_bytes;
  gint64 spare_bytes;
} LecDownloadSettings;

/**
 * LecLinkFacts: what a server says of a file; untrusted, but for @name and @host
 * @host: to be shown
 * @name: that is safe to be a file's
 * @media_type: (nullable): in small letters, without parameters
 * @size_bytes: -1 when it does not say
 * @etag: (nullable)
 * @modified: (nullable)
 * @can_resume: whether what is missing of it can be had later on
 */
typedef struct
{
  char *host;
  char *name;
  char *media_type;
  gint64 size_bytes;
  char *etag;
  char *modified;
  gboolean can_resume;
} LecLinkFacts;

void lec_link_facts_clear (LecLinkFacts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecLinkFacts, lec_link_facts_clear)

/**
 * lec_download_look:
 * @facts: (out caller-allocates): zeroed
 *
 * Asks for it and reads the head of the answer only. Blocks.
 *
 * Returns: %FALSE with the errors of lec_http_client_stream()
 */
gboolean lec_download_look (const LecDownloadSettings *settings,
                            const char *address,
                            LecLinkFacts *facts,
                            GCancellable *cancellable,
                            GError **error);

/* @size_bytes: -1 when it is not known. At most ten times a second, and at the end. */
typedef void (*LecDownloadFunc) (gint64 done_bytes, gint64 size_bytes, gpointer user_data);

/**
 * lec_download_fetch:
 * @path: absolute, in a folder that nobody else writes to meanwhile; what is unfinished lies
 *   beside it
 * @func: (nullable)
 *
 * Blocks. A file that is there and has not changed since, as far as the server says, is left as it
 * is.
 *
 * Returns: %FALSE with %LEC_NET_ERROR, %LEC_ERROR_NOT_A_VIDEO for a page, %LEC_ERROR_NO_SPACE, the
 *   errors of writing, or %G_IO_ERROR_CANCELLED
 */
gboolean lec_download_fetch (const LecDownloadSettings *settings,
                             const char *address,
                             const char *path,
                             LecDownloadFunc func,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

/* Whether what is there is what @facts are of, as far as can be told. */
gboolean lec_download_is_current (const char *path, const LecLinkFacts *facts);

G_END_DECLS
