/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds what is kept of a video by whatever a user has at hand.
 */
#pragma once

#include "engine/data-folder.h"
#include "engine/lecture-folder.h"
#include "model/job-request.h"

G_BEGIN_DECLS

/* In it: the shelves of jobs, by their names. */
#define LEC_FOLDER_SHELVES "jobs"

/**
 * LecKeptRoot: where lectures are kept, for as long as somebody works with them
 * @library: (nullable): when it is held
 * @is_temporary: whether it goes when it is cleared
 */
typedef struct
{
  LecDataFolder *library;
  char *path;
  gboolean is_temporary;
} LecKeptRoot;

/* @self: zeroed; @path: (nullable): in the library. Returns: %FALSE with the errors of
 * lec_data_folder_open() */
gboolean lec_kept_root_open (LecKeptRoot *self, const char *path, GError **error);
/* Likewise; where lectures of the library cannot be written they are kept until it is cleared,
 * beside what was corrected of them in the library. */
gboolean lec_kept_root_open_somewhere (LecKeptRoot *self, GError **reason, GError **error);
/* From now on, where @source is the folder of a lecture on a shelf below: that shelf. */
void lec_kept_root_enter_shelf (LecKeptRoot *self, const char *source);
void lec_kept_root_clear (LecKeptRoot *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecKeptRoot, lec_kept_root_clear)

/**
 * lec_kept_lecture_build_shelf:
 * @root: of what a machine keeps
 *
 * Returns: (transfer full): where what is kept of @job lies: @root itself unless the job has a
 *   shelf of its own, which is a folder like @root
 */
char *lec_kept_lecture_build_shelf (const char *root, const LecJobRequest *job);
/* With a job that is gone. */
void lec_kept_lecture_remove_shelf (const char *root, const LecJobRequest *job);
char *lec_kept_lecture_find_id (const char *root,
                                const char *source,
                                GCancellable *cancellable,
                                GError **error);
LecLectureFolder *lec_kept_lecture_open (const char *root,
                                         const char *source,
                                         GCancellable *cancellable,
                                         GError **error);
LecLectureFolder *lec_kept_lecture_open_to_read (const char *root,
                                                 const char *source,
                                                 GCancellable *cancellable,
                                                 GError **error);

G_END_DECLS
