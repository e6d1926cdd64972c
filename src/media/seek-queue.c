/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hand that drags asks a hundred times a second; a seek takes longer than that.
 * Whatever was asked for meanwhile and is not the newest is of no use any more.
 */
#include "media/seek-queue.h"

void
lec_seek_queue_clear (LecSeekQueue *self)
{
  *self = (LecSeekQueue){ 0 };
}

void
lec_seek_queue_hold (LecSeekQueue *self)
{
  self->is_running = TRUE;
}

gboolean
lec_seek_queue_has_waiting (const LecSeekQueue *self)
{
  return self->is_waiting || self->waiting_frames != 0;
}

static gboolean
take_next (LecSeekQueue *self,
           LecSeek *next)
{
  if (self->is_running || !lec_seek_queue_has_waiting (self))
    return FALSE;

  self->is_running = TRUE;
  if (self->is_waiting)
    {
      self->is_waiting = FALSE;
      *next = self->waiting;
      return TRUE;
    }

  *next = (LecSeek){ LEC_SEEK_BY_FRAMES, 0, self->waiting_frames };
  self->waiting_frames = 0;
  return TRUE;
}

gboolean
lec_seek_queue_push (LecSeekQueue *self,
                     const LecSeek *seek,
                     LecSeek *next)
{
  g_return_val_if_fail (seek != NULL && next != NULL, FALSE);

  if (seek->kind == LEC_SEEK_BY_FRAMES)
    {
      self->waiting_frames = CLAMP (self->waiting_frames + seek->n_frames, -LEC_SEEK_MAX_FRAMES, LEC_SEEK_MAX_FRAMES);
      return take_next (self, next);
    }

  self->waiting = *seek;
  self->is_waiting = TRUE;
  self->waiting_frames = 0;
  return take_next (self, next);
}

gboolean
lec_seek_queue_finish (LecSeekQueue *self,
                       LecSeek *next)
{
  g_return_val_if_fail (next != NULL, FALSE);

  self->is_running = FALSE;
  return take_next (self, next);
}
