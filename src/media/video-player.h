/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a video and shows any frame of it, for a window. Nothing here blocks: a
 * thread of its own opens, seeks and waits. What is shown comes as plain pixels.
 *
 * Everything is told on the main context that was the default of the thread that
 * made it, and asked from there.
 */
#pragma once

#include "media/playback-state.h"
#include "media/seek-queue.h"
#include "media/shown-frame.h"

G_BEGIN_DECLS

typedef struct _LecVideoPlayer LecVideoPlayer;

/**
 * LecVideoPlayerListener:
 * @shown: the newest frame; those that came before it and were not told are left out
 * @changed: something of @state has
 */
typedef struct
{
  void (*shown) (const LecShownFrame *frame, gpointer user_data);
  void (*changed) (const LecPlaybackState *state, gpointer user_data);
  gpointer user_data;
} LecVideoPlayerListener;

LecVideoPlayer *lec_video_player_new (const LecVideoPlayerListener *listener);
/* Nothing is told after that. What it was doing ends on its own thread. */
void lec_video_player_free (LecVideoPlayer *self);
/* See lec_playback_control_open() and so on. */
void lec_video_player_open (LecVideoPlayer *self, const char *path);
void lec_video_player_close (LecVideoPlayer *self);
void lec_video_player_seek (LecVideoPlayer *self, const LecSeek *seek);
void lec_video_player_set_playing (LecVideoPlayer *self, gboolean is_playing);
void lec_video_player_set_volume (LecVideoPlayer *self, double volume, gboolean is_muted);
/* Whether all that was asked for is done, and told. */
gboolean lec_video_player_is_idle (LecVideoPlayer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecVideoPlayer, lec_video_player_free)

G_END_DECLS
