/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small files go in packs: each blob costs a sync, and a lecture has two small
 * files a slide. What an earlier manifest of the lecture names is there
 * already; so is what lies in the folder with the right sum.
 *
 * While files are brought the folder has no state: whoever finds it after a
 * kill takes it for a lecture of which nothing is finished.
 */
#include "engine/shared-lecture.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "engine/file-tree.h"
#include "engine/lecture-folder.h"
#include "pipeline/stage.h"

/* Larger files are blobs of their own. */
#define PACKED_BYTES (512 * 1024)
#define PACK_BYTES   (16 * 1024 * 1024)

/* --- Sending --- */

typedef struct
{
  LecBlobs *blobs;    /* unowned */
  const char *folder; /* unowned */
  LecSharedManifest *manifest;
  LecSharedManifest *previous; /* (nullable) */
  GHashTable *known;           /* hash to LecSharedFile of @previous, both unowned */
  GArray *known_packs;         /* (element-type int): numbers of @previous' packs in @manifest; -1 */
  GByteArray *pack;            /* the one that is being filled */
  GCancellable *cancellable;   /* unowned (nullable) */
} Sending;

static void
sending_clear (Sending *self)
{
  g_clear_pointer (&self->manifest, lec_shared_manifest_free);
  g_clear_pointer (&self->previous, lec_shared_manifest_free);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->known_packs, g_array_unref);
  g_clear_pointer (&self->pack, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sending, sending_clear)

/* An earlier manifest that is gone or not to be understood only means sending all of it. */
static void
load_previous (Sending *self,
               const LecBlob *previous)
{
  const int none = -1;

  self->known = g_hash_table_new (g_str_hash, g_str_equal);
  self->known_packs = g_array_new (FALSE, FALSE, sizeof (int));
  if (previous != NULL)
    self->previous = lec_shared_lecture_look (self->blobs, previous, self->cancellable, NULL);
  for (guint i = 0; self->previous != NULL && i < self->previous->files->len; i++)
    {
      LecSharedFile *file = g_ptr_array_index (self->previous->files, i);

      if (file->pack >= 0)
        g_hash_table_insert (self->known, file->blob.hash, file);
    }
  for (guint i = 0; self->previous != NULL && i < self->previous->packs->len; i++)
    g_array_append_val (self->known_packs, none);
}

/* Of a pack of the previous manifest. Returns: its number in this one; -1 when it is gone */
static int
take_over_pack (Sending *self,
                int pack)
{
  const LecBlob *blob = &g_array_index (self->previous->packs, LecBlob, pack);
  int *number = &g_array_index (self->known_packs, int, pack);
  gint64 size_bytes = -1;

  if (*number >= 0)
    return *number;
  if (!lec_blobs_find (self->blobs, blob->hash, &size_bytes, self->cancellable, NULL) ||
      size_bytes != blob->size_bytes)
    return -1;

  g_array_append_vals (self->manifest->packs, blob, 1);
  *number = (int) self->manifest->packs->len - 1;
  return *number;
}

/* Whether @file was sent before; then it is where it was. */
static gboolean
take_over_file (Sending *self,
                LecSharedFile *file)
{
  const LecSharedFile *known = g_hash_table_lookup (self->known, file->blob.hash);
  int pack = known != NULL && known->blob.size_bytes == file->blob.size_bytes ? take_over_pack (self, known->pack) : -1;

  if (pack < 0)
    return FALSE;

  file->pack = pack;
  file->offset_bytes = known->offset_bytes;
  return TRUE;
}

/* Those that are in no pack yet have this number. */
#define PACK_IN_WORK G_MAXINT

static gboolean
send_pack (Sending *self,
           GError **error)
{
  LecBlob blob = { 0 };

  if (self->pack->len == 0)
    return TRUE;
  if (!lec_blobs_put_bytes (self->blobs, self->pack->data, self->pack->len, &blob, self->cancellable, error))
    return FALSE;

  for (guint i = 0; i < self->manifest->files->len; i++)
    {
      LecSharedFile *file = g_ptr_array_index (self->manifest->files, i);

      if (file->pack == PACK_IN_WORK)
        file->pack = (int) self->manifest->packs->len;
    }
  g_array_append_val (self->manifest->packs, blob);
  g_byte_array_set_size (self->pack, 0);
  return TRUE;
}

/* Behind what is in the pack, up to @length bytes. */
static gboolean
append_file (GByteArray *pack,
             const char *path,
             gsize length,
             GError **error)
{
  guint offset = pack->len;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  gssize n = 0;

  if (fd < 0)
    {
      lec_error_set_from_errno (error, errno, "read", path);
      return FALSE;
    }

  g_byte_array_set_size (pack, offset + (guint) length);
  do
    n = pread (fd, pack->data + offset, length, 0);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    lec_error_set_from_errno (error, errno, "read", path);
  g_close (fd, NULL);
  g_byte_array_set_size (pack, offset + (guint) MAX (n, 0));
  return n >= 0;
}

static gboolean
pack_file (Sending *self,
           LecSharedFile *file,
           const char *path,
           gsize length,
           GError **error)
{
  guint offset = self->pack->len;
  g_autofree char *hash = NULL;

  if (!append_file (self->pack, path, length, error))
    return FALSE;

  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, self->pack->data + offset, self->pack->len - offset);
  g_strlcpy (file->blob.hash, hash, sizeof file->blob.hash);
  file->blob.size_bytes = self->pack->len - offset;
  file->pack = PACK_IN_WORK;
  file->offset_bytes = offset;
  if (take_over_file (self, file))
    g_byte_array_set_size (self->pack, offset);

  return TRUE;
}

static gboolean
send_file (Sending *self,
           const LecTreeFile *found,
           GError **error)
{
  LecSharedFile *file = g_new0 (LecSharedFile, 1);
  g_autofree char *path = g_build_filename (self->folder, found->path, NULL);

  file->path = g_strdup (found->path);
  file->pack = -1;
  g_ptr_array_add (self->manifest->files, file);
  /* Whoever only wants the document gets it by its own sum. */
  if (found->size_bytes > PACKED_BYTES || g_str_equal (found->path, LEC_FILE_PDF))
    {
      const LecBlobCall call = { .cancellable = self->cancellable };

      return lec_blobs_put (self->blobs, path, &file->blob, &call, error);
    }

  return pack_file (self, file, path, (gsize) found->size_bytes, error) &&
         (self->pack->len < PACK_BYTES || send_pack (self, error));
}

static gboolean
send_files (Sending *self,
            GError **error)
{
  g_autoptr (GPtrArray) files = lec_file_tree_list (self->folder, lec_shared_path_travels, error);

  if (files == NULL)
    return FALSE;

  for (guint i = 0; i < files->len; i++)
    {
      const LecTreeFile *file = g_ptr_array_index (files, i);

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (lec_shared_path_is_valid (file->path) && !send_file (self, file, error))
        return FALSE;
    }

  return send_pack (self, error);
}

/**
 * lec_shared_lecture_send:
 * @folder: of a kept lecture that the caller has locked
 * @previous: (nullable): manifest of what was sent or brought of it before
 * @manifest: (out): by which it can be brought
 *
 * Sends what is not there yet; the manifest comes last.
 *
 * Returns: %FALSE with the errors of lec_blobs_put() or lec_file_tree_list()
 */
gboolean
lec_shared_lecture_send (LecBlobs *blobs,
                         const char *folder,
                         const LecBlob *previous,
                         LecBlob *manifest,
                         GCancellable *cancellable,
                         GError **error)
{
  g_auto (Sending) self = { .blobs = blobs, .folder = folder, .cancellable = cancellable };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (LEC_IS_BLOBS (blobs) && folder != NULL && manifest != NULL, FALSE);

  self.manifest = lec_shared_manifest_new ();
  self.pack = g_byte_array_new ();
  load_previous (&self, previous);
  if (!send_files (&self, error))
    return FALSE;

  node = lec_shared_manifest_to_json (self.manifest);
  text = lec_json_to_line (node);
  return lec_blobs_put_bytes (blobs, text, strlen (text), manifest, cancellable, error);
}

/* --- Bringing --- */

/**
 * lec_shared_lecture_look:
 *
 * Returns: (transfer full) (nullable): what the manifest says; %NULL with the errors of
 *   lec_shared_manifest_from_json() or lec_blobs_get_bytes()
 */
LecSharedManifest *
lec_shared_lecture_look (LecBlobs *blobs,
                         const LecBlob *manifest,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;
  const char *text = NULL;
  gsize length = 0;

  g_return_val_if_fail (LEC_IS_BLOBS (blobs) && manifest != NULL, NULL);

  if (manifest->size_bytes > LEC_MANIFEST_MAX_BYTES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("the list of a lecture's files is too long"));
      return NULL;
    }
  bytes = lec_blobs_get_bytes (blobs, manifest, cancellable, error);
  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  node = lec_json_parse (text != NULL ? text : "", (gssize) length, LEC_MANIFEST_MAX_BYTES, error);
  return node != NULL ? lec_shared_manifest_from_json (node, error) : NULL;
}

/* Whether @reason is that what was sent is not there, or not as it was. */
gboolean
lec_shared_lecture_is_lost (const GError *reason)
{
  return g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND) ||
         g_error_matches (reason, LEC_ERROR, LEC_ERROR_PROTOCOL) ||
         g_error_matches (reason, LEC_ERROR, LEC_ERROR_DAMAGED);
}

typedef struct
{
  LecBlobs *blobs;             /* unowned */
  const char *folder;          /* unowned */
  LecSharedManifest *manifest; /* owned */
  GPtrArray *wanted;           /* (element-type LecSharedFile): not there yet, without the state */
  char *state_path;
  GCancellable *cancellable; /* unowned (nullable) */
} Bringing;

static void
bringing_clear (Bringing *self)
{
  g_clear_pointer (&self->manifest, lec_shared_manifest_free);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_clear_pointer (&self->state_path, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bringing, bringing_clear)

static gboolean
make_folders (const Bringing *self,
              GError **error)
{
  const char *const inner[] = { "", LEC_FOLDER_PICTURES, LEC_FOLDER_WORDS };

  for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, inner[i], NULL);

      if (g_mkdir_with_parents (path, 0700) != 0)
        {
          lec_error_set_from_errno (error, errno, "make", path);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
is_there (const Bringing *self,
          const LecSharedFile *file)
{
  g_autofree char *path = g_build_filename (self->folder, file->path, NULL);
  g_autoptr (GMappedFile) mapped = NULL;
  g_autofree char *hash = NULL;
  GStatBuf facts = { 0 };

  if (g_lstat (path, &facts) != 0 || !S_ISREG (facts.st_mode) || facts.st_size != file->blob.size_bytes)
    return FALSE;
  mapped = g_mapped_file_new (path, FALSE, NULL);
  if (mapped == NULL)
    return FALSE;

  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) g_mapped_file_get_contents (mapped),
                                      g_mapped_file_get_length (mapped));
  return g_strcmp0 (hash, file->blob.hash) == 0;
}

/* A link among them, or what cannot be read: nothing is as it was made. */
static void
remove_all (const Bringing *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = lec_shared_path_travels (name) ? g_build_filename (self->folder, name, NULL) : NULL;

      if (path != NULL)
        lec_file_tree_remove (path);
    }
}

/* What is there of another state of the lecture would be taken for a part of this one. Returns:
 * whether there was any */
static gboolean
remove_others (const Bringing *self)
{
  g_autoptr (GPtrArray) found = lec_file_tree_list (self->folder, lec_shared_path_travels, NULL);
  gboolean is_removed = FALSE;

  if (found == NULL)
    remove_all (self);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const LecTreeFile *file = g_ptr_array_index (found, i);
      g_autofree char *path = g_build_filename (self->folder, file->path, NULL);

      if (lec_shared_manifest_find (self->manifest, file->path) != NULL)
        continue;
      g_unlink (self->state_path);
      g_unlink (path);
      is_removed = TRUE;
    }

  return is_removed;
}

static gboolean
write_file (const char *path,
            const guint8 *data,
            gsize length,
            GError **error)
{
  int fd = -1;
  gssize n = 0;
  int errnum = 0;

  g_unlink (path);
  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  while (fd >= 0 && length > 0 && ((n = write (fd, data, length)) >= 0 || errno == EINTR))
    {
      data += MAX (n, 0);
      length -= (gsize) MAX (n, 0);
    }
  errnum = errno;
  if (fd >= 0)
    g_close (fd, NULL);
  if (fd >= 0 && length == 0)
    return TRUE;

  lec_error_set_from_errno (error, errnum, "write", path);
  return FALSE;
}

/* @data: (out): in @pack */
static gboolean
find_in_pack (const LecSharedFile *file,
              GBytes *pack,
              const guint8 **data,
              GError **error)
{
  const guint8 *bytes = g_bytes_get_data (pack, NULL);
  g_autofree char *hash = NULL;

  *data = bytes != NULL ? bytes + file->offset_bytes : (const guint8 *) "";
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, *data, (gsize) file->blob.size_bytes);
  if (g_str_equal (hash, file->blob.hash))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED, _ ("%s of the lecture is not what was sent"), file->path);
  return FALSE;
}

static gboolean
bring_pack (const Bringing *self,
            int number,
            GError **error)
{
  g_autoptr (GBytes) pack = NULL;

  for (guint i = 0; i < self->wanted->len; i++)
    {
      const LecSharedFile *file = g_ptr_array_index (self->wanted, i);
      g_autofree char *path = NULL;
      const guint8 *data = NULL;

      if (file->pack != number)
        continue;
      path = g_build_filename (self->folder, file->path, NULL);
      if (pack == NULL)
        pack = lec_blobs_get_bytes (self->blobs, &g_array_index (self->manifest->packs, LecBlob, number),
                                    self->cancellable, error);
      if (pack == NULL || !find_in_pack (file, pack, &data, error) ||
          !write_file (path, data, (gsize) file->blob.size_bytes, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
bring_files (const Bringing *self,
             GError **error)
{
  const LecBlobCall call = { .cancellable = self->cancellable };

  for (guint i = 0; i < self->wanted->len; i++)
    {
      const LecSharedFile *file = g_ptr_array_index (self->wanted, i);
      g_autofree char *path = g_build_filename (self->folder, file->path, NULL);

      if (file->pack < 0 && !lec_blobs_get (self->blobs, &file->blob, path, &call, error))
        return FALSE;
    }
  for (guint i = 0; i < self->manifest->packs->len; i++)
    if (!bring_pack (self, (int) i, error))
      return FALSE;

  return lec_file_tree_sync (self->folder, error);
}

/* Removes what is there, and lists what has to be brought. Returns: whether that is anything */
static gboolean
compare (Bringing *self)
{
  const LecSharedFile *state = lec_shared_manifest_find (self->manifest, LEC_FILE_STATE);
  gboolean has_others = remove_others (self);

  self->wanted = g_ptr_array_new ();
  for (guint i = 0; i < self->manifest->files->len; i++)
    {
      LecSharedFile *file = g_ptr_array_index (self->manifest->files, i);

      if (file != state && !is_there (self, file))
        g_ptr_array_add (self->wanted, file);
    }

  return has_others || self->wanted->len > 0 || (state != NULL && !is_there (self, state));
}

/* Last, when all that it tells of is on the disk. */
static gboolean
bring_state (const Bringing *self,
             GError **error)
{
  const LecSharedFile *file = lec_shared_manifest_find (self->manifest, LEC_FILE_STATE);
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data = NULL;

  if (file == NULL)
    return TRUE;

  bytes = lec_blobs_get_bytes (self->blobs,
                               file->pack >= 0 ? &g_array_index (self->manifest->packs, LecBlob, file->pack)
                                               : &file->blob,
                               self->cancellable, error);
  return bytes != NULL && find_in_pack (file, bytes, &data, error) &&
         lec_pending_file_save (self->state_path, data, (gsize) file->blob.size_bytes, TRUE, error);
}

/**
 * lec_shared_lecture_bring:
 * @manifest: from lec_shared_lecture_send(), wherever that was called
 * @folder: of a kept lecture that the caller has locked; made when it is not there. Its state is to
 *   be read afterwards
 *
 * Afterwards the folder has what was sent and nothing else of its kind. Where it fails half way the
 * folder is one of a lecture of which nothing is finished.
 *
 * Returns: %FALSE with the errors of lec_shared_lecture_look() or lec_blobs_get()
 */
gboolean
lec_shared_lecture_bring (LecBlobs *blobs,
                          const LecBlob *manifest,
                          const char *folder,
                          GCancellable *cancellable,
                          GError **error)
{
  g_auto (Bringing) self = { .blobs = blobs, .folder = folder, .cancellable = cancellable };

  g_return_val_if_fail (LEC_IS_BLOBS (blobs) && manifest != NULL && folder != NULL, FALSE);

  self.manifest = lec_shared_lecture_look (blobs, manifest, cancellable, error);
  if (self.manifest == NULL)
    return FALSE;

  self.state_path = g_build_filename (folder, LEC_FILE_STATE, NULL);
  if (!compare (&self))
    return TRUE;

  g_unlink (self.state_path);
  return make_folders (&self, error) && bring_files (&self, error) && bring_state (&self, error);
}
