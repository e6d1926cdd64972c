/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A folder's own time says when it was asked for last. What is at work in one
 * has asked for it a short while ago, and is left alone.
 */
#include "engine/heard-cache.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/file-tree.h"

#define FOLDER_HEARD "heard"
/* Longer than anything is listened to. */
#define REST_US (2 * G_TIME_SPAN_DAY)

typedef struct
{
  char *path;
  gint64 asked_us;
  gint64 size_bytes;
} Entry;

static void
entry_free (Entry *self)
{
  g_free (self->path);
  g_free (self);
}

char *
lec_heard_cache_dup_root (void)
{
  return g_build_filename (g_get_user_cache_dir (), "lectern", FOLDER_HEARD, NULL);
}

char *
lec_heard_cache_open (const char *sound_id,
                      GError **error)
{
  g_autofree char *root = lec_heard_cache_dup_root ();
  g_autofree char *folder = NULL;

  g_return_val_if_fail (sound_id != NULL && lec_content_id_is_valid (sound_id), NULL);

  folder = g_build_filename (root, sound_id, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", folder);
      return NULL;
    }

  utimensat (AT_FDCWD, folder, NULL, 0);
  return g_steal_pointer (&folder);
}

/* --- Sweeping --- */

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *left = *(const Entry *const *) a;
  const Entry *right = *(const Entry *const *) b;

  if (left->asked_us != right->asked_us)
    return left->asked_us < right->asked_us ? -1 : 1;
  return g_strcmp0 (left->path, right->path);
}

/* Returns: (transfer full) (element-type Entry): what was asked for longest ago first */
static GPtrArray *
list_entries (const char *root)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  g_autoptr (GDir) dir = g_dir_open (root, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (root, name, NULL);
      GStatBuf facts = { 0 };
      Entry *entry = NULL;

      if (!lec_content_id_is_valid (name) || g_lstat (path, &facts) != 0 || !S_ISDIR (facts.st_mode))
        continue;
      entry = g_new0 (Entry, 1);
      entry->asked_us = facts.st_mtim.tv_sec * G_USEC_PER_SEC;
      entry->size_bytes = lec_file_tree_measure (path);
      entry->path = g_steal_pointer (&path);
      g_ptr_array_add (entries, entry);
    }

  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

guint
lec_heard_cache_sweep (const char *root,
                       gint64 now_us,
                       gint64 age_us,
                       gint64 max_bytes)
{
  g_autoptr (GPtrArray) entries = NULL;
  gint64 left_bytes = 0;
  guint n = 0;

  g_return_val_if_fail (root != NULL, 0);

  entries = list_entries (root);
  for (guint i = 0; i < entries->len; i++)
    left_bytes += ((const Entry *) g_ptr_array_index (entries, i))->size_bytes;
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (entries, i);

      if (entry->asked_us >= now_us - REST_US || (entry->asked_us >= now_us - age_us && left_bytes <= max_bytes))
        break;
      lec_file_tree_remove (entry->path);
      left_bytes -= entry->size_bytes;
      n++;
    }

  return n;
}
