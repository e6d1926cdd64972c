/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An accurate seek gives the right frame nearly always. Where it gives a later
 * one, or none, and for steps back, the frames before that time are looked
 * through, from further back each time that there are too few. What comes
 * meanwhile is hidden, so that nobody sees a frame that was not asked for.
 *
 * Seeks and changes of state end with the same message, so each seek also knows
 * by the flushes that went by whether a frame is its own.
 */
#include "media/playback-control.h"

#include <glib/gi18n-lib.h>
#include <gst/pbutils/pbutils.h>

#include "base/error.h"
#include "media/frame-reader.h"
#include "media/playback.h"
#include "media/video-file.h"

/* Times that were written down and read again are still the same frame's. */
#define ROUNDING_NS (GST_MSECOND / 2)

/* How far back is looked, in turn. No multiples of what frames last: a frame that begins where it
 * is looked from cannot be told from one that was cut there. */
static const gint64 windows_ns[] = { 150300 * GST_USECOND, 1000700 * GST_USECOND, 15000700 * GST_USECOND, G_MAXINT64 };

/**
 * Running: the seek that is under way
 * @is_opening: none, the first frame is waited for
 * @before_ns: when frames before a time are looked through, 0 otherwise
 * @target_ns: of an exact seek
 */
typedef struct
{
  LecSeekKind kind;
  gboolean is_opening;
  gint64 target_ns;
  gint64 before_ns;
  guint nth;
  guint window;
  guint n_flushes;
  guint n_shown;
} Running;

struct _LecPlaybackControl
{
  LecPlaybackListener listener;
  double volume;
  gboolean is_muted;

  char *path;            /* (nullable) */
  LecPlayback *playback; /* (nullable) */
  GSource *bus_source;   /* (nullable) */
  LecSeekQueue queue;
  Running running;
  LecPlaybackState state;
  gint64 first_ns;        /* of the first frame, by the stream's clock as all times here */
  gint64 origin_ns;       /* when the lecture begins: as the frame reader has it; set while frames are hidden */
  gboolean has_moved;     /* playing on from here takes a seek */
  gboolean lacks_decoder; /* for something in it */

  GMutex shown_lock;     /* guards what follows */
  LecShownFrame *hidden; /* (nullable) */
  gboolean hides;
  gint64 shown_ns;
  guint shown_flushes;
  guint n_shown;
};

static void start (LecPlaybackControl *self, LecSeek seek);

/* --- Frames --- */

/* Takes @frame, whose time is the stream's. */
static void
show (LecPlaybackControl *self,
      LecShownFrame *frame)
{
  frame->time_ns = MAX (frame->time_ns - self->origin_ns, 0);
  self->listener.shown (frame, self->listener.user_data);
}

/* On a streaming thread. */
static void
frame_cb (LecShownFrame *frame,
          gpointer user_data)
{
  LecPlaybackControl *self = user_data;
  g_autoptr (LecShownFrame) hidden = NULL;

  g_mutex_lock (&self->shown_lock);
  self->shown_ns = frame->time_ns;
  self->shown_flushes = frame->n_flushes;
  self->n_shown++;
  if (self->hides)
    {
      hidden = g_steal_pointer (&self->hidden);
      self->hidden = g_steal_pointer (&frame);
    }
  g_mutex_unlock (&self->shown_lock);

  if (frame != NULL)
    show (self, frame);
}

static void
hide_frames (LecPlaybackControl *self,
             gboolean hides)
{
  g_autoptr (LecShownFrame) hidden = NULL;

  g_mutex_lock (&self->shown_lock);
  self->hides = hides;
  hidden = g_steal_pointer (&self->hidden);
  g_mutex_unlock (&self->shown_lock);

  if (!hides && hidden != NULL)
    show (self, g_steal_pointer (&hidden));
}

static gint64
get_shown_ns (LecPlaybackControl *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->shown_lock);

  return self->shown_ns;
}

/* In the lecture. */
static double
get_shown_s (LecPlaybackControl *self)
{
  return (double) (get_shown_ns (self) - self->origin_ns) / GST_SECOND;
}

/* --- State --- */

static void
tell (LecPlaybackControl *self)
{
  self->state.is_idle = !self->queue.is_running;
  self->listener.changed (&self->state, self->listener.user_data);
}

static void
drop_playback (LecPlaybackControl *self)
{
  if (self->bus_source != NULL)
    g_source_destroy (self->bus_source);
  g_clear_pointer (&self->bus_source, g_source_unref);
  g_clear_pointer (&self->playback, lec_playback_free);
  g_clear_pointer (&self->hidden, lec_shown_frame_free);
  g_clear_error (&self->state.error);
  lec_seek_queue_clear (&self->queue);
  self->state = (LecPlaybackState){ 0 };
  self->running = (Running){ 0 };
}

/* Takes @error. */
static void
fail (LecPlaybackControl *self,
      GError *error)
{
  drop_playback (self);
  self->state.error = error;
  tell (self);
}

/* --- One seek --- */

static gboolean
look_before (LecPlaybackControl *self,
             gint64 before_ns,
             guint nth,
             guint window)
{
  gint64 from_ns = before_ns > windows_ns[window] ? before_ns - windows_ns[window] : 0;

  self->running.before_ns = before_ns;
  self->running.nth = nth;
  self->running.window = from_ns > 0 ? window : G_N_ELEMENTS (windows_ns) - 1;
  return lec_playback_seek_before (self->playback, before_ns, nth, from_ns);
}

/* A frame that was cut by the seek is shown from before that on: it is the first one back. Nothing
 * is before the first. */
static gboolean
step_back (LecPlaybackControl *self,
           guint n_frames)
{
  gint64 shown_ns = get_shown_ns (self);
  LecGateFacts facts;

  if (shown_ns <= self->first_ns + (gint64) ROUNDING_NS)
    return FALSE;

  lec_playback_get_facts (self->playback, &facts);
  if (shown_ns == facts.start_ns)
    return look_before (self, shown_ns + 1, n_frames + 1, 0);

  return look_before (self, shown_ns, n_frames, 0);
}

static gboolean
step_on (LecPlaybackControl *self,
         guint n_frames)
{
  return !lec_playback_is_at_end (self->playback) && lec_playback_step (self->playback, n_frames);
}

/* Returns: whether it was begun */
static gboolean
begin (LecPlaybackControl *self,
       const LecSeek *seek)
{
  gint64 time_ns = (gint64) (MAX (seek->time_s, 0) * GST_SECOND) + self->origin_ns;

  if (seek->kind == LEC_SEEK_TO_KEYFRAME)
    return lec_playback_seek_keyframe (self->playback, time_ns);
  if (seek->kind == LEC_SEEK_BY_FRAMES)
    return seek->n_frames > 0 ? step_on (self, (guint) seek->n_frames) : step_back (self, (guint) -seek->n_frames);

  self->running.target_ns = time_ns + (gint64) ROUNDING_NS;
  return lec_playback_seek (self->playback, self->running.target_ns);
}

static void
note_flushes (LecPlaybackControl *self)
{
  LecGateFacts facts;

  /* A seek returns when its flush has gone by. */
  lec_playback_get_facts (self->playback, &facts);
  self->running.n_flushes = facts.n_flushes;
}

static void
finish (LecPlaybackControl *self)
{
  const LecSeek here = { LEC_SEEK_EXACTLY, get_shown_s (self), 0 };
  LecSeek next;

  hide_frames (self, FALSE);
  self->has_moved = self->running.kind == LEC_SEEK_BY_FRAMES || self->running.before_ns > 0;
  if (lec_seek_queue_finish (&self->queue, &next))
    start (self, next);
  else if (self->has_moved && self->state.is_playing)
    lec_playback_control_seek (self, &here);
  else
    tell (self);
}

static void
start (LecPlaybackControl *self,
       LecSeek seek)
{
  g_mutex_lock (&self->shown_lock);
  self->running = (Running){ .kind = seek.kind, .n_shown = self->n_shown };
  g_mutex_unlock (&self->shown_lock);

  if (seek.kind == LEC_SEEK_BY_FRAMES && self->state.is_playing)
    {
      self->state.is_playing = FALSE;
      lec_playback_set_playing (self->playback, FALSE);
    }
  self->state.is_at_end = FALSE;
  hide_frames (self, !self->state.is_playing);
  if (begin (self, &seek))
    note_flushes (self);
  else
    finish (self);
}

/* Whether what was waited for is there; messages may be of something before. */
static gboolean
has_arrived (LecPlaybackControl *self)
{
  const Running *running = &self->running;
  g_autoptr (GMutexLocker) locker = NULL;

  if (running->is_opening || lec_playback_is_at_end (self->playback))
    return TRUE;

  locker = g_mutex_locker_new (&self->shown_lock);
  return self->n_shown > running->n_shown && self->shown_flushes >= running->n_flushes;
}

/* Whether an exact seek shows what is after its time, or before: in a file that tells a duration
 * shorter than it is, nothing is found after that. */
static gboolean
has_missed (LecPlaybackControl *self,
            const LecGateFacts *facts)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->shown_lock);
  const Running *running = &self->running;

  if (self->n_shown == running->n_shown || facts->start_ns < running->target_ns - (gint64) ROUNDING_NS)
    return TRUE;

  return self->shown_ns > running->target_ns && self->shown_ns > self->first_ns;
}

/* Returns: whether it has begun */
static gboolean
look_further (LecPlaybackControl *self,
              const LecGateFacts *facts)
{
  const Running *running = &self->running;
  gboolean has_begun = FALSE;

  if (self->state.is_playing || lec_seek_queue_has_waiting (&self->queue) || running->is_opening)
    return FALSE;

  if (running->before_ns > 0 && !facts->is_found && running->window + 1 < G_N_ELEMENTS (windows_ns))
    has_begun = look_before (self, running->before_ns, running->nth, running->window + 1);
  else if (running->before_ns == 0 && running->kind == LEC_SEEK_EXACTLY && has_missed (self, facts))
    has_begun = look_before (self, running->target_ns + 1, 1, 0);

  if (has_begun)
    note_flushes (self);
  return has_begun;
}

/* --- Opening --- */

static void
set_no_frame (LecPlaybackControl *self)
{
  g_autofree char *name = lec_video_file_dup_display_name (self->path);
  GError *error = NULL;

  if (self->lacks_decoder)
    error = g_error_new (LEC_ERROR, LEC_ERROR_UNSUPPORTED,
                         _ ("%s cannot be read with the installed GStreamer plug-ins"), name);
  else
    error = lec_video_file_new_no_video_error (self->path, NULL);
  fail (self, error);
}

static void
opened (LecPlaybackControl *self)
{
  if (self->n_shown == 0)
    {
      set_no_frame (self);
      return;
    }

  self->first_ns = get_shown_ns (self);
  self->origin_ns = self->first_ns <= LEC_FRAME_READER_MAX_ORIGIN_S * GST_SECOND ? self->first_ns : 0;
  self->state.is_open = TRUE;
  self->state.duration_s = lec_playback_get_duration_s (self->playback);
  self->state.has_sound = lec_playback_has_sound (self->playback);
  /* Whoever has asked for another frame meanwhile does not want to see this one. */
  if (lec_seek_queue_has_waiting (&self->queue))
    hide_frames (self, TRUE);
  self->running.kind = LEC_SEEK_EXACTLY;
  finish (self);
}

/* --- Messages --- */

static void
done (LecPlaybackControl *self)
{
  LecGateFacts facts;

  if (!self->queue.is_running)
    return;

  lec_playback_get_facts (self->playback, &facts);
  if (!has_arrived (self) || look_further (self, &facts))
    return;

  if (self->running.is_opening)
    opened (self);
  else
    finish (self);
}

static void
ended (LecPlaybackControl *self)
{
  self->state.is_playing = FALSE;
  self->state.is_at_end = TRUE;
  lec_playback_set_playing (self->playback, FALSE);
  if (self->queue.is_running)
    finish (self);
  else
    tell (self);
}

static void
broke (LecPlaybackControl *self,
       GstMessage *message)
{
  g_autoptr (GError) posted = NULL;

  gst_message_parse_error (message, &posted, NULL);
  if (self->lacks_decoder)
    set_no_frame (self);
  else
    fail (self, lec_video_file_translate_error (self->path, posted, NULL));
}

static gboolean
message_cb (GstBus *bus,
            GstMessage *message,
            gpointer user_data)
{
  LecPlaybackControl *self = user_data;

  switch (GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ASYNC_DONE:
    case GST_MESSAGE_STEP_DONE:
      done (self);
      break;
    case GST_MESSAGE_EOS:
      ended (self);
      break;
    case GST_MESSAGE_ERROR:
      broke (self, message);
      break;
    case GST_MESSAGE_ELEMENT:
      if (gst_is_missing_plugin_message (message))
        self->lacks_decoder = TRUE;
      break;
    default:
      break;
    }

  return G_SOURCE_CONTINUE;
}

/* --- What is asked --- */

static void
watch (LecPlaybackControl *self)
{
  g_autoptr (GstBus) bus = lec_playback_get_bus (self->playback);

  self->bus_source = gst_bus_create_watch (bus);
  g_source_set_callback (self->bus_source, G_SOURCE_FUNC (message_cb), self, NULL);
  g_source_attach (self->bus_source, g_main_context_get_thread_default ());
}

LecPlaybackControl *
lec_playback_control_new (const LecPlaybackListener *listener)
{
  LecPlaybackControl *self = NULL;

  g_return_val_if_fail (listener != NULL && listener->shown != NULL && listener->changed != NULL, NULL);

  self = g_new0 (LecPlaybackControl, 1);
  g_mutex_init (&self->shown_lock);
  self->listener = *listener;
  self->volume = 1;
  return self;
}

void
lec_playback_control_free (LecPlaybackControl *self)
{
  if (self == NULL)
    return;

  drop_playback (self);
  g_free (self->path);
  g_mutex_clear (&self->shown_lock);
  g_free (self);
}

void
lec_playback_control_open (LecPlaybackControl *self,
                           const char *path)
{
  GError *error = NULL;

  g_return_if_fail (self != NULL && path != NULL);

  drop_playback (self);
  g_free (self->path);
  self->path = g_strdup (path);
  self->playback = lec_playback_new (path, frame_cb, self, &error);
  if (self->playback == NULL)
    {
      fail (self, error);
      return;
    }

  self->lacks_decoder = self->has_moved = FALSE;
  self->n_shown = self->shown_flushes = 0;
  self->origin_ns = 0;
  self->hides = TRUE;
  self->running.is_opening = TRUE;
  lec_seek_queue_hold (&self->queue);
  watch (self);
  lec_playback_set_volume (self->playback, self->volume, self->is_muted);
  lec_playback_set_playing (self->playback, FALSE);
  tell (self);
}

void
lec_playback_control_close (LecPlaybackControl *self)
{
  g_return_if_fail (self != NULL);

  drop_playback (self);
  tell (self);
}

void
lec_playback_control_seek (LecPlaybackControl *self,
                           const LecSeek *seek)
{
  LecSeek next;

  g_return_if_fail (self != NULL && seek != NULL);

  if (self->playback != NULL && lec_seek_queue_push (&self->queue, seek, &next))
    start (self, next);
  else
    tell (self);
}

/* Where pictures and sound are not at the same place, or at the end. */
static void
seek_to_play (LecPlaybackControl *self)
{
  const LecSeek seek = { LEC_SEEK_EXACTLY, self->state.is_at_end ? 0 : get_shown_s (self), 0 };

  if (self->state.is_at_end || (self->has_moved && !self->queue.is_running))
    lec_playback_control_seek (self, &seek);
}

void
lec_playback_control_set_playing (LecPlaybackControl *self,
                                  gboolean is_playing)
{
  g_return_if_fail (self != NULL);

  if (self->playback == NULL || is_playing == self->state.is_playing)
    {
      tell (self);
      return;
    }

  self->state.is_playing = is_playing;
  if (is_playing)
    seek_to_play (self);
  lec_playback_set_playing (self->playback, is_playing);
  if (is_playing)
    hide_frames (self, FALSE);
  tell (self);
}

void
lec_playback_control_set_volume (LecPlaybackControl *self,
                                 double volume,
                                 gboolean is_muted)
{
  g_return_if_fail (self != NULL && volume >= 0 && volume <= 1);

  self->volume = volume;
  self->is_muted = is_muted;
  if (self->playback != NULL)
    lec_playback_set_volume (self->playback, volume, is_muted);
  tell (self);
}
