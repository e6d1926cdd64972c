/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Growing costs memory, shrinking costs nothing but the next growing: so the
 * one waits for a task that has waited, the other for two minutes of idleness
 * (with one, a task a minute makes it go up and down all day).
 * What is between the two is left as it is.
 */
#include "worker/autoscale-rules.h"

/* A task that has waited for so long finds no free worker anywhere. */
#define LONG_WAIT_US (2 * G_USEC_PER_SEC)
/* What was added has to be filled before it is known whether that was enough. */
#define GROW_EVERY_US   (5 * G_USEC_PER_SEC)
#define SHRINK_AFTER_US (120 * G_USEC_PER_SEC)

static gboolean
has_to_grow (const LecAutoscale *self,
             const LecAutoscaleFacts *facts,
             gint64 now_us)
{
  return facts->n_waiting > 0 && facts->n_running >= self->n_slots && facts->oldest_wait_us >= LONG_WAIT_US &&
         now_us - self->grown_us >= GROW_EVERY_US;
}

guint
lec_autoscale_step (LecAutoscale *self,
                    const LecAutoscaleFacts *facts,
                    gint64 now_us)
{
  g_return_val_if_fail (self != NULL && facts != NULL, 1);
  g_return_val_if_fail (facts->minimum > 0 && facts->minimum <= facts->maximum, 1);

  if (self->n_slots == 0)
    *self = (LecAutoscale){ facts->minimum, now_us - GROW_EVERY_US, now_us };
  if (facts->n_waiting > 0 || facts->n_running >= self->n_slots)
    self->needed_us = now_us;

  if (has_to_grow (self, facts, now_us))
    {
      self->n_slots += MIN (facts->n_waiting, self->n_slots);
      self->grown_us = now_us;
    }
  else if (now_us - self->needed_us >= SHRINK_AFTER_US && self->n_slots > facts->minimum)
    {
      self->n_slots--;
      self->needed_us = now_us;
    }

  self->n_slots = CLAMP (self->n_slots, facts->minimum, facts->maximum);
  return self->n_slots;
}
