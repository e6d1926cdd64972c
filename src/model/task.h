/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes over the pipe between a worker and its task process: a task one
 * way; progress, provisional slides and one outcome the other way. One JSON
 * object a line, at most LEC_TASK_MAX_LINE bytes, everything checked on reading.
 */
#pragma once

#include "model/lecture.h"

G_BEGIN_DECLS

#define LEC_TASK_MAX_LINE   (1024 * 1024)
#define LEC_TASK_MAX_SLIDES 64
#define LEC_TASK_MAX_CORES  1024
#define LEC_TASK_MAX_PARTS  256

/**
 * LecTask:
 * @id: chosen by the worker, comes back in every message
 * @stage: name in the stage table
 * @folder: the task's own folder; the stage's inputs and results are in it
 * @video: (nullable): path of the local copy of the video
 * @title: of the documents to be made
 * @link_folder: (nullable): where the documents will lie: their links lead from there
 * @options: the job's
 * @n_cores: that it may keep busy, 0 for all there are; at most LEC_TASK_MAX_CORES
 * @n_parts: that the video is read in, at most LEC_TASK_MAX_PARTS; 0 where it is not
 * @part: which of them, for the stage that reads one: 0..@n_parts - 1
 * @slides: (nullable) (element-type LecSlide): at most LEC_TASK_MAX_SLIDES whose pictures lie in
 *   @folder, for a stage that is asked about these only
 */
typedef struct
{
  char *id;
  char *stage;
  char *folder;
  char *video;
  char *title;
  char *link_folder;
  LecJobOptions *options;
  guint n_cores;
  guint n_parts;
  guint part;
  GPtrArray *slides;
} LecTask;

LecTask *lec_task_new (const char *id, const char *stage, const char *folder);
void lec_task_free (LecTask *self);
JsonNode *lec_task_to_json (const LecTask *self);
LecTask *lec_task_from_json (JsonNode *node, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTask, lec_task_free)

typedef enum
{
  LEC_MESSAGE_PROGRESS, /* may be dropped */
  LEC_MESSAGE_SLIDE,    /* provisional; superseded by the result */
  LEC_MESSAGE_DONE,     /* the result is in the task's folder */
  LEC_MESSAGE_FAILED,
} LecMessageType;

/**
 * LecMessage:
 * @task: id of the task
 * @n_frames: pictures decoded so far; of all but %LEC_MESSAGE_SLIDE
 * @fraction: of %LEC_MESSAGE_PROGRESS, 0..1
 * @position_s: stream time reached, < 0 where it means nothing
 * @slide: (nullable): of %LEC_MESSAGE_SLIDE
 * @result: (nullable): of %LEC_MESSAGE_DONE: file name in the task's folder
 * @result_sha256: (nullable): of that file
 * @error: (nullable): of %LEC_MESSAGE_FAILED: in %LEC_ERROR, or %G_IO_ERROR_CANCELLED
 */
typedef struct
{
  LecMessageType type;
  char *task;
  gint64 n_frames;
  double fraction;
  double position_s;
  LecSlide *slide;
  char *result;
  char *result_sha256;
  GError *error;
} LecMessage;

LecMessage *lec_message_new (LecMessageType type, const char *task);
void lec_message_free (LecMessage *self);
/* One line without its newline. */
char *lec_message_to_line (const LecMessage *self);
LecMessage *lec_message_from_line (const char *line, gssize length, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecMessage, lec_message_free)

G_END_DECLS
