/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One video of a request, from its first byte to slides in its folder.
 */
#pragma once

#include "engine/extract-run.h"
#include "engine/lecture-folder.h"

G_BEGIN_DECLS

/**
 * LecLecturePart:
 * @video: (nullable): absolute; %NULL when only what was kept of it is there
 * @content_id: (nullable): of the video
 * @id: of the folder
 * @folder: (nullable): opened by lec_lecture_part_open()
 * @next: what has to run first
 * @n_parts: in which it was read by others, and is to be joined; 0 where it is read in one go
 * @damage: (nullable): what ended the reading before the video's end
 */
typedef struct
{
  char *video;
  char *content_id;
  char *id;
  LecLectureFolder *folder;
  LecStep next;
  guint n_parts;
  LecProgress *probe_step;   /* unowned (nullable) */
  LecProgress *extract_step; /* unowned (nullable): of the stage that makes the lecture */
  GError *damage;
} LecLecturePart;

/* Of the folder in which @content_id, read with these options, is kept. (transfer full) */
char *lec_lecture_part_make_id (const char *content_id, const LecJobOptions *options);
LecLecturePart *lec_lecture_part_new (const char *video,
                                      const LecJobOptions *options,
                                      GCancellable *cancellable,
                                      GError **error);
LecLecturePart *lec_lecture_part_new_kept (LecLectureFolder *folder, const char *video);
void lec_lecture_part_free (LecLecturePart *self);
gboolean lec_lecture_part_open (LecLecturePart *self,
                                const char *root,
                                const char *readings,
                                const LecExtractAim *aim,
                                GCancellable *cancellable,
                                GError **error);
void lec_lecture_part_plan (LecLecturePart *self, LecExtractRun *run, double share);
gboolean lec_lecture_part_probe (LecLecturePart *self, LecExtractRun *run, GError **error);
gboolean lec_lecture_part_read (LecLecturePart *self, LecExtractRun *run, GError **error);
/* Sets where its video is now: @path, and as lec_linked_video_note_origin() does. */
void lec_lecture_part_name (const LecLecturePart *self, char **path, char **address, gboolean *is_page);
LecLecture *lec_lecture_part_load (LecLecturePart *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecLecturePart, lec_lecture_part_free)

G_END_DECLS
