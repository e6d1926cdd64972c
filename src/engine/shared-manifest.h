/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which files make up a kept lecture, and in which blobs they are: what one
 * machine writes and another one reads. Small files lie in packs, one behind
 * the other. What is read comes from anywhere: names are those that a lecture's
 * folder has and no others, and sizes are limited.
 */
#pragma once

#include "base/json.h"
#include "store/blobs.h"

G_BEGIN_DECLS

#define LEC_MANIFEST_MAX_BYTES      (8 * 1024 * 1024)
#define LEC_MANIFEST_MAX_PACK_BYTES (64 * 1024 * 1024)

/**
 * LecSharedFile:
 * @path: below the lecture's folder
 * @blob: its sum and size; a blob of its own when it is in no pack
 * @pack: number of its pack, -1 for none
 * @offset_bytes: in its pack
 */
typedef struct
{
  char *path;
  LecBlob blob;
  int pack;
  gint64 offset_bytes;
} LecSharedFile;

void lec_shared_file_free (LecSharedFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSharedFile, lec_shared_file_free)

/**
 * LecSharedManifest:
 * @files: (element-type LecSharedFile)
 * @packs: (element-type LecBlob)
 */
typedef struct
{
  GPtrArray *files;
  GArray *packs;
} LecSharedManifest;

/* Whether @path is one of a kept lecture that goes from machine to machine. */
gboolean lec_shared_path_is_valid (const char *path);
/* Whether files of that name, or in the folder of that name, go from machine to machine. */
gboolean lec_shared_path_travels (const char *name);

LecSharedManifest *lec_shared_manifest_new (void);
void lec_shared_manifest_free (LecSharedManifest *self);
JsonNode *lec_shared_manifest_to_json (const LecSharedManifest *self);
LecSharedManifest *lec_shared_manifest_from_json (JsonNode *node, GError **error);
const LecSharedFile *lec_shared_manifest_find (const LecSharedManifest *self, const char *path);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSharedManifest, lec_shared_manifest_free)

G_END_DECLS
