/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A source of the highest priority, which is never ready: it is the first to be looked at when the
 * loop wakes up, and before it sleeps again.
 */
#include "loop-meter.h"

struct _LoopMeter
{
  GSource source;
  gint64 woken_us; /* 0 while the loop sleeps */
  gint64 longest_us;
};

static gboolean
prepare (GSource *source,
         int *timeout_ms)
{
  LoopMeter *self = (LoopMeter *) source;

  *timeout_ms = -1;
  if (self->woken_us != 0)
    self->longest_us = MAX (self->longest_us, g_get_monotonic_time () - self->woken_us);
  self->woken_us = 0;
  return FALSE;
}

static gboolean
check (GSource *source)
{
  LoopMeter *self = (LoopMeter *) source;

  self->woken_us = g_get_monotonic_time ();
  return FALSE;
}

static gboolean
dispatch (GSource *source,
          GSourceFunc callback,
          gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

LoopMeter *
loop_meter_new (void)
{
  static GSourceFuncs functions = { prepare, check, dispatch, NULL, NULL, NULL };
  GSource *source = g_source_new (&functions, sizeof (LoopMeter));

  g_source_set_priority (source, G_MININT);
  g_source_attach (source, NULL);
  return (LoopMeter *) source;
}

void
loop_meter_free (LoopMeter *self)
{
  g_source_destroy (&self->source);
  g_source_unref (&self->source);
}

double
loop_meter_take_longest_ms (LoopMeter *self)
{
  gint64 longest_us = self->longest_us;

  self->longest_us = 0;
  return (double) longest_us / 1e3;
}
