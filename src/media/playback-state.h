/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is to be known of a player.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecPlaybackState:
 * @is_open: a video is, and its first frame has come
 * @is_idle: whatever was asked for is done
 * @is_at_end: nothing comes after what is shown
 * @duration_s: 0 when not known
 * @error: (nullable): why nothing is open: %LEC_ERROR_NOT_FOUND, _UNREADABLE, _NOT_A_VIDEO,
 *   _UNSUPPORTED, _DAMAGED or _INTERNAL
 */
typedef struct
{
  gboolean is_open;
  gboolean is_idle;
  gboolean is_playing;
  gboolean is_at_end;
  gboolean has_sound;
  double duration_s;
  GError *error;
} LecPlaybackState;

G_END_DECLS
