/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture that has changed is copied beside its older copy and takes its
 * place in one step; the database comes last. So the copy is a library at any
 * moment once it was one.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "engine/content-id.h"
#include "engine/data-folder.h"
#include "engine/file-tree.h"
#include "engine/folder-defaults.h"
#include "engine/kept-edits.h"
#include "engine/kept-lecture.h"
#include "engine/kept-transcript.h"
#include "engine/lecture-folder.h"
#include "engine/library-private.h"
#include "engine/library.h"
#include "engine/never-list.h"
#include "engine/practice.h"

/* Says that a folder is a copy, and of what. */
#define MARK       "back-up"
#define NEW_SUFFIX ".new"
#define OLD_SUFFIX ".old"
#define LOCK_FILE  "lock"

typedef struct
{
  char *root;         /* of the library's lectures */
  char *to;           /* of the copy */
  char *to_root;      /* of its lectures */
  LecBackUp *done;    /* unowned */
  GPtrArray *ids;     /* (element-type utf8) owned: the library's lectures */
  LecDataFolder *own; /* the copy, held alone */
  GHashTable *fresh;  /* (element-type utf8 GPtrArray): files of lectures that were copied, by id */
} BackUp;

static void
back_up_clear (BackUp *self)
{
  g_clear_pointer (&self->own, lec_data_folder_free);
  g_clear_pointer (&self->fresh, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->to, g_free);
  g_clear_pointer (&self->to_root, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BackUp, back_up_clear)

static gboolean
check_target (const BackUp *self,
              GError **error)
{
  g_autofree char *mark = g_build_filename (self->to, MARK, NULL);
  g_autofree char *shown = g_filename_display_name (self->to);

  if (g_file_test (mark, G_FILE_TEST_IS_REGULAR) || lec_library_is_free (self->to))
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_EXISTS, _ ("%s is not empty, and no back-up"), shown);
  return FALSE;
}

/* The copy is for one at a time, too. */
static gboolean
take_target (BackUp *self,
             const char *from,
             GError **error)
{
  const char *const lines[] = { from, NULL };

  self->own = lec_data_folder_open_alone (self->to, error);
  if (self->own == NULL)
    return FALSE;
  if (g_mkdir_with_parents (self->to_root, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "make", self->to_root);
      return FALSE;
    }

  return lec_library_write_lines (self->to, MARK, lines, error);
}

/* Names in @root/@inner that are sums, as paths below @root. */
static void
list_sums (const char *root,
           const char *inner,
           GPtrArray *paths)
{
  g_autofree char *folder = g_build_filename (root, inner, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (lec_content_id_is_valid (name))
      g_ptr_array_add (paths, *inner != '\0' ? g_build_filename (inner, name, NULL) : g_strdup (name));
}

/* Of all lectures, by their paths below @root: also of those on shelves of jobs. */
static GPtrArray *
list_ids (const char *root)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) shelves = g_ptr_array_new_with_free_func (g_free);

  list_sums (root, "", ids);
  list_sums (root, LEC_FOLDER_SHELVES, shelves);
  for (guint i = 0; i < shelves->len; i++)
    list_sums (root, g_ptr_array_index (shelves, i), ids);

  return ids;
}

/* Without the lock, and what somebody was writing when he was killed. */
static GPtrArray *
list_folder (const char *folder,
             GError **error)
{
  GPtrArray *files = lec_file_tree_list (folder, NULL, error);

  for (guint i = files != NULL ? files->len : 0; i > 0; i--)
    {
      const LecTreeFile *file = g_ptr_array_index (files, i - 1);
      g_autofree char *name = g_path_get_basename (file->path);

      if (g_str_equal (file->path, LOCK_FILE) || *name == '.')
        g_ptr_array_remove_index (files, i - 1);
    }

  return files;
}

static gboolean
is_same (const GPtrArray *files,
         const char *copy)
{
  g_autoptr (GPtrArray) copied = lec_file_tree_list (copy, NULL, NULL);

  if (copied == NULL || copied->len != files->len)
    return FALSE;
  for (guint i = 0; i < files->len; i++)
    {
      const LecTreeFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (copy, file->path, NULL);

      if (!lec_tree_file_is_at (file, path))
        return FALSE;
    }

  return TRUE;
}

/* Where two names cannot be exchanged there is a moment with none: the next time mends that. */
static gboolean
replace_folder (const char *fresh,
                const char *path,
                GError **error)
{
  g_autofree char *old = g_strconcat (path, OLD_SUFFIX, NULL);
  gboolean is_there = g_file_test (path, G_FILE_TEST_EXISTS);

  if (is_there && renameat2 (AT_FDCWD, fresh, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
    {
      lec_file_tree_remove (fresh);
      return TRUE;
    }
  lec_file_tree_remove (old);
  if ((is_there && g_rename (path, old) != 0) || g_rename (fresh, path) != 0)
    {
      lec_error_set_from_errno (error, errno, "rename", fresh);
      return FALSE;
    }

  lec_file_tree_remove (old);
  return TRUE;
}

static char *
build_fresh_path (const BackUp *self,
                  const char *id)
{
  return g_strdup_printf ("%s%c%s" NEW_SUFFIX, self->to_root, G_DIR_SEPARATOR, id);
}

static gboolean
copy_folder (BackUp *self,
             const char *id,
             const char *folder,
             GPtrArray *files,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *fresh = build_fresh_path (self, id);
  gint64 wanted_bytes = 0;

  for (guint i = 0; i < files->len; i++)
    wanted_bytes += ((const LecTreeFile *) g_ptr_array_index (files, i))->size_bytes;
  lec_file_tree_remove (fresh);
  if (!lec_library_check_room (self->to, wanted_bytes, error) ||
      !lec_file_tree_copy (files, folder, fresh, FALSE, cancellable, error))
    return FALSE;

  g_hash_table_insert (self->fresh, g_strdup (id), g_ptr_array_ref (files));
  self->done->copied_bytes += wanted_bytes;
  return TRUE;
}

/* Unless the copy is the same already. @is_copied: (out) */
static gboolean
back_up_folder (BackUp *self,
                const char *name,
                gboolean *is_copied,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *path = g_build_filename (self->root, name, NULL);
  g_autofree char *copy = g_build_filename (self->to_root, name, NULL);
  g_autoptr (GPtrArray) files = list_folder (path, error);

  if (files == NULL)
    return FALSE;

  *is_copied = files->len > 0 && !is_same (files, copy);
  return !*is_copied || copy_folder (self, name, path, files, cancellable, error);
}

/* Nobody works on it while it is copied; one that somebody works on is left for the next time. */
static gboolean
back_up_lecture (BackUp *self,
                 const char *id,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *path = g_build_filename (self->root, id, NULL);
  g_autofree char *root = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (LecLectureFolder) folder = lec_lecture_folder_try (root, name);
  gboolean is_copied = FALSE;

  if (folder == NULL)
    {
      self->done->n_in_use++;
      return TRUE;
    }
  if (!back_up_folder (self, id, &is_copied, cancellable, error))
    return FALSE;

  self->done->n_copied += is_copied ? 1 : 0;
  return TRUE;
}

/* What a person has corrected, given, known, never wants again, or has set for a folder: files are
 * replaced whole, so no lock is asked for. */
static gboolean
back_up_choices (BackUp *self,
                 GCancellable *cancellable,
                 GError **error)
{
  static const char *const folders[] = { LEC_FOLDER_EDITS, LEC_FOLDER_NEVER_LIST, LEC_FOLDER_DEFAULTS,
                                         LEC_FOLDER_PRACTICE, LEC_FOLDER_TRANSCRIPTS };
  gboolean is_copied = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (self->root, folders[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) && !back_up_folder (self, folders[i], &is_copied, cancellable, error))
        return FALSE;
    }

  return TRUE;
}

/* Those that were copied take their places, on the disk when it returns. */
static gboolean
take_places (BackUp *self,
             GCancellable *cancellable,
             GError **error)
{
  GHashTableIter iter;
  gpointer id = NULL, files = NULL;

  if (!lec_file_tree_sync (self->to, error))
    return FALSE;

  g_hash_table_iter_init (&iter, self->fresh);
  while (g_hash_table_iter_next (&iter, &id, &files))
    {
      g_autofree char *path = g_build_filename (self->to_root, id, NULL);
      g_autofree char *fresh = build_fresh_path (self, id);

      if (!lec_file_tree_verify (files, self->root, fresh, cancellable, error) || !replace_folder (fresh, path, error))
        return FALSE;
    }

  return lec_file_tree_sync (self->to, error);
}

static void
remove_half_copies_in (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, NEW_SUFFIX) || g_str_has_suffix (name, OLD_SUFFIX))
        lec_file_tree_remove (path);
    }
}

/* What a killed one has left. */
static void
remove_half_copies (const BackUp *self)
{
  g_autoptr (GPtrArray) shelves = g_ptr_array_new_with_free_func (g_free);

  lec_pending_file_sweep (self->to);
  remove_half_copies_in (self->to_root);
  list_sums (self->to_root, LEC_FOLDER_SHELVES, shelves);
  for (guint i = 0; i < shelves->len; i++)
    {
      g_autofree char *shelf = g_build_filename (self->to_root, g_ptr_array_index (shelves, i), NULL);

      remove_half_copies_in (shelf);
    }
}

static gboolean
back_up_database (const BackUp *self,
                  const char *from,
                  GCancellable *cancellable,
                  GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm" };
  g_autoptr (LecStore) store = lec_library_open_store (from, cancellable, error);
  g_autofree char *path = g_build_filename (self->to, LEC_DATA_FOLDER_DATABASE, NULL);
  GError *reason = NULL;

  if (store == NULL)
    return FALSE;

  /* Those of a copy that was looked into belong to the file that is replaced. */
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *beside = g_strconcat (path, suffixes[i], NULL);

      g_unlink (beside);
    }
  lec_sqlite_store_copy (store, path, cancellable, &reason);
  return lec_library_pass_on (reason, error);
}

static gboolean
run (BackUp *self,
     const char *from,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GPtrArray) copied = NULL;

  if (!lec_library_check_apart (from, self->to, error) || !check_target (self, error) ||
      !take_target (self, from, error))
    return FALSE;

  remove_half_copies (self);
  self->ids = list_ids (self->root);
  self->fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < self->ids->len; i++)
    if (!back_up_lecture (self, g_ptr_array_index (self->ids, i), cancellable, error))
      return FALSE;
  if (!back_up_choices (self, cancellable, error) || !take_places (self, cancellable, error) ||
      !back_up_database (self, from, cancellable, error))
    return FALSE;

  copied = list_ids (self->to_root);
  self->done->n_lectures = copied->len;
  return TRUE;
}

gboolean
lec_library_back_up (const char *folder,
                     LecBackUp *done,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (LecDataFolder) library = NULL;
  g_auto (BackUp) self = { .done = done };

  g_return_val_if_fail (folder != NULL && done != NULL, FALSE);

  *done = (LecBackUp){ 0 };
  library = lec_data_folder_open (NULL, error);
  if (library == NULL)
    return FALSE;

  self.root = lec_data_folder_build_path (library, LEC_DATA_FOLDER_LECTURES);
  self.to = g_canonicalize_filename (folder, NULL);
  self.to_root = g_build_filename (self.to, LEC_DATA_FOLDER_LECTURES, NULL);
  return run (&self, lec_data_folder_get_path (library), cancellable, error);
}
