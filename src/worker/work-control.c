/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers that one thread writes and others look at, about once a second: no
 * more is promised than that each is seen before long. Whoever asks that the
 * work ends is waiting for that: it is seen at once.
 */
#include "worker/work-control.h"

struct _LecWorkControl
{
  guint concurrency; /* atomic; so are the others */
  int is_finishing;
  int is_holding;
  GCancellable *draining;
};

LecWorkControl *
lec_work_control_new (void)
{
  LecWorkControl *self = g_new0 (LecWorkControl, 1);

  self->draining = g_cancellable_new ();
  return self;
}

void
lec_work_control_free (LecWorkControl *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->draining);
  g_free (self);
}

void
lec_work_control_set_concurrency (LecWorkControl *self,
                                  guint concurrency)
{
  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->concurrency, concurrency);
}

guint
lec_work_control_get_concurrency (const LecWorkControl *self,
                                  guint otherwise)
{
  guint concurrency = self != NULL ? (guint) g_atomic_int_get (&self->concurrency) : 0;

  return concurrency > 0 ? concurrency : otherwise;
}

void
lec_work_control_set_finishing (LecWorkControl *self,
                                gboolean finishing)
{
  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->is_finishing, finishing != FALSE);
}

gboolean
lec_work_control_is_finishing (const LecWorkControl *self)
{
  return self != NULL && g_atomic_int_get (&self->is_finishing) != 0;
}

void
lec_work_control_drain (LecWorkControl *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->draining);
}

gboolean
lec_work_control_is_draining (const LecWorkControl *self)
{
  return self != NULL && g_cancellable_is_cancelled (self->draining);
}

GCancellable *
lec_work_control_get_draining (const LecWorkControl *self)
{
  return self != NULL ? self->draining : NULL;
}

void
lec_work_control_set_holding (LecWorkControl *self,
                              gboolean holding)
{
  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->is_holding, holding != FALSE);
}

gboolean
lec_work_control_is_holding (const LecWorkControl *self)
{
  return self != NULL && g_atomic_int_get (&self->is_holding) != 0;
}
