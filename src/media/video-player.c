/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands go to the thread as sources of its main context, news come back as one
 * source of the owner's: it takes the newest frame and state there are then, so
 * an owner that is busy for a while is not flooded afterwards. The thread may be
 * waiting for a slow disk when the owner goes: so it is not joined, and holds a
 * reference of its own.
 */
#include "media/video-player.h"

#include "media/playback-control.h"

struct _LecVideoPlayer
{
  /* The owner's. */
  LecVideoPlayerListener listener;
  GMainContext *owner_context;
  gboolean is_over;
  guint n_asked;
  guint n_told; /* of what was asked, in the last state that was told */

  /* The thread's. */
  GMainContext *context;
  GMainLoop *loop;
  LecPlaybackControl *control;
  guint n_handled;

  GMutex news_lock; /* guards what follows */
  gboolean is_posted;
  gboolean has_state;
  LecShownFrame *frame; /* (nullable) */
  LecPlaybackState state;
  guint n_done;
};

typedef enum
{
  COMMAND_OPEN,
  COMMAND_CLOSE,
  COMMAND_SEEK,
  COMMAND_PLAY,
  COMMAND_VOLUME,
  COMMAND_QUIT,
} CommandKind;

typedef struct
{
  LecVideoPlayer *player;
  CommandKind kind;
  char *path;
  LecSeek seek;
  gboolean flag;
  double volume;
} Command;

static void
clear_player (gpointer data)
{
  LecVideoPlayer *self = data;

  g_clear_pointer (&self->frame, lec_shown_frame_free);
  g_clear_error (&self->state.error);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_main_context_unref (self->owner_context);
  g_mutex_clear (&self->news_lock);
}

static void
unref_player (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_player);
}

/* --- News, from the thread to the owner --- */

static gboolean
news_cb (gpointer user_data)
{
  LecVideoPlayer *self = user_data;
  g_autoptr (LecShownFrame) frame = NULL;
  LecPlaybackState state;
  gboolean has_state = FALSE;

  g_mutex_lock (&self->news_lock);
  self->is_posted = FALSE;
  frame = g_steal_pointer (&self->frame);
  state = self->state;
  has_state = self->has_state;
  self->state.error = NULL;
  self->has_state = FALSE;
  self->n_told = self->n_done;
  g_mutex_unlock (&self->news_lock);

  if (frame != NULL && !self->is_over)
    self->listener.shown (frame, self->listener.user_data);
  if (has_state && !self->is_over)
    self->listener.changed (&state, self->listener.user_data);
  g_clear_error (&state.error);

  return G_SOURCE_REMOVE;
}

static void
post_locked (LecVideoPlayer *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->is_posted)
    return;

  self->is_posted = TRUE;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, news_cb, g_atomic_rc_box_acquire (self), unref_player);
  g_source_attach (source, self->owner_context);
}

static void
shown_cb (LecShownFrame *frame,
          gpointer user_data)
{
  LecVideoPlayer *self = user_data;
  g_autoptr (LecShownFrame) old = NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->news_lock);

  old = g_steal_pointer (&self->frame);
  self->frame = frame;
  post_locked (self);
}

static void
changed_cb (const LecPlaybackState *state,
            gpointer user_data)
{
  LecVideoPlayer *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->news_lock);

  g_clear_error (&self->state.error);
  self->state = *state;
  self->state.error = state->error != NULL ? g_error_copy (state->error) : NULL;
  self->has_state = TRUE;
  if (state->is_idle)
    self->n_done = self->n_handled;
  if (!state->is_open)
    g_clear_pointer (&self->frame, lec_shown_frame_free);
  post_locked (self);
}

/* --- Commands, from the owner to the thread --- */

static void
command_free (gpointer data)
{
  Command *command = data;

  unref_player (command->player);
  g_free (command->path);
  g_free (command);
}

static gboolean
command_cb (gpointer user_data)
{
  Command *command = user_data;
  LecVideoPlayer *self = command->player;

  self->n_handled++;
  switch (command->kind)
    {
    case COMMAND_OPEN:
      lec_playback_control_open (self->control, command->path);
      break;
    case COMMAND_CLOSE:
      lec_playback_control_close (self->control);
      break;
    case COMMAND_SEEK:
      lec_playback_control_seek (self->control, &command->seek);
      break;
    case COMMAND_PLAY:
      lec_playback_control_set_playing (self->control, command->flag);
      break;
    case COMMAND_VOLUME:
      lec_playback_control_set_volume (self->control, command->volume, command->flag);
      break;
    case COMMAND_QUIT:
      g_main_loop_quit (self->loop);
      break;
    }

  return G_SOURCE_REMOVE;
}

/* Takes @command. */
static void
send (LecVideoPlayer *self,
      Command command)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  self->n_asked++;
  command.player = g_atomic_rc_box_acquire (self);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, command_cb, g_memdup2 (&command, sizeof command), command_free);
  g_source_attach (source, self->context);
}

static gpointer
run_in_thread (gpointer data)
{
  LecVideoPlayer *self = data;
  const LecPlaybackListener listener = { shown_cb, changed_cb, self };

  g_main_context_push_thread_default (self->context);
  self->control = lec_playback_control_new (&listener);
  g_main_loop_run (self->loop);
  lec_playback_control_free (self->control);
  g_main_context_pop_thread_default (self->context);
  unref_player (self);

  return NULL;
}

LecVideoPlayer *
lec_video_player_new (const LecVideoPlayerListener *listener)
{
  LecVideoPlayer *self = NULL;

  g_return_val_if_fail (listener != NULL && listener->shown != NULL && listener->changed != NULL, NULL);

  self = g_atomic_rc_box_new0 (LecVideoPlayer);
  g_mutex_init (&self->news_lock);
  self->listener = *listener;
  self->owner_context = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_thread_unref (g_thread_new ("player", run_in_thread, g_atomic_rc_box_acquire (self)));
  return self;
}

void
lec_video_player_free (LecVideoPlayer *self)
{
  if (self == NULL)
    return;

  self->is_over = TRUE;
  send (self, (Command){ .kind = COMMAND_QUIT });
  unref_player (self);
}

void
lec_video_player_open (LecVideoPlayer *self,
                       const char *path)
{
  g_return_if_fail (self != NULL && path != NULL);

  send (self, (Command){ .kind = COMMAND_OPEN, .path = g_strdup (path) });
}

void
lec_video_player_close (LecVideoPlayer *self)
{
  g_return_if_fail (self != NULL);

  send (self, (Command){ .kind = COMMAND_CLOSE });
}

void
lec_video_player_seek (LecVideoPlayer *self,
                       const LecSeek *seek)
{
  g_return_if_fail (self != NULL && seek != NULL);

  send (self, (Command){ .kind = COMMAND_SEEK, .seek = *seek });
}

void
lec_video_player_set_playing (LecVideoPlayer *self,
                              gboolean is_playing)
{
  g_return_if_fail (self != NULL);

  send (self, (Command){ .kind = COMMAND_PLAY, .flag = is_playing });
}

void
lec_video_player_set_volume (LecVideoPlayer *self,
                             double volume,
                             gboolean is_muted)
{
  g_return_if_fail (self != NULL && volume >= 0 && volume <= 1);

  send (self, (Command){ .kind = COMMAND_VOLUME, .volume = volume, .flag = is_muted });
}

gboolean
lec_video_player_is_idle (LecVideoPlayer *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->n_told == self->n_asked;
}
