/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table and two limits.
 */
#include "store/worker-rules.h"

#define STALLED_AFTER_US (3 * LEC_WORKER_HEARTBEAT_US)
#define GONE_AFTER_US    (30 * LEC_WORKER_HEARTBEAT_US)

static const char *const state_names[LEC_N_WORKER_STATES] = {
  [LEC_WORKER_ONLINE] = "online",
  [LEC_WORKER_STALLED] = "stalled",
  [LEC_WORKER_GONE] = "gone",
};

const char *
lec_worker_state_get_name (LecWorkerState state)
{
  g_return_val_if_fail (state < LEC_N_WORKER_STATES, "gone");

  return state_names[state];
}

LecWorkerState
lec_worker_rules_get_state (gint64 silence_us)
{
  if (silence_us <= STALLED_AFTER_US)
    return LEC_WORKER_ONLINE;

  return silence_us <= GONE_AFTER_US ? LEC_WORKER_STALLED : LEC_WORKER_GONE;
}

void
lec_worker_record_free (LecWorkerRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->identity);
  g_free (self->host);
  g_free (self->version);
  g_strfreev (self->queues);
  g_free (self);
}
