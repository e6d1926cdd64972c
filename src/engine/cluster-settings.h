/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The settings of the cluster and of a worker program: one table of all of
 * them. A flag counts more than the environment, that more than the user's
 * file, that more than the system's, that more than what was chosen in the
 * window, and that more than the default. Where each value came from is kept.
 * Addresses of servers hold passwords: nothing but what connects sees them; what
 * is shown or told has them hidden.
 *
 * The files are $XDG_CONFIG_HOME/lectern/lectern.conf and lectern/lectern.conf
 * in each of $XDG_CONFIG_DIRS (/etc/xdg), with the groups [cluster], [worker],
 * [server], [log] and [routes].
 */
#pragma once

#include "base/log.h"
#include "engine/settings-file.h"

G_BEGIN_DECLS

/* In the order of the table; what stands behind each is its variable. */
typedef enum
{
  LEC_SETTING_DATABASE_URL,         /* DATABASE_URL */
  LEC_SETTING_REDIS_URL,            /* REDIS_URL, or CELERY_BROKER_URL */
  LEC_SETTING_USE_CLUSTER,          /* USE_CELERY */
  LEC_SETTING_OWNER,                /* LECTERN_OWNER */
  LEC_SETTING_SHARED_FOLDER,        /* LECTERN_SHARED_FOLDER */
  LEC_SETTING_BLOB_QUOTA,           /* LECTERN_BLOB_QUOTA */
  LEC_SETTING_MAX_PER_OWNER,        /* LECTERN_MAX_PER_OWNER */
  LEC_SETTING_JOBS_PER_HOUR,        /* LECTERN_JOBS_PER_HOUR */
  LEC_SETTING_QUEUES,               /* WORKER_QUEUES */
  LEC_SETTING_CONCURRENCY,          /* WORKER_CONCURRENCY */
  LEC_SETTING_AUTO_SCALE,           /* AUTO_SCALE */
  LEC_SETTING_MIN_WORKERS,          /* MIN_WORKERS */
  LEC_SETTING_MAX_WORKERS,          /* MAX_WORKERS */
  LEC_SETTING_MAX_TASKS_PER_CHILD,  /* WORKER_MAX_TASKS_PER_CHILD */
  LEC_SETTING_MAX_MEMORY_PER_CHILD, /* WORKER_MAX_MEMORY_PER_CHILD */
  LEC_SETTING_PREFETCH,             /* WORKER_PREFETCH_MULTIPLIER */
  LEC_SETTING_ACKS_LATE,            /* TASK_ACKS_LATE */
  LEC_SETTING_LEASE,                /* LECTERN_LEASE */
  LEC_SETTING_DRAIN_TIMEOUT,        /* LECTERN_DRAIN_TIMEOUT */
  LEC_SETTING_VIDEO_CACHE,          /* LECTERN_VIDEO_CACHE */
  LEC_SETTING_PART_LENGTH,          /* LECTERN_PART_LENGTH */
  LEC_SETTING_ALLOW_ORIGIN,         /* LECTERN_ALLOW_ORIGIN */
  LEC_SETTING_REQUESTS_PER_MINUTE,  /* LECTERN_REQUESTS_PER_MINUTE */
  LEC_SETTING_TOKEN_JOBS_PER_HOUR,  /* LECTERN_TOKEN_JOBS_PER_HOUR */
  LEC_SETTING_LOG_LEVEL,            /* LECTERN_LOG */
  LEC_SETTING_LOG_FORMAT,           /* LECTERN_LOG_FORMAT */
} LecSetting;

#define LEC_N_SETTINGS (LEC_SETTING_LOG_FORMAT + 1)

/* Names: default, preferences, file, environment, flag. */
typedef enum
{
  LEC_SETTING_FROM_DEFAULT,
  LEC_SETTING_FROM_PREFERENCES, /* of the window, which alone knows them */
  LEC_SETTING_FROM_FILE,
  LEC_SETTING_FROM_ENVIRONMENT,
  LEC_SETTING_FROM_FLAG,
} LecSettingSource;

const char *lec_setting_source_get_name (LecSettingSource source);
/* As in the file, and as the flag where it has one. */
const char *lec_setting_get_name (LecSetting setting);
const char *lec_setting_get_variable (LecSetting setting);

/**
 * LecSettingOrigin:
 * @where: (nullable): the flag, the variable, or the file and the group; NULL for a default
 * @shown: (nullable): what was given, without passwords; NULL where nothing was
 */
typedef struct
{
  LecSettingSource source;
  char *where;
  char *shown;
} LecSettingOrigin;

/**
 * LecClusterSettings:
 * @database_url: (nullable): so is @redis_url; with their passwords
 * @uses_cluster: %FALSE when local mode was asked for, whatever else is set
 * @owner: (nullable): whose jobs are added and seen; the user's when it is %NULL
 * @shared_folder: (nullable): absolute: where all workers see the same files
 * @blob_quota_bytes: what all files that machines hand to each other may take; 0 for no limit
 * @max_per_owner: tasks of one owner that run at a time; 0 for no limit
 * @jobs_per_hour: that one owner may add; 0 for no limit
 * @queues: (nullable) (array zero-terminated=1): %NULL for all
 * @concurrency: tasks at a time; 0: chosen by cores and memory, and so is @max_workers
 * @auto_scale: whether as many run at a time as there is work for, @min_workers to @max_workers
 * @max_memory_per_child_bytes: 0: chosen by the machine's memory
 * @lease_s: after which a worker that is not heard of has lost its tasks
 * @drain_timeout_s: how long a worker that is asked to end lets its tasks go on
 * @video_cache_bytes: what the videos that were sent to a worker may take there
 * @part_length_s: a longer video is read in parts, by several workers; 0 for never
 * @allow_origins: (nullable) (array zero-terminated=1): pages from where may ask the service:
 *   "https://lms.example.org", or "*" for any; %NULL for none but its own
 * @requests_per_minute: of the bearer of one token, to the service; 0 for no limit
 * @token_jobs_per_hour: that may be added with one token; 0 for no limit
 * @routes: (element-type utf8 utf8): the queue of each stage that has another than its own
 * @warnings: (element-type utf8): for people, without passwords
 *
 * To be read only.
 */
typedef struct
{
  char *database_url;
  char *redis_url;
  gboolean uses_cluster;
  char *owner;
  char *shared_folder;
  guint64 blob_quota_bytes;
  guint max_per_owner;
  guint jobs_per_hour;
  char **queues;
  guint concurrency;
  gboolean auto_scale;
  guint min_workers;
  guint max_workers;
  guint max_tasks_per_child;
  guint64 max_memory_per_child_bytes;
  guint lease_s;
  guint drain_timeout_s;
  guint64 video_cache_bytes;
  guint part_length_s;
  char **allow_origins;
  guint requests_per_minute;
  guint token_jobs_per_hour;
  LecLogLevel log_level;
  LecLogFormat log_format;
  GHashTable *routes;
  LecSettingOrigin origins[LEC_N_SETTINGS];
  GPtrArray *warnings;
} LecClusterSettings;

/**
 * LecSettingGivens: where values come from
 * @flags: (nullable) (element-type utf8 utf8): by their names without dashes; "autoscale" is
 *   MIN,MAX
 * @environment: (nullable) (array zero-terminated=1): NAME=VALUE. An empty value is none
 * @files: (nullable) (element-type LecSettingsFile): the first one counts most
 * @preferences: (nullable) (element-type utf8 utf8): by their names in the file
 */
typedef struct
{
  GHashTable *flags;
  const char *const *environment;
  const GPtrArray *files;
  GHashTable *preferences;
} LecSettingGivens;

/**
 * lec_cluster_settings_new:
 *
 * Pure. Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_USAGE, which names where a wrong
 *   value came from
 */
LecClusterSettings *lec_cluster_settings_new (const LecSettingGivens *givens, GError **error);

/* With this process's environment and the files that are there. @flags: as in #LecSettingGivens.
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_USAGE, or %LEC_ERROR_UNREADABLE for a
 *   file that is there and cannot be read */
LecClusterSettings *lec_cluster_settings_load (GHashTable *flags, GError **error);
/* Likewise, for a window. @preferences: (nullable): as in #LecSettingGivens; read only */
LecClusterSettings *lec_cluster_settings_load_with (GHashTable *preferences, GError **error);
void lec_cluster_settings_free (LecClusterSettings *self);

/* Whether there is a cluster to work with: %LEC_ERROR_USAGE says what is missing. */
gboolean lec_cluster_settings_require (const LecClusterSettings *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecClusterSettings, lec_cluster_settings_free)

G_END_DECLS
