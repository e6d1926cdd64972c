/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking at the library, and choosing which one is used. Which one that is, one
 * small file at home says; it is replaced in one step.
 */
#include "engine/library.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "base/time-format.h"
#include "engine/content-id.h"
#include "engine/data-folder.h"
#include "engine/file-tree.h"
#include "engine/library-private.h"

/* What the file system needs besides. */
#define ROOM_BYTES ((gint64) 16 << 20)

/* --- In common --- */

gboolean
lec_library_pass_on (GError *reason,
                     GError **error)
{
  if (reason == NULL)
    return TRUE;

  if (reason->domain == LEC_STORE_ERROR)
    {
      reason->code = reason->code == LEC_STORE_ERROR_BUSY ? LEC_ERROR_NOT_WRITABLE : LEC_ERROR_PROTOCOL;
      reason->domain = LEC_ERROR;
    }
  g_propagate_error (error, reason);
  return FALSE;
}

LecStore *
lec_library_open_store (const char *folder,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autofree char *path = g_build_filename (folder, LEC_DATA_FOLDER_DATABASE, NULL);
  GError *reason = NULL;
  LecStore *store = lec_sqlite_store_open (path, g_get_real_time (), cancellable, &reason);

  lec_library_pass_on (reason, error);
  return store;
}

char *
lec_library_resolve (const char *path)
{
  char *resolved = realpath (path, NULL);
  g_autofree char *parent = NULL;
  g_autofree char *above = NULL;
  g_autofree char *name = NULL;

  if (resolved != NULL)
    return resolved;

  parent = g_path_get_dirname (path);
  if (g_str_equal (parent, path))
    return g_strdup (path);

  above = lec_library_resolve (parent);
  name = g_path_get_basename (path);
  return g_build_filename (above, name, NULL);
}

static gboolean
is_inside (const char *inner,
           const char *outer)
{
  g_autofree char *prefix = g_strconcat (outer, G_DIR_SEPARATOR_S, NULL);

  return g_str_has_prefix (inner, prefix);
}

gboolean
lec_library_check_apart (const char *from,
                         const char *to,
                         GError **error)
{
  g_autofree char *real_from = lec_library_resolve (from);
  g_autofree char *real_to = lec_library_resolve (to);

  if (strchr (to, '\n') != NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("a library's folder has no line break in its name"));
      return FALSE;
    }
  if (!g_str_equal (real_from, real_to) && !is_inside (real_from, real_to) && !is_inside (real_to, real_from))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("that is the library itself, or one is in the other"));
  return FALSE;
}

gboolean
lec_library_is_free (const char *folder)
{
  static const char *const small[] = {
    LEC_DATA_FOLDER_MOVED_TO,
    LEC_DATA_FOLDER_LOCK,
    LEC_LIBRARY_MOVING_FROM,
    LEC_LIBRARY_LEFT_OVER,
    LEC_LIBRARY_QUEUE_LOCK,
    LEC_LIBRARY_DATABASE_LOCK,
    NULL,
  };
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  if (dir == NULL)
    return !g_file_test (folder, G_FILE_TEST_EXISTS);

  lec_pending_file_sweep (folder);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_strv_contains (small, name) && !g_str_has_prefix (name, ".lectern-"))
      return FALSE;

  return TRUE;
}

/* Of the nearest folder that is there. */
static gboolean
get_free_bytes (const char *folder,
                guint64 *free_bytes)
{
  g_autofree char *path = g_strdup (folder);
  struct statvfs facts = { 0 };

  while (statvfs (path, &facts) != 0)
    {
      char *parent = g_path_get_dirname (path);
      gboolean is_top = g_str_equal (parent, path);

      g_free (path);
      path = parent;
      if (is_top)
        return FALSE;
    }

  *free_bytes = (guint64) facts.f_bavail * facts.f_frsize;
  return TRUE;
}

gboolean
lec_library_check_room (const char *folder,
                        gint64 wanted_bytes,
                        GError **error)
{
  guint64 free_bytes = 0;
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *wanted = lec_size_format ((guint64) (wanted_bytes + ROOM_BYTES));
  g_autofree char *left = NULL;

  if (!get_free_bytes (folder, &free_bytes) || free_bytes >= (guint64) (wanted_bytes + ROOM_BYTES))
    return TRUE;

  left = lec_size_format (free_bytes);
  g_set_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE,
               /* Translators: sizes in bytes, and a folder between them */
               _ ("%s are needed in %s, and %s are free"), wanted, shown, left);
  return FALSE;
}

GStrv
lec_library_read_lines (const char *folder,
                        const char *name,
                        guint n_lines)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL) || length == 0 || text[length - 1] != '\n')
    return NULL;

  text[length - 1] = '\0';
  lines = g_strsplit (text, "\n", -1);
  return g_strv_length (lines) == n_lines ? g_steal_pointer (&lines) : NULL;
}

gboolean
lec_library_write_lines (const char *folder,
                         const char *name,
                         const char *const *lines,
                         GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *joined = g_strjoinv ("\n", (GStrv) lines);
  g_autofree char *text = g_strconcat (joined, "\n", NULL);

  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

/* --- Looking --- */

void
lec_library_facts_clear (LecLibraryFacts *self)
{
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->home, g_free);
  g_clear_pointer (&self->left_over, g_free);
}

static guint
count_lectures (const char *root)
{
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name = NULL;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += lec_content_id_is_valid (name) ? 1 : 0;

  return n;
}

static char *
dup_left_over (const LecLibraryFacts *facts)
{
  g_auto (GStrv) lines = lec_library_read_lines (facts->home, LEC_LIBRARY_LEFT_OVER, 2);

  return lines != NULL && g_str_equal (lines[1], facts->folder) ? g_strdup (lines[0]) : NULL;
}

gboolean
lec_library_look (LecLibraryFacts *facts,
                  GError **error)
{
  g_autoptr (LecDataFolder) library = NULL;
  g_autofree char *root = NULL;
  g_autofree char *database = NULL;

  g_return_val_if_fail (facts != NULL, FALSE);

  library = lec_data_folder_open (NULL, error);
  if (library == NULL)
    return FALSE;

  root = lec_data_folder_build_path (library, LEC_DATA_FOLDER_LECTURES);
  database = lec_data_folder_build_path (library, LEC_DATA_FOLDER_DATABASE);
  *facts = (LecLibraryFacts){
    .folder = g_strdup (lec_data_folder_get_path (library)),
    .home = lec_data_folder_dup_home (),
    .n_lectures = count_lectures (root),
    .total_bytes = lec_file_tree_measure (lec_data_folder_get_path (library)),
    .database_bytes = lec_file_tree_measure (database),
  };
  get_free_bytes (facts->folder, &facts->free_bytes);
  facts->left_over = dup_left_over (facts);
  return TRUE;
}

/* --- Choosing --- */

/* What is left of a library that is elsewhere now, or what has come so far of one that is being
 * moved, is none. */
static gboolean
check_whole (const char *home,
             const char *folder,
             GError **error)
{
  g_auto (GStrv) left_over = lec_library_read_lines (home, LEC_LIBRARY_LEFT_OVER, 2);
  g_auto (GStrv) moved_to = lec_library_read_lines (home, LEC_DATA_FOLDER_MOVED_TO, 1);
  g_auto (GStrv) moving_from = lec_library_read_lines (folder, LEC_LIBRARY_MOVING_FROM, 2);
  const char *now = moved_to != NULL ? moved_to[0] : home;

  if (left_over != NULL && g_str_equal (left_over[0], folder) && g_str_equal (left_over[1], now))
    {
      g_autofree char *shown = g_filename_display_name (now);

      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("what is there is only what is left of the library that was moved to %s"), shown);
      return FALSE;
    }
  if (moving_from == NULL || g_str_equal (folder, now))
    return TRUE;

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("what is there is only a part of a library that was being moved; "
                          "“lectern library move” with the same folder goes on"));
  return FALSE;
}

static gboolean
check_library (const char *folder,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autoptr (LecStore) store = NULL;
  GError *reason = NULL;

  if (!lec_data_folder_is_library (folder))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("there is no library in %s"), shown);
      return FALSE;
    }

  store = lec_library_open_store (folder, cancellable, error);
  if (store == NULL)
    return FALSE;

  lec_sqlite_store_check (store, cancellable, &reason);
  return lec_library_pass_on (reason, error);
}

/* The one that is used now, if it is to be had. Nobody may go on working with it. */
static gboolean
hold_present (LecDataFolder **present,
              GError **error)
{
  g_autofree char *now = lec_data_folder_find (NULL, NULL);

  if (now == NULL)
    return TRUE;

  *present = lec_data_folder_open_alone (now, error);
  return *present != NULL;
}

gboolean
lec_library_use (const char *folder,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *home = lec_data_folder_dup_home ();
  g_autofree char *path = NULL;
  g_autoptr (LecDataFolder) present = NULL;

  g_return_val_if_fail (folder != NULL, FALSE);

  path = g_canonicalize_filename (folder, NULL);
  if (!check_whole (home, path, error) || !hold_present (&present, error))
    return FALSE;
  if (!g_str_equal (path, home) && !check_library (path, cancellable, error))
    return FALSE;

  return lec_data_folder_point_to (home, path, error);
}
