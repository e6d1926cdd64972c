/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture is a PNG named by the MD5 sum of the video's URI, with that URI and
 * the time the video was changed in its text: one of another time is not used.
 * It is written aside and renamed. From time to time the oldest are removed, so
 * that the folder stays as large as it may be, however many videos come.
 */
#include "ui/thumbnail-store.h"

#include <glib/gstdio.h>

#define FAIL_FOLDER "fail" G_DIR_SEPARATOR_S "lectern"
#define URI_KEY     "tEXt::Thumb::URI"
#define MTIME_KEY   "tEXt::Thumb::MTime"
#define TRIM_EVERY  64

static const struct
{
  const char *folder;
  int pixels;
} sizes[] = {
  [LEC_THUMBNAIL_NORMAL] = { "normal", 128 },
  [LEC_THUMBNAIL_LARGE] = { "large", 256 },
};

struct _LecThumbnailStore
{
  char *folder;
  guint max_kept;
  int n_saved; /* atomic */
};

int
lec_thumbnail_size_get_pixels (LecThumbnailSize size)
{
  return sizes[size].pixels;
}

LecThumbnailStore *
lec_thumbnail_store_new (const char *folder,
                         guint max_kept)
{
  LecThumbnailStore *self = NULL;

  g_return_val_if_fail (max_kept > 0, NULL);

  self = g_new0 (LecThumbnailStore, 1);
  self->folder = folder != NULL ? g_strdup (folder)
                                : g_build_filename (g_get_user_cache_dir (), "lectern", "thumbnails", NULL);
  self->max_kept = max_kept;
  return self;
}

void
lec_thumbnail_store_free (LecThumbnailStore *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_free (self);
}

static char *
build_path (LecThumbnailStore *self,
            const char *kind,
            const char *uri)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, uri, -1);
  g_autofree char *name = g_strconcat (sum, ".png", NULL);

  return g_build_filename (self->folder, kind, name, NULL);
}

static gboolean
is_of (GdkPixbuf *picture,
       const char *uri,
       gint64 mtime_s)
{
  const char *found = gdk_pixbuf_get_option (picture, URI_KEY);
  const char *time = gdk_pixbuf_get_option (picture, MTIME_KEY);

  return g_strcmp0 (found, uri) == 0 && time != NULL &&
         (mtime_s < 0 || g_ascii_strtoll (time, NULL, 10) == mtime_s);
}

GdkPixbuf *
lec_thumbnail_store_lookup (LecThumbnailStore *self,
                            const char *uri,
                            gint64 mtime_s,
                            LecThumbnailSize size)
{
  g_autofree char *path = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;

  g_return_val_if_fail (self != NULL && uri != NULL, NULL);

  path = build_path (self, sizes[size].folder, uri);
  picture = gdk_pixbuf_new_from_file (path, NULL);
  if (picture == NULL || !is_of (picture, uri, mtime_s) || gdk_pixbuf_get_width (picture) > sizes[size].pixels ||
      gdk_pixbuf_get_height (picture) > sizes[size].pixels)
    return NULL;

  return g_steal_pointer (&picture);
}

/* --- Keeping few enough --- */

typedef struct
{
  char *name;
  gint64 time_ns;
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->name);
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *first = a;
  const Entry *second = b;

  return (first->time_ns > second->time_ns) - (first->time_ns < second->time_ns);
}

static void
add_entry (GArray *entries,
           const char *name,
           const GStatBuf *facts)
{
  Entry *entry = NULL;

  g_array_set_size (entries, entries->len + 1);
  entry = &g_array_index (entries, Entry, entries->len - 1);
  entry->name = g_strdup (name);
  entry->time_ns = facts->st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + facts->st_mtim.tv_nsec;
}

/* Returns: (transfer full) (element-type Entry): the oldest first */
static GArray *
list_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  const char *name = NULL;

  g_array_set_clear_func (entries, entry_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf facts = { 0 };

      if (g_stat (path, &facts) == 0)
        add_entry (entries, name, &facts);
    }
  g_array_sort (entries, compare_entries);

  return entries;
}

static void
trim (LecThumbnailStore *self,
      const char *kind)
{
  g_autofree char *folder = g_build_filename (self->folder, kind, NULL);
  g_autoptr (GArray) entries = list_entries (folder);

  for (guint i = 0; i + self->max_kept < entries->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_array_index (entries, Entry, i).name, NULL);

      g_unlink (path);
    }
}

/* --- Saving --- */

static void
save (LecThumbnailStore *self,
      const char *kind,
      const char *uri,
      gint64 mtime_s,
      GdkPixbuf *picture)
{
  g_autofree char *path = build_path (self, kind, uri);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, mtime_s);
  g_autofree char *data = NULL;
  char *keys[] = { (char *) URI_KEY, (char *) MTIME_KEY, (char *) "tEXt::Software", NULL };
  char *values[] = { (char *) uri, time, (char *) "Lectern", NULL };
  gsize length = 0;

  if (!gdk_pixbuf_save_to_bufferv (picture, &data, &length, "png", keys, values, NULL) ||
      g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    return;

  if (g_atomic_int_add (&self->n_saved, 1) % TRIM_EVERY == 0)
    trim (self, kind);
}

void
lec_thumbnail_store_save (LecThumbnailStore *self,
                          const char *uri,
                          gint64 mtime_s,
                          LecThumbnailSize size,
                          GdkPixbuf *picture)
{
  g_return_if_fail (self != NULL && uri != NULL && GDK_IS_PIXBUF (picture));

  if (mtime_s >= 0)
    save (self, sizes[size].folder, uri, mtime_s, picture);
}

void
lec_thumbnail_store_note_failure (LecThumbnailStore *self,
                                  const char *uri,
                                  gint64 mtime_s)
{
  g_autoptr (GdkPixbuf) nothing = NULL;

  g_return_if_fail (self != NULL && uri != NULL);

  nothing = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 1, 1);
  gdk_pixbuf_fill (nothing, 0);
  if (mtime_s >= 0)
    save (self, FAIL_FOLDER, uri, mtime_s, nothing);
}

gboolean
lec_thumbnail_store_has_failed (LecThumbnailStore *self,
                                const char *uri,
                                gint64 mtime_s)
{
  g_autofree char *path = NULL;
  g_autoptr (GdkPixbuf) found = NULL;

  g_return_val_if_fail (self != NULL && uri != NULL, FALSE);

  path = build_path (self, FAIL_FOLDER, uri);
  found = mtime_s >= 0 ? gdk_pixbuf_new_from_file (path, NULL) : NULL;
  return found != NULL && is_of (found, uri, mtime_s);
}
