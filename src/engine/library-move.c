/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The order of things is what keeps a library whole: the copies are there and
 * were looked at; what will be left over is noted; one small file at home is
 * replaced, and from then on the copy is the library; what is left over goes.
 * Killed before that step, the next call goes on with the copies; killed after
 * it, with removing.
 */
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "engine/data-folder.h"
#include "engine/file-tree.h"
#include "engine/library-private.h"
#include "engine/library.h"

#define BOOT_ID "/proc/sys/kernel/random/boot_id"

/* Of no use where no library is any more; home keeps what says where it is. */
static const char *const locks[] = { LEC_LIBRARY_MOVING_FROM, LEC_LIBRARY_QUEUE_LOCK, LEC_LIBRARY_DATABASE_LOCK,
                                     LEC_DATA_FOLDER_LOCK };

typedef struct
{
  char *home;
  char *to;
  const char *from;       /* of @library */
  LecDataFolder *library; /* held alone */
  GPtrArray *files;       /* (element-type LecTreeFile): what is to be there; the database last */
  gboolean trusts;        /* what an earlier call has copied */
} Move;

static void
move_clear (Move *self)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->library, lec_data_folder_free);
  g_clear_pointer (&self->home, g_free);
  g_clear_pointer (&self->to, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Move, move_clear)

/* --- Removing what is left over --- */

/* A user may keep other things in the same folder: those stay. */
static gboolean
is_library_part (const char *name)
{
  return g_str_equal (name, LEC_DATA_FOLDER_LECTURES) ||
         (g_str_has_prefix (name, LEC_DATA_FOLDER_DATABASE) && !g_str_equal (name, LEC_LIBRARY_DATABASE_LOCK));
}

static void
remove_library (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (is_library_part (name))
        lec_file_tree_remove (path);
    }
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      g_autofree char *path = g_build_filename (folder, locks[i], NULL);

      g_unlink (path);
    }
  lec_pending_file_sweep (folder);
  /* Unless there is something else in it. */
  g_rmdir (folder);
}

/* Only of a library that is elsewhere by now. @to: where it is */
static void
remove_left_over (const char *home,
                  const char *to)
{
  g_auto (GStrv) left_over = lec_library_read_lines (home, LEC_LIBRARY_LEFT_OVER, 2);
  g_autofree char *path = g_build_filename (home, LEC_LIBRARY_LEFT_OVER, NULL);

  if (left_over == NULL || !g_str_equal (left_over[1], to) || g_str_equal (left_over[0], to))
    return;

  remove_library (left_over[0]);
  g_unlink (path);
}

/* --- Copying --- */

/* What an earlier call has copied counts unless the machine was started anew since: then the disk
 * may hold less of it than it says. Returns: (transfer full) */
static char *
dup_boot_id (void)
{
  char *id = NULL;

  return g_file_get_contents (BOOT_ID, &id, NULL, NULL) ? g_strstrip (id) : g_strdup ("unknown");
}

/* @is_fresh: (out) (optional): whether it is from since the machine was started */
static gboolean
is_half_copy (const Move *self,
              gboolean *is_fresh)
{
  g_auto (GStrv) mark = lec_library_read_lines (self->to, LEC_LIBRARY_MOVING_FROM, 2);
  g_autofree char *boot_id = dup_boot_id ();

  *is_fresh = mark != NULL && g_str_equal (mark[1], boot_id);
  return mark != NULL && g_str_equal (mark[0], self->from);
}

static gboolean
check_target (Move *self,
              GError **error)
{
  g_autofree char *shown = g_filename_display_name (self->to);

  if (lec_library_is_free (self->to) || is_half_copy (self, &self->trusts))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_EXISTS, _ ("%s is not an empty folder"), shown);
  return FALSE;
}

/* All into one file, and nobody else may have it open. */
static gboolean
settle_database (const Move *self,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (LecStore) store = lec_library_open_store (self->from, cancellable, error);
  GError *reason = NULL;

  if (store == NULL)
    return FALSE;

  lec_sqlite_store_settle (store, &reason);
  return lec_library_pass_on (reason, error);
}

static gboolean
list_files (Move *self,
            GError **error)
{
  g_autoptr (GPtrArray) all = lec_file_tree_list (self->from, is_library_part, error);
  LecTreeFile *database = NULL;

  if (all == NULL)
    return FALSE;

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_tree_file_free);
  while (all->len > 0)
    {
      LecTreeFile *file = g_ptr_array_steal_index_fast (all, all->len - 1);

      if (g_str_equal (file->path, LEC_DATA_FOLDER_DATABASE))
        database = file;
      else
        g_ptr_array_add (self->files, file);
    }
  if (database == NULL)
    {
      lec_error_set_from_errno (error, ENOENT, "read", LEC_DATA_FOLDER_DATABASE);
      return FALSE;
    }

  g_ptr_array_add (self->files, database);
  return TRUE;
}

static gboolean
is_there (const Move *self,
          const LecTreeFile *file)
{
  g_autofree char *path = g_build_filename (self->to, file->path, NULL);

  return lec_tree_file_is_at (file, path);
}

static gboolean
check_room (const Move *self,
            GError **error)
{
  gint64 wanted_bytes = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const LecTreeFile *file = g_ptr_array_index (self->files, i);

      wanted_bytes += self->trusts && is_there (self, file) ? 0 : file->size_bytes;
    }

  return lec_library_check_room (self->to, wanted_bytes, error);
}

static gboolean
mark_target (const Move *self,
             GError **error)
{
  g_autofree char *boot_id = dup_boot_id ();
  const char *const lines[] = { self->from, boot_id, NULL };

  if (g_mkdir_with_parents (self->to, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "make", self->to);
      return FALSE;
    }

  return lec_library_write_lines (self->to, LEC_LIBRARY_MOVING_FROM, lines, error);
}

/* What an earlier call has copied may be gone from the library by now. */
static gboolean
remove_others (const Move *self,
               GError **error)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) there = lec_file_tree_list (self->to, is_library_part, error);

  if (there == NULL)
    return FALSE;

  for (guint i = 0; i < self->files->len; i++)
    g_hash_table_add (wanted, ((LecTreeFile *) g_ptr_array_index (self->files, i))->path);
  for (guint i = 0; i < there->len; i++)
    {
      const LecTreeFile *file = g_ptr_array_index (there, i);
      g_autofree char *path = g_build_filename (self->to, file->path, NULL);

      if (!g_hash_table_contains (wanted, file->path))
        g_unlink (path);
    }

  return TRUE;
}

static gboolean
copy (const Move *self,
      GCancellable *cancellable,
      GError **error)
{
  return lec_file_tree_copy (self->files, self->from, self->to, self->trusts, cancellable, error) &&
         remove_others (self, error) && lec_file_tree_sync (self->to, error) &&
         lec_file_tree_verify (self->files, self->from, self->to, cancellable, error);
}

/* Whoever does not know of the locks may have written meanwhile. */
static gboolean
check_unchanged (const Move *self,
                 GError **error)
{
  for (guint i = 0; i < self->files->len; i++)
    {
      const LecTreeFile *file = g_ptr_array_index (self->files, i);
      g_autofree char *path = g_build_filename (self->from, file->path, NULL);
      g_autofree char *shown = g_filename_display_name (path);

      if (lec_tree_file_is_at (file, path))
        continue;
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_WRITABLE,
                   _ ("%s has changed while it was copied; try again"), shown);
      return FALSE;
    }

  return TRUE;
}

/* What is in @library is whole. */
static void
remove_mark (const char *library)
{
  g_autofree char *mark = g_build_filename (library, LEC_LIBRARY_MOVING_FROM, NULL);

  g_unlink (mark);
}

static gboolean
switch_over (const Move *self,
             GError **error)
{
  const char *const left_over[] = { self->from, self->to, NULL };

  if (!lec_library_write_lines (self->home, LEC_LIBRARY_LEFT_OVER, left_over, error) ||
      !lec_data_folder_point_to (self->home, self->to, error))
    return FALSE;

  remove_mark (self->to);
  return TRUE;
}

gboolean
lec_library_move (const char *folder,
                  GCancellable *cancellable,
                  GError **error)
{
  g_auto (Move) self = { NULL };

  g_return_val_if_fail (folder != NULL, FALSE);

  self.home = lec_data_folder_dup_home ();
  self.to = g_canonicalize_filename (folder, NULL);
  self.library = lec_data_folder_open_alone (NULL, error);
  if (self.library == NULL)
    return FALSE;

  self.from = lec_data_folder_get_path (self.library);
  /* Of a move that was killed when it was all but done. */
  remove_mark (self.from);
  remove_left_over (self.home, self.from);
  if (g_str_equal (self.from, self.to))
    return TRUE;
  if (!lec_library_check_apart (self.from, self.to, error) || !check_target (&self, error) ||
      !settle_database (&self, cancellable, error) || !list_files (&self, error) || !check_room (&self, error) ||
      !mark_target (&self, error) || !copy (&self, cancellable, error) || !check_unchanged (&self, error) ||
      !switch_over (&self, error))
    return FALSE;

  remove_left_over (self.home, self.to);
  return TRUE;
}
