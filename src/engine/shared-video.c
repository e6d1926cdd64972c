/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cache holds a folder a video, named by its sum, and a lock beside it. Who
 * uses a video shares the lock, who brings or removes it has it alone. The time
 * of the lock is when the video was used last. A lock that was removed with its
 * video is no lock any more: whoever has it open begins again.
 */
#include "engine/shared-video.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "engine/file-tree.h"

#define ADDRESS_PREFIX "blob:"
#define MAX_NAME_BYTES 200
#define LOCK_SUFFIX    ".lock"
#define LOCK_RETRY_US  (200 * 1000)

/* --- Addresses --- */

void
lec_video_address_clear (LecVideoAddress *self)
{
  g_clear_pointer (&self->name, g_free);
}

char *
lec_video_address_to_text (const LecVideoAddress *self)
{
  g_return_val_if_fail (self != NULL && self->name != NULL, NULL);

  return g_strdup_printf (ADDRESS_PREFIX "%s:%" G_GINT64_FORMAT "/%s", self->blob.hash, self->blob.size_bytes,
                          self->name);
}

gboolean
lec_video_address_is_meant (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_str_has_prefix (text, ADDRESS_PREFIX);
}

static gboolean
is_safe_name (const char *name)
{
  if (*name == '\0' || *name == '.' || strlen (name) > MAX_NAME_BYTES || !g_utf8_validate (name, -1, NULL))
    return FALSE;

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (*at == '/' || g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;

  return TRUE;
}

/* The end of a name says what kind of file it is, so that is what is kept of a long one. Returns:
 * (transfer full) */
static char *
make_safe_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *valid = g_utf8_make_valid (base, -1);
  g_autoptr (GString) name = g_string_new (NULL);
  const char *at = valid;

  while (strlen (at) > MAX_NAME_BYTES)
    at = g_utf8_next_char (at);
  for (; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      gboolean is_hidden = name->len == 0 && letter == '.';

      g_string_append_unichar (name, letter == '/' || is_hidden || g_unichar_iscntrl (letter) ? '_' : letter);
    }

  return g_string_free (g_steal_pointer (&name), FALSE);
}

void
lec_video_address_init (LecVideoAddress *self,
                        const char *path,
                        const char *hash,
                        gint64 size_bytes)
{
  g_return_if_fail (self != NULL && path != NULL && lec_blob_hash_is_valid (hash) && size_bytes >= 0);

  lec_blob_init (&self->blob, hash, size_bytes, NULL);
  self->name = make_safe_name (path);
}

static gboolean
parse_blob (LecVideoAddress *self,
            const char *text,
            const char *slash)
{
  g_autofree char *blob = g_strndup (text, (gsize) (slash - text));
  char *colon = strchr (blob, ':');
  gint64 size_bytes = 0;

  if (colon == NULL)
    return FALSE;

  *colon = '\0';
  return g_ascii_string_to_signed (colon + 1, 10, 0, G_MAXINT64, &size_bytes, NULL) &&
         lec_blob_init (&self->blob, blob, size_bytes, NULL);
}

/**
 * lec_video_address_parse:
 * @self: zeroed
 * @text: from anywhere
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL
 */
gboolean
lec_video_address_parse (LecVideoAddress *self,
                         const char *text,
                         GError **error)
{
  const char *slash = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  slash = strchr (text, '/');
  if (!lec_video_address_is_meant (text) || slash == NULL || !is_safe_name (slash + 1) ||
      !parse_blob (self, text + strlen (ADDRESS_PREFIX), slash))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("not the address of a video that was sent"));
      return FALSE;
    }

  self->name = g_strdup (slash + 1);
  return TRUE;
}

/**
 * lec_shared_video_send:
 * @address: (out): zeroed
 * @call: (nullable)
 *
 * Returns: %FALSE with the errors of lec_blobs_put()
 */
gboolean
lec_shared_video_send (LecBlobs *blobs,
                       const char *path,
                       LecVideoAddress *address,
                       const LecBlobCall *call,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_BLOBS (blobs) && path != NULL && address != NULL, FALSE);

  if (!lec_blobs_put (blobs, path, &address->blob, call, error))
    return FALSE;

  address->name = make_safe_name (path);
  return TRUE;
}

/* --- Locks --- */

struct _LecSharedVideo
{
  char *folder;
  char *path;
  char *lock_path;
  int lock_fd;
};

/* Of what is in the cache by the name of @hash. */
static LecSharedVideo *
new_unlocked (const char *cache,
              const char *hash,
              const char *name)
{
  LecSharedVideo *self = g_new0 (LecSharedVideo, 1);
  g_autofree char *lock_name = g_strconcat (hash, LOCK_SUFFIX, NULL);

  self->folder = g_build_filename (cache, hash, NULL);
  self->path = g_build_filename (self->folder, name, NULL);
  self->lock_path = g_build_filename (cache, lock_name, NULL);
  self->lock_fd = -1;
  return self;
}

void
lec_shared_video_free (LecSharedVideo *self)
{
  if (self == NULL)
    return;

  if (self->lock_fd >= 0)
    g_close (self->lock_fd, NULL);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->lock_path);
  g_free (self);
}

const char *
lec_shared_video_get_path (const LecSharedVideo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->path;
}

static gboolean
is_current (const LecSharedVideo *self)
{
  GStatBuf named = { 0 };
  struct stat locked = { 0 };

  return fstat (self->lock_fd, &locked) == 0 && g_lstat (self->lock_path, &named) == 0 &&
         locked.st_ino == named.st_ino && locked.st_dev == named.st_dev;
}

static gboolean
open_lock (LecSharedVideo *self)
{
  if (self->lock_fd < 0)
    self->lock_fd = g_open (self->lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  return self->lock_fd >= 0;
}

/* @operation: %LOCK_SH or %LOCK_EX */
static gboolean
take_lock (LecSharedVideo *self,
           int operation,
           GCancellable *cancellable,
           GError **error)
{
  while (!g_cancellable_set_error_if_cancelled (cancellable, error))
    {
      gboolean is_locked = open_lock (self) && flock (self->lock_fd, operation | LOCK_NB) == 0;

      if (is_locked && is_current (self))
        return TRUE;
      if (!is_locked && errno != EWOULDBLOCK && errno != EINTR)
        {
          lec_error_set_from_errno (error, errno, "lock", self->lock_path);
          return FALSE;
        }
      if (is_locked)
        {
          g_close (self->lock_fd, NULL);
          self->lock_fd = -1;
        }
      else
        g_usleep (LOCK_RETRY_US);
    }

  return FALSE;
}

/* --- The cache --- */

/* A video that may be removed. */
typedef struct
{
  char *hash;
  gint64 size_bytes;
  gint64 used_s;
} Cached;

static void
cached_free (Cached *self)
{
  g_free (self->hash);
  g_free (self);
}

static gint
compare_use (gconstpointer a,
             gconstpointer b)
{
  const Cached *first = *(const Cached *const *) a;
  const Cached *second = *(const Cached *const *) b;

  return (first->used_s > second->used_s) - (first->used_s < second->used_s);
}

/* Returns: (transfer full) (element-type Cached): what was not used for longest comes first */
static GPtrArray *
list_cached (const char *cache)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) cached_free);
  g_autoptr (GDir) dir = g_dir_open (cache, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (LecSharedVideo) video = new_unlocked (cache, name, "");
      GStatBuf facts = { 0 };
      Cached *cached = NULL;

      if (!lec_blob_hash_is_valid (name))
        continue;
      cached = g_new0 (Cached, 1);
      cached->hash = g_strdup (name);
      cached->size_bytes = lec_file_tree_measure (video->folder);
      cached->used_s = g_lstat (video->lock_path, &facts) == 0 ? facts.st_mtime : 0;
      g_ptr_array_add (list, cached);
    }

  g_ptr_array_sort (list, compare_use);
  return g_steal_pointer (&list);
}

/* Unless somebody uses it. */
static gboolean
remove_unused (const char *cache,
               const char *hash)
{
  g_autoptr (LecSharedVideo) video = new_unlocked (cache, hash, "");

  if (!open_lock (video) || flock (video->lock_fd, LOCK_EX | LOCK_NB) != 0 || !is_current (video))
    return FALSE;

  lec_file_tree_remove (video->folder);
  g_unlink (video->lock_path);
  return TRUE;
}

/**
 * lec_shared_video_trim_cache:
 *
 * Removes what was not used for longest until no more than @limit_bytes are left; what is in use
 * stays.
 *
 * Returns: how many bytes are left
 */
gint64
lec_shared_video_trim_cache (const char *cache,
                             gint64 limit_bytes)
{
  g_autoptr (GPtrArray) list = NULL;
  gint64 left_bytes = 0;

  g_return_val_if_fail (cache != NULL, 0);

  list = list_cached (cache);
  for (guint i = 0; i < list->len; i++)
    left_bytes += ((const Cached *) g_ptr_array_index (list, i))->size_bytes;
  for (guint i = 0; i < list->len && left_bytes > limit_bytes; i++)
    {
      const Cached *cached = g_ptr_array_index (list, i);

      if (remove_unused (cache, cached->hash))
        left_bytes -= cached->size_bytes;
    }

  return left_bytes;
}

static gboolean
make_room (const char *cache,
           gint64 size_bytes,
           gint64 limit_bytes,
           GError **error)
{
  gint64 room_bytes = limit_bytes - size_bytes;
  g_autofree char *wanted = NULL;
  g_autofree char *limit = NULL;

  if (room_bytes >= 0 && lec_shared_video_trim_cache (cache, room_bytes) <= room_bytes)
    return TRUE;

  wanted = g_format_size ((guint64) size_bytes);
  limit = g_format_size ((guint64) limit_bytes);
  /* Translators: two sizes of files, like "1.2 GB" */
  g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE,
               _ ("no room for a video of %s beside those in use: the worker keeps %s of videos"), wanted, limit);
  return FALSE;
}

/* --- Bringing --- */

static gboolean
is_whole (const char *path,
          gint64 size_bytes)
{
  GStatBuf facts = { 0 };

  return g_lstat (path, &facts) == 0 && S_ISREG (facts.st_mode) && facts.st_size == size_bytes;
}

/* The same video under another name, when another job called it that. */
static gboolean
link_other_name (const LecSharedVideo *self,
                 gint64 size_bytes)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      if (*name != '.' && is_whole (path, size_bytes) && link (path, self->path) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_cached (const LecSharedVideo *self,
           gint64 size_bytes)
{
  return is_whole (self->path, size_bytes) || link_other_name (self, size_bytes);
}

/* With the lock alone. */
static gboolean
fetch (const LecSharedVideo *self,
       LecBlobs *blobs,
       const LecBlob *blob,
       const LecBlobCall *call,
       GError **error)
{
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "make", self->folder);
      return FALSE;
    }

  lec_pending_file_sweep (self->folder);
  return lec_blobs_get (blobs, blob, self->path, call, error);
}

/**
 * lec_shared_video_bring:
 * @cache: a folder, made when it is not there
 * @limit_bytes: what all videos in it may take; several that are brought at once may take more
 * @call: (nullable)
 *
 * Waits while another program brings the same video.
 *
 * Returns: (transfer full) (nullable): its file stays as long as this lives; %NULL with
 *   %LEC_ERROR_NO_SPACE when what is in use leaves no room, or the errors of lec_blobs_get()
 */
LecSharedVideo *
lec_shared_video_bring (LecBlobs *blobs,
                        const LecVideoAddress *address,
                        const char *cache,
                        gint64 limit_bytes,
                        const LecBlobCall *call,
                        GError **error)
{
  g_autoptr (LecSharedVideo) self = NULL;
  GCancellable *cancellable = call != NULL ? call->cancellable : NULL;
  const LecBlob *blob = NULL;

  g_return_val_if_fail (LEC_IS_BLOBS (blobs) && address != NULL && cache != NULL, NULL);
  g_return_val_if_fail (address->name != NULL && is_safe_name (address->name), NULL);

  if (g_mkdir_with_parents (cache, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "make", cache);
      return NULL;
    }

  blob = &address->blob;
  self = new_unlocked (cache, blob->hash, address->name);
  /* Between one lock and the other somebody may remove what was brought: look again. */
  while (take_lock (self, LOCK_SH, cancellable, error))
    {
      if (is_cached (self, blob->size_bytes))
        {
          futimens (self->lock_fd, NULL);
          return g_steal_pointer (&self);
        }
      if (!take_lock (self, LOCK_EX, cancellable, error))
        return NULL;
      if (!is_cached (self, blob->size_bytes) && !(make_room (cache, blob->size_bytes, limit_bytes, error) &&
                                                   fetch (self, blobs, blob, call, error)))
        return NULL;
    }

  return NULL;
}
