/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A worker thread has the call, or the intake has it. When the intake goes while a
 * thread has the call, what is left to do is done when that one comes back.
 */
#include "http/api-intake.h"

#include "http/api-route.h"

struct _LecApiIntake
{
  SoupServerMessage *message; /* (nullable) unowned: NULL when it is gone */
  LecApiCall *call;           /* (nullable) owned: NULL while a thread has it */
  LecApiWorkers *takers;      /* unowned */
  LecApiWorkers *finishers;   /* unowned */
  LecApiIntakeEvents events;
  GByteArray *pending; /* what the next piece is made of */
  gboolean is_held;    /* whether the message waits */
  gboolean has_ended;  /* whether all of the body has come */
  gboolean is_over;    /* whether it was answered */
};

static void stepped_cb (LecApiCall *call, gpointer data);

static void
release (LecApiIntake *self)
{
  g_clear_pointer (&self->call, lec_api_call_free);
  g_byte_array_unref (self->pending);
  g_free (self);
}

static void
hold (LecApiIntake *self)
{
  if (!self->is_held)
    soup_server_message_pause (self->message);
  self->is_held = TRUE;
}

static void
let_go (LecApiIntake *self)
{
  if (self->is_held)
    soup_server_message_unpause (self->message);
  self->is_held = FALSE;
}

/* Returns: (transfer full) (nullable) */
static GBytes *
cut_piece (LecApiIntake *self)
{
  GByteArray *piece = self->pending;

  if (piece->len == 0)
    return NULL;

  self->pending = g_byte_array_new ();
  return g_byte_array_free_to_bytes (piece);
}

/* Returns: %FALSE when too many wait already */
static gboolean
push (LecApiIntake *self,
      LecApiWorkers *workers,
      LecApiStep step)
{
  LecApiCall *call = self->call;

  call->step = step;
  if (step == LEC_API_STEP_TAKE || step == LEC_API_STEP_ABANDON)
    call->piece = cut_piece (self);
  if (!lec_api_workers_push (workers, call, stepped_cb, self))
    return FALSE;

  self->call = NULL;
  return TRUE;
}

/* What there is to do for a thread, while the intake has the call. */
static void
go_on (LecApiIntake *self)
{
  if (self->pending->len >= LEC_API_INTAKE_PIECE || (self->has_ended && self->pending->len > 0))
    push (self, self->takers, LEC_API_STEP_TAKE);
  else if (self->has_ended)
    push (self, self->finishers, LEC_API_STEP_FINISH);
}

static void
stepped_cb (LecApiCall *call,
            gpointer data)
{
  LecApiIntake *self = data;

  self->call = call;
  if (self->message == NULL)
    {
      /* What was abandoned comes back once more. */
      if (call->step == LEC_API_STEP_ABANDON || call->status != 0 || !push (self, self->takers, LEC_API_STEP_ABANDON))
        release (self);
      return;
    }
  if (call->status != 0)
    {
      self->is_over = TRUE;
      self->call = NULL;
      self->events.answered (self->message, call, self->has_ended, self->events.user_data);
      return;
    }

  go_on (self);
  if (!self->has_ended)
    let_go (self);
}

LecApiIntake *
lec_api_intake_new (SoupServerMessage *message,
                    LecApiCall *call,
                    LecApiWorkers *takers,
                    LecApiWorkers *finishers,
                    const LecApiIntakeEvents *events)
{
  LecApiIntake *self = NULL;

  g_return_val_if_fail (SOUP_IS_SERVER_MESSAGE (message) && call != NULL && call->route->stream != NULL, NULL);

  self = g_new0 (LecApiIntake, 1);
  self->message = message;
  self->call = call;
  self->takers = takers;
  self->finishers = finishers;
  self->events = *events;
  self->pending = g_byte_array_new ();
  if (!push (self, takers, LEC_API_STEP_BEGIN))
    {
      self->call = NULL;
      release (self);
      return NULL;
    }

  hold (self);
  return self;
}

void
lec_api_intake_take (LecApiIntake *self,
                     GBytes *chunk)
{
  gsize length = 0;
  const guint8 *data = NULL;

  g_return_if_fail (self != NULL && chunk != NULL);

  if (self->is_over)
    return;

  data = g_bytes_get_data (chunk, &length);

  g_byte_array_append (self->pending, data, (guint) length);
  if (self->pending->len < LEC_API_INTAKE_PIECE)
    return;

  if (self->call != NULL)
    go_on (self);
  else
    hold (self);
}

void
lec_api_intake_end (LecApiIntake *self)
{
  g_return_if_fail (self != NULL);

  if (self->is_over)
    return;

  self->has_ended = TRUE;
  hold (self);
  if (self->call != NULL)
    go_on (self);
}

gboolean
lec_api_intake_is_busy (const LecApiIntake *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_held;
}

void
lec_api_intake_free (LecApiIntake *self)
{
  if (self == NULL)
    return;

  self->message = NULL;
  /* Else the thread that has the call brings it back. */
  if (self->is_over || (self->call != NULL && !push (self, self->takers, LEC_API_STEP_ABANDON)))
    release (self);
}
