/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who sees two places gets what is in either, and puts where others look for it.
 */
#include <string.h>

#include "base/error.h"
#include "store/folder-blobs.h"
#include "store/layered-blobs.h"
#include "temporary-folder.h"

#define DAY_US (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)

typedef struct
{
  char *folder;
  LecBlobs *written;
  LecBlobs *other;
  LecBlobs *both;
} Fixture;

static LecBlobs *
open_place (const Fixture *fixture,
            const char *name,
            gint64 quota_bytes)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  LecBlobs *blobs = lec_folder_blobs_open (path, quota_bytes, &error);

  g_assert_no_error (error);
  return blobs;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-layers-XXXXXX", NULL);
  fixture->written = open_place (fixture, "written", 1000);
  fixture->other = open_place (fixture, "other", 0);
  fixture->both = lec_layered_blobs_new (fixture->written, fixture->other);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->both);
  g_clear_object (&fixture->written);
  g_clear_object (&fixture->other);
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

static LecBlob
put (LecBlobs *blobs,
     const char *text)
{
  g_autoptr (GError) error = NULL;
  LecBlob blob = { 0 };

  lec_blobs_put_bytes (blobs, text, strlen (text), &blob, NULL, &error);
  g_assert_no_error (error);
  return blob;
}

static gboolean
has (LecBlobs *blobs,
     const LecBlob *blob)
{
  g_autoptr (GError) error = NULL;
  gint64 size_bytes = -1;

  lec_blobs_find (blobs, blob->hash, &size_bytes, NULL, &error);
  g_assert_no_error (error);
  return size_bytes == blob->size_bytes;
}

static void
assert_gives (LecBlobs *blobs,
              const LecBlob *blob,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = lec_blobs_get_bytes (blobs, blob, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

static void
test_get (Fixture *fixture,
          gconstpointer data)
{
  LecBlob first = put (fixture->written, "first");
  LecBlob second = put (fixture->other, "second");
  LecBlob none = { 0 };
  g_autoptr (GError) error = NULL;

  assert_gives (fixture->both, &first, "first");
  assert_gives (fixture->both, &second, "second");

  g_assert_true (lec_blob_init (&none, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3, NULL));
  g_assert_null (lec_blobs_get_bytes (fixture->both, &none, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

/* Also what the other place has: whoever it is for may not see that. */
static void
test_put (Fixture *fixture,
          gconstpointer data)
{
  LecBlob blob = put (fixture->other, "text");

  g_assert_false (has (fixture->both, &blob));
  put (fixture->both, "text");
  g_assert_true (has (fixture->both, &blob));
  g_assert_true (has (fixture->written, &blob));
  put (fixture->both, "more");
  g_assert_cmpint (put (fixture->both, "more").size_bytes, ==, 4);
}

static void
test_quota (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (900, 'x');
  g_autofree char *longer_text = g_strnfill (1001, 'y');
  g_autoptr (GError) error = NULL;
  LecBlobUse use = { 0 };
  LecBlob blob = { 0 };

  put (fixture->other, longer_text);
  put (fixture->both, long_text);
  g_assert_true (lec_blobs_measure (fixture->both, &use, NULL, NULL));
  g_assert_cmpint (use.size_bytes, ==, 900);
  g_assert_cmpint (use.quota_bytes, ==, 1000);
  g_assert_false (lec_blobs_put_bytes (fixture->both, longer_text, 1001, &blob, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
}

static void
test_clean (Fixture *fixture,
            gconstpointer data)
{
  LecBlob kept = put (fixture->other, "kept");
  LecBlob first = put (fixture->written, "first");
  LecBlob second = put (fixture->other, "second");
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  guint n_swept = 0;

  g_hash_table_add (named, kept.hash);
  lec_blobs_sweep (fixture->both, named, g_get_real_time () + DAY_US, &n_swept, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_swept, ==, 2);
  g_assert_false (has (fixture->written, &first));
  g_assert_false (has (fixture->other, &second));
  g_assert_true (has (fixture->other, &kept));
  lec_blobs_upkeep (fixture->both, g_get_real_time (), NULL, &error);
  g_assert_no_error (error);

  put (fixture->written, "kept");
  lec_blobs_remove (fixture->both, kept.hash, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (has (fixture->written, &kept));
  g_assert_false (has (fixture->other, &kept));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/layered-blobs/get", Fixture, NULL, set_up, test_get, tear_down);
  g_test_add ("/layered-blobs/put", Fixture, NULL, set_up, test_put, tear_down);
  g_test_add ("/layered-blobs/quota", Fixture, NULL, set_up, test_quota, tear_down);
  g_test_add ("/layered-blobs/clean", Fixture, NULL, set_up, test_clean, tear_down);
  return g_test_run ();
}
