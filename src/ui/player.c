/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times are the lecture's; the part in which one lies is opened when it is asked
 * for. What is asked for while a part is opened waits in the player's queue, and
 * is asked for again when the part had to be looked for.
 */
#include "ui/player.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/error.h"
#include "base/time-format.h"
#include "ui/player-private.h"

enum
{
  PROP_0,
  PROP_POSITION,
  PROP_IS_PLAYING,
  PROP_ERROR,
  N_PROPS,
};

enum
{
  MARK_REACHED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecPlayer, lec_player, GTK_TYPE_BOX)

/* --- Time --- */

static guint
find_mark (LecPlayer *self,
           double time_s)
{
  guint found = G_MAXUINT;

  for (guint i = 0; i < self->marks_s->len; i++)
    if (g_array_index (self->marks_s, double, i) <= time_s + LEC_PLAYER_ROUNDING_S)
      found = i;

  return found;
}

void
lec_player_show_time (LecPlayer *self,
                      gint64 time_ns)
{
  g_autofree char *text = lec_time_format_exact (time_ns / 1000000);

  gtk_label_set_label (self->position_label, text);
}

static void
set_position (LecPlayer *self,
              gint64 position_ns)
{
  guint mark = 0;

  self->position_ns = position_ns;
  mark = find_mark (self, lec_player_get_position (self));
  lec_player_show_time (self, position_ns);
  lec_scrubber_set_position (self->scrubber, lec_player_get_position (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  if (mark == self->mark)
    return;

  self->mark = mark;
  g_signal_emit (self, signals[MARK_REACHED], 0, mark);
}

/* --- Parts --- */

void
lec_player_open_part (LecPlayer *self,
                      guint part)
{
  if (part != self->part)
    {
      lec_player_quest_stop (self);
      self->has_looked = FALSE;
    }

  self->part = part;
  lec_video_player_open (self->player, lec_player_parts_get_place (self->parts, part));
}

void
lec_player_ask (LecPlayer *self,
                LecSeekKind kind,
                double time_s)
{
  double wanted_s = CLAMP (time_s, 0, MAX (lec_player_parts_get_duration_s (self->parts), time_s));
  guint part = 0;
  LecSeek seek = { kind, 0, 0 };

  if (lec_player_parts_count (self->parts) == 0)
    return;

  part = lec_player_parts_find (self->parts, wanted_s);
  self->asked_s = wanted_s;
  if (part != self->part)
    lec_player_open_part (self, part);
  seek.time_s = MAX (wanted_s - lec_player_parts_get_start_s (self->parts, part), 0);
  lec_video_player_seek (self->player, &seek);
}

static void
show_page (LecPlayer *self,
           const char *name)
{
  self->page = name;
  gtk_stack_set_visible_child_name (self->stack, self->is_cropping ? "crop" : name);
}

void
lec_player_show_error (LecPlayer *self,
                       const GError *error)
{
  gboolean is_missing = g_error_matches (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_autofree char *shown = is_missing ? g_filename_display_name (lec_player_parts_get_place (self->parts, self->part))
                                      : g_strdup (error->message);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  adw_status_page_set_description (is_missing ? self->missing_page : self->failed_page, escaped);
  show_page (self, is_missing ? "missing" : "failed");
}

/* --- News of the player --- */

static void
shown_cb (const LecShownFrame *frame,
          gpointer user_data)
{
  LecPlayer *self = user_data;

  if (lec_player_parts_count (self->parts) == 0)
    return;

  lec_video_paintable_show (self->paintable, frame);
  set_position (self, frame->time_ns + (gint64) llround (lec_player_parts_get_start_s (self->parts, self->part) * 1e9));
}

static void
show_playing (LecPlayer *self)
{
  gboolean is_playing = self->state.is_playing || self->goes_on;
  const char *name = is_playing ? C_ ("player", "Pause") : C_ ("player", "Play");

  gtk_button_set_icon_name (self->play_button, is_playing ? "media-playback-pause-symbolic"
                                                          : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
enable_actions (LecPlayer *self)
{
  static const char *const names[] = { "player.play", "player.step-back", "player.step-forward", "player.skip",
                                       "player.go-to-start", "player.go-to-end", "player.open-outside" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], self->state.is_open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "player.locate", self->content_id != NULL);
  gtk_widget_set_visible (self->locate_button, self->content_id != NULL);
  gtk_widget_set_sensitive (self->controls, self->state.is_open);
  gtk_widget_set_visible (GTK_WIDGET (self->volume), self->state.has_sound);
}

static void
show_duration (LecPlayer *self)
{
  double duration_s = lec_player_parts_get_duration_s (self->parts);
  g_autofree char *text = lec_time_format (duration_s);

  gtk_label_set_label (self->duration_label, text);
  lec_scrubber_set_duration (self->scrubber, duration_s);
  lec_scrubber_set_position (self->scrubber, lec_player_get_position (self));
}

static gboolean
is_next_due (LecPlayer *self,
             const LecPlaybackState *state)
{
  return self->state.is_playing && !state->is_playing && state->is_at_end &&
         self->part + 1 < lec_player_parts_count (self->parts);
}

static void
go_on_with_next (LecPlayer *self)
{
  self->asked_s = lec_player_parts_get_start_s (self->parts, self->part + 1);
  lec_player_open_part (self, self->part + 1);
  lec_video_player_set_playing (self->player, TRUE);
}

static void
take_state (LecPlayer *self,
            const LecPlaybackState *state)
{
  g_clear_error (&self->state.error);
  self->state = *state;
  self->state.error = state->error != NULL ? g_error_copy (state->error) : NULL;
}

static void
show_state (LecPlayer *self)
{
  if (self->state.error != NULL && self->content_id != NULL && !self->has_looked &&
      g_error_matches (self->state.error, LEC_ERROR, LEC_ERROR_NOT_FOUND))
    lec_player_quest_start (self);
  else if (self->state.error != NULL && self->quest == NULL)
    lec_player_show_error (self, self->state.error);
  else if (self->state.is_open)
    show_page (self, "video");
}

static void
changed_cb (const LecPlaybackState *state,
            gpointer user_data)
{
  LecPlayer *self = user_data;
  gboolean is_next = FALSE;

  if (lec_player_parts_count (self->parts) == 0)
    return;

  is_next = is_next_due (self, state);
  take_state (self, state);
  if (state->duration_s > 0 && self->part + 1 == lec_player_parts_count (self->parts))
    lec_player_parts_set_last_duration (self->parts, state->duration_s);
  show_state (self);
  show_playing (self);
  show_duration (self);
  enable_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_PLAYING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (is_next)
    go_on_with_next (self);
}

/* --- The widget --- */

static void
lec_player_unmap (GtkWidget *widget)
{
  LecPlayer *self = LEC_PLAYER (widget);

  /* Nobody wants to hear what is not seen. */
  if (self->player != NULL)
    lec_video_player_set_playing (self->player, FALSE);

  GTK_WIDGET_CLASS (lec_player_parent_class)->unmap (widget);
}

static void
lec_player_get_property (GObject *object,
                         guint id,
                         GValue *value,
                         GParamSpec *spec)
{
  LecPlayer *self = LEC_PLAYER (object);

  switch (id)
    {
    case PROP_POSITION:
      g_value_set_double (value, lec_player_get_position (self));
      break;
    case PROP_IS_PLAYING:
      g_value_set_boolean (value, self->state.is_playing);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->state.error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
lec_player_dispose (GObject *object)
{
  LecPlayer *self = LEC_PLAYER (object);

  lec_player_quest_stop_asking (self);
  lec_player_quest_stop (self);
  g_clear_pointer (&self->player, lec_video_player_free);
  g_clear_object (&self->paintable);

  G_OBJECT_CLASS (lec_player_parent_class)->dispose (object);
}

static void
lec_player_finalize (GObject *object)
{
  LecPlayer *self = LEC_PLAYER (object);

  lec_player_parts_free (self->parts);
  g_array_unref (self->marks_s);
  g_clear_error (&self->state.error);
  g_free (self->content_id);

  G_OBJECT_CLASS (lec_player_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lec_player_get_property;
  properties[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  properties[PROP_IS_PLAYING] = g_param_spec_boolean ("is-playing", NULL, NULL, FALSE, readable);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/player.ui");
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, stack);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, picture);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, missing_page);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, failed_page);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, locate_button);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, controls);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, play_button);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, position_label);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, duration_label);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, volume);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, scrubber);
  gtk_widget_class_bind_template_child (widget_class, LecPlayer, crop);
  gtk_widget_class_bind_template_callback (widget_class, lec_player_end_crop);
}

static void
lec_player_class_init (LecPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lec_player_dispose;
  object_class->finalize = lec_player_finalize;
  widget_class->unmap = lec_player_unmap;
  install_properties (object_class);
  signals[MARK_REACHED] = g_signal_new ("mark-reached", LEC_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (LEC_TYPE_SCRUBBER);
  g_type_ensure (LEC_TYPE_CROP_EDITOR);
  g_type_ensure (LEC_TYPE_VOLUME_CONTROL);
  bind_template (widget_class);
  lec_player_actions_install (widget_class);
  lec_player_quest_install (widget_class);
}

static void
lec_player_init (LecPlayer *self)
{
  const LecVideoPlayerListener listener = { shown_cb, changed_cb, self };

  self->player = lec_video_player_new (&listener);
  self->paintable = lec_video_paintable_new ();
  self->parts = lec_player_parts_new ();
  self->marks_s = g_array_new (FALSE, FALSE, sizeof (double));
  self->mark = G_MAXUINT;
  self->page = "closed";

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (self->paintable));
  show_playing (self);
  enable_actions (self);
}

LecPlayer *
lec_player_new (void)
{
  return g_object_new (LEC_TYPE_PLAYER, NULL);
}

void
lec_player_close (LecPlayer *self)
{
  LecPlaybackState none = { 0 };

  g_return_if_fail (LEC_IS_PLAYER (self));

  lec_player_quest_stop_asking (self);
  lec_player_quest_stop (self);
  lec_video_player_close (self->player);
  lec_player_parts_set (self->parts, NULL);
  g_clear_pointer (&self->content_id, g_free);
  self->part = 0;
  self->asked_s = 0;
  self->has_looked = self->goes_on = FALSE;
  lec_video_paintable_show (self->paintable, NULL);
  take_state (self, &none);
  lec_player_set_marks (self, NULL, 0);
  set_position (self, 0);
  show_playing (self);
  show_duration (self);
  enable_actions (self);
  self->is_cropping = FALSE;
  show_page (self, "closed");
}

void
lec_player_open (LecPlayer *self,
                 const GPtrArray *parts,
                 const char *content_id)
{
  g_return_if_fail (LEC_IS_PLAYER (self) && parts != NULL && parts->len > 0);

  lec_player_close (self);
  lec_player_parts_set (self->parts, parts);
  self->content_id = g_strdup (content_id);
  show_page (self, "opening");
  lec_player_open_part (self, 0);
}

void
lec_player_open_video (LecPlayer *self,
                       const char *path,
                       const char *content_id)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_video_part_free);

  g_return_if_fail (LEC_IS_PLAYER (self) && path != NULL);

  g_ptr_array_add (parts, lec_video_part_new (path, 0));
  lec_player_open (self, parts, content_id);
}

void
lec_player_seek (LecPlayer *self,
                 double time_s)
{
  g_return_if_fail (LEC_IS_PLAYER (self) && time_s >= 0);

  lec_player_ask (self, LEC_SEEK_EXACTLY, time_s);
}

double
lec_player_get_position (LecPlayer *self)
{
  g_return_val_if_fail (LEC_IS_PLAYER (self), 0);

  return (double) self->position_ns / 1e9;
}

void
lec_player_set_marks (LecPlayer *self,
                      const double *times_s,
                      gsize n_times)
{
  g_return_if_fail (LEC_IS_PLAYER (self) && (times_s != NULL || n_times == 0));

  g_array_set_size (self->marks_s, 0);
  g_array_append_vals (self->marks_s, times_s, (guint) n_times);
  lec_scrubber_set_marks (self->scrubber, times_s, n_times);
  self->mark = find_mark (self, lec_player_get_position (self));
}

gboolean
lec_player_is_idle (LecPlayer *self)
{
  g_return_val_if_fail (LEC_IS_PLAYER (self), FALSE);

  return self->quest == NULL && lec_video_player_is_idle (self->player);
}

void
lec_player_bind_settings (LecPlayer *self,
                          GSettings *settings)
{
  g_return_if_fail (LEC_IS_PLAYER (self) && G_IS_SETTINGS (settings));

  g_settings_bind (settings, "player-volume", self->volume, "volume", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "player-muted", self->volume, "is-muted", G_SETTINGS_BIND_DEFAULT);
}

void
lec_player_start_crop (LecPlayer *self,
                       GdkPaintable *picture,
                       int width,
                       int height,
                       const LecRect *rect,
                       LecCropOffers offers,
                       const char *accept)
{
  g_return_if_fail (LEC_IS_PLAYER (self));

  lec_video_player_set_playing (self->player, FALSE);
  lec_crop_editor_start (self->crop, picture != NULL ? picture : GDK_PAINTABLE (self->paintable), width, height, rect,
                         offers, accept);
  self->is_cropping = TRUE;
  show_page (self, self->page);
  gtk_widget_grab_focus (GTK_WIDGET (self->crop));
}

void
lec_player_end_crop (LecPlayer *self)
{
  g_return_if_fail (LEC_IS_PLAYER (self));

  self->is_cropping = FALSE;
  show_page (self, self->page);
}

LecCropEditor *
lec_player_get_crop_editor (LecPlayer *self)
{
  g_return_val_if_fail (LEC_IS_PLAYER (self), NULL);

  return self->crop;
}

const char *
lec_player_get_shown (LecPlayer *self)
{
  g_return_val_if_fail (LEC_IS_PLAYER (self), NULL);

  return gtk_stack_get_visible_child_name (self->stack);
}
