/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows the video of a lecture at any moment, and plays it. To embed it:
 *
 *   <object class="LecPlayer" id="player"/>   in a template, after g_type_ensure (LEC_TYPE_PLAYER)
 *   lec_player_open_video (player, path, content_id);   or lec_player_open() for several parts
 *   lec_player_set_marks (player, times_s, n_times);    when slides have changed
 *   lec_player_seek (player, lec_slide_item_get_start_s (item));   when a slide is chosen
 *   lec_player_close (player);                          when the page is left
 *   lec_player_bind_settings (player, settings);        once, to keep the volume
 *
 * Signals:
 *   notify::position          where it is: with each frame, in seconds of the lecture
 *   mark-reached (uint)       the mark that is the last one up to there; G_MAXUINT before the first
 *
 * Properties: "position" (double), "is-playing", "error" (GError, nullable: why there is no video).
 *
 * Actions, with their keys while the focus is in it:
 *   player.play               Space
 *   player.step-back, .step-forward   , .
 *   player.skip (i)           Left, Right: one second; with Control ten
 *   player.go-to-start, .go-to-end    Home, End
 *   player.mute               M
 *   player.locate             asks where the video is
 *   player.open-outside       in the player that the system has
 *
 * Nothing blocks; files are opened and read on other threads.
 */
#pragma once

#include <gtk/gtk.h>

#include "model/lecture.h"
#include "ui/crop-editor.h"

G_BEGIN_DECLS

#define LEC_TYPE_PLAYER (lec_player_get_type ())
G_DECLARE_FINAL_TYPE (LecPlayer, lec_player, LEC, PLAYER, GtkBox)

LecPlayer *lec_player_new (void);

/**
 * lec_player_open:
 * @parts: (element-type LecVideoPart): in order; at least one
 * @content_id: (nullable): of the lecture: what is found again must be that; %NULL for not to look
 */
void lec_player_open (LecPlayer *self, const GPtrArray *parts, const char *content_id);
/* Of one video. */
void lec_player_open_video (LecPlayer *self, const char *path, const char *content_id);
void lec_player_close (LecPlayer *self);
/* To the frame that is shown at @time_s of the lecture; while it is opened, too. */
void lec_player_seek (LecPlayer *self, double time_s);
double lec_player_get_position (LecPlayer *self);
/* @times_s: (array length=n_times): in order */
void lec_player_set_marks (LecPlayer *self, const double *times_s, gsize n_times);
/* Whether all that was asked for is on the screen. */
gboolean lec_player_is_idle (LecPlayer *self);
/* Volume and mute are those of @settings from now on, and kept there. */
void lec_player_bind_settings (LecPlayer *self, GSettings *settings);
/**
 * lec_player_start_crop:
 * @picture: (nullable): what to crop, instead of the video, which can be sought in meanwhile
 *
 * See lec_crop_editor_start(). It is shown in place of the video until its signal "chosen" or
 * "cancelled", or lec_player_end_crop().
 */
void lec_player_start_crop (LecPlayer *self,
                            GdkPaintable *picture,
                            int width,
                            int height,
                            const LecRect *rect,
                            LecCropOffers offers,
                            const char *accept);
void lec_player_end_crop (LecPlayer *self);
/* Returns: (transfer none): the same all the time, for its signals */
LecCropEditor *lec_player_get_crop_editor (LecPlayer *self);
/* "closed", "opening", "video", "missing", "failed" or "crop". */
const char *lec_player_get_shown (LecPlayer *self);

G_END_DECLS
