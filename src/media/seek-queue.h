/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a player was asked to show and has not shown yet: one seek is under way,
 * at most one waits, and the newest wins. Steps by a frame add up. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Steps that wait, at most. */
#define LEC_SEEK_MAX_FRAMES 8

/**
 * LecSeekKind:
 * @LEC_SEEK_TO_KEYFRAME: the keyframe before a time: fast, while somebody drags
 * @LEC_SEEK_EXACTLY: the frame that is shown at a time
 * @LEC_SEEK_BY_FRAMES: so many frames on, or back, from the one that is shown
 */
typedef enum
{
  LEC_SEEK_TO_KEYFRAME,
  LEC_SEEK_EXACTLY,
  LEC_SEEK_BY_FRAMES,
} LecSeekKind;

/**
 * LecSeek:
 * @time_s: stream time, where @kind takes one
 * @n_frames: below 0 is back, where @kind takes it
 */
typedef struct
{
  LecSeekKind kind;
  double time_s;
  int n_frames;
} LecSeek;

typedef struct
{
  LecSeek waiting;
  int waiting_frames; /* after @waiting */
  guint is_running : 1;
  guint is_waiting : 1;
} LecSeekQueue;

/* Nothing waits, nothing is under way. */
void lec_seek_queue_clear (LecSeekQueue *self);
/* Something else is under way that ends with lec_seek_queue_finish(): opening. */
void lec_seek_queue_hold (LecSeekQueue *self);
/* Returns: whether @next is to be started now */
gboolean lec_seek_queue_push (LecSeekQueue *self, const LecSeek *seek, LecSeek *next);
/* What was under way is over. Returns: whether @next is to be started now */
gboolean lec_seek_queue_finish (LecSeekQueue *self, LecSeek *next);
gboolean lec_seek_queue_has_waiting (const LecSeekQueue *self);

G_END_DECLS
