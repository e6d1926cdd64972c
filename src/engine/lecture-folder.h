/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the results for one video (and one way of reading it) are kept, so
 * that the same video again costs nothing and a changed setting repeats only
 * what it must. $XDG_DATA_HOME/lectern/lectures/ID/ holds what pipeline/stage.h
 * lists, state.json (how far it is, with which options), placed.json (where its
 * outputs went) and a lock: one program works on a folder at a time.
 */
#pragma once

#include <gio/gio.h>

#include "model/job-options.h"
#include "model/lecture.h"

G_BEGIN_DECLS

/* How far it is; what is not there is a lecture of which nothing is finished. */
#define LEC_FILE_STATE "state.json"

/* What must run next, and all that follows it. */
typedef enum
{
  LEC_STEP_EXTRACT,
  LEC_STEP_SEGMENT,
  LEC_STEP_RECOGNISE,
  LEC_STEP_GENERATE,
  LEC_STEP_NONE,
} LecStep;

typedef struct _LecLectureFolder LecLectureFolder;

LecLectureFolder *lec_lecture_folder_open (const char *root,
                                           const char *id,
                                           const char *content_id,
                                           GCancellable *cancellable,
                                           GError **error);
/* One that is there, and that nobody works on now. Returns: (transfer full) (nullable) */
LecLectureFolder *lec_lecture_folder_try (const char *root, const char *id);
/* Likewise, beside others who only look, too; it need not be writable. Nothing in it is changed. */
LecLectureFolder *lec_lecture_folder_look (const char *root, const char *id);
/* Whether the lecture in @folder is @wanted. */
typedef gboolean (*LecLectureFolderFilter) (const char *folder, const char *wanted);
/* Of those that are wanted. Returns: (transfer full) (nullable): id of the folder last worked on */
char *lec_lecture_folder_find_newest (const char *root, LecLectureFolderFilter is_wanted, const char *wanted);
/* Whether @id was read, of that video. Asks for no lock. */
gboolean lec_lecture_folder_holds_content (const char *root, const char *id, const char *content_id);
char *lec_lecture_folder_find_id (const char *root, const char *content_id);
void lec_lecture_folder_free (LecLectureFolder *self);
void lec_lecture_folder_discard (LecLectureFolder *self);
const char *lec_lecture_folder_get_path (LecLectureFolder *self);
const char *lec_lecture_folder_get_id (LecLectureFolder *self);
/* Of the video; of the parts together when it was joined. */
const char *lec_lecture_folder_get_content_id (LecLectureFolder *self);
gboolean lec_lecture_folder_has_file (LecLectureFolder *self, const char *name);
char *lec_lecture_folder_build_path (LecLectureFolder *self, const char *name);
LecLecture *lec_lecture_folder_load_lecture (LecLectureFolder *self, GError **error);
gboolean lec_lecture_folder_save_lecture (LecLectureFolder *self, const LecLecture *lecture, GError **error);
gboolean lec_lecture_folder_was_read (LecLectureFolder *self);
/* From now on it is the one that was used last. @path: of the folder; nothing happens where it
 * cannot be written */
void lec_lecture_folder_note_use (const char *path);
/* Whether all steps were done, and no picture is missing. */
gboolean lec_lecture_folder_is_finished (LecLectureFolder *self);
const LecJobOptions *lec_lecture_folder_get_options (LecLectureFolder *self);
LecStep lec_lecture_folder_get_next_step (LecLectureFolder *self,
                                          const LecJobOptions *options,
                                          const char *documents);
gboolean lec_lecture_folder_begin (LecLectureFolder *self,
                                   LecStep step,
                                   const LecJobOptions *options,
                                   const char *documents,
                                   GError **error);
gboolean lec_lecture_folder_finish (LecLectureFolder *self, LecStep step, GError **error);
gboolean lec_lecture_folder_copy_reading (LecLectureFolder *self,
                                          LecLectureFolder *source,
                                          GCancellable *cancellable,
                                          GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecLectureFolder, lec_lecture_folder_free)

G_END_DECLS
