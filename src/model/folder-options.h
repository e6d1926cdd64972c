/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Options of a job that are set once for all videos in a folder and below it. Which folder a video
 * lies in is decided by paths alone: they are absolute, with no links in them.
 */
#pragma once

#include "model/job-options.h"

G_BEGIN_DECLS

#define LEC_FOLDER_OPTIONS_MAX_FOLDERS 1000

typedef struct _LecFolderOptions LecFolderOptions;

/* Returns: (transfer full): of @folder, with nothing set */
LecFolderOptions *lec_folder_options_new (const char *folder);
/* Returns: (transfer full): the same, of @folder */
LecFolderOptions *lec_folder_options_copy (const LecFolderOptions *self, const char *folder);
void lec_folder_options_free (LecFolderOptions *self);
/* Returns: (transfer none) (array zero-terminated=1): the options that a folder can have */
const char *const *lec_folder_options_get_names (void);
const char *lec_folder_options_get_folder (const LecFolderOptions *self);
/* Returns: (transfer none) (nullable): as it would be written, regions with a space between; %NULL
   when it is not set */
const char *lec_folder_options_get_value (const LecFolderOptions *self, const char *name);

/**
 * lec_folder_options_set:
 * @name: one of lec_folder_options_get_names()
 * @value: untrusted; an empty list is one, too
 *
 * A list (ignore) grows with each call.
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE; @self is unchanged then
 */
gboolean lec_folder_options_set (LecFolderOptions *self, const char *name, const char *value, GError **error);

void lec_folder_options_unset (LecFolderOptions *self, const char *name);
/* @value: as it was listed: out of a list. What has this value alone is not set any more. */
void lec_folder_options_take_out (LecFolderOptions *self, const char *name, const char *value);
/* Whether nothing is set. */
gboolean lec_folder_options_is_empty (const LecFolderOptions *self);

/**
 * lec_folder_options_apply:
 * @folders: (element-type LecFolderOptions)
 * @video: path
 * @except: (nullable) (array zero-terminated=1): names of options that are left as they are
 *
 * Each option becomes that of the nearest folder above @video that sets it.
 *
 * Returns: (transfer full) (element-type LecFolderOptions): what was taken, of which folder
 */
GPtrArray *lec_folder_options_apply (const GPtrArray *folders,
                                     const char *video,
                                     const char *const *except,
                                     LecJobOptions *options);

/* Returns: (transfer full) */
JsonNode *lec_folder_options_to_json (const LecFolderOptions *self);
/* Returns: (transfer full) (nullable): %LEC_ERROR_PROTOCOL */
LecFolderOptions *lec_folder_options_from_json (JsonNode *node, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecFolderOptions, lec_folder_options_free)

G_END_DECLS
