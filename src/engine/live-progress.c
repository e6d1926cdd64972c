/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message is one line of JSON: the job's number, how far it is, what is going
 * on. The store decides: what is heard is shown of jobs that it says are being
 * worked on, and only where it is further.
 */
#include "engine/live-progress.h"

#include "base/json.h"
#include "engine/jobs-private.h"
#include "store/postgres-driver.h"

#define MAX_MESSAGE_BYTES 4096
/* More than that are made up, or long over. */
#define MAX_KNOWN 10000
/* On which the database tells of events. */
#define EVENTS "lectern_events"
/* How soon who waits sees that it is cancelled. */
#define STEP_US  (50 * 1000)
#define HEAR_MS  1000
#define PAUSE_US (1 * (gint64) G_USEC_PER_SEC)
/* Of a job that nothing was told of for so long. */
#define FORGET_US (60 * (gint64) G_USEC_PER_SEC)

/* What is known of a job. */
typedef struct
{
  double progress;
  char *message; /* (nullable) */
  gint64 at_us;  /* monotonic: when it was told last */
  gboolean is_new;
} Known;

static void
known_free (Known *self)
{
  g_free (self->message);
  g_free (self);
}

/* Returns: (transfer full) (element-type gint64 Known) */
static GHashTable *
make_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) known_free);
}

/* Returns: (transfer none) */
static Known *
ensure_known (GHashTable *table,
              gint64 job)
{
  Known *known = g_hash_table_lookup (table, &job);

  if (known == NULL)
    {
      known = g_new0 (Known, 1);
      g_hash_table_insert (table, g_memdup2 (&job, sizeof job), known);
    }

  return known;
}

static void
set_known (Known *known,
           double progress,
           const char *message)
{
  known->progress = progress;
  known->is_new = TRUE;
  g_free (known->message);
  known->message = g_strdup (message);
}

/* --- Telling --- */

struct _LecProgressMouth
{
  LecClusterHints *hints; /* unowned */
  GCancellable *cancellable;
  GThread *thread;
  GMutex known_lock; /* guards all below */
  GCond known_cond;
  GHashTable *known;
  gboolean is_over;
};

static char *
format_message (gint64 job,
                const Known *known)
{
  JsonObject *object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  json_object_set_int_member (object, "job", job);
  json_object_set_double_member (object, "progress", known->progress);
  lec_json_set_string (object, "message", known->message);
  node = lec_json_wrap (object);
  return lec_json_to_line (node);
}

/* What may be told now. @next_us: (out): when more may be, 0 for when there is more. Returns:
 * (transfer full) (element-type utf8) */
static GPtrArray *
take_due_locked (LecProgressMouth *self,
                 gint64 *next_us)
{
  GPtrArray *due = g_ptr_array_new_with_free_func (g_free);
  gint64 now_us = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer job = NULL, value = NULL;

  *next_us = 0;
  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &job, &value))
    {
      Known *known = value;
      gint64 due_us = known->at_us + LEC_LIVE_PROGRESS_US;

      if (known->is_new && due_us <= now_us)
        {
          g_ptr_array_add (due, format_message (*(const gint64 *) job, known));
          known->is_new = FALSE;
          known->at_us = now_us;
        }
      else if (known->is_new)
        *next_us = *next_us == 0 ? due_us : MIN (*next_us, due_us);
      else if (known->at_us + FORGET_US < now_us)
        g_hash_table_iter_remove (&iter);
    }

  return due;
}

static gpointer
speak (gpointer data)
{
  LecProgressMouth *self = data;

  g_mutex_lock (&self->known_lock);
  while (!self->is_over)
    {
      gint64 next_us = 0;
      g_autoptr (GPtrArray) due = take_due_locked (self, &next_us);

      if (due->len == 0)
        {
          if (next_us > 0)
            g_cond_wait_until (&self->known_cond, &self->known_lock, next_us);
          else
            g_cond_wait (&self->known_cond, &self->known_lock);
          continue;
        }
      g_mutex_unlock (&self->known_lock);
      for (guint i = 0; i < due->len; i++)
        lec_cluster_hints_tell_progress (self->hints, g_ptr_array_index (due, i), self->cancellable);
      g_mutex_lock (&self->known_lock);
    }
  g_mutex_unlock (&self->known_lock);

  return NULL;
}

LecProgressMouth *
lec_progress_mouth_new (LecClusterHints *hints)
{
  LecProgressMouth *self = NULL;

  g_return_val_if_fail (hints != NULL, NULL);

  self = g_new0 (LecProgressMouth, 1);
  self->hints = hints;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->known_lock);
  g_cond_init (&self->known_cond);
  self->known = make_table ();
  self->thread = g_thread_new ("progress", speak, self);
  return self;
}

void
lec_progress_mouth_free (LecProgressMouth *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->known_lock);
  self->is_over = TRUE;
  g_cond_signal (&self->known_cond);
  g_mutex_unlock (&self->known_lock);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
  g_hash_table_unref (self->known);
  g_cond_clear (&self->known_cond);
  g_mutex_clear (&self->known_lock);
  g_object_unref (self->cancellable);
  g_free (self);
}

void
lec_progress_mouth_say (LecProgressMouth *self,
                        gint64 job,
                        double progress,
                        const char *message)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->known_lock);
  set_known (ensure_known (self->known, job), progress, message);
  g_cond_signal (&self->known_cond);
}

/* --- Listening --- */

struct _LecProgressEar
{
  LecClusterHints *hints; /* unowned (nullable); so is the address */
  const char *database_url;
  void (*heard) (gpointer user_data);
  gpointer user_data;
  GCancellable *cancellable;
  GThread *thread;       /* (nullable): listens to Redis */
  GThread *store_thread; /* (nullable): to the database */
  GMutex known_lock;     /* guards all below */
  GCond known_cond;
  GHashTable *known;
  guint n_heard;
  guint n_seen; /* of those: by who waits */
  gint64 seen_us;
};

/* @text: from anywhere. Returns: whether it says something */
static gboolean
take_message (LecProgressEar *self,
              const char *text)
{
  g_autoptr (JsonNode) node = lec_json_parse (text, -1, MAX_MESSAGE_BYTES, NULL);
  JsonObject *object = node != NULL ? lec_json_get_object (node, "progress", NULL) : NULL;
  g_autofree char *message = NULL;
  g_autoptr (GMutexLocker) locker = NULL;
  Known *known = NULL;
  gint64 job = 0;
  double progress = 0;

  if (object == NULL || !lec_json_read_int (object, "job", LEC_JSON_REQUIRED, 1, G_MAXINT64, &job, NULL) ||
      !lec_json_read_double (object, "progress", LEC_JSON_REQUIRED, -1, 1, &progress, NULL) ||
      !lec_json_read_string (object, "message", LEC_JSON_OPTIONAL, MAX_MESSAGE_BYTES, &message, NULL))
    return FALSE;

  locker = g_mutex_locker_new (&self->known_lock);
  if (g_hash_table_size (self->known) >= MAX_KNOWN)
    g_hash_table_remove_all (self->known);
  known = ensure_known (self->known, job);
  set_known (known, progress, message);
  known->at_us = g_get_monotonic_time ();
  return TRUE;
}

static void
note_heard (LecProgressEar *self)
{
  g_mutex_lock (&self->known_lock);
  self->n_heard++;
  g_cond_signal (&self->known_cond);
  g_mutex_unlock (&self->known_lock);
  if (self->heard != NULL)
    self->heard (self->user_data);
}

static void
pause_listening (LecProgressEar *self)
{
  GPollFD fd = { 0 };

  if (!g_cancellable_make_pollfd (self->cancellable, &fd))
    return;

  g_poll (&fd, 1, (int) (PAUSE_US / 1000));
  g_cancellable_release_fd (self->cancellable);
}

static gpointer
listen (gpointer data)
{
  LecProgressEar *self = data;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) reason = NULL;
      gboolean is_new = FALSE;
      g_autofree char *text = lec_cluster_hints_hear (self->hints, HEAR_MS, &is_new, self->cancellable, &reason);

      if (is_new || (text != NULL && take_message (self, text)))
        note_heard (self);
      if (reason != NULL)
        pause_listening (self);
    }

  return NULL;
}

/* What has become of jobs is told by the database itself. */
static gpointer
listen_to_store (gpointer data)
{
  LecProgressEar *self = data;
  g_autoptr (LecSql) sql = NULL;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      g_autoptr (GError) reason = NULL;
      gboolean is_told = FALSE;

      if (sql == NULL)
        sql = lec_postgres_open (self->database_url, LEC_POSTGRES_CLOCK_SERVER, self->cancellable, &reason);
      if (sql != NULL)
        lec_postgres_wait (sql, EVENTS, HEAR_MS, &is_told, self->cancellable, &reason);
      if (is_told)
        note_heard (self);
      if (reason != NULL)
        pause_listening (self);
    }

  return NULL;
}

LecProgressEar *
lec_progress_ear_new (LecJobs *jobs,
                      void (*heard) (gpointer user_data),
                      gpointer user_data)
{
  LecProgressEar *self = NULL;

  g_return_val_if_fail (jobs != NULL, NULL);

  self = g_new0 (LecProgressEar, 1);
  self->hints = jobs->hints;
  self->heard = heard;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->known_lock);
  g_cond_init (&self->known_cond);
  self->known = make_table ();
  if (self->hints != NULL)
    self->thread = g_thread_new ("progress", listen, self);
  if (jobs->cluster != NULL && !jobs->is_local_cluster)
    {
      self->database_url = jobs->cluster->database_url;
      self->store_thread = g_thread_new ("events", listen_to_store, self);
    }
  return self;
}

void
lec_progress_ear_free (LecProgressEar *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->store_thread, g_thread_join);
  g_hash_table_unref (self->known);
  g_cond_clear (&self->known_cond);
  g_mutex_clear (&self->known_lock);
  g_object_unref (self->cancellable);
  g_free (self);
}

void
lec_progress_ear_apply (LecProgressEar *self,
                        LecJob *job)
{
  g_autoptr (GMutexLocker) locker = NULL;
  const Known *known = NULL;

  g_return_if_fail (self != NULL && job != NULL);

  if (job->status != LEC_JOB_PROCESSING)
    return;

  locker = g_mutex_locker_new (&self->known_lock);
  known = g_hash_table_lookup (self->known, &job->id);
  if (known == NULL || known->progress < job->progress || known->at_us + FORGET_US < g_get_monotonic_time ())
    return;

  job->progress = known->progress;
  g_free (job->message);
  job->message = g_strdup (known->message);
}

/* However much there is to be heard, who waits for it comes back four times a second at most. */
static gboolean
has_to_wait_locked (const LecProgressEar *self,
                    gint64 end_us)
{
  gint64 now_us = g_get_monotonic_time ();

  return now_us < self->seen_us + LEC_LIVE_PROGRESS_US || (self->n_seen == self->n_heard && now_us < end_us);
}

gboolean
lec_progress_ear_wait (LecProgressEar *self,
                       guint timeout_ms,
                       GCancellable *cancellable)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000;

  g_return_val_if_fail (self != NULL, FALSE);

  g_mutex_lock (&self->known_lock);
  while (has_to_wait_locked (self, end_us) && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&self->known_cond, &self->known_lock, g_get_monotonic_time () + STEP_US);
  self->n_seen = self->n_heard;
  self->seen_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->known_lock);

  return !g_cancellable_is_cancelled (cancellable);
}
