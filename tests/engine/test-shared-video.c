/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos that are sent and brought, and the cache that they are brought to. They are not looked
 * into: any file will do.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <utime.h>

#include "base/error.h"
#include "engine/shared-video.h"
#include "store/folder-blobs.h"
#include "temporary-folder.h"

#define SIZE 10000
#define HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

typedef struct
{
  char *root;
  char *cache;
  LecBlobs *blobs;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *blobs = NULL;
  g_autoptr (GError) error = NULL;

  fixture->root = g_dir_make_tmp ("lectern-video-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->cache = g_build_filename (fixture->root, "cache", "videos", NULL);
  blobs = g_build_filename (fixture->root, "blobs", NULL);
  fixture->blobs = lec_folder_blobs_open (blobs, 0, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->blobs);
  remove_all (fixture->root);
  g_free (fixture->root);
  g_free (fixture->cache);
}

/* A file full of @letter. */
static void
send_video (Fixture *fixture,
            const char *name,
            char letter,
            LecVideoAddress *address)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);
  g_autofree char *bytes = g_strnfill (SIZE, letter);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, bytes, SIZE, &error);
  g_assert_no_error (error);
  lec_shared_video_send (fixture->blobs, path, address, NULL, &error);
  g_assert_no_error (error);
}

static LecSharedVideo *
bring_video (Fixture *fixture,
             const LecVideoAddress *address,
             gint64 limit_bytes)
{
  g_autoptr (GError) error = NULL;
  LecSharedVideo *video =
    lec_shared_video_bring (fixture->blobs, address, fixture->cache, limit_bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (video);
  return video;
}

static gboolean
is_cached (Fixture *fixture,
           const LecVideoAddress *address)
{
  g_autofree char *path = g_build_filename (fixture->cache, address->blob.hash, address->name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* As if it had been used that long ago. */
static void
make_old (Fixture *fixture,
          const LecVideoAddress *address,
          int age_s)
{
  g_autofree char *name = g_strconcat (address->blob.hash, ".lock", NULL);
  g_autofree char *path = g_build_filename (fixture->cache, name, NULL);
  time_t then = 1000000000 - age_s;

  g_assert_cmpint (utime (path, &(struct utimbuf){ then, then }), ==, 0);
}

static void
test_send_and_bring (Fixture *fixture,
                     gconstpointer data)
{
  g_auto (LecVideoAddress) address = { 0 };
  g_autoptr (LecSharedVideo) video = NULL;
  g_autofree char *wanted = g_strnfill (SIZE, 'a');
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  send_video (fixture, "Talk ä.mp4", 'a', &address);
  video = bring_video (fixture, &address, SIZE);
  name = g_path_get_basename (lec_shared_video_get_path (video));
  g_assert_cmpstr (name, ==, "Talk ä.mp4");
  g_assert_true (g_file_get_contents (lec_shared_video_get_path (video), &text, NULL, NULL));
  g_assert_cmpstr (text, ==, wanted);
}

/* Nobody asks for a blob that is in the cache. */
static void
test_again (Fixture *fixture,
            gconstpointer data)
{
  g_auto (LecVideoAddress) address = { 0 };
  g_autoptr (LecSharedVideo) first = NULL;
  g_autoptr (LecSharedVideo) second = NULL;

  send_video (fixture, "talk.mp4", 'a', &address);
  first = bring_video (fixture, &address, SIZE);
  g_assert_true (lec_blobs_remove (fixture->blobs, address.blob.hash, NULL, NULL));
  second = bring_video (fixture, &address, SIZE);
  g_assert_cmpstr (lec_shared_video_get_path (first), ==, lec_shared_video_get_path (second));
}

static void
test_other_name (Fixture *fixture,
                 gconstpointer data)
{
  g_auto (LecVideoAddress) address = { 0 };
  g_auto (LecVideoAddress) other = { 0 };
  g_autoptr (LecSharedVideo) first = NULL;
  g_autoptr (LecSharedVideo) second = NULL;
  GStatBuf a = { 0 };
  GStatBuf b = { 0 };

  send_video (fixture, "talk.mp4", 'a', &address);
  send_video (fixture, "other.mp4", 'a', &other);
  first = bring_video (fixture, &address, SIZE);
  second = bring_video (fixture, &other, SIZE);
  g_assert_true (g_str_has_suffix (lec_shared_video_get_path (second), "/other.mp4"));
  g_assert_cmpint (g_stat (lec_shared_video_get_path (first), &a), ==, 0);
  g_assert_cmpint (g_stat (lec_shared_video_get_path (second), &b), ==, 0);
  g_assert_cmpint (a.st_ino, ==, b.st_ino);
}

static void
test_oldest_goes (Fixture *fixture,
                  gconstpointer data)
{
  g_auto (LecVideoAddress) a = { 0 };
  g_auto (LecVideoAddress) b = { 0 };
  g_auto (LecVideoAddress) c = { 0 };

  send_video (fixture, "a.mp4", 'a', &a);
  send_video (fixture, "b.mp4", 'b', &b);
  send_video (fixture, "c.mp4", 'c', &c);
  lec_shared_video_free (bring_video (fixture, &a, 2 * SIZE));
  lec_shared_video_free (bring_video (fixture, &b, 2 * SIZE));
  make_old (fixture, &a, 10);
  make_old (fixture, &b, 20);
  lec_shared_video_free (bring_video (fixture, &c, 2 * SIZE));
  g_assert_true (is_cached (fixture, &a));
  g_assert_false (is_cached (fixture, &b));
  g_assert_true (is_cached (fixture, &c));

  g_assert_cmpint (lec_shared_video_trim_cache (fixture->cache, SIZE), ==, SIZE);
  g_assert_false (is_cached (fixture, &a));
  g_assert_true (is_cached (fixture, &c));
}

/* Using a video makes it young. */
static void
test_use_counts (Fixture *fixture,
                 gconstpointer data)
{
  g_auto (LecVideoAddress) a = { 0 };
  g_auto (LecVideoAddress) b = { 0 };

  send_video (fixture, "a.mp4", 'a', &a);
  send_video (fixture, "b.mp4", 'b', &b);
  lec_shared_video_free (bring_video (fixture, &a, 2 * SIZE));
  lec_shared_video_free (bring_video (fixture, &b, 2 * SIZE));
  make_old (fixture, &a, 20);
  make_old (fixture, &b, 10);
  lec_shared_video_free (bring_video (fixture, &a, 2 * SIZE));
  lec_shared_video_trim_cache (fixture->cache, SIZE);
  g_assert_true (is_cached (fixture, &a));
  g_assert_false (is_cached (fixture, &b));
}

static void
test_in_use (Fixture *fixture,
             gconstpointer data)
{
  g_auto (LecVideoAddress) a = { 0 };
  g_auto (LecVideoAddress) b = { 0 };
  g_autoptr (LecSharedVideo) used = NULL;
  g_autoptr (GError) error = NULL;

  send_video (fixture, "a.mp4", 'a', &a);
  send_video (fixture, "b.mp4", 'b', &b);
  used = bring_video (fixture, &a, SIZE);
  g_assert_null (lec_shared_video_bring (fixture->blobs, &b, fixture->cache, SIZE, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
  g_assert_true (is_cached (fixture, &a));

  g_clear_pointer (&used, lec_shared_video_free);
  lec_shared_video_free (bring_video (fixture, &b, SIZE));
  g_assert_false (is_cached (fixture, &a));
}

static void
test_too_large (Fixture *fixture,
                gconstpointer data)
{
  g_auto (LecVideoAddress) address = { 0 };
  g_autoptr (GError) error = NULL;

  send_video (fixture, "a.mp4", 'a', &address);
  g_assert_null (lec_shared_video_bring (fixture->blobs, &address, fixture->cache, SIZE - 1, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
}

/* What is cut off in the cache is brought again. */
static void
test_cut_short (Fixture *fixture,
                gconstpointer data)
{
  g_auto (LecVideoAddress) address = { 0 };
  g_autoptr (LecSharedVideo) video = NULL;
  g_autofree char *path = NULL;
  GStatBuf facts = { 0 };

  send_video (fixture, "a.mp4", 'a', &address);
  lec_shared_video_free (bring_video (fixture, &address, 2 * SIZE));
  path = g_build_filename (fixture->cache, address.blob.hash, "a.mp4", NULL);
  g_assert_cmpint (truncate (path, 5), ==, 0);
  video = bring_video (fixture, &address, 2 * SIZE);
  g_assert_cmpint (g_stat (lec_shared_video_get_path (video), &facts), ==, 0);
  g_assert_cmpint (facts.st_size, ==, SIZE);
}

static void
test_missing (Fixture *fixture,
              gconstpointer data)
{
  g_auto (LecVideoAddress) address = { 0 };
  g_autoptr (GError) error = NULL;

  send_video (fixture, "a.mp4", 'a', &address);
  g_assert_true (lec_blobs_remove (fixture->blobs, address.blob.hash, NULL, NULL));
  g_assert_null (lec_shared_video_bring (fixture->blobs, &address, fixture->cache, SIZE, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_false (is_cached (fixture, &address));
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const LecBlobCall call = { .cancellable = cancellable };
  g_auto (LecVideoAddress) address = { 0 };
  g_autoptr (GError) error = NULL;

  send_video (fixture, "a.mp4", 'a', &address);
  g_cancellable_cancel (cancellable);
  g_assert_null (lec_shared_video_bring (fixture->blobs, &address, fixture->cache, SIZE, &call, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

typedef struct
{
  Fixture *fixture;
  const LecVideoAddress *addresses; /* two */
} User;

static gpointer
use_thread (gpointer data)
{
  const User *user = data;
  g_autofree char *path = g_build_filename (user->fixture->root, "blobs", NULL);
  g_autoptr (LecBlobs) blobs = lec_folder_blobs_open (path, 0, NULL);

  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (LecSharedVideo) video =
        lec_shared_video_bring (blobs, &user->addresses[i % 2], user->fixture->cache, 2 * SIZE, NULL, NULL);
      GStatBuf facts = { 0 };

      g_assert_nonnull (video);
      g_assert_cmpint (g_stat (lec_shared_video_get_path (video), &facts), ==, 0);
      g_assert_cmpint (facts.st_size, ==, SIZE);
      lec_shared_video_trim_cache (user->fixture->cache, 0);
      g_assert_cmpint (g_stat (lec_shared_video_get_path (video), &facts), ==, 0);
    }

  return NULL;
}

/* Two who use, bring and remove the same videos. */
static void
test_two_users (Fixture *fixture,
                gconstpointer data)
{
  LecVideoAddress addresses[2] = { 0 };
  User user = { fixture, addresses };
  GThread *thread = NULL;

  send_video (fixture, "a.mp4", 'a', &addresses[0]);
  send_video (fixture, "b.mp4", 'b', &addresses[1]);
  thread = g_thread_new ("user", use_thread, &user);
  use_thread (&user);
  g_thread_join (thread);
  lec_video_address_clear (&addresses[0]);
  lec_video_address_clear (&addresses[1]);
}

static void
test_names (Fixture *fixture,
            gconstpointer data)
{
  static const char *const names[] = { "a\nb.mp4", ".hidden.mp4", "\xff.mp4" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (LecVideoAddress) address = { 0 };
      g_auto (LecVideoAddress) again = { 0 };
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;

      send_video (fixture, names[i], 'a', &address);
      text = lec_video_address_to_text (&address);
      lec_video_address_parse (&again, text, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again.name, ==, address.name);
      g_assert_cmpstr (again.blob.hash, ==, address.blob.hash);
      g_assert_cmpint (again.blob.size_bytes, ==, SIZE);
      g_assert_true (g_str_has_suffix (again.name, ".mp4"));
    }
}

static void
test_long_name (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_auto (LecVideoAddress) address = { 0 };

  for (guint i = 0; i < 120; i++)
    g_string_append (name, "ä");
  g_string_append (name, ".mp4");
  send_video (fixture, name->str, 'a', &address);
  g_assert_cmpuint (strlen (address.name), <=, 200);
  g_assert_true (g_str_has_suffix (address.name, "ä.mp4"));
  lec_shared_video_free (bring_video (fixture, &address, SIZE));
}

static void
test_wrong_addresses (Fixture *fixture,
                      gconstpointer data)
{
  static const char *const wrong[] = {
    "",
    "/videos/talk.mp4",
    "blob:",
    "blob:" HASH,
    "blob:" HASH ":3",
    "blob:" HASH ":3/",
    "blob:" HASH "/a.mp4",
    "blob:" HASH ":-3/a.mp4",
    "blob:" HASH ":3x/a.mp4",
    "blob:" HASH ":3/../a.mp4",
    "blob:" HASH ":3/..",
    "blob:" HASH ":3/.a",
    "blob:" HASH ":3/a/b.mp4",
    "blob:" HASH ":3/a\nb",
    "blob:" HASH ":3/\xff",
    "blob:../../etc:3/passwd",
    "blob:" HASH ":99999999999999999999/a.mp4",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (LecVideoAddress) address = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (lec_video_address_parse (&address, wrong[i], &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
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
    { "/shared-video/send-and-bring", test_send_and_bring },
    { "/shared-video/again", test_again },
    { "/shared-video/other-name", test_other_name },
    { "/shared-video/oldest-goes", test_oldest_goes },
    { "/shared-video/use-counts", test_use_counts },
    { "/shared-video/in-use", test_in_use },
    { "/shared-video/too-large", test_too_large },
    { "/shared-video/cut-short", test_cut_short },
    { "/shared-video/missing", test_missing },
    { "/shared-video/cancelled", test_cancelled },
    { "/shared-video/two-users", test_two_users },
    { "/shared-video/names", test_names },
    { "/shared-video/long-name", test_long_name },
    { "/shared-video/wrong-addresses", test_wrong_addresses },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
