/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is read of a video is the same for whoever asks with the same options:
 * jobs that keep their lectures on shelves of their own hand it to each other.
 * What was said, what a person has corrected and where a video lies stay.
 */
#pragma once

#include "engine/lecture-folder.h"

G_BEGIN_DECLS

/* Whether there is a reading of that video for lec_shared_reading_take(). */
gboolean lec_shared_reading_is_there (const char *readings, const char *id, const char *content_id);

/**
 * lec_shared_reading_take:
 * @readings: folder with a lecture's folder for each video and way of reading it
 * @folder: of a job
 *
 * Unless @folder was read already. Where there is none, or somebody works on it, the video is read.
 */
void lec_shared_reading_take (const char *readings, LecLectureFolder *folder, GCancellable *cancellable);

/* For others, unless there is one. What they cannot have is no loss to the job. */
void lec_shared_reading_give (const char *readings, LecLectureFolder *folder, GCancellable *cancellable);

G_END_DECLS
