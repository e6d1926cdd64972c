/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is known of a worker, and what follows from its silence. Pure: no
 * database, no clock.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How often a worker says that it is there. */
#define LEC_WORKER_HEARTBEAT_US (10 * (gint64) G_USEC_PER_SEC)

/**
 * LecWorkerState:
 * @LEC_WORKER_ONLINE: heard of lately
 * @LEC_WORKER_STALLED: silent for longer than three heartbeats: its leases run out
 * @LEC_WORKER_GONE: silent for so long that nobody expects it back
 *
 * Names: online, stalled, gone.
 */
typedef enum
{
  LEC_WORKER_ONLINE,
  LEC_WORKER_STALLED,
  LEC_WORKER_GONE,
} LecWorkerState;

#define LEC_N_WORKER_STATES (LEC_WORKER_GONE + 1)

const char *lec_worker_state_get_name (LecWorkerState state);
/* @silence_us: since its last heartbeat, by the store's clock */
LecWorkerState lec_worker_rules_get_state (gint64 silence_us);

/**
 * LecNewWorker: as a worker introduces itself
 * @identity: that no other worker has or has had
 * @queues: (array zero-terminated=1): whose tasks it takes
 * @n_slots: how many tasks it works on at once
 */
typedef struct
{
  const char *identity;
  const char *host;
  const char *version;
  const char *const *queues;
  guint n_slots;
  gint64 pid;
} LecNewWorker;

/**
 * LecWorkerRecord: what the store knows of a worker
 * @silence_us: since its last heartbeat
 * @n_busy: tasks it works on, as it says itself
 * @is_draining: takes no more tasks
 */
typedef struct
{
  char *identity;
  char *host;
  char *version;
  GStrv queues;
  guint n_slots;
  guint n_busy;
  gint64 pid;
  gint64 started_us;
  gint64 heartbeat_us;
  gint64 silence_us;
  LecWorkerState state;
  gboolean is_draining;
} LecWorkerRecord;

void lec_worker_record_free (LecWorkerRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecWorkerRecord, lec_worker_record_free)

G_END_DECLS
