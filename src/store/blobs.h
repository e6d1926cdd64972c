/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that machines hand to each other. A blob is known by the sum of what
 * is in it: the same file sent twice is one blob, and whoever gets one can tell
 * whether it is what was sent. A kind of blobs only has to keep bytes: what is
 * the same for all (sums, quota, files that are there whole or not at all) is
 * done here.
 *
 * All calls block and belong to the thread that owns the handle. Failures are
 * in %LEC_ERROR, or %G_IO_ERROR_CANCELLED.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LEC_BLOB_HASH_LENGTH 64

/**
 * LecBlob: what a blob is known by
 * @hash: sha256 of its bytes, as 64 lower-case hex digits
 */
typedef struct
{
  char hash[LEC_BLOB_HASH_LENGTH + 1];
  gint64 size_bytes;
} LecBlob;

/* Whether @hash is what a LecBlob may have: safe as part of a path. */
gboolean lec_blob_hash_is_valid (const char *hash);
/* Returns: %FALSE with %LEC_ERROR_PROTOCOL when that names no blob */
gboolean lec_blob_init (LecBlob *self, const char *hash, gint64 size_bytes, GError **error);

/**
 * LecBlobUse: what all blobs together take
 * @quota_bytes: what they may take; 0 when nothing limits them
 */
typedef struct
{
  guint64 n_blobs;
  gint64 size_bytes;
  gint64 quota_bytes;
} LecBlobUse;

/* Called on the caller's thread, for each piece. @total_bytes: what has to be read in all; more
 * than the file's size when it is read twice. */
typedef void (*LecBlobProgressFunc) (gint64 done_bytes, gint64 total_bytes, gpointer user_data);

/**
 * LecBlobCall: what goes with a call
 * @cancellable: (nullable)
 * @progress: (nullable)
 */
typedef struct
{
  GCancellable *cancellable;
  LecBlobProgressFunc progress;
  gpointer progress_data;
} LecBlobCall;

/* What a blob is made of, for the kinds. */
typedef struct _LecBlobSource LecBlobSource;
/* Where a blob goes to, for the kinds. */
typedef struct _LecBlobSink LecBlobSink;

#define LEC_TYPE_BLOBS (lec_blobs_get_type ())
G_DECLARE_INTERFACE (LecBlobs, lec_blobs, LEC, BLOBS, GObject)

/**
 * LecBlobsInterface:
 * @find: sets the size of a blob that is there, or -1
 * @keep: as @find; what is there counts as written just now
 * @write: keeps all that lec_blob_source_read() gives, or nothing that @find would find; what an
 *   earlier call has left unfinished need not be written again
 * @read: passes all that is kept to lec_blob_sink_write(), which knows whether it is right
 * @remove: also what is not there
 * @sweep: removes what is not in @named and was neither written nor kept since @before_us. Whoever
 *   keeps one at the same time finds that it is not there, or it stays
 * @upkeep: removes what writers have left that died a while ago
 */
struct _LecBlobsInterface
{
  GTypeInterface parent;

  gboolean (*find) (LecBlobs *self,
                    const char *hash,
                    gint64 *size_bytes,
                    GCancellable *cancellable,
                    GError **error);
  gboolean (*keep) (LecBlobs *self,
                    const char *hash,
                    gint64 *size_bytes,
                    GCancellable *cancellable,
                    GError **error);
  gboolean (*write) (LecBlobs *self, const LecBlob *blob, LecBlobSource *source, GError **error);
  gboolean (*read) (LecBlobs *self, const LecBlob *blob, LecBlobSink *sink, GError **error);
  gboolean (*remove) (LecBlobs *self, const char *hash, GCancellable *cancellable, GError **error);
  gboolean (*measure) (LecBlobs *self, LecBlobUse *use, GCancellable *cancellable, GError **error);
  gboolean (*sweep) (LecBlobs *self,
                     GHashTable *named,
                     gint64 before_us,
                     guint *n_swept,
                     GCancellable *cancellable,
                     GError **error);
  gboolean (*upkeep) (LecBlobs *self, gint64 now_us, GCancellable *cancellable, GError **error);
};

gboolean lec_blobs_put (LecBlobs *self,
                        const char *path,
                        LecBlob *blob,
                        const LecBlobCall *call,
                        GError **error);
gboolean lec_blobs_put_bytes (LecBlobs *self,
                              const void *data,
                              gsize length,
                              LecBlob *blob,
                              GCancellable *cancellable,
                              GError **error);
gboolean lec_blobs_get (LecBlobs *self,
                        const LecBlob *blob,
                        const char *path,
                        const LecBlobCall *call,
                        GError **error);
GBytes *lec_blobs_get_bytes (LecBlobs *self,
                             const LecBlob *blob,
                             GCancellable *cancellable,
                             GError **error);
gboolean lec_blobs_find (LecBlobs *self,
                         const char *hash,
                         gint64 *size_bytes,
                         GCancellable *cancellable,
                         GError **error);
gboolean lec_blobs_remove (LecBlobs *self, const char *hash, GCancellable *cancellable, GError **error);
gboolean lec_blobs_measure (LecBlobs *self, LecBlobUse *use, GCancellable *cancellable, GError **error);
gboolean lec_blobs_sweep (LecBlobs *self,
                          GHashTable *named,
                          gint64 before_us,
                          guint *n_swept,
                          GCancellable *cancellable,
                          GError **error);
gboolean lec_blobs_upkeep (LecBlobs *self, gint64 now_us, GCancellable *cancellable, GError **error);

/* --- For the kinds --- */

gssize lec_blob_source_read (LecBlobSource *self, void *buffer, gsize length, GError **error);
gboolean lec_blob_sink_write (LecBlobSink *self, const void *data, gsize length, GError **error);

G_END_DECLS
