/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the cluster is set to comes from the settings, the keyring, the environment
 * and files: whenever the first two change, all are read again, off the main
 * thread. A cluster that is another one gets new threads; the old ones are left to
 * end by themselves. So does one that is asked for once more, whose jobs stay in the
 * list meanwhile. Invariant: there are threads exactly while the state is not off;
 * connection is not cancelled exactly while it may be in reach.
 */
#include "ui/cluster-desk.h"

#include "ui/cluster-address.h"
#include "ui/cluster-requests.h"

#define LOOK_S    1
#define SILENT_US (6 * G_TIME_SPAN_SECOND)
#define BRING_US  (10 * G_TIME_SPAN_SECOND)

struct _LecClusterDesk
{
  GObject parent_instance;

  LecJobsThread *jobs;
  GSettings *app_settings;
  LecKeyring *keyring;
  LecJobsNewsFunc func; /* (nullable): until it was stopped */
  gpointer user_data;

  GCancellable *reading;        /* (nullable): while settings are being read */
  char *passwords[2];           /* (nullable) each: of the servers, while settings are being read */
  LecClusterSettings *settings; /* (nullable) */
  GHashTable *preferences;      /* (nullable): that the threads work with, or did last */

  LecJobsThread *watcher;
  LecJobsThread *sender;
  LecJobsThread *fetcher;
  GCancellable *connection;
  LecClusterState state;
  GDateTime *since; /* (nullable) */
  char *reason;     /* (nullable) */
  gint64 heard_us;  /* monotonic */
  guint alarm;
  gint64 brought_us;    /* monotonic: when something was to be brought last */
  gboolean is_bringing; /* to the cluster, what was added while it was away */

  char *carrying; /* (nullable) */
  double carried;
  GHashTable *fetched; /* (element-type gint64 utf8): paths, "" for none */
};

enum
{
  STATE_CHANGED,
  CARRYING_CHANGED,
  SETTINGS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecClusterDesk, lec_cluster_desk, G_TYPE_OBJECT)

/* The servers that may want a password. */
static const char *const address_keys[] = { "cluster-database", "cluster-redis" };

/* --- Whether it answers --- */

static void
set_since (LecClusterDesk *self,
           gint64 silence_us)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_clear_pointer (&self->since, g_date_time_unref);
  self->since = g_date_time_add (now, -silence_us);
}

/* Or may be: who tries will know. */
static gboolean
is_in_reach (LecClusterState state)
{
  return state == LEC_CLUSTER_ONLINE || state == LEC_CLUSTER_CONNECTING;
}

static void
set_state (LecClusterDesk *self,
           LecClusterState state,
           const char *reason)
{
  if (self->state == state && g_strcmp0 (self->reason, reason) == 0)
    return;

  if (state == LEC_CLUSTER_OFFLINE && self->state != LEC_CLUSTER_OFFLINE)
    set_since (self, self->state == LEC_CLUSTER_ONLINE ? g_get_monotonic_time () - self->heard_us : 0);
  if (!is_in_reach (state))
    g_cancellable_cancel (self->connection);
  else if (!is_in_reach (self->state))
    {
      g_object_unref (self->connection);
      self->connection = g_cancellable_new ();
    }

  self->state = state;
  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static void
news_cb (const LecJobsNews *news,
         gpointer user_data)
{
  LecClusterDesk *self = user_data;

  if (news->failure != NULL)
    {
      set_state (self, LEC_CLUSTER_OFFLINE, news->failure->message);
      return;
    }

  self->heard_us = g_get_monotonic_time ();
  set_state (self, LEC_CLUSTER_ONLINE, NULL);
  if (self->func != NULL)
    self->func (news, self->user_data);
}

/* --- What was added while it was away --- */

#define LATER "cluster-later"

/* Returns: (transfer full) (element-type gint64) */
static GArray *
list_later (LecClusterDesk *self)
{
  g_autoptr (GVariant) known = g_settings_get_value (self->app_settings, LATER);
  GArray *jobs = g_array_new (FALSE, FALSE, sizeof (gint64));
  gsize n_ids = 0;
  const gint64 *ids = g_variant_get_fixed_array (known, &n_ids, sizeof (gint64));

  g_array_append_vals (jobs, ids, (guint) n_ids);
  return jobs;
}

static void
set_later (LecClusterDesk *self,
           const GArray *jobs)
{
  g_settings_set_value (self->app_settings, LATER,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, jobs->data, jobs->len, sizeof (gint64)));
}

/* Those that were brought, and those that were added since. */
typedef struct
{
  LecClusterDesk *desk; /* owned */
  guint n_asked;
} Bringing;

static void
brought_cb (GObject *source,
            GAsyncResult *result,
            gpointer user_data)
{
  g_autofree Bringing *bringing = user_data;
  g_autoptr (LecClusterDesk) self = bringing->desk;
  g_autoptr (GArray) left = lec_cluster_requests_bring_finish (LEC_JOBS_THREAD (source), result, NULL);
  g_autoptr (GArray) now = NULL;

  self->is_bringing = FALSE;
  /* What is wrong is tried again: it is told when a video is sent, too. */
  if (left == NULL || self->func == NULL)
    return;

  now = list_later (self);
  if (now->len > bringing->n_asked)
    g_array_append_vals (left, &g_array_index (now, gint64, bringing->n_asked), now->len - bringing->n_asked);
  set_later (self, left);
}

static void
bring (LecClusterDesk *self)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GArray) jobs = NULL;
  Bringing *bringing = NULL;

  if (self->is_bringing || now_us - self->brought_us < BRING_US)
    return;

  self->brought_us = now_us;
  jobs = list_later (self);
  if (jobs->len == 0)
    return;

  self->is_bringing = TRUE;
  bringing = g_new0 (Bringing, 1);
  *bringing = (Bringing){ g_object_ref (self), jobs->len };
  lec_cluster_requests_bring_async (self->sender, jobs, self->connection, brought_cb, bringing);
}

/* --- Looking after it --- */

/* A server that is stopped keeps whoever asks it waiting. */
static gboolean
alarm_cb (gpointer user_data)
{
  LecClusterDesk *self = user_data;

  if (self->state == LEC_CLUSTER_ONLINE && g_get_monotonic_time () - self->heard_us > SILENT_US)
    set_state (self, LEC_CLUSTER_OFFLINE, NULL);
  if (self->state == LEC_CLUSTER_ONLINE)
    bring (self);
  return G_SOURCE_CONTINUE;
}

static void
carrying_cb (LecClusterDesk *self,
             const char *text,
             double fraction)
{
  g_free (self->carrying);
  self->carrying = g_strdup (text);
  self->carried = fraction;
  g_signal_emit (self, signals[CARRYING_CHANGED], 0);
}

/* --- Threads --- */

/* For those whose cluster is not there any more. */
static void
tell_nothing_left (LecClusterDesk *self)
{
  g_autoptr (LecJobsNews) news = lec_jobs_news_new ();

  news->is_all = news->is_cluster = TRUE;
  if (self->func != NULL)
    self->func (news, self->user_data);
}

static void
drop_threads (LecClusterDesk *self)
{
  if (self->watcher == NULL)
    return;

  lec_jobs_thread_set_cluster (self->jobs, NULL);
  lec_jobs_thread_retire (g_steal_pointer (&self->watcher));
  lec_jobs_thread_retire (g_steal_pointer (&self->sender));
  lec_jobs_thread_retire (g_steal_pointer (&self->fetcher));
  g_clear_handle_id (&self->alarm, g_source_remove);
  carrying_cb (self, NULL, 0);
  set_state (self, LEC_CLUSTER_OFF, NULL);
}

static void
end (LecClusterDesk *self)
{
  drop_threads (self);
  if (self->preferences == NULL)
    return;

  g_clear_pointer (&self->preferences, g_hash_table_unref);
  g_hash_table_remove_all (self->fetched);
  tell_nothing_left (self);
}

static LecJobsThread *
make_carrier (LecClusterDesk *self)
{
  LecJobsThread *carrier = lec_jobs_thread_new_for_cluster (self->preferences, NULL, NULL);

  g_signal_connect_object (carrier, "carrying", G_CALLBACK (carrying_cb), self, G_CONNECT_SWAPPED);
  return carrier;
}

static void
begin (LecClusterDesk *self,
       GHashTable *preferences)
{
  g_hash_table_ref (preferences);
  g_clear_pointer (&self->preferences, g_hash_table_unref);
  self->preferences = preferences;
  self->watcher = lec_jobs_thread_new_for_cluster (preferences, news_cb, self);
  self->sender = make_carrier (self);
  self->fetcher = make_carrier (self);
  self->alarm = g_timeout_add_seconds (LOOK_S, alarm_cb, self);
  lec_jobs_thread_set_cluster (self->jobs, self->watcher);
  set_state (self, LEC_CLUSTER_CONNECTING, NULL);
}

static gboolean
is_other (gpointer key,
          gpointer value,
          gpointer user_data)
{
  return g_strcmp0 (g_hash_table_lookup (user_data, key), value) != 0;
}

static gboolean
are_same (GHashTable *a,
          GHashTable *b)
{
  return g_hash_table_size (a) == g_hash_table_size (b) && g_hash_table_find (a, is_other, b) == NULL;
}

/* --- Settings --- */

/* What was read, with what it was read of. */
typedef struct
{
  GHashTable *preferences;
  LecClusterSettings *settings;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_hash_table_unref (reading->preferences);
  g_clear_pointer (&reading->settings, lec_cluster_settings_free);
  g_free (reading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
read_settings (GTask *task,
               gpointer source,
               gpointer data,
               GCancellable *cancellable)
{
  Reading *reading = g_new0 (Reading, 1);
  GError *reason = NULL;

  reading->preferences = g_hash_table_ref (data);
  reading->settings = lec_cluster_settings_load_with (data, &reason);
  if (reading->settings != NULL)
    {
      g_task_return_pointer (task, reading, reading_free);
      return;
    }

  reading_free (reading);
  g_task_return_error (task, reason);
}

static void
use_settings (LecClusterDesk *self,
              Reading *reading)
{
  gboolean is_on = lec_cluster_settings_require (reading->settings, NULL);

  g_clear_pointer (&self->settings, lec_cluster_settings_free);
  self->settings = g_steal_pointer (&reading->settings);
  if (self->state == LEC_CLUSTER_OFF)
    set_state (self, LEC_CLUSTER_OFF, NULL);
  if (self->preferences != NULL && (!is_on || !are_same (self->preferences, reading->preferences)))
    end (self);
  if (is_on && self->watcher == NULL)
    begin (self, reading->preferences);
}

static void
read_cb (GObject *source,
         GAsyncResult *result,
         gpointer user_data)
{
  LecClusterDesk *self = LEC_CLUSTER_DESK (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->func == NULL)
    return;

  g_clear_object (&self->reading);
  if (reading != NULL)
    use_settings (self, reading);
  else
    {
      end (self);
      g_clear_pointer (&self->settings, lec_cluster_settings_free);
      set_state (self, LEC_CLUSTER_OFF, error->message);
    }
  g_signal_emit (self, signals[SETTINGS_CHANGED], 0);
}

static void
begin_reading (LecClusterDesk *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->reading, read_cb, NULL);

  g_task_set_source_tag (task, begin_reading);
  g_task_set_task_data (task,
                        lec_cluster_desk_dup_preferences (self->app_settings, self->passwords[0], self->passwords[1]),
                        (GDestroyNotify) g_hash_table_unref);
  g_task_run_in_thread (task, read_settings);
}

static void look_up (LecClusterDesk *self, guint server);

/* The password of one server, then that of the next. */
typedef struct
{
  LecClusterDesk *desk;  /* owned */
  GCancellable *reading; /* owned: which reading it is for */
  guint server;
} LookUp;

static void
looked_up_cb (GObject *source,
              GAsyncResult *result,
              gpointer user_data)
{
  g_autofree LookUp *wanted = user_data;
  g_autoptr (LecClusterDesk) self = wanted->desk;
  g_autoptr (GCancellable) reading = wanted->reading;
  g_autofree char *password = lec_keyring_lookup_finish (LEC_KEYRING (source), result);

  if (g_cancellable_is_cancelled (reading))
    return;

  g_free (self->passwords[wanted->server]);
  self->passwords[wanted->server] = g_steal_pointer (&password);
  look_up (self, wanted->server + 1);
}

static void
look_up (LecClusterDesk *self,
         guint server)
{
  g_autofree char *address = NULL;
  LookUp *wanted = NULL;

  if (server == G_N_ELEMENTS (address_keys))
    {
      begin_reading (self);
      return;
    }

  address = g_settings_get_string (self->app_settings, address_keys[server]);
  if (*address == '\0' || !g_settings_get_boolean (self->app_settings, "use-cluster"))
    {
      g_clear_pointer (&self->passwords[server], g_free);
      look_up (self, server + 1);
      return;
    }

  wanted = g_new0 (LookUp, 1);
  *wanted = (LookUp){ g_object_ref (self), g_object_ref (self->reading), server };
  lec_keyring_lookup_async (self->keyring, address, self->reading, looked_up_cb, wanted);
}

static void
read_again (LecClusterDesk *self)
{
  if (self->func == NULL)
    return;

  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  look_up (self, 0);
}

static void
settings_changed_cb (LecClusterDesk *self,
                     const char *key)
{
  if (g_str_equal (key, "use-cluster") || (g_str_has_prefix (key, "cluster-") && !g_str_equal (key, "cluster-later")))
    read_again (self);
}

/* Takes @value. */
static void
set (GHashTable *preferences,
     LecSetting setting,
     char *value)
{
  g_hash_table_insert (preferences, g_strdup (lec_setting_get_name (setting)), value);
}

GHashTable *
lec_cluster_desk_dup_preferences (GSettings *settings,
                                  const char *database_password,
                                  const char *redis_password)
{
  GHashTable *preferences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *database = g_settings_get_string (settings, "cluster-database");
  g_autofree char *redis = g_settings_get_string (settings, "cluster-redis");
  gboolean is_on = g_settings_get_boolean (settings, "use-cluster");

  set (preferences, LEC_SETTING_USE_CLUSTER, g_strdup (is_on ? "true" : "false"));
  set (preferences, LEC_SETTING_DATABASE_URL, lec_cluster_address_join (database, database_password));
  set (preferences, LEC_SETTING_REDIS_URL, lec_cluster_address_join (redis, redis_password));
  set (preferences, LEC_SETTING_SHARED_FOLDER, g_settings_get_string (settings, "cluster-folder"));
  return preferences;
}

void
lec_cluster_desk_reconnect (LecClusterDesk *self)
{
  g_return_if_fail (LEC_IS_CLUSTER_DESK (self));

  drop_threads (self);
  read_again (self);
}

/* --- The object --- */

void
lec_cluster_desk_stop (LecClusterDesk *self)
{
  LecJobsThread *threads[3] = { NULL };

  g_return_if_fail (LEC_IS_CLUSTER_DESK (self));

  self->func = NULL;
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_handle_id (&self->alarm, g_source_remove);
  g_clear_pointer (&self->preferences, g_hash_table_unref);
  if (self->watcher == NULL)
    return;

  lec_jobs_thread_set_cluster (self->jobs, NULL);
  threads[0] = g_steal_pointer (&self->sender);
  threads[1] = g_steal_pointer (&self->fetcher);
  threads[2] = g_steal_pointer (&self->watcher);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      /* What goes on for long is given up; what was asked of jobs is done, if that can be. */
      if (i < 2 || self->state != LEC_CLUSTER_ONLINE)
        lec_jobs_thread_give_up (threads[i]);
      lec_jobs_thread_stop (threads[i]);
      g_object_unref (threads[i]);
    }
}

static void
lec_cluster_desk_dispose (GObject *object)
{
  LecClusterDesk *self = LEC_CLUSTER_DESK (object);

  lec_cluster_desk_stop (self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->app_settings);
  g_clear_object (&self->keyring);

  G_OBJECT_CLASS (lec_cluster_desk_parent_class)->dispose (object);
}

static void
lec_cluster_desk_finalize (GObject *object)
{
  LecClusterDesk *self = LEC_CLUSTER_DESK (object);

  g_clear_pointer (&self->settings, lec_cluster_settings_free);
  g_clear_pointer (&self->since, g_date_time_unref);
  g_object_unref (self->connection);
  g_hash_table_unref (self->fetched);
  g_free (self->passwords[0]);
  g_free (self->passwords[1]);
  g_free (self->reason);
  g_free (self->carrying);

  G_OBJECT_CLASS (lec_cluster_desk_parent_class)->finalize (object);
}

static void
lec_cluster_desk_class_init (LecClusterDeskClass *klass)
{
  static const char *const names[] = { "state-changed", "carrying-changed", "settings-changed" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lec_cluster_desk_dispose;
  object_class->finalize = lec_cluster_desk_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] =
      g_signal_new (names[i], LEC_TYPE_CLUSTER_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lec_cluster_desk_init (LecClusterDesk *self)
{
  self->keyring = lec_keyring_new ();
  self->connection = g_cancellable_new ();
  self->fetched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

LecClusterDesk *
lec_cluster_desk_new (LecJobsThread *jobs,
                      GSettings *settings,
                      LecJobsNewsFunc func,
                      gpointer user_data)
{
  LecClusterDesk *self = NULL;

  g_return_val_if_fail (LEC_IS_JOBS_THREAD (jobs) && G_IS_SETTINGS (settings) && func != NULL, NULL);

  self = g_object_new (LEC_TYPE_CLUSTER_DESK, NULL);
  self->jobs = g_object_ref (jobs);
  self->app_settings = g_object_ref (settings);
  self->func = func;
  self->user_data = user_data;
  g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keyring, "found-late", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  read_again (self);
  return self;
}

LecClusterState
lec_cluster_desk_get_state (LecClusterDesk *self)
{
  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self), LEC_CLUSTER_OFF);

  return self->state;
}

GDateTime *
lec_cluster_desk_get_since (LecClusterDesk *self)
{
  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self), NULL);

  return self->state == LEC_CLUSTER_OFFLINE ? self->since : NULL;
}

const char *
lec_cluster_desk_get_reason (LecClusterDesk *self)
{
  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self), NULL);

  return self->reason;
}

const char *
lec_cluster_desk_get_carrying (LecClusterDesk *self,
                               double *fraction)
{
  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self) && fraction != NULL, NULL);

  *fraction = self->carried;
  return self->carrying;
}

const LecClusterSettings *
lec_cluster_desk_get_settings (LecClusterDesk *self)
{
  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self), NULL);

  return self->settings;
}

LecKeyring *
lec_cluster_desk_get_keyring (LecClusterDesk *self)
{
  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self), NULL);

  return self->keyring;
}

LecJobsThread *
lec_cluster_desk_get_sender (LecClusterDesk *self,
                             GCancellable **connection)
{
  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self) && connection != NULL, NULL);

  *connection = self->connection;
  return is_in_reach (self->state) ? self->sender : NULL;
}

LecJobsThread *
lec_cluster_desk_get_fetcher (LecClusterDesk *self)
{
  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self), NULL);

  return self->fetcher;
}

LecJobsThread *
lec_cluster_desk_get_watcher (LecClusterDesk *self)
{
  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self), NULL);

  return self->watcher;
}

void
lec_cluster_desk_note_fetched (LecClusterDesk *self,
                               gint64 job,
                               const char *pdf)
{
  g_return_if_fail (LEC_IS_CLUSTER_DESK (self));

  g_hash_table_insert (self->fetched, g_memdup2 (&job, sizeof job), g_strdup (pdf != NULL ? pdf : ""));
}

gboolean
lec_cluster_desk_is_fetched (LecClusterDesk *self,
                             gint64 job,
                             const char **pdf)
{
  const char *path = NULL;

  g_return_val_if_fail (LEC_IS_CLUSTER_DESK (self) && pdf != NULL, FALSE);

  path = g_hash_table_lookup (self->fetched, &job);
  *pdf = path != NULL && *path != '\0' ? path : NULL;
  return path != NULL;
}

void
lec_cluster_desk_bring_later (LecClusterDesk *self,
                              const GArray *jobs)
{
  g_autoptr (GArray) all = NULL;

  g_return_if_fail (LEC_IS_CLUSTER_DESK (self) && jobs != NULL);

  all = list_later (self);
  g_array_append_vals (all, jobs->data, jobs->len);
  set_later (self, all);
}
