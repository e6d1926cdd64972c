/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A long video that is read in parts, by several tasks of a job, maybe on
 * several machines. Each part is kept in a folder of its own, beside the
 * lecture's, until the lecture is made of them.
 */
#pragma once

#include "engine/extract-run.h"

G_BEGIN_DECLS

/* The part, and the sum of what is in it: in its own folder. */
#define LEC_FILE_PART_SUM "part.sha256"

/**
 * LecSplitVideo: all unowned
 * @root: of kept lectures
 * @video: path
 * @content_id: of the video
 * @lecture_id: of the lecture that is made of it
 * @n_parts: 2..%LEC_TASK_MAX_PARTS
 */
typedef struct
{
  const char *root;
  const char *video;
  const char *content_id;
  const char *lecture_id;
  guint n_parts;
} LecSplitVideo;

/* How many parts of about @part_s there are in @duration_s; 1 where it is not worth it. Pure. */
guint lec_split_video_count_parts (double duration_s, double part_s);
/* Of the folder in which it is kept. @part: 0..@n_parts - 1. Returns: (transfer full) */
char *lec_split_video_make_part_id (const char *lecture_id, guint part, guint n_parts);

/**
 * lec_split_video_read_part:
 *
 * Reads a part, unless it is there, whole, already.
 *
 * Returns: %FALSE with the errors of the stage
 */
gboolean lec_split_video_read_part (const LecSplitVideo *self,
                                    guint part,
                                    LecExtractRun *run,
                                    LecProgress *step,
                                    GError **error);
/**
 * lec_split_video_hand_over:
 * @folder: of the lecture
 *
 * Puts all parts where the stage finds them that joins them. What is missing, or is not what it was
 * when it was read, is read now.
 *
 * Returns: %FALSE with the errors of the stage that reads parts, or of writing
 */
gboolean lec_split_video_hand_over (const LecSplitVideo *self,
                                    const char *folder,
                                    LecExtractRun *run,
                                    LecProgress *step,
                                    GError **error);
/* There is no more use in them. @folder: of the lecture */
void lec_split_video_discard (const LecSplitVideo *self, const char *folder);

G_END_DECLS
