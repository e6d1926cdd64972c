/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lectures that go from one folder to another by way of blobs, without a video.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/file-tree.h"
#include "engine/shared-lecture.h"
#include "store/folder-blobs.h"
#include "temporary-folder.h"

#define N_SLIDES 40
#define HASH     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

typedef struct
{
  char *root;
  char *here;
  char *there;
  char *outside;
  LecBlobs *blobs;
} Fixture;

static void
write_file (const char *folder,
            const char *name,
            gsize length,
            guint seed)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *bytes = g_malloc (length + 1);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char) ((i + seed) * 2654435761u >> 11);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
make_lecture (const char *folder)
{
  write_file (folder, "state.json", 300, 1);
  write_file (folder, "lecture.json", 80000, 2);
  write_file (folder, "track.bin", 600000, 3);
  write_file (folder, "lecture.pdf", 2000, 4);
  write_file (folder, "video.json", 0, 5);
  for (guint i = 0; i < N_SLIDES; i++)
    {
      g_autofree char *picture = g_strdup_printf ("pictures/%05u.jpg", i);
      g_autofree char *words = g_strdup_printf ("words/%064x.json", i);

      write_file (folder, picture, 5000 + i, 100 + i);
      write_file (folder, words, 900 + i, 1000 + i);
    }
  /* What stays where it is. */
  write_file (folder, "lock", 0, 0);
  write_file (folder, "placed.json", 50, 6);
  write_file (folder, "pictures/.lectern-0000aaaa.tmp", 50, 7);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *blobs = NULL;
  g_autoptr (GError) error = NULL;

  fixture->root = g_dir_make_tmp ("lectern-shared-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->here = g_build_filename (fixture->root, "here", NULL);
  fixture->there = g_build_filename (fixture->root, "there", NULL);
  fixture->outside = g_build_filename (fixture->root, "outside", NULL);
  g_assert_cmpint (g_mkdir (fixture->outside, 0700), ==, 0);
  blobs = g_build_filename (fixture->root, "blobs", NULL);
  fixture->blobs = lec_folder_blobs_open (blobs, 0, &error);
  g_assert_no_error (error);
  make_lecture (fixture->here);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->blobs);
  /* Nothing has left its folder. */
  g_assert_cmpint (g_rmdir (fixture->outside), ==, 0);
  remove_all (fixture->root);
  g_free (fixture->root);
  g_free (fixture->here);
  g_free (fixture->there);
  g_free (fixture->outside);
}

static LecBlob
send_lecture (Fixture *fixture,
              const LecBlob *previous)
{
  LecBlob manifest = { 0 };
  g_autoptr (GError) error = NULL;

  lec_shared_lecture_send (fixture->blobs, fixture->here, previous, &manifest, NULL, &error);
  g_assert_no_error (error);
  return manifest;
}

static void
bring_lecture (Fixture *fixture,
               const LecBlob *manifest)
{
  g_autoptr (GError) error = NULL;

  lec_shared_lecture_bring (fixture->blobs, manifest, fixture->there, NULL, &error);
  g_assert_no_error (error);
}

static LecBlobUse
measure (Fixture *fixture)
{
  LecBlobUse use = { 0 };

  g_assert_true (lec_blobs_measure (fixture->blobs, &use, NULL, NULL));
  return use;
}

static char *
read_file (const char *folder,
           const char *name,
           gsize *length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, length, NULL);
  return text;
}

static gboolean
is_there (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* All that travels, and nothing else. */
static void
assert_same_lecture (Fixture *fixture)
{
  g_autoptr (GPtrArray) wanted = lec_file_tree_list (fixture->here, lec_shared_path_travels, NULL);
  g_autoptr (GPtrArray) found = lec_file_tree_list (fixture->there, NULL, NULL);
  guint n_wanted = 0;

  for (guint i = 0; i < wanted->len; i++)
    {
      const LecTreeFile *file = g_ptr_array_index (wanted, i);
      gsize length_a = 0, length_b = 0;
      g_autofree char *a = read_file (fixture->here, file->path, &length_a);
      g_autofree char *b = read_file (fixture->there, file->path, &length_b);

      if (!lec_shared_path_is_valid (file->path))
        continue;
      n_wanted++;
      g_assert_nonnull (b);
      g_assert_cmpmem (a, length_a, b, length_b);
    }
  g_assert_cmpuint (found->len, ==, n_wanted);
}

static void
test_whole (Fixture *fixture,
            gconstpointer data)
{
  LecBlob manifest = send_lecture (fixture, NULL);

  bring_lecture (fixture, &manifest);
  assert_same_lecture (fixture);
  g_assert_false (is_there (fixture->there, "lock"));
  g_assert_false (is_there (fixture->there, "placed.json"));
  /* The track, the document, a pack, the manifest. */
  g_assert_cmpuint (measure (fixture).n_blobs, ==, 4);
}

static void
test_only_what_changed (Fixture *fixture,
                        gconstpointer data)
{
  LecBlob first = send_lecture (fixture, NULL);
  LecBlob same = send_lecture (fixture, &first);
  LecBlobUse before = measure (fixture);
  LecBlobUse after = { 0 };
  LecBlob second = { 0 };

  g_assert_cmpstr (same.hash, ==, first.hash);
  bring_lecture (fixture, &first);
  write_file (fixture->here, "words/new.json", 1000, 77);
  write_file (fixture->here, "state.json", 301, 78);
  second = send_lecture (fixture, &first);
  after = measure (fixture);
  g_assert_cmpuint (after.n_blobs, ==, before.n_blobs + 2);
  g_assert_cmpint (after.size_bytes - before.size_bytes - second.size_bytes, ==, 1301);
  bring_lecture (fixture, &second);
  assert_same_lecture (fixture);
}

/* What another run has left would be taken for a part of this one. */
static void
test_others_go (Fixture *fixture,
                gconstpointer data)
{
  LecBlob manifest = send_lecture (fixture, NULL);

  write_file (fixture->there, "edited.json", 10, 1);
  write_file (fixture->there, "pictures/99999.jpg", 10, 1);
  write_file (fixture->there, "lecture.json", 80000, 9);
  bring_lecture (fixture, &manifest);
  assert_same_lecture (fixture);
}

static void
test_back_and_forth (Fixture *fixture,
                     gconstpointer data)
{
  LecBlob first = send_lecture (fixture, NULL);
  LecBlob second = { 0 };

  bring_lecture (fixture, &first);
  write_file (fixture->here, "lecture.json", 70000, 20);
  write_file (fixture->here, "pictures/00003.jpg", 4000, 21);
  second = send_lecture (fixture, &first);
  bring_lecture (fixture, &second);
  assert_same_lecture (fixture);
  bring_lecture (fixture, &first);
  bring_lecture (fixture, &second);
  assert_same_lecture (fixture);
}

/* Packs may be removed when nobody seems to need them. */
static void
test_lost_pack (Fixture *fixture,
                gconstpointer data)
{
  LecBlob first = send_lecture (fixture, NULL);
  g_autoptr (LecSharedManifest) manifest = lec_shared_lecture_look (fixture->blobs, &first, NULL, NULL);
  const LecBlob *pack = &g_array_index (manifest->packs, LecBlob, 0);
  LecBlob second = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_blobs_remove (fixture->blobs, pack->hash, NULL, NULL));
  g_assert_false (lec_shared_lecture_bring (fixture->blobs, &first, fixture->there, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_false (is_there (fixture->there, "state.json"));
  second = send_lecture (fixture, &first);
  bring_lecture (fixture, &second);
  assert_same_lecture (fixture);
}

/* Whoever finds the folder after that must not take it for a finished one. */
static void
test_damaged_pack (Fixture *fixture,
                   gconstpointer data)
{
  LecBlob blob = send_lecture (fixture, NULL);
  g_autoptr (LecSharedManifest) manifest = lec_shared_lecture_look (fixture->blobs, &blob, NULL, NULL);
  const LecBlob *pack = &g_array_index (manifest->packs, LecBlob, 0);
  g_autofree char *digits = g_strndup (pack->hash, 2);
  g_autofree char *path = g_build_filename (fixture->root, "blobs", digits, pack->hash, NULL);
  g_autoptr (GError) error = NULL;

  bring_lecture (fixture, &blob);
  write_file (fixture->there, "pictures/00001.jpg", 3, 3);
  g_assert_true (g_file_set_contents (path, "?", 1, NULL));
  g_assert_false (lec_shared_lecture_bring (fixture->blobs, &blob, fixture->there, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_DAMAGED);
  g_assert_false (is_there (fixture->there, "state.json"));
}

static void
test_links (Fixture *fixture,
            gconstpointer data)
{
  LecBlob manifest = send_lecture (fixture, NULL);
  g_autofree char *pictures = g_build_filename (fixture->there, "pictures", NULL);
  g_autofree char *lecture = g_build_filename (fixture->there, "lecture.json", NULL);
  g_autofree char *elsewhere = g_build_filename (fixture->outside, "made", NULL);

  g_assert_cmpint (g_mkdir (fixture->there, 0700), ==, 0);
  g_assert_cmpint (symlink (fixture->outside, pictures), ==, 0);
  g_assert_cmpint (symlink (elsewhere, lecture), ==, 0);
  bring_lecture (fixture, &manifest);
  assert_same_lecture (fixture);
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  LecBlob blob = send_lecture (fixture, NULL);
  LecBlob none = { 0 };
  g_autoptr (GError) sending = NULL;
  g_autoptr (GError) bringing = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (lec_shared_lecture_send (fixture->blobs, fixture->here, NULL, &none, cancellable, &sending));
  g_assert_error (sending, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (lec_shared_lecture_bring (fixture->blobs, &blob, fixture->there, cancellable, &bringing));
  g_assert_error (bringing, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_refused (Fixture *fixture,
                const char *text)
{
  LecBlob blob = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_blobs_put_bytes (fixture->blobs, text, strlen (text), &blob, NULL, NULL));
  g_assert_false (lec_shared_lecture_bring (fixture->blobs, &blob, fixture->there, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_false (g_file_test (fixture->there, G_FILE_TEST_EXISTS));
}

static void
test_wrong_paths (Fixture *fixture,
                  gconstpointer data)
{
  static const char *const paths[] = {
    "../outside/x",
    "/tmp/x",
    "lock",
    "placed.json",
    "pictures",
    "pictures/",
    "pictures/../../outside/x",
    "pictures/.hidden",
    "pictures/a/b.jpg",
    "./state.json",
    "words//x",
    "never/x",
    "pictures/a\\u0000b",
    "pictures/a\\nb",
    "",
    ".",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"version\": 1, \"packs\": [], \"files\": [{\"path\": \"%s\", \"sha256\": \"" HASH
                         "\", \"size\": 3}]}",
                         paths[i]);

      g_assert_true (lec_blobs_put_bytes (fixture->blobs, "abc", 3, &(LecBlob){ 0 }, NULL, NULL));
      assert_refused (fixture, text);
    }
}

/* What names files that this program cannot know of is not lost: they have to stay. */
static void
test_later_version (Fixture *fixture,
                    gconstpointer data)
{
  static const char text[] = "{\"version\": 2, \"bundles\": []}";
  LecBlob blob = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_blobs_put_bytes (fixture->blobs, text, strlen (text), &blob, NULL, NULL));
  g_assert_null (lec_shared_lecture_look (fixture->blobs, &blob, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED);
  g_assert_false (lec_shared_lecture_is_lost (error));
}

static void
test_wrong_manifests (Fixture *fixture,
                      gconstpointer data)
{
#define PACK                   "{\"sha256\": \"" HASH "\", \"size\": 3}"
#define FILE_OF(more)          "{\"path\": \"state.json\", \"sha256\": \"" HASH "\"" more "}"
#define MANIFEST(packs, files) "{\"version\": 1, \"packs\": [" packs "], \"files\": [" files "]}"
  assert_refused (fixture, "");
  assert_refused (fixture, "[]");
  assert_refused (fixture, "{\"version\": 0, \"packs\": [], \"files\": []}");
  assert_refused (fixture, MANIFEST ("", FILE_OF ("")));
  assert_refused (fixture, MANIFEST ("", FILE_OF (", \"size\": -1")));
  assert_refused (fixture, MANIFEST ("", FILE_OF (", \"size\": 2000000000")));
  assert_refused (fixture, MANIFEST ("", FILE_OF (", \"size\": 3, \"pack\": 0, \"offset\": 0")));
  assert_refused (fixture, MANIFEST (PACK, FILE_OF (", \"size\": 3, \"pack\": 1, \"offset\": 0")));
  assert_refused (fixture, MANIFEST (PACK, FILE_OF (", \"size\": 3, \"pack\": 0")));
  assert_refused (fixture, MANIFEST (PACK, FILE_OF (", \"size\": 3, \"pack\": 0, \"offset\": 1")));
  assert_refused (fixture, MANIFEST (PACK, FILE_OF (", \"size\": 3, \"pack\": 0, \"offset\": -1")));
  assert_refused (fixture, MANIFEST ("", FILE_OF (", \"size\": 3") "," FILE_OF (", \"size\": 3")));
  assert_refused (fixture, MANIFEST ("{\"sha256\": \"../x\", \"size\": 3}", ""));
  assert_refused (fixture, MANIFEST ("{\"sha256\": \"" HASH "\", \"size\": 70000000}", ""));
}

static void
test_too_long (Fixture *fixture,
               gconstpointer data)
{
  LecBlob blob = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_blob_init (&blob, HASH, LEC_MANIFEST_MAX_BYTES + 1, NULL));
  g_assert_false (lec_shared_lecture_bring (fixture->blobs, &blob, fixture->there, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/shared-lecture/whole", test_whole },
    { "/shared-lecture/only-what-changed", test_only_what_changed },
    { "/shared-lecture/others-go", test_others_go },
    { "/shared-lecture/back-and-forth", test_back_and_forth },
    { "/shared-lecture/lost-pack", test_lost_pack },
    { "/shared-lecture/damaged-pack", test_damaged_pack },
    { "/shared-lecture/links", test_links },
    { "/shared-lecture/cancelled", test_cancelled },
    { "/shared-lecture/wrong-paths", test_wrong_paths },
    { "/shared-lecture/wrong-manifests", test_wrong_manifests },
    { "/shared-lecture/later-version", test_later_version },
    { "/shared-lecture/too-long", test_too_long },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
