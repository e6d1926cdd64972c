/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a player does when it is asked to: opens, seeks until the right frame is
 * there, steps, plays. Times are those of LecFrame, by which lectures are kept:
 * the first frame is at 0 where that is what is meant. All on the thread that
 * made it, whose default main context has to run.
 */
#pragma once

#include "media/playback-state.h"
#include "media/seek-queue.h"
#include "media/shown-frame.h"

G_BEGIN_DECLS

/**
 * LecPlaybackListener:
 * @shown: on any thread; @frame: (transfer full)
 * @changed: something of @state has
 */
typedef struct
{
  void (*shown) (LecShownFrame *frame, gpointer user_data);
  void (*changed) (const LecPlaybackState *state, gpointer user_data);
  gpointer user_data;
} LecPlaybackListener;

typedef struct _LecPlaybackControl LecPlaybackControl;

LecPlaybackControl *lec_playback_control_new (const LecPlaybackListener *listener);
void lec_playback_control_free (LecPlaybackControl *self);
/* Closes what is open. Seeks may follow at once: the first frame is not shown then. */
void lec_playback_control_open (LecPlaybackControl *self, const char *path);
void lec_playback_control_close (LecPlaybackControl *self);
void lec_playback_control_seek (LecPlaybackControl *self, const LecSeek *seek);
/* From the start when it is at its end. */
void lec_playback_control_set_playing (LecPlaybackControl *self, gboolean is_playing);
/* @volume: 0..1; also of what is opened later */
void lec_playback_control_set_volume (LecPlaybackControl *self, double volume, gboolean is_muted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPlaybackControl, lec_playback_control_free)

G_END_DECLS
