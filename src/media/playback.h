/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pipeline of a player: playbin with our own sink, guarded, for one file. It
 * belongs to the thread that made it, save its frames, which come on others.
 */
#pragma once

#include "media/frame-gate.h"
#include "media/shown-frame.h"

G_BEGIN_DECLS

/* @frame: (transfer full). On a streaming thread. */
typedef void (*LecPlaybackFrameFunc) (LecShownFrame *frame, gpointer user_data);

typedef struct _LecPlayback LecPlayback;

/**
 * lec_playback_new:
 *
 * Looks at the file; nothing runs yet.
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_NOT_FOUND, _UNREADABLE, _NOT_A_VIDEO, _INTERNAL
 */
LecPlayback *lec_playback_new (const char *path,
                               LecPlaybackFrameFunc frame_func,
                               gpointer user_data,
                               GError **error);
/* Stops it; no frame comes after that. */
void lec_playback_free (LecPlayback *self);
/* Where its errors, the end and what is done are told. (transfer full) */
GstBus *lec_playback_get_bus (LecPlayback *self);
/* A failure is on the bus. */
void lec_playback_set_playing (LecPlayback *self, gboolean playing);
/* The keyframe before @time_ns of stream time. Returns: whether it was begun; its end is
 * "async-done" on the bus */
gboolean lec_playback_seek_keyframe (LecPlayback *self, gint64 time_ns);
/* The frame that decoders take for the one at @time_ns. Returns: likewise */
gboolean lec_playback_seek (LecPlayback *self, gint64 time_ns);
/**
 * lec_playback_seek_before:
 * @before_ns: stream time
 * @nth: see lec_frame_gate_aim()
 * @from_ns: from where on it is looked for
 *
 * Returns: likewise
 */
gboolean lec_playback_seek_before (LecPlayback *self, gint64 before_ns, guint nth, gint64 from_ns);
/* @n_frames: above 0. Returns: likewise */
gboolean lec_playback_step (LecPlayback *self, guint n_frames);
/* What has come since the last seek. */
void lec_playback_get_facts (LecPlayback *self, LecGateFacts *facts);
/* Whether nothing comes after what was shown last, or after the last seek. */
gboolean lec_playback_is_at_end (LecPlayback *self);
double lec_playback_get_duration_s (LecPlayback *self);
gboolean lec_playback_has_sound (LecPlayback *self);
/* @volume: 0..1, as an ear hears it */
void lec_playback_set_volume (LecPlayback *self, double volume, gboolean is_muted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPlayback, lec_playback_free)

G_END_DECLS
