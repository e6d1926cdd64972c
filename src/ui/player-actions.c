/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a person does with the keys and buttons of the player, and with its bar.
 */
#include <math.h>

#include "ui/player-private.h"
#include "ui/show-document.h"

#define SKIP_S 1

static void
scrubbed_cb (LecPlayer *self,
             double time_s,
             gboolean is_final)
{
  if (!is_final && self->state.is_playing)
    {
      self->goes_on = TRUE;
      lec_video_player_set_playing (self->player, FALSE);
    }

  lec_player_show_time (self, (gint64) llround (time_s * 1e9));
  lec_player_ask (self, is_final ? LEC_SEEK_EXACTLY : LEC_SEEK_TO_KEYFRAME, time_s);
  if (!is_final || !self->goes_on)
    return;

  self->goes_on = FALSE;
  lec_video_player_set_playing (self->player, TRUE);
}

static void
play_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecPlayer *self = LEC_PLAYER (widget);

  lec_video_player_set_playing (self->player, !self->state.is_playing);
}

static void
step_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecPlayer *self = LEC_PLAYER (widget);
  const LecSeek seek = { LEC_SEEK_BY_FRAMES, 0, g_str_equal (name, "player.step-back") ? -1 : 1 };

  lec_video_player_seek (self->player, &seek);
}

/* From where it will be, when that is not where it is yet. */
static void
skip_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecPlayer *self = LEC_PLAYER (widget);
  double from_s = self->state.is_playing || lec_player_is_idle (self) ? lec_player_get_position (self)
                                                                      : self->asked_s;
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double skip_s = (is_mirrored ? -SKIP_S : SKIP_S) * g_variant_get_int32 (parameter);

  lec_player_seek (self, CLAMP (from_s + skip_s, 0, lec_player_parts_get_duration_s (self->parts)));
}

static void
go_to_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecPlayer *self = LEC_PLAYER (widget);

  lec_player_seek (self, g_str_equal (name, "player.go-to-start") ? 0 : lec_player_parts_get_duration_s (self->parts));
}

static void
mute_cb (GtkWidget *widget,
         const char *name,
         GVariant *parameter)
{
  LecPlayer *self = LEC_PLAYER (widget);

  lec_volume_control_set_muted (self->volume, !lec_volume_control_is_muted (self->volume));
}

static void
opened_outside_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer user_data)
{
  g_autoptr (LecPlayer) self = user_data;
  g_autoptr (GError) error = NULL;

  /* And something is shown still. */
  if (!lec_show_document_finish (result, &error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      lec_player_parts_count (self->parts) > 0)
    lec_player_show_error (self, error);
}

static void
open_outside_cb (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  LecPlayer *self = LEC_PLAYER (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (lec_player_parts_count (self->parts) == 0 || !GTK_IS_WINDOW (root))
    return;

  lec_video_player_set_playing (self->player, FALSE);
  lec_show_document_async (GTK_WINDOW (root), lec_player_parts_get_place (self->parts, self->part), NULL,
                           opened_outside_cb, g_object_ref (self));
}

static void
volume_changed_cb (LecPlayer *self)
{
  lec_video_player_set_volume (self->player, lec_volume_control_get_volume (self->volume),
                               lec_volume_control_is_muted (self->volume));
}

void
lec_player_actions_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "player.play", NULL, play_cb);
  gtk_widget_class_install_action (widget_class, "player.step-back", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "player.step-forward", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "player.skip", "i", skip_cb);
  gtk_widget_class_install_action (widget_class, "player.go-to-start", NULL, go_to_cb);
  gtk_widget_class_install_action (widget_class, "player.go-to-end", NULL, go_to_cb);
  gtk_widget_class_install_action (widget_class, "player.mute", NULL, mute_cb);
  gtk_widget_class_install_action (widget_class, "player.open-outside", NULL, open_outside_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrubbed_cb);
  gtk_widget_class_bind_template_callback (widget_class, volume_changed_cb);
}
