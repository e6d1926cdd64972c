/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What wakes workers: hints that a task may be claimed. A hint is no right and
 * no truth; it may come twice, out of order, or not at all, and everything is
 * still done, since a worker that hears nothing asks the store from time to
 * time. All calls may be made from any thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LecHint:
 * @queue: name of the queue
 * @generation: of the task when it was announced: an older one is stale
 * @receipt: (nullable): by which the queue knows it again
 */
typedef struct
{
  char *queue;
  gint64 task;
  gint64 generation;
  char *receipt;
} LecHint;

void lec_hint_free (LecHint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecHint, lec_hint_free)

#define LEC_TYPE_QUEUE (lec_queue_get_type ())
G_DECLARE_INTERFACE (LecQueue, lec_queue, LEC, QUEUE, GObject)

struct _LecQueueInterface
{
  GTypeInterface parent;

  gboolean (*announce) (LecQueue *self,
                        const char *queue,
                        gint64 task,
                        gint64 generation,
                        GError **error);
  gboolean (*announce_within) (LecQueue *self,
                               const char *queue,
                               gint64 task,
                               gint64 generation,
                               guint window,
                               GError **error);
  LecHint *(*next) (LecQueue *self,
                    const char *const *queues,
                    guint timeout_ms,
                    GCancellable *cancellable,
                    GError **error);
  void (*done) (LecQueue *self, const LecHint *hint);
  void (*shut_down) (LecQueue *self);
  guint64 (*count_losses) (LecQueue *self, GCancellable *cancellable);
  gboolean (*count_hints) (LecQueue *self,
                           const char *queue,
                           guint *n_hints,
                           GCancellable *cancellable,
                           GError **error);
};

gboolean lec_queue_announce (LecQueue *self,
                             const char *queue,
                             gint64 task,
                             gint64 generation,
                             GError **error);
gboolean lec_queue_announce_within (LecQueue *self,
                                    const char *queue,
                                    gint64 task,
                                    gint64 generation,
                                    guint window,
                                    GError **error);
LecHint *lec_queue_next (LecQueue *self,
                         const char *const *queues,
                         guint timeout_ms,
                         GCancellable *cancellable,
                         GError **error);
void lec_queue_done (LecQueue *self, const LecHint *hint);
void lec_queue_shut_down (LecQueue *self);
guint64 lec_queue_count_losses (LecQueue *self, GCancellable *cancellable);
gboolean lec_queue_count_hints (LecQueue *self,
                                const char *queue,
                                guint *n_hints,
                                GCancellable *cancellable,
                                GError **error);

G_END_DECLS
