/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What kept lectures take on the disk, which of it can be made again, and how
 * it is given up: the files of work that is done, videos whose lectures are
 * kept (they go to the trash, never for good), and what killed programs left.
 *
 * Blocks; for any thread. Folders that somebody works in are left alone.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Names in JSON: finished, unfinished, half-read, in-use. */
typedef enum
{
  LEC_STORED_FINISHED,   /* all steps, all pictures */
  LEC_STORED_UNFINISHED, /* the video was read, all or in part */
  LEC_STORED_HALF_READ,  /* by a program that was killed */
  LEC_STORED_IN_USE,     /* somebody works on it now */
} LecStoredState;

const char *lec_stored_state_get_name (LecStoredState state);

/**
 * LecStoredLecture: a kept folder
 * @title: (nullable): of the video
 * @videos: (element-type filename): what it was made of, where they were then
 * @total_bytes: all of it
 * @work_bytes: what of it can be made again
 * @video_bytes: of the videos that are there
 * @used_us: when somebody worked on it last, since 1970
 * @is_part: whether it is part of a joined lecture that is finished
 */
typedef struct
{
  char *id;
  char *title;
  GPtrArray *videos;
  LecStoredState state;
  gint64 total_bytes;
  gint64 work_bytes;
  gint64 video_bytes;
  gint64 used_us;
  gboolean is_part;
} LecStoredLecture;

void lec_stored_lecture_free (LecStoredLecture *self);
/* Returns: (transfer full) */
JsonNode *lec_stored_lecture_to_json (const LecStoredLecture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStoredLecture, lec_stored_lecture_free)

/**
 * lec_storage_list:
 * @root: where lectures are kept; it may not be there yet
 *
 * Returns: (transfer full) (nullable) (element-type LecStoredLecture): those used last come last;
 *   %NULL with %G_IO_ERROR_CANCELLED
 */
GPtrArray *lec_storage_list (const char *root, GCancellable *cancellable, GError **error);

/**
 * lec_storage_free_work:
 * @is_trial: only find out how much it is
 *
 * Removes the signature track, pictures and words that no slide uses, the kept PDF; of a lecture
 * that is half read, everything. The lecture stays as it is; other settings read the video again.
 *
 * Returns: bytes freed; 0 when somebody works on it
 */
gint64 lec_storage_free_work (const char *root, const LecStoredLecture *lecture, gboolean is_trial);

/**
 * lec_storage_trash_video:
 * @video: one of @lecture's
 * @is_trial: only find out whether it would be
 *
 * Moves it to the trash when the lecture is finished, was made of the whole of it, and it is still
 * what was read.
 *
 * Returns: %FALSE with why it stays: %LEC_ERROR_NOT_FOUND when it is not there, %LEC_ERROR_USAGE,
 *   %LEC_ERROR_NOT_WRITABLE when there is no trash for it, or the errors of reading it
 */
gboolean lec_storage_trash_video (const char *root,
                                  const LecStoredLecture *lecture,
                                  const char *video,
                                  gboolean is_trial,
                                  GCancellable *cancellable,
                                  GError **error);

/* Older than anything that somebody may still go on with. */
#define LEC_STORAGE_HALF_READ_AGE_US (7 * G_TIME_SPAN_DAY)

/**
 * lec_storage_clean_up:
 * @half_read_before_us: what was half read before then goes; since 1970
 * @unused_before_us: so does all that nobody has used since then; 0 for nothing
 *
 * Returns: how many folders were removed
 */
guint lec_storage_clean_up (const char *root,
                            gint64 half_read_before_us,
                            gint64 unused_before_us,
                            GCancellable *cancellable);

G_END_DECLS
