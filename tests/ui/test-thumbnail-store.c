/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures on the disk, by the rules that other programs follow, too.
 */
#include <glib/gstdio.h>
#include <utime.h>

#include "temporary-folder.h"
#include "ui/thumbnail-store.h"

#define URI      "file:///videos/01%20Introduction.mp4"
#define MAX_KEPT 10

typedef struct
{
  char *folder;
  LecThumbnailStore *store;
  GdkPixbuf *picture;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-thumbnails-XXXXXX", NULL);
  fixture->store = lec_thumbnail_store_new (fixture->folder, MAX_KEPT);
  fixture->picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 128, 72);
  gdk_pixbuf_fill (fixture->picture, 0x336699ff);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_thumbnail_store_free (fixture->store);
  g_object_unref (fixture->picture);
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

static char *
build_path (Fixture *fixture,
            const char *kind,
            const char *uri)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_MD5, uri, -1);
  g_autofree char *name = g_strconcat (sum, ".png", NULL);

  return g_build_filename (fixture->folder, kind, name, NULL);
}

static guint
get_mode (const char *path)
{
  GStatBuf facts = { 0 };

  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  return facts.st_mode & 0777;
}

static void
test_save (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *path = build_path (fixture, "normal", URI);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GdkPixbuf) found = NULL;
  g_autoptr (GdkPixbuf) unknown = NULL;

  g_assert_null (lec_thumbnail_store_lookup (fixture->store, URI, 1000, LEC_THUMBNAIL_NORMAL));
  lec_thumbnail_store_save (fixture->store, URI, 1000, LEC_THUMBNAIL_NORMAL, fixture->picture);
  g_assert_cmpuint (get_mode (path), ==, 0600);
  g_assert_cmpuint (get_mode (folder), ==, 0700);

  found = lec_thumbnail_store_lookup (fixture->store, URI, 1000, LEC_THUMBNAIL_NORMAL);
  g_assert_nonnull (found);
  g_assert_cmpint (gdk_pixbuf_get_width (found), ==, 128);
  g_assert_cmpstr (gdk_pixbuf_get_option (found, "tEXt::Thumb::URI"), ==, URI);
  g_assert_cmpstr (gdk_pixbuf_get_option (found, "tEXt::Thumb::MTime"), ==, "1000");

  /* The video has changed; or it is away, and nothing better is known. */
  g_assert_null (lec_thumbnail_store_lookup (fixture->store, URI, 1001, LEC_THUMBNAIL_NORMAL));
  g_assert_null (lec_thumbnail_store_lookup (fixture->store, URI, 1000, LEC_THUMBNAIL_LARGE));
  unknown = lec_thumbnail_store_lookup (fixture->store, URI, -1, LEC_THUMBNAIL_NORMAL);
  g_assert_nonnull (unknown);
}

/* Whatever lies there under that name. */
static void
test_foreign (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *path = build_path (fixture, "normal", URI);
  g_autofree char *other = build_path (fixture, "normal", "file:///other.mp4");

  lec_thumbnail_store_save (fixture->store, "file:///other.mp4", 1000, LEC_THUMBNAIL_NORMAL, fixture->picture);
  g_assert_cmpint (g_rename (other, path), ==, 0);
  g_assert_null (lec_thumbnail_store_lookup (fixture->store, URI, 1000, LEC_THUMBNAIL_NORMAL));
  g_assert_true (g_file_set_contents (path, "no picture", -1, NULL));
  g_assert_null (lec_thumbnail_store_lookup (fixture->store, URI, 1000, LEC_THUMBNAIL_NORMAL));
}

static void
test_failure (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *path = build_path (fixture, "fail/lectern", URI);

  g_assert_false (lec_thumbnail_store_has_failed (fixture->store, URI, 1000));
  lec_thumbnail_store_note_failure (fixture->store, URI, 1000);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_true (lec_thumbnail_store_has_failed (fixture->store, URI, 1000));
  g_assert_false (lec_thumbnail_store_has_failed (fixture->store, URI, 1001));
}

static guint
count_files (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "normal", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;
  return n_files;
}

/* Of many, the oldest go. */
static void
test_bounded (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *first = build_path (fixture, "normal", "file:///0.mp4");
  g_autofree char *last = build_path (fixture, "normal", "file:///128.mp4");

  for (guint i = 0; i <= 128; i++)
    {
      g_autofree char *uri = g_strdup_printf ("file:///%u.mp4", i);
      g_autofree char *path = build_path (fixture, "normal", uri);
      struct utimbuf times = { i, i };

      lec_thumbnail_store_save (fixture->store, uri, 1000, LEC_THUMBNAIL_NORMAL, fixture->picture);
      g_assert_true (i == 128 || g_utime (path, &times) == 0);
    }
  g_assert_cmpuint (count_files (fixture), ==, MAX_KEPT);
  g_assert_false (g_file_test (first, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (last, G_FILE_TEST_EXISTS));
}

/* It is only a cache. */
static void
test_unwritable (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *folder = g_build_filename (file, "folder", NULL);
  g_autoptr (LecThumbnailStore) store = lec_thumbnail_store_new (folder, MAX_KEPT);

  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  lec_thumbnail_store_save (store, URI, 1000, LEC_THUMBNAIL_NORMAL, fixture->picture);
  lec_thumbnail_store_note_failure (store, URI, 1000);
  g_assert_null (lec_thumbnail_store_lookup (store, URI, 1000, LEC_THUMBNAIL_NORMAL));
  g_assert_false (lec_thumbnail_store_has_failed (store, URI, 1000));
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/thumbnail-store/save", test_save },
    { "/thumbnail-store/foreign", test_foreign },
    { "/thumbnail-store/failure", test_failure },
    { "/thumbnail-store/bounded", test_bounded },
    { "/thumbnail-store/unwritable", test_unwritable },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
