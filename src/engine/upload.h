/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A video on its way here over HTTP, as far as it has come: a folder by its id,
 * in one for each owner. What has come is the file's length and nothing else, so
 * a server that died, or another one that sees the same folder, goes on with it.
 * One writer at a time, on whatever machine. A handle belongs to one thread at a
 * time.
 */
#pragma once

#include "engine/jobs.h"

G_BEGIN_DECLS

/* How long one stays to which nothing is added. */
#define LEC_UPLOAD_AGE_US   G_TIME_SPAN_DAY
#define LEC_UPLOAD_MAX_NOTE 4096

typedef struct _LecUpload LecUpload;

/* Returns: (transfer full): where those of @jobs are; for a cluster with a folder that all of it
   sees, in that */
char *lec_upload_dup_root (LecJobs *jobs);

/**
 * LecUploadFacts: what a sender says of one; untrusted
 * @given: (nullable): what it is called
 * @media_type: (nullable)
 * @size_bytes: -1 where that is not known
 * @note: (nullable): what is only kept for the sender; UTF-8, up to LEC_UPLOAD_MAX_NOTE bytes
 */
typedef struct
{
  const char *given;
  const char *media_type;
  gint64 size_bytes;
  const char *note;
} LecUploadFacts;

/**
 * lec_upload_new:
 * @owner: (nullable)
 *
 * Its writer is who has made it.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NO_SPACE, also where so much would not
 *   fit, or %LEC_ERROR_NOT_WRITABLE
 */
LecUpload *lec_upload_new (const char *root,
                           const char *owner,
                           const LecUploadFacts *facts,
                           GError **error);

/**
 * lec_upload_open:
 * @id: untrusted
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, also for one of somebody
 *   else
 */
LecUpload *lec_upload_open (const char *root, const char *owner, const char *id, GError **error);
/* Whoever wrote it does so no more; what has come stays. */
void lec_upload_free (LecUpload *self);

const char *lec_upload_get_id (const LecUpload *self);
/* Of the video's file: safe to be one in a folder. */
const char *lec_upload_get_name (const LecUpload *self);
/* (nullable): as its sender has it. */
const char *lec_upload_get_note (const LecUpload *self);
/* -1 where it is not known. */
gint64 lec_upload_get_size (const LecUpload *self);
/* What has come; of a writer what it has written. */
gint64 lec_upload_get_offset (const LecUpload *self);
/* Since 1970: when it goes unless something is added. */
gint64 lec_upload_get_expiry_us (const LecUpload *self);

/* Makes the caller its writer. Returns: %FALSE, with @error unset when somebody else is */
gboolean lec_upload_lock (LecUpload *self, GError **error);
/* By its writer, at its end; something is left of the disk for others. Returns: %FALSE with
 * %LEC_ERROR_NO_SPACE, _USAGE for more than its
   size */
gboolean lec_upload_write (LecUpload *self, const void *data, gsize length, GError **error);
/* By its writer: takes back what came behind @offset. */
gboolean lec_upload_cut (LecUpload *self, gint64 offset, GError **error);
/* What was written is there after a power cut, too. */
gboolean lec_upload_sync (LecUpload *self, GError **error);
/* By its writer: moves what has come to @path, whose folder is on the same disk; nothing is left.
   */
gboolean lec_upload_move (LecUpload *self, const char *path, GError **error);
/* By its writer: what was moved is here again. */
gboolean lec_upload_move_back (LecUpload *self, const char *path, GError **error);
/* By its writer: nothing is left of it. */
void lec_upload_remove (LecUpload *self);

/* Returns: how many of @owner's there are */
guint lec_upload_count (const char *root, const char *owner);
/* Removes those, and what killed programs have left of them, to which nothing was added since.
 * Returns: how many */
guint lec_upload_sweep (const char *root, gint64 unused_since_us);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecUpload, lec_upload_free)

G_END_DECLS
