/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row a setting: where it is looked for, and the function that reads its
 * text into the struct, or says why it cannot be read.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/cluster-settings-private.h"
#include "engine/setting-value.h"
#include "engine/token-limits.h"
#include "engine/work-options.h"
#include "store/store.h"

#define MAX_TASKS_PER_CHILD 100000
#define MAX_DRAIN_S         86400
#define MAX_PART_S          86400
#define MIN_LEASE_S         2
#define MAX_LEASE_S         600
#define MAX_OWNER_BYTES     128
#define MAX_PER_OWNER       10000
#define MIN_CACHE_BYTES     (1024 * 1024)

/* --- What each may be --- */

static gboolean
refuse (GError **error,
        const char *reason)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, reason);
  return FALSE;
}

static gboolean
refuse_number (GError **error,
               guint minimum,
               guint maximum)
{
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("it has to be a number from %u to %u"), minimum, maximum);
  return FALSE;
}

static gboolean
read_database_url (LecClusterSettings *self,
                   const char *text,
                   GError **error)
{
  static const char *const schemes[] = { "postgresql://", "postgres://", "sqlite:///", NULL };

  if (!lec_setting_is_address (text, schemes))
    return refuse (error, _ ("it begins with postgresql:// or sqlite:/// and has no white space"));

  g_free (self->database_url);
  self->database_url = g_strdup (text);
  return TRUE;
}

static gboolean
read_redis_url (LecClusterSettings *self,
                const char *text,
                GError **error)
{
  static const char *const schemes[] = { "redis://", NULL };
  static const char *const encrypted[] = { "rediss://", NULL };

  if (lec_setting_is_address (text, encrypted))
    return refuse (error, _ ("encrypted connections to Redis are not built in; use redis:// through a tunnel"));
  if (!lec_setting_is_address (text, schemes))
    return refuse (error, _ ("it begins with redis:// and has no white space"));

  g_free (self->redis_url);
  self->redis_url = g_strdup (text);
  return TRUE;
}

static gboolean
read_switch (const char *text,
             gboolean *value,
             GError **error)
{
  return lec_setting_read_boolean (text, value) || refuse (error, _ ("it has to be true or false"));
}

static gboolean
read_use_cluster (LecClusterSettings *self,
                  const char *text,
                  GError **error)
{
  return read_switch (text, &self->uses_cluster, error);
}

static gboolean
read_owner (LecClusterSettings *self,
            const char *text,
            GError **error)
{
  if (strlen (text) > MAX_OWNER_BYTES || !g_utf8_validate (text, -1, NULL) || strpbrk (text, " \t\r\n\033") != NULL)
    return refuse (error, _ ("it has to be a name of at most 128 bytes, without white space"));

  g_free (self->owner);
  self->owner = g_strdup (text);
  return TRUE;
}

static gboolean
read_shared_folder (LecClusterSettings *self,
                    const char *text,
                    GError **error)
{
  if (!g_path_is_absolute (text))
    return refuse (error, _ ("it has to be an absolute path, the same one on all machines"));

  g_free (self->shared_folder);
  self->shared_folder = g_canonicalize_filename (text, NULL);
  return TRUE;
}

void
lec_setting_refuse_queue (GError **error,
                          const char *unknown)
{
  g_autofree char *known = g_strjoinv (", ", (GStrv) lec_store_get_queue_names ());

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("there is no queue “%s”; the queues are %s"), unknown, known);
}

static gboolean
read_max_per_owner (LecClusterSettings *self,
                    const char *text,
                    GError **error)
{
  return lec_setting_read_number (text, 0, MAX_PER_OWNER, &self->max_per_owner) ||
         refuse_number (error, 0, MAX_PER_OWNER);
}

static gboolean
read_jobs_per_hour (LecClusterSettings *self,
                    const char *text,
                    GError **error)
{
  return lec_setting_read_number (text, 0, MAX_PER_OWNER, &self->jobs_per_hour) ||
         refuse_number (error, 0, MAX_PER_OWNER);
}

static gboolean
read_queues (LecClusterSettings *self,
             const char *text,
             GError **error)
{
  g_autofree char *unknown = NULL;
  char **queues = NULL;

  if (!lec_setting_read_queues (text, &queues, &unknown))
    {
      lec_setting_refuse_queue (error, unknown);
      return FALSE;
    }

  g_strfreev (self->queues);
  self->queues = queues;
  return TRUE;
}

static gboolean
read_concurrency (LecClusterSettings *self,
                  const char *text,
                  GError **error)
{
  return lec_setting_read_number (text, 1, LEC_SETTINGS_MAX_CONCURRENCY, &self->concurrency) ||
         refuse_number (error, 1, LEC_SETTINGS_MAX_CONCURRENCY);
}

static gboolean
read_auto_scale (LecClusterSettings *self,
                 const char *text,
                 GError **error)
{
  return read_switch (text, &self->auto_scale, error);
}

static gboolean
read_min_workers (LecClusterSettings *self,
                  const char *text,
                  GError **error)
{
  return lec_setting_read_number (text, 1, LEC_SETTINGS_MAX_CONCURRENCY, &self->min_workers) ||
         refuse_number (error, 1, LEC_SETTINGS_MAX_CONCURRENCY);
}

static gboolean
read_max_workers (LecClusterSettings *self,
                  const char *text,
                  GError **error)
{
  return lec_setting_read_number (text, 1, LEC_SETTINGS_MAX_CONCURRENCY, &self->max_workers) ||
         refuse_number (error, 1, LEC_SETTINGS_MAX_CONCURRENCY);
}

static gboolean
read_max_tasks (LecClusterSettings *self,
                const char *text,
                GError **error)
{
  return lec_setting_read_number (text, 1, MAX_TASKS_PER_CHILD, &self->max_tasks_per_child) ||
         refuse_number (error, 1, MAX_TASKS_PER_CHILD);
}

static gboolean
read_max_memory (LecClusterSettings *self,
                 const char *text,
                 GError **error)
{
  guint64 bytes = 0;

  if (!lec_setting_read_memory (text, &bytes) || bytes < LEC_WORK_MIN_MEMORY_BYTES)
    return refuse (error, _ ("it has to be a size such as 800M or 2G (a bare number counts KiB), and at least 64M"));

  self->max_memory_per_child_bytes = bytes;
  return TRUE;
}

static gboolean
read_blob_quota (LecClusterSettings *self,
                 const char *text,
                 GError **error)
{
  if (g_str_equal (text, "0"))
    {
      self->blob_quota_bytes = 0;
      return TRUE;
    }

  return lec_setting_read_memory (text, &self->blob_quota_bytes) ||
         refuse (error, _ ("it has to be a size such as 800M or 100G (a bare number counts KiB), and 0 for no limit"));
}

static gboolean
read_video_cache (LecClusterSettings *self,
                  const char *text,
                  GError **error)
{
  guint64 bytes = 0;

  if (!lec_setting_read_memory (text, &bytes) || bytes < MIN_CACHE_BYTES)
    return refuse (error, _ ("it has to be a size such as 800M or 20G (a bare number counts KiB), and at least 1M"));

  self->video_cache_bytes = bytes;
  return TRUE;
}

static gboolean
read_prefetch (LecClusterSettings *self,
               const char *text,
               GError **error)
{
  guint value = 0;

  return lec_setting_read_number (text, 1, 1, &value) ||
         refuse (error, _ ("it has to be 1: a task that waits in one worker is one that another could be working on"));
}

static gboolean
read_acks_late (LecClusterSettings *self,
                const char *text,
                GError **error)
{
  gboolean value = FALSE;

  return (lec_setting_read_boolean (text, &value) && value) ||
         refuse (error, _ ("it has to be true: a task that is acknowledged before it is done is lost with its worker"));
}

static gboolean
read_lease (LecClusterSettings *self,
            const char *text,
            GError **error)
{
  return lec_setting_read_number (text, MIN_LEASE_S, MAX_LEASE_S, &self->lease_s) ||
         refuse_number (error, MIN_LEASE_S, MAX_LEASE_S);
}

static gboolean
read_drain_timeout (LecClusterSettings *self,
                    const char *text,
                    GError **error)
{
  return lec_setting_read_number (text, 0, MAX_DRAIN_S, &self->drain_timeout_s) ||
         refuse_number (error, 0, MAX_DRAIN_S);
}

static gboolean
read_part_length (LecClusterSettings *self,
                  const char *text,
                  GError **error)
{
  return lec_setting_read_number (text, 0, MAX_PART_S, &self->part_length_s) || refuse_number (error, 0, MAX_PART_S);
}

static gboolean
read_allow_origin (LecClusterSettings *self,
                   const char *text,
                   GError **error)
{
  char **origins = NULL;

  if (!lec_setting_read_origins (text, &origins))
    return refuse (error, _ ("it has to be an origin such as https://lms.example.org, several with commas between "
                             "them, or * for any"));

  g_strfreev (self->allow_origins);
  self->allow_origins = origins;
  return TRUE;
}

static gboolean
read_requests_per_minute (LecClusterSettings *self,
                          const char *text,
                          GError **error)
{
  return lec_setting_read_number (text, 0, LEC_TOKEN_LIMITS_MAX, &self->requests_per_minute) ||
         refuse_number (error, 0, LEC_TOKEN_LIMITS_MAX);
}

static gboolean
read_token_jobs_per_hour (LecClusterSettings *self,
                          const char *text,
                          GError **error)
{
  return lec_setting_read_number (text, 0, LEC_TOKEN_LIMITS_MAX, &self->token_jobs_per_hour) ||
         refuse_number (error, 0, LEC_TOKEN_LIMITS_MAX);
}

static gboolean
read_log_level (LecClusterSettings *self,
                const char *text,
                GError **error)
{
  return lec_log_level_from_name (text, &self->log_level) ||
         refuse (error, _ ("it has to be error, warning, info or debug"));
}

static gboolean
read_log_format (LecClusterSettings *self,
                 const char *text,
                 GError **error)
{
  return lec_log_format_from_name (text, &self->log_format) || refuse (error, _ ("it has to be text or json"));
}

/* --- The table --- */

static const LecSettingSpec specs[LEC_N_SETTINGS] = {
  [LEC_SETTING_DATABASE_URL] = { "database-url", "cluster", "DATABASE_URL", NULL, TRUE, read_database_url },
  [LEC_SETTING_REDIS_URL] = { "redis-url", "cluster", "REDIS_URL", NULL, TRUE, read_redis_url },
  [LEC_SETTING_USE_CLUSTER] = { "use-cluster", "cluster", "USE_CELERY", "true", FALSE, read_use_cluster },
  [LEC_SETTING_OWNER] = { "owner", "cluster", "LECTERN_OWNER", NULL, FALSE, read_owner },
  [LEC_SETTING_SHARED_FOLDER] = { "shared-folder", "cluster", "LECTERN_SHARED_FOLDER", NULL, FALSE,
                                  read_shared_folder },
  [LEC_SETTING_BLOB_QUOTA] = { "blob-quota", "cluster", "LECTERN_BLOB_QUOTA", "100G", FALSE, read_blob_quota },
  [LEC_SETTING_MAX_PER_OWNER] = { "max-per-owner", "cluster", "LECTERN_MAX_PER_OWNER", "0", FALSE,
                                  read_max_per_owner },
  [LEC_SETTING_JOBS_PER_HOUR] = { "jobs-per-hour", "cluster", "LECTERN_JOBS_PER_HOUR", "0", FALSE,
                                  read_jobs_per_hour },
  [LEC_SETTING_QUEUES] = { "queues", "worker", "WORKER_QUEUES", NULL, FALSE, read_queues },
  [LEC_SETTING_CONCURRENCY] = { "concurrency", "worker", "WORKER_CONCURRENCY", NULL, FALSE, read_concurrency },
  [LEC_SETTING_AUTO_SCALE] = { "auto-scale", "worker", "AUTO_SCALE", "false", FALSE, read_auto_scale },
  [LEC_SETTING_MIN_WORKERS] = { "min-workers", "worker", "MIN_WORKERS", "1", FALSE, read_min_workers },
  [LEC_SETTING_MAX_WORKERS] = { "max-workers", "worker", "MAX_WORKERS", NULL, FALSE, read_max_workers },
  [LEC_SETTING_MAX_TASKS_PER_CHILD] = { "max-tasks-per-child", "worker", "WORKER_MAX_TASKS_PER_CHILD", "10", FALSE,
                                        read_max_tasks },
  [LEC_SETTING_MAX_MEMORY_PER_CHILD] = { "max-memory-per-child", "worker", "WORKER_MAX_MEMORY_PER_CHILD", NULL, FALSE,
                                         read_max_memory },
  [LEC_SETTING_PREFETCH] = { "prefetch", "worker", "WORKER_PREFETCH_MULTIPLIER", "1", FALSE, read_prefetch },
  [LEC_SETTING_ACKS_LATE] = { "acks-late", "worker", "TASK_ACKS_LATE", "true", FALSE, read_acks_late },
  [LEC_SETTING_LEASE] = { "lease", "worker", "LECTERN_LEASE", "30", FALSE, read_lease },
  [LEC_SETTING_DRAIN_TIMEOUT] = { "drain-timeout", "worker", "LECTERN_DRAIN_TIMEOUT", "300", FALSE,
                                  read_drain_timeout },
  [LEC_SETTING_VIDEO_CACHE] = { "video-cache", "worker", "LECTERN_VIDEO_CACHE", "20G", FALSE, read_video_cache },
  [LEC_SETTING_PART_LENGTH] = { "part-length", "worker", "LECTERN_PART_LENGTH", "1200", FALSE, read_part_length },
  [LEC_SETTING_ALLOW_ORIGIN] = { "allow-origin", "server", "LECTERN_ALLOW_ORIGIN", NULL, FALSE, read_allow_origin },
  [LEC_SETTING_REQUESTS_PER_MINUTE] = { "requests-per-minute", "server", "LECTERN_REQUESTS_PER_MINUTE", "3000", FALSE,
                                        read_requests_per_minute },
  [LEC_SETTING_TOKEN_JOBS_PER_HOUR] = { "token-jobs-per-hour", "server", "LECTERN_TOKEN_JOBS_PER_HOUR", "0", FALSE,
                                        read_token_jobs_per_hour },
  [LEC_SETTING_LOG_LEVEL] = { "log-level", "log", "LECTERN_LOG", "info", FALSE, read_log_level },
  [LEC_SETTING_LOG_FORMAT] = { "log-format", "log", "LECTERN_LOG_FORMAT", "text", FALSE, read_log_format },
};

const LecSettingSpec *
lec_setting_get_spec (LecSetting setting)
{
  g_return_val_if_fail (setting < LEC_N_SETTINGS, NULL);

  return &specs[setting];
}

const char *
lec_setting_get_name (LecSetting setting)
{
  g_return_val_if_fail (setting < LEC_N_SETTINGS, NULL);

  return specs[setting].name;
}

const char *
lec_setting_get_variable (LecSetting setting)
{
  g_return_val_if_fail (setting < LEC_N_SETTINGS, NULL);

  return specs[setting].variable;
}
