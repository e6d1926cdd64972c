/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers that one thread writes and others look at, about once a second: no
 * more is promised than that each is seen before long.
 */
#include "worker/work-control.h"

struct _LecWorkControl
{
  guint concurrency; /* atomic; so are the others */
  int is_finishing;
  int is_draining;
  int is_holding;
};

LecWorkControl *
lec_work_control_new (void)
{
  return g_new0 (LecWorkControl, 1);
}

void
lec_work_control_free (LecWorkControl *self)
{
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
lec_work_control_set_draining (LecWorkControl *self,
                               gboolean draining)
{
  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->is_draining, draining != FALSE);
}

gboolean
lec_work_control_is_draining (const LecWorkControl *self)
{
  return self != NULL && g_atomic_int_get (&self->is_draining) != 0;
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
