/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each work runs on the schedule's thread, opens what it needs itself and may
 * be stopped at any moment. What somebody has locked is left alone.
 */
#include "engine/house-keeping.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "base/time-format.h"
#include "engine/data-folder.h"
#include "engine/file-tree.h"
#include "engine/heard-cache.h"
#include "engine/linked-video.h"
#include "engine/storage.h"
#include "store/sqlite-store.h"
#include "worker/schedule.h"

#define TEMPORARY_AGE_US (1 * G_TIME_SPAN_HOUR)
#define BACKUP_AGE_US    (90 * G_TIME_SPAN_DAY)
/* What the database puts aside: "lectern.db.version-2" */
#define ASIDE_PREFIX LEC_DATA_FOLDER_DATABASE ".version-"

struct _LecHouseKeeping
{
  char *folder;
  gint64 expire_us; /* 0 for never */
  LecSchedule *schedule;
  void (*noticed) (const GError *reason, gpointer user_data);
  gpointer user_data;
};

/* --- Cleaning up --- */

static gboolean
is_older (const char *path,
          gint64 age_us,
          gint64 now_us)
{
  GStatBuf facts = { 0 };

  return g_lstat (path, &facts) == 0 && facts.st_mtim.tv_sec * G_USEC_PER_SEC < now_us - age_us;
}

static gboolean
is_our_folder (const char *path)
{
  GStatBuf facts = { 0 };

  return g_lstat (path, &facts) == 0 && S_ISDIR (facts.st_mode) && facts.st_uid == getuid ();
}

/* Whether a killed program has left it: of one at work it would be younger. */
static gboolean
is_left_over (const char *folder,
              const char *name,
              gint64 now_us)
{
  static const struct
  {
    const char *prefix;
    gint64 age_us;
  } kinds[] = {
    { "lectern-probe-", TEMPORARY_AGE_US },
    { "lectern-doctor-", TEMPORARY_AGE_US },
    { "lectern-database-", TEMPORARY_AGE_US },
    { "lectern-kept-", LEC_STORAGE_HALF_READ_AGE_US },
    { "lectern-library-", LEC_STORAGE_HALF_READ_AGE_US },
    { "lectern-export-", LEC_STORAGE_HALF_READ_AGE_US },
    { "lectern-scratch-", LEC_STORAGE_HALF_READ_AGE_US },
    { "lectern-transcript-", LEC_STORAGE_HALF_READ_AGE_US },
  };
  g_autofree char *path = g_build_filename (folder, name, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (name, kinds[i].prefix))
      return is_our_folder (path) && is_older (path, kinds[i].age_us, now_us);

  return FALSE;
}

guint
lec_house_keeping_sweep_temporary (const char *folder,
                                   gint64 now_us)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;
  guint n = 0;

  g_return_val_if_fail (folder != NULL, 0);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!is_left_over (folder, name, now_us))
        continue;
      lec_file_tree_remove (path);
      n++;
    }

  return n;
}

/* Copies of databases that were brought up to date, and that nobody has missed since. */
static void
remove_put_aside (const char *folder,
                  gint64 now_us)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, ASIDE_PREFIX) && is_older (path, BACKUP_AGE_US, now_us))
        g_unlink (path);
    }
}

static gboolean
clean_up (gpointer user_data,
          GCancellable *cancellable,
          GError **error)
{
  const LecHouseKeeping *self = user_data;
  g_autofree char *root = g_build_filename (self->folder, LEC_DATA_FOLDER_LECTURES, NULL);
  g_autofree char *links = lec_linked_video_dup_root ();
  g_autofree char *heard = lec_heard_cache_dup_root ();
  gint64 now_us = g_get_real_time ();
  gint64 unused_us = self->expire_us > 0 ? now_us - self->expire_us : 0;
  guint n = lec_storage_clean_up (root, now_us - LEC_STORAGE_HALF_READ_AGE_US, unused_us, cancellable);

  lec_pending_file_sweep (self->folder);
  n += lec_house_keeping_sweep_temporary (g_get_tmp_dir (), now_us);
  n += lec_linked_video_sweep (links, now_us - LEC_LINKED_VIDEO_AGE_US);
  n += lec_heard_cache_sweep (heard, now_us, LEC_HEARD_CACHE_AGE_US, LEC_HEARD_CACHE_MAX_BYTES);
  g_debug ("cleaned up: %u folders removed", n);
  return TRUE;
}

/* --- Health --- */

static gboolean
check_space (gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  const LecHouseKeeping *self = user_data;
  struct statvfs facts = { 0 };
  guint64 free_bytes = 0;
  g_autofree char *shown = g_filename_display_name (self->folder);
  g_autofree char *size = NULL;

  /* Where it cannot be told, what is written will tell. */
  if (statvfs (self->folder, &facts) != 0)
    return TRUE;
  free_bytes = (guint64) facts.f_bavail * facts.f_frsize;
  if (free_bytes >= LEC_HOUSE_KEEPING_LOW_BYTES)
    return TRUE;

  size = lec_size_format (free_bytes);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE,
               /* Translators: a size in bytes, and a folder */
               _ ("only %s free in %s; “lectern free” shows what can go"), size, shown);
  return FALSE;
}

static LecStore *
open_store (const LecHouseKeeping *self,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, LEC_DATA_FOLDER_DATABASE, NULL);

  return lec_sqlite_store_open (path, g_get_real_time (), cancellable, error);
}

static gboolean
check_database (gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (LecStore) store = open_store (user_data, cancellable, error);

  return store != NULL && lec_sqlite_store_check (store, cancellable, error);
}

static gboolean
keep_up (gpointer user_data,
         GCancellable *cancellable,
         GError **error)
{
  const LecHouseKeeping *self = user_data;
  gint64 now_us = g_get_real_time ();
  g_autoptr (LecStore) store = open_store (self, cancellable, error);

  if (store == NULL || !lec_store_upkeep (store, now_us, cancellable, error))
    return FALSE;

  remove_put_aside (self->folder, now_us);
  return TRUE;
}

static const LecPeriodicWork works[] = {
  { "cleanup", 1 * G_TIME_SPAN_HOUR, clean_up },
  { "health", 10 * G_TIME_SPAN_MINUTE, check_space },
  { "database-check", 1 * G_TIME_SPAN_DAY, check_database },
  { "upkeep", 1 * G_TIME_SPAN_DAY, keep_up },
};

/* --- Whoever owns the queue --- */

static void
ended_cb (const char *work,
          const GError *reason,
          gpointer user_data)
{
  LecHouseKeeping *self = user_data;

  g_debug ("%s: %s", work, reason->message);
  if (self->noticed != NULL)
    self->noticed (reason, self->user_data);
}

LecHouseKeeping *
lec_house_keeping_new (LecStore *store,
                       const char *folder,
                       guint expire_days,
                       void (*noticed) (const GError *reason, gpointer user_data),
                       gpointer user_data)
{
  LecHouseKeeping *self = NULL;

  g_return_val_if_fail (LEC_IS_STORE (store) && folder != NULL, NULL);

  self = g_new0 (LecHouseKeeping, 1);
  self->folder = g_strdup (folder);
  self->expire_us = expire_days * G_TIME_SPAN_DAY;
  self->noticed = noticed;
  self->user_data = user_data;
  self->schedule = lec_schedule_new (store, works, G_N_ELEMENTS (works), self, NULL);
  lec_schedule_set_listener (self->schedule, ended_cb, self);
  return self;
}

void
lec_house_keeping_free (LecHouseKeeping *self)
{
  if (self == NULL)
    return;

  lec_schedule_free (self->schedule);
  g_free (self->folder);
  g_free (self);
}

void
lec_house_keeping_tick (LecHouseKeeping *self)
{
  g_autoptr (GError) reason = NULL;

  g_return_if_fail (self != NULL);

  /* Whoever works on the queue finds out, too, and says so. */
  if (!lec_schedule_tick (self->schedule, &reason))
    g_debug ("periodic work: %s", reason->message);
}

void
lec_house_keeping_finish (LecHouseKeeping *self,
                          GCancellable *cancellable)
{
  g_return_if_fail (self != NULL);

  lec_schedule_finish (self->schedule, cancellable);
}
