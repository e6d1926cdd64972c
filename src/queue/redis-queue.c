/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each queue object is a consumer of streams, whichever of its threads asks.
 * One stream is looked at after the other, beginning with another one each
 * time, and only when all are empty is there a wait for any. What that brings
 * beyond one hint is kept for the next who asks here.
 *
 * Without Redis nothing is delivered and nothing hangs: the client lets a server
 * that fails alone for a while, in which one waits here. Waits are sent in
 * slices, so that a server that hangs is noticed.
 */
#include "queue/redis-queue.h"

#include <glib/gi18n-lib.h>

#include "queue/redis-streams.h"
#include "redis/redis-error.h"

#define SLICE_MS 2000

/* After an error that the client does not wait for, such as a full server. */
#define PAUSE_US (500 * G_TIME_SPAN_MILLISECOND)

/* Taken, and done with neither well nor badly: whoever took it is dead. */
#define SWEEP_EVERY_US      (60 * G_USEC_PER_SEC)
#define DEAD_AFTER_MS       60000
#define FORGOTTEN_AFTER_MS  600000
#define MAX_GROUPS_IN_A_ROW 3

/* Whoever fills a stream with what is no hint does not keep us busy. */
#define MAX_DROPPED_IN_A_ROW 16

struct _LecRedisQueue
{
  GObject parent_instance;

  LecRedisStreams *streams; /* owned */
  GCancellable *closing;    /* cancelled when it is shut down */

  GMutex state_lock;  /* guards all below */
  GCond left;         /* n_waiting has fallen to 0 */
  guint n_waiting;    /* calls of next() */
  guint turn;         /* which stream comes first */
  GQueue spare;       /* (element-type LecHint) owned: delivered, and asked for by nobody yet */
  GHashTable *served; /* (element-type utf8) owned: keys of streams in which we are a consumer */
  gint64 sweep_us;    /* monotonic: when it is due */
  char *mark;         /* (nullable): of what Redis held when we looked last */
  guint64 n_losses;
  LecRedisQueueCounts counts;
};

static void queue_iface_init (LecQueueInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (LecRedisQueue, lec_redis_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LEC_TYPE_QUEUE, queue_iface_init))
/* clang-format on */

static gboolean
set_closed (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("the queue is shut down"));
  return FALSE;
}

static void
count (LecRedisQueue *self,
       guint64 *counter,
       guint64 n)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  *counter += n;
}

static gboolean
add_hint (LecRedisQueue *self,
          const char *name,
          gint64 task,
          gint64 generation,
          GError **error)
{
  g_autofree char *key = lec_redis_streams_make_key (self->streams, name);
  gboolean is_added = lec_redis_streams_add (self->streams, key, task, generation, error);

  count (self, is_added ? &self->counts.n_announced : &self->counts.n_failures, 1);
  return is_added;
}

static gboolean
redis_queue_announce_within (LecQueue *queue,
                             const char *name,
                             gint64 task,
                             gint64 generation,
                             guint window,
                             GError **error)
{
  LecRedisQueue *self = LEC_REDIS_QUEUE (queue);
  g_autofree char *key = lec_redis_streams_make_key (self->streams, name);
  gboolean is_added = FALSE, is_answered = FALSE;

  if (g_cancellable_is_cancelled (self->closing))
    return set_closed (error);

  is_answered = lec_redis_streams_add_within (self->streams, key, task, generation, window, &is_added, error);
  if (is_added || !is_answered)
    count (self, is_added ? &self->counts.n_announced : &self->counts.n_failures, 1);
  return is_added;
}

static gboolean
redis_queue_announce (LecQueue *queue,
                      const char *name,
                      gint64 task,
                      gint64 generation,
                      GError **error)
{
  LecRedisQueue *self = LEC_REDIS_QUEUE (queue);

  if (g_cancellable_is_cancelled (self->closing))
    return set_closed (error);

  return add_hint (self, name, task, generation, error);
}

/* A call that waits, with the queues it serves: what comes first this time is first. */
typedef struct
{
  LecRedisQueue *queue;
  const char **names; /* (array zero-terminated=1), so is keys: of their streams */
  char **keys;
  GCancellable *giving_up; /* cancelled by the caller, or with the queue */
  guint n_dropped;         /* since the last pause */
  gint64 deadline_us;
} Wait;

/* Nobody waits for what comes of it. */
static void
finish_entry (LecRedisQueue *self,
              const char *key,
              const char *id)
{
  if (!lec_redis_streams_finish (self->streams, key, id, NULL))
    count (self, &self->counts.n_failures, 1);
}

/* Returns: (transfer none) (nullable): the queue of that stream */
static const char *
find_name (Wait *wait,
           const char *key)
{
  for (guint i = 0; wait->keys[i] != NULL; i++)
    if (g_str_equal (wait->keys[i], key))
      return wait->names[i];

  return NULL;
}

static LecHint *
take_spare (Wait *wait)
{
  LecRedisQueue *self = wait->queue;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  for (GList *l = self->spare.head; l != NULL; l = l->next)
    {
      LecHint *hint = l->data;

      if (!g_strv_contains ((const char *const *) wait->names, hint->queue))
        continue;
      g_queue_delete_link (&self->spare, l);
      self->counts.n_delivered++;
      return hint;
    }

  return NULL;
}

/* Keeps the hints among @entries, and takes all others away.
 *
 * @entries: (transfer full) (nullable): %NULL when @error is set
 * Returns: how many there were of either; -1 with @error set, also when one is of a stream that
 *   nobody asked for: this is no Redis */
static int
keep_entries (Wait *wait,
              GPtrArray *entries,
              GError **error)
{
  LecRedisQueue *self = wait->queue;
  g_autoptr (GPtrArray) owned = entries;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const LecStreamEntry *entry = g_ptr_array_index (entries, i);
      const char *name = find_name (wait, entry->key);
      g_autoptr (LecHint) hint = NULL;
      g_autoptr (GMutexLocker) locker = NULL;

      if (name == NULL)
        {
          g_set_error_literal (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_PROTOCOL,
                               _ ("Redis delivers from a stream that nobody asked for"));
          return -1;
        }
      if (!entry->is_hint)
        {
          count (self, &self->counts.n_dropped, 1);
          finish_entry (self, entry->key, entry->id);
          wait->n_dropped++;
          continue;
        }

      hint = g_new0 (LecHint, 1);
      hint->queue = g_strdup (name);
      hint->task = entry->task;
      hint->generation = entry->generation;
      hint->receipt = g_strdup (entry->id);
      locker = g_mutex_locker_new (&self->state_lock);
      g_queue_push_tail (&self->spare, g_steal_pointer (&hint));
    }

  return entries != NULL ? (int) entries->len : -1;
}

/* As long as the client lets the server alone, and not for ever shorter than a moment. */
static void
rest (Wait *wait)
{
  gint64 left_us = wait->deadline_us - g_get_monotonic_time ();
  gint64 rest_us = lec_redis_client_get_wait_us (lec_redis_streams_get_client (wait->queue->streams));
  GPollFD fd = { 0 };

  rest_us = CLAMP (rest_us > 0 ? rest_us : PAUSE_US, 0, MAX (left_us, 0));
  if (!g_cancellable_make_pollfd (wait->giving_up, &fd))
    {
      g_usleep ((gulong) rest_us);
      return;
    }
  g_poll (&fd, 1, (int) ((rest_us + 999) / 1000));
  g_cancellable_release_fd (wait->giving_up);
}

/* What fails here is tried again by whoever is next. */
static void
sweep_when_due (Wait *wait)
{
  LecRedisQueue *self = wait->queue;
  gint64 now_us = g_get_monotonic_time ();
  gboolean is_due = FALSE;
  guint64 n_swept = 0;

  g_mutex_lock (&self->state_lock);
  is_due = now_us >= self->sweep_us;
  if (is_due)
    self->sweep_us = now_us + SWEEP_EVERY_US;
  g_mutex_unlock (&self->state_lock);

  if (is_due && lec_redis_streams_sweep (self->streams, (const char *const *) wait->keys, DEAD_AFTER_MS,
                                         FORGOTTEN_AFTER_MS, &n_swept, wait->giving_up, NULL))
    count (self, &self->counts.n_swept, n_swept);
}

/* Returns: whether there is something to be tried again without a pause */
static gboolean
make_good (Wait *wait,
           const GError *reason,
           guint *n_in_a_row)
{
  g_autoptr (GError) error = NULL;

  if (g_error_matches (reason, LEC_REDIS_ERROR, LEC_REDIS_ERROR_NO_GROUP) && (*n_in_a_row)++ < MAX_GROUPS_IN_A_ROW &&
      lec_redis_streams_make_groups (wait->queue->streams, (const char *const *) wait->keys, wait->giving_up, &error))
    return TRUE;

  if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    count (wait->queue, &wait->queue->counts.n_failures, 1);
  return FALSE;
}

/* Fills the spare hints once, waiting for as long as one slice.
 *
 * Returns: whether that has to be done again before anything can be said */
static gboolean
try_once (Wait *wait,
          guint *n_in_a_row)
{
  g_autoptr (GError) error = NULL;
  gint64 left_us = wait->deadline_us - g_get_monotonic_time ();
  guint slice_ms = (guint) CLAMP ((left_us + 999) / 1000, 0, SLICE_MS);
  LecRedisStreams *streams = wait->queue->streams;
  const char *const *keys = (const char *const *) wait->keys;
  int n_found = keep_entries (wait, lec_redis_streams_take (streams, keys, wait->giving_up, &error), &error);

  if (n_found == 0 && slice_ms > 0)
    n_found = keep_entries (wait, lec_redis_streams_wait (streams, keys, slice_ms, wait->giving_up, &error), &error);
  if (n_found < 0 && make_good (wait, error, n_in_a_row))
    return TRUE;

  if (n_found >= 0)
    *n_in_a_row = 0;
  if (n_found < 0 || wait->n_dropped >= MAX_DROPPED_IN_A_ROW)
    {
      wait->n_dropped = 0;
      rest (wait);
    }
  return FALSE;
}

static LecHint *
wait_for_hint (Wait *wait)
{
  guint n_in_a_row = 0;
  gboolean is_late = FALSE;

  sweep_when_due (wait);
  while (!g_cancellable_is_cancelled (wait->giving_up))
    {
      LecHint *hint = take_spare (wait);

      if (hint != NULL || is_late)
        return hint;
      is_late = g_get_monotonic_time () >= wait->deadline_us;
      if (try_once (wait, &n_in_a_row))
        is_late = FALSE;
    }

  return NULL;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/* Each call begins with another queue. */
static void
choose_order (Wait *wait,
              const char *const *queues)
{
  LecRedisQueue *self = wait->queue;
  guint n_queues = g_strv_length ((char **) queues);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  wait->names = g_new0 (const char *, n_queues + 1);
  wait->keys = g_new0 (char *, n_queues + 1);
  for (guint i = 0; i < n_queues; i++)
    {
      wait->names[i] = queues[(self->turn + i) % n_queues];
      wait->keys[i] = lec_redis_streams_make_key (self->streams, wait->names[i]);
      g_hash_table_add (self->served, g_strdup (wait->keys[i]));
    }
  self->turn++;
  self->n_waiting++;
}

static void
end_wait (Wait *wait)
{
  LecRedisQueue *self = wait->queue;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  g_free (wait->names);
  g_strfreev (wait->keys);
  self->n_waiting--;
  g_cond_broadcast (&self->left);
}

static LecHint *
redis_queue_next (LecQueue *queue,
                  const char *const *queues,
                  guint timeout_ms,
                  GCancellable *cancellable,
                  GError **error)
{
  LecRedisQueue *self = LEC_REDIS_QUEUE (queue);
  g_autoptr (GCancellable) giving_up = g_cancellable_new ();
  Wait wait = { .queue = self, .giving_up = giving_up };
  LecHint *hint = NULL;
  gulong closing = 0;
  gulong cancelling = 0;

  wait.deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;
  choose_order (&wait, queues);
  closing = g_cancellable_connect (self->closing, G_CALLBACK (cancelled_cb), giving_up, NULL);
  if (cancellable != NULL)
    cancelling = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), giving_up, NULL);
  hint = wait_for_hint (&wait);
  g_cancellable_disconnect (cancellable, cancelling);
  g_cancellable_disconnect (self->closing, closing);
  end_wait (&wait);

  if (hint == NULL && g_cancellable_is_cancelled (self->closing))
    set_closed (error);
  else if (hint == NULL)
    g_cancellable_set_error_if_cancelled (cancellable, error);
  return hint;
}

static void
redis_queue_done (LecQueue *queue,
                  const LecHint *hint)
{
  LecRedisQueue *self = LEC_REDIS_QUEUE (queue);
  g_autofree char *key = lec_redis_streams_make_key (self->streams, hint->queue);

  if (hint->receipt != NULL)
    finish_entry (self, key, hint->receipt);
}

/* Waits until nobody does, and takes what is left.
 *
 * @served: (out) (transfer full) (array zero-terminated=1): keys of streams
 * Returns: (transfer full) (element-type LecHint): that nobody got */
static GPtrArray *
close_down (LecRedisQueue *self,
            char ***served)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);
  g_autoptr (GPtrArray) hints = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_hint_free);
  guint n_served = 0;
  char **keys = NULL;

  while (self->n_waiting > 0)
    g_cond_wait (&self->left, &self->state_lock);
  while (!g_queue_is_empty (&self->spare))
    g_ptr_array_add (hints, g_queue_pop_head (&self->spare));
  keys = (char **) g_hash_table_get_keys_as_array (self->served, &n_served);
  g_hash_table_steal_all (self->served);

  *served = keys;
  return g_steal_pointer (&hints);
}

static void
redis_queue_shut_down (LecQueue *queue)
{
  LecRedisQueue *self = LEC_REDIS_QUEUE (queue);
  g_auto (GStrv) served = NULL;
  g_autoptr (GPtrArray) hints = NULL;

  g_cancellable_cancel (self->closing);
  hints = close_down (self, &served);
  for (guint i = 0; i < hints->len; i++)
    {
      const LecHint *hint = g_ptr_array_index (hints, i);

      add_hint (self, hint->queue, hint->task, hint->generation, NULL);
    }
  if (served[0] != NULL && !lec_redis_streams_leave (self->streams, (const char *const *) served, NULL))
    count (self, &self->counts.n_failures, 1);
}

static guint64
redis_queue_count_losses (LecQueue *queue,
                          GCancellable *cancellable)
{
  LecRedisQueue *self = LEC_REDIS_QUEUE (queue);
  g_autofree char *mark = lec_redis_streams_read_mark (self->streams, cancellable, NULL);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->state_lock);

  if (mark == NULL)
    self->counts.n_failures++;
  else if (g_strcmp0 (mark, self->mark) != 0)
    {
      self->n_losses++;
      g_free (self->mark);
      self->mark = g_steal_pointer (&mark);
    }
  return self->n_losses;
}

static gboolean
redis_queue_count_hints (LecQueue *queue,
                         const char *name,
                         guint *n_hints,
                         GCancellable *cancellable,
                         GError **error)
{
  LecRedisQueue *self = LEC_REDIS_QUEUE (queue);
  g_autofree char *key = lec_redis_streams_make_key (self->streams, name);

  if (lec_redis_streams_count (self->streams, key, n_hints, cancellable, error))
    return TRUE;

  count (self, &self->counts.n_failures, 1);
  return FALSE;
}

static void
queue_iface_init (LecQueueInterface *iface)
{
  iface->announce = redis_queue_announce;
  iface->announce_within = redis_queue_announce_within;
  iface->next = redis_queue_next;
  iface->done = redis_queue_done;
  iface->shut_down = redis_queue_shut_down;
  iface->count_losses = redis_queue_count_losses;
  iface->count_hints = redis_queue_count_hints;
}

static void
lec_redis_queue_finalize (GObject *object)
{
  LecRedisQueue *self = LEC_REDIS_QUEUE (object);

  g_queue_clear_full (&self->spare, (GDestroyNotify) lec_hint_free);
  g_hash_table_unref (self->served);
  g_object_unref (self->closing);
  g_clear_pointer (&self->streams, lec_redis_streams_free);
  g_free (self->mark);
  g_cond_clear (&self->left);
  g_mutex_clear (&self->state_lock);
  G_OBJECT_CLASS (lec_redis_queue_parent_class)->finalize (object);
}

static void
lec_redis_queue_class_init (LecRedisQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_redis_queue_finalize;
}

static void
lec_redis_queue_init (LecRedisQueue *self)
{
  g_mutex_init (&self->state_lock);
  g_cond_init (&self->left);
  g_queue_init (&self->spare);
  self->served = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->closing = g_cancellable_new ();
}

/**
 * lec_redis_queue_new:
 * @worker: (nullable): who asks, on this machine and in this process, as no other does; %NULL to
 *   make one up
 *
 * lec_queue_shut_down() takes this consumer out of Redis, which may take a second; one that was
 * never shut down is found dead by others later.
 *
 * Returns: (transfer full)
 */
LecQueue *
lec_redis_queue_new (LecRedisClient *client,
                     const char *worker)
{
  LecRedisQueue *self = NULL;
  g_autofree char *made_up = worker == NULL ? g_uuid_string_random () : NULL;

  g_return_val_if_fail (client != NULL, NULL);

  self = g_object_new (LEC_TYPE_REDIS_QUEUE, NULL);
  self->streams = lec_redis_streams_new (client, worker != NULL ? worker : made_up);
  return LEC_QUEUE (self);
}

void
lec_redis_queue_get_counts (LecRedisQueue *self,
                            LecRedisQueueCounts *counts)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (LEC_IS_REDIS_QUEUE (self) && counts != NULL);

  locker = g_mutex_locker_new (&self->state_lock);
  *counts = self->counts;
}

/**
 * lec_redis_queue_sweep:
 * @queues: (array zero-terminated=1): names
 * @dead_after_ms: a hint that was taken so long ago and is not done with is thrown away
 * @forgotten_after_ms: a consumer that was not heard of for so long, and has no hint, goes
 *
 * Done from time to time by who waits for hints, after one and after ten minutes.
 *
 * Returns: %FALSE with any of %LEC_REDIS_ERROR, or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_redis_queue_sweep (LecRedisQueue *self,
                       const char *const *queues,
                       guint dead_after_ms,
                       guint forgotten_after_ms,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) keys = NULL;
  guint64 n_swept = 0;

  g_return_val_if_fail (LEC_IS_REDIS_QUEUE (self) && queues != NULL, FALSE);

  for (; *queues != NULL; queues++)
    {
      g_autofree char *key = lec_redis_streams_make_key (self->streams, *queues);

      g_strv_builder_add (builder, key);
    }
  keys = g_strv_builder_end (builder);
  if (!lec_redis_streams_sweep (self->streams, (const char *const *) keys, dead_after_ms, forgotten_after_ms, &n_swept,
                                cancellable, error))
    return FALSE;

  count (self, &self->counts.n_swept, n_swept);
  return TRUE;
}
