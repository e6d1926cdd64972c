/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos on their way to workers that share no folder with whoever has them.
 * One that was brought stays in a worker's cache, where the next stage, or the
 * next job, finds it; the cache has a limit, and what was used last stays
 * longest.
 */
#pragma once

#include "store/blobs.h"

G_BEGIN_DECLS

/**
 * LecVideoAddress: what stands for the path of a video in a job
 * @blob: the video's bytes
 * @name: of the file it was: no path, and safe to be one in a folder
 */
typedef struct
{
  LecBlob blob;
  char *name;
} LecVideoAddress;

void lec_video_address_clear (LecVideoAddress *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecVideoAddress, lec_video_address_clear)

/* @self: zeroed; @path: of the video, which need not be there; @hash: as in LecBlob */
void lec_video_address_init (LecVideoAddress *self, const char *path, const char *hash, gint64 size_bytes);
/* "blob:SHA256:SIZE/NAME". Returns: (transfer full) */
char *lec_video_address_to_text (const LecVideoAddress *self);
/* Whether @text is meant to be one: it begins as none of the paths of videos does. */
gboolean lec_video_address_is_meant (const char *text);
gboolean lec_video_address_parse (LecVideoAddress *self, const char *text, GError **error);

gboolean lec_shared_video_send (LecBlobs *blobs,
                                const char *path,
                                LecVideoAddress *address,
                                const LecBlobCall *call,
                                GError **error);

/* A video in the cache, held until it is freed. */
typedef struct _LecSharedVideo LecSharedVideo;

LecSharedVideo *lec_shared_video_bring (LecBlobs *blobs,
                                        const LecVideoAddress *address,
                                        const char *cache,
                                        gint64 limit_bytes,
                                        const LecBlobCall *call,
                                        GError **error);
void lec_shared_video_free (LecSharedVideo *self);
const char *lec_shared_video_get_path (const LecSharedVideo *self);
gint64 lec_shared_video_trim_cache (const char *cache, gint64 limit_bytes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSharedVideo, lec_shared_video_free)

G_END_DECLS
