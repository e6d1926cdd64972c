/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * <root>/<sum of the owner>/<id>/: "info.json", written last and never changed,
 * which is also what its writer locks; "data", what has come. Another owner's is
 * not found, since it is looked for elsewhere.
 */
#include "engine/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"
#include "engine/file-tree.h"
#include "engine/house-keeping.h"
#include "engine/jobs-private.h"
#include "engine/served-job.h"
#include "net/link-name.h"

#define FOLDER        "uploads"
#define INFO_FILE     "info.json"
#define DATA_FILE     "data"
#define MAX_INFO      16384
#define MAX_NAME      1024
#define OWNER_LETTERS 32
#define FALLBACK_NAME "video"

struct _LecUpload
{
  char *folder;
  char *id;
  char *name;
  char *note; /* (nullable) */
  gint64 size_bytes;
  gint64 offset;
  gint64 changed_us;
  int lock_fd; /* -1 where it is not its writer's */
  int data_fd; /* likewise */
};

char *
lec_upload_dup_root (LecJobs *jobs)
{
  g_return_val_if_fail (jobs != NULL, NULL);

  return lec_served_job_dup_root (jobs, FOLDER);
}

static char *
build_owner_folder (const char *root,
                    const char *owner)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, owner != NULL ? owner : "", -1);

  sum[OWNER_LETTERS] = '\0';
  return g_build_filename (root, sum, NULL);
}

/* @folder: (transfer full) */
static LecUpload *
create (char *folder,
        const char *id)
{
  LecUpload *self = g_new0 (LecUpload, 1);

  self->folder = folder;
  self->id = g_strdup (id);
  self->size_bytes = -1;
  self->lock_fd = self->data_fd = -1;
  return self;
}

static void
close_files (LecUpload *self)
{
  /* The lock goes last. */
  if (self->data_fd >= 0)
    close (self->data_fd);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->data_fd = self->lock_fd = -1;
}

void
lec_upload_free (LecUpload *self)
{
  if (self == NULL)
    return;

  close_files (self);
  g_free (self->folder);
  g_free (self->id);
  g_free (self->name);
  g_free (self->note);
  g_free (self);
}

/* --- Facts --- */

static gboolean
save_info (const LecUpload *self,
           GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, INFO_FILE, NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", self->name);
  json_object_set_int_member (object, "size_bytes", self->size_bytes);
  lec_json_set_string (object, "note", self->note);
  node = lec_json_wrap (object);
  text = lec_json_to_line (node);
  return lec_pending_file_save (path, text, strlen (text), FALSE, error);
}

static gboolean
read_info (LecUpload *self,
           GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, INFO_FILE, NULL);
  g_autoptr (JsonNode) node = lec_json_parse_file (path, MAX_INFO, error);
  JsonObject *object = node != NULL ? lec_json_get_object (node, FOLDER, error) : NULL;

  return object != NULL &&
         lec_json_read_string (object, "name", LEC_JSON_REQUIRED, MAX_NAME, &self->name, error) &&
         lec_json_read_string (object, "note", LEC_JSON_OPTIONAL, LEC_UPLOAD_MAX_NOTE, &self->note, error) &&
         lec_json_read_int (object, "size_bytes", LEC_JSON_REQUIRED, -1, G_MAXINT64, &self->size_bytes, error);
}

static gint64
get_time_us (const struct stat *facts)
{
  return (gint64) facts->st_mtim.tv_sec * G_USEC_PER_SEC + facts->st_mtim.tv_nsec / 1000;
}

static gboolean
is_found (LecUpload *self)
{
  g_autofree char *path = g_build_filename (self->folder, DATA_FILE, NULL);
  struct stat facts = { 0 };

  if (lstat (path, &facts) != 0 || !S_ISREG (facts.st_mode))
    return FALSE;

  self->offset = facts.st_size;
  self->changed_us = get_time_us (&facts);
  return TRUE;
}

static void
refuse_unknown (GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is no such upload"));
}

LecUpload *
lec_upload_open (const char *root,
                 const char *owner,
                 const char *id,
                 GError **error)
{
  g_autoptr (LecUpload) self = NULL;
  g_autofree char *home = NULL;

  g_return_val_if_fail (root != NULL && id != NULL, NULL);

  /* What is no id is no path either. */
  if (g_uuid_string_is_valid (id))
    {
      home = build_owner_folder (root, owner);
      self = create (g_build_filename (home, id, NULL), id);
    }
  if (self != NULL && read_info (self, NULL) && is_found (self))
    return g_steal_pointer (&self);

  refuse_unknown (error);
  return NULL;
}

const char *
lec_upload_get_id (const LecUpload *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

const char *
lec_upload_get_name (const LecUpload *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

const char *
lec_upload_get_note (const LecUpload *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->note;
}

gint64
lec_upload_get_size (const LecUpload *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->size_bytes;
}

gint64
lec_upload_get_offset (const LecUpload *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->offset;
}

gint64
lec_upload_get_expiry_us (const LecUpload *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changed_us + LEC_UPLOAD_AGE_US;
}

/* --- Its writer --- */

/* Whether the lock is still the file of that name: who had it may have removed the folder. */
static gboolean
is_current (int fd,
            const char *path)
{
  struct stat locked = { 0 };
  struct stat named = { 0 };

  return fstat (fd, &locked) == 0 && stat (path, &named) == 0 && locked.st_ino == named.st_ino &&
         locked.st_dev == named.st_dev;
}

static gboolean
open_data (LecUpload *self,
           GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, DATA_FILE, NULL);
  struct stat facts = { 0 };

  self->data_fd = open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
  if (self->data_fd >= 0 && fstat (self->data_fd, &facts) == 0)
    {
      self->offset = facts.st_size;
      self->changed_us = get_time_us (&facts);
      return TRUE;
    }

  lec_error_set_from_errno (error, errno, "write", path);
  return FALSE;
}

/* Returns: %FALSE, with @error unset when somebody else has it */
static gboolean
take_lock (int fd,
           const char *path,
           GError **error)
{
  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  if (fd < 0 || errno != EWOULDBLOCK)
    lec_error_set_from_errno (error, errno, "write", path);
  return FALSE;
}

gboolean
lec_upload_lock (LecUpload *self,
                 GError **error)
{
  g_autofree char *path = NULL;
  gboolean is_there = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->lock_fd >= 0)
    return TRUE;

  path = g_build_filename (self->folder, INFO_FILE, NULL);
  self->lock_fd = open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (!take_lock (self->lock_fd, path, error))
    {
      close_files (self);
      return FALSE;
    }

  is_there = is_current (self->lock_fd, path);
  if (is_there && open_data (self, error))
    return TRUE;
  if (!is_there)
    refuse_unknown (error);
  close_files (self);
  return FALSE;
}

/* Whether so much fits, and something is left for the database and for work. */
static gboolean
check_room (int fd,
            gint64 size_bytes,
            GError **error)
{
  struct statvfs facts;

  if (fstatvfs (fd, &facts) != 0 ||
      (guint64) facts.f_bavail * facts.f_frsize >= (guint64) MAX (size_bytes, 0) + LEC_HOUSE_KEEPING_LOW_BYTES)
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SPACE, _ ("there is no room for this file"));
  return FALSE;
}

/* A sweep may remove an owner's folder when it is empty. */
static gboolean
make_folder (const char *home,
             const char *folder,
             GError **error)
{
  for (guint i = 0; i < 3; i++)
    if (g_mkdir_with_parents (home, 0700) == 0 && g_mkdir (folder, 0700) == 0)
      return TRUE;

  lec_error_set_from_errno (error, errno, "make", folder);
  return FALSE;
}

static gboolean
make_data (const LecUpload *self,
           GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, DATA_FILE, NULL);
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      lec_error_set_from_errno (error, errno, "write", path);
      return FALSE;
    }

  close (fd);
  return TRUE;
}

LecUpload *
lec_upload_new (const char *root,
                const char *owner,
                const LecUploadFacts *facts,
                GError **error)
{
  g_autofree char *home = NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (LecUpload) self = NULL;

  g_return_val_if_fail (root != NULL && facts != NULL && facts->size_bytes >= -1, NULL);

  home = build_owner_folder (root, owner);
  self = create (g_build_filename (home, id, NULL), id);
  self->name = lec_link_name_clean (facts->given, facts->media_type);
  if (self->name == NULL)
    self->name = lec_link_name_clean (FALLBACK_NAME, facts->media_type);
  self->note = g_strdup (facts->note);
  self->size_bytes = facts->size_bytes;
  if (!make_folder (home, self->folder, error))
    return NULL;
  if (make_data (self, error) && save_info (self, error) && lec_upload_lock (self, error) &&
      check_room (self->data_fd, self->size_bytes, error))
    return g_steal_pointer (&self);

  lec_file_tree_remove (self->folder);
  return NULL;
}

gboolean
lec_upload_write (LecUpload *self,
                  const void *data,
                  gsize length,
                  GError **error)
{
  const char *rest = data;

  g_return_val_if_fail (self != NULL && self->data_fd >= 0, FALSE);

  if (self->size_bytes >= 0 && (gint64) length > self->size_bytes - self->offset)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("that is more than was said to come"));
      return FALSE;
    }

  if (!check_room (self->data_fd, (gint64) length, error))
    return FALSE;

  while (length > 0)
    {
      gssize n_written = pwrite (self->data_fd, rest, length, self->offset);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written <= 0)
        {
          lec_error_set_from_errno (error, n_written < 0 ? errno : ENOSPC, "write", self->folder);
          return FALSE;
        }
      rest += n_written;
      length -= (gsize) n_written;
      self->offset += n_written;
    }

  self->changed_us = g_get_real_time ();
  return TRUE;
}

gboolean
lec_upload_cut (LecUpload *self,
                gint64 offset,
                GError **error)
{
  g_return_val_if_fail (self != NULL && self->data_fd >= 0 && offset >= 0 && offset <= self->offset, FALSE);

  if (ftruncate (self->data_fd, offset) != 0)
    {
      lec_error_set_from_errno (error, errno, "write", self->folder);
      return FALSE;
    }

  self->offset = offset;
  return TRUE;
}

gboolean
lec_upload_sync (LecUpload *self,
                 GError **error)
{
  g_return_val_if_fail (self != NULL && self->data_fd >= 0, FALSE);

  if (fdatasync (self->data_fd) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "write", self->folder);
  return FALSE;
}

static gboolean
move (const char *from,
      const char *to,
      GError **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;

  lec_error_set_from_errno (error, errno, "write", to);
  return FALSE;
}

gboolean
lec_upload_move (LecUpload *self,
                 const char *path,
                 GError **error)
{
  g_autofree char *data = NULL;

  g_return_val_if_fail (self != NULL && self->lock_fd >= 0 && path != NULL, FALSE);

  data = g_build_filename (self->folder, DATA_FILE, NULL);
  return move (data, path, error);
}

gboolean
lec_upload_move_back (LecUpload *self,
                      const char *path,
                      GError **error)
{
  g_autofree char *data = NULL;

  g_return_val_if_fail (self != NULL && self->lock_fd >= 0 && path != NULL, FALSE);

  data = g_build_filename (self->folder, DATA_FILE, NULL);
  return move (path, data, error);
}

void
lec_upload_remove (LecUpload *self)
{
  g_return_if_fail (self != NULL && self->lock_fd >= 0);

  lec_file_tree_remove (self->folder);
  close_files (self);
}

/* --- All of them --- */

guint
lec_upload_count (const char *root,
                  const char *owner)
{
  g_autofree char *home = NULL;
  g_autoptr (GDir) dir = NULL;
  guint n_uploads = 0;

  g_return_val_if_fail (root != NULL, 0);

  home = build_owner_folder (root, owner);
  dir = g_dir_open (home, 0, NULL);
  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n_uploads++;

  return n_uploads;
}

/* Returns: when something of it was written last */
static gint64
find_last_change_us (const char *folder)
{
  static const char *const names[] = { ".", INFO_FILE, DATA_FILE };
  gint64 last_us = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      struct stat facts = { 0 };

      if (lstat (path, &facts) == 0)
        last_us = MAX (last_us, get_time_us (&facts));
    }

  return last_us;
}

/* What has no info yet, or any more, has no writer. Returns: whether it is gone */
static gboolean
sweep_one (const char *folder,
           gint64 unused_since_us)
{
  g_autofree char *info = g_build_filename (folder, INFO_FILE, NULL);
  int fd = -1;
  gboolean is_free = FALSE;

  if (find_last_change_us (folder) >= unused_since_us)
    return FALSE;

  fd = open (info, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  is_free = fd >= 0 ? flock (fd, LOCK_EX | LOCK_NB) == 0 : errno == ENOENT;
  is_free = is_free && find_last_change_us (folder) < unused_since_us;
  if (is_free)
    lec_file_tree_remove (folder);
  if (fd >= 0)
    close (fd);
  return is_free;
}

static guint
sweep_owner (const char *home,
             gint64 unused_since_us)
{
  g_autoptr (GDir) dir = g_dir_open (home, 0, NULL);
  const char *name = NULL;
  guint n_swept = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (home, name, NULL);

      if (g_uuid_string_is_valid (name) && sweep_one (folder, unused_since_us))
        n_swept++;
    }

  /* Only when nothing is in it. */
  g_rmdir (home);
  return n_swept;
}

guint
lec_upload_sweep (const char *root,
                  gint64 unused_since_us)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;
  guint n_swept = 0;

  g_return_val_if_fail (root != NULL, 0);

  dir = g_dir_open (root, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *home = g_build_filename (root, name, NULL);

      if (g_file_test (home, G_FILE_TEST_IS_DIR) && !g_file_test (home, G_FILE_TEST_IS_SYMLINK))
        n_swept += sweep_owner (home, unused_since_us);
    }

  return n_swept;
}
