/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done from time to time: each of it is done, once, and takes only what is nobody's.
 */
#include <unistd.h>
#include <utime.h>

#include "engine/data-folder.h"
#include "engine/heard-cache.h"
#include "engine/house-keeping.h"
#include "kept-slides.h"
#include "store/sqlite-store.h"

#define ID "1111111111111111111111111111111111111111111111111111111111111111"

typedef struct
{
  char *folder;
  LecStore *store;
} Fixture;

static char *
build (Fixture *fixture,
       const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static gboolean
has (Fixture *fixture,
     const char *name)
{
  g_autofree char *path = build (fixture, name);

  return g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}

static void
age (Fixture *fixture,
     const char *name,
     gint64 hours)
{
  g_autofree char *path = build (fixture, name);
  time_t then = (time_t) (g_get_real_time () / G_USEC_PER_SEC - hours * 3600);
  const struct utimbuf times = { then, then };

  g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
put_file (Fixture *fixture,
          const char *name,
          gint64 hours)
{
  g_autofree char *path = build (fixture, name);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  age (fixture, name, hours);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("house-XXXXXX", NULL);
  path = build (fixture, LEC_DATA_FOLDER_DATABASE);
  fixture->store = lec_sqlite_store_open (path, 1, NULL, NULL);
  g_assert_nonnull (fixture->store);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->store);
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

/* What killed programs have left, and only that. */
static void
test_temporary (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *link = build (fixture, "lectern-probe-link");

  put_file (fixture, "lectern-probe-old/video.json", 2);
  age (fixture, "lectern-probe-old", 2);
  put_file (fixture, "lectern-doctor-old/findings.json", 2);
  age (fixture, "lectern-doctor-old", 2);
  put_file (fixture, "lectern-database-old/copy.db", 2);
  age (fixture, "lectern-database-old", 2);
  put_file (fixture, "lectern-export-old/talk.pdf", 0);
  age (fixture, "lectern-export-old", 8 * 24);
  put_file (fixture, "lectern-scratch-old/lecture.json", 0);
  age (fixture, "lectern-scratch-old", 8 * 24);
  /* In it is the sound of an hour. */
  put_file (fixture, "lectern-transcript-old/sound.wav", 0);
  age (fixture, "lectern-transcript-old", 8 * 24);
  put_file (fixture, "lectern-probe-new/video.json", 0);
  put_file (fixture, "lectern-other-old/file", 2);
  age (fixture, "lectern-other-old", 2);
  put_file (fixture, "lectern-probe-file", 2);
  /* In these a long video may be being read. */
  put_file (fixture, "lectern-kept-long/file", 0);
  age (fixture, "lectern-kept-long", 2);
  put_file (fixture, "lectern-kept-old/file", 0);
  age (fixture, "lectern-kept-old", 8 * 24);
  put_file (fixture, "lectern-library-old/file", 0);
  age (fixture, "lectern-library-old", 8 * 24);
  g_assert_cmpint (symlink ("lectern-other-old", link), ==, 0);

  g_assert_cmpuint (lec_house_keeping_sweep_temporary (fixture->folder, g_get_real_time ()), ==, 8);
  g_assert_false (has (fixture, "lectern-kept-old"));
  g_assert_false (has (fixture, "lectern-library-old"));
  g_assert_true (has (fixture, "lectern-kept-long/file"));
  g_assert_false (has (fixture, "lectern-probe-old"));
  g_assert_false (has (fixture, "lectern-doctor-old"));
  g_assert_false (has (fixture, "lectern-database-old"));
  g_assert_true (has (fixture, "lectern-probe-new/video.json"));
  g_assert_true (has (fixture, "lectern-other-old/file"));
  g_assert_true (has (fixture, "lectern-probe-file"));
  g_assert_true (has (fixture, "lectern-probe-link"));
}

static void
keep (Fixture *fixture,
      guint expire_days)
{
  g_autoptr (LecHouseKeeping) house =
    lec_house_keeping_new (fixture->store, fixture->folder, expire_days, NULL, NULL);

  lec_house_keeping_tick (house);
  lec_house_keeping_finish (house, NULL);
}

static void
test_all (Fixture *fixture,
          gconstpointer data)
{
  static const char *const names[] = { "cleanup", "database-check", "health", "upkeep" };
  g_autoptr (GPtrArray) list = NULL;

  put_file (fixture, LEC_DATA_FOLDER_LECTURES "/" ID "/state.json", 8 * 24);
  put_file (fixture, "lectern.db.version-1", 91 * 24);
  put_file (fixture, "lectern.db.version-2", 89 * 24);
  put_file (fixture, ".lectern-01234567.tmp", 1);
  put_file (fixture, ".lectern-01234567.tmp-beside", 1);
  put_file (fixture, "unknown", 1000 * 24);
  keep (fixture, 0);
  g_assert_false (has (fixture, LEC_DATA_FOLDER_LECTURES "/" ID));
  g_assert_false (has (fixture, "lectern.db.version-1"));
  g_assert_true (has (fixture, "lectern.db.version-2"));
  g_assert_false (has (fixture, ".lectern-01234567.tmp"));
  g_assert_false (has (fixture, ".lectern-01234567.tmp-beside"));
  g_assert_true (has (fixture, "unknown"));
  list = lec_store_list_periodic (fixture->store, NULL, NULL);
  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (((const LecPeriodic *) g_ptr_array_index (list, i))->name, ==, names[i]);

  /* Done once: what has come since waits for the next time. */
  put_file (fixture, LEC_DATA_FOLDER_LECTURES "/" ID "/state.json", 8 * 24);
  keep (fixture, 0);
  g_assert_true (has (fixture, LEC_DATA_FOLDER_LECTURES "/" ID));
}

/* Of a sound whose sum has one digit only. */
#define EIGHT(digit) digit digit digit digit digit digit digit digit
#define HALF(digit)  EIGHT (digit) EIGHT (digit) EIGHT (digit) EIGHT (digit)
#define HEARD(digit) "heard/" HALF (digit) HALF (digit)

static void
put_heard (Fixture *fixture,
           const char *folder,
           gint64 days)
{
  g_autofree char *name = g_build_filename (folder, "whisper-0123456789abcdef.json", NULL);

  put_file (fixture, name, 0);
  age (fixture, folder, days * 24);
}

/* By age and by size; what may be at work, and what is none of it, stays. */
static void
test_heard (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *root = build (fixture, "heard");
  gint64 now_us = g_get_real_time ();

  g_assert_cmpuint (strlen (HEARD ("a")), ==, strlen ("heard/") + 64);
  g_assert_cmpuint (lec_heard_cache_sweep (root, now_us, 100 * G_TIME_SPAN_DAY, 3), ==, 0);
  put_heard (fixture, HEARD ("a"), 101);
  put_heard (fixture, HEARD ("b"), 50);
  put_heard (fixture, HEARD ("c"), 40);
  put_heard (fixture, HEARD ("d"), 30);
  put_heard (fixture, HEARD ("e"), 0);
  put_heard (fixture, "heard/mine", 1000);
  put_file (fixture, "heard/file", 1000 * 24);
  g_assert_cmpuint (lec_heard_cache_sweep (root, now_us, 100 * G_TIME_SPAN_DAY, 3), ==, 2);
  g_assert_false (has (fixture, HEARD ("a")));
  g_assert_false (has (fixture, HEARD ("b")));
  g_assert_true (has (fixture, HEARD ("c") "/whisper-0123456789abcdef.json"));
  g_assert_cmpuint (lec_heard_cache_sweep (root, now_us, 1 * G_TIME_SPAN_DAY, 0), ==, 2);
  g_assert_true (has (fixture, HEARD ("e") "/whisper-0123456789abcdef.json"));
  g_assert_true (has (fixture, "heard/mine/whisper-0123456789abcdef.json"));
  g_assert_true (has (fixture, "heard/file"));
}

/* It is asked for when it is opened, and the owner of the queue sweeps it. */
static void
test_heard_in_use (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *root = lec_heard_cache_dup_root ();
  g_autofree char *old = g_build_filename (root, ID, NULL);
  g_autofree char *opened = NULL;
  g_autoptr (GError) error = NULL;
  const struct utimbuf then = { 1000, 1000 };

  opened = lec_heard_cache_open (ID, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (opened, ==, old);
  g_assert_cmpint (utime (old, &then), ==, 0);
  g_free (g_steal_pointer (&opened));
  opened = lec_heard_cache_open (ID, NULL);
  keep (fixture, 0);
  g_assert_true (g_file_test (old, G_FILE_TEST_IS_DIR));

  g_assert_cmpint (utime (old, &then), ==, 0);
  tear_down (fixture, NULL);
  set_up (fixture, NULL);
  keep (fixture, 0);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
}

static void
noticed_cb (const GError *reason,
            gpointer user_data)
{
  g_string_append (user_data, reason->message);
}

/* A person is told; here, that somebody has written over the database. */
static void
test_noticed (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  g_autoptr (LecStore) memory = lec_sqlite_store_new_in_memory (1, NULL);
  g_autofree char *path = build (fixture, LEC_DATA_FOLDER_DATABASE);
  g_autofree char *text = g_strnfill (10000, 'x');
  LecHouseKeeping *house = lec_house_keeping_new (memory, fixture->folder, 0, noticed_cb, told);

  g_clear_object (&fixture->store);
  g_assert_true (g_file_set_contents (path, text, 10000, NULL));
  lec_house_keeping_tick (house);
  lec_house_keeping_finish (house, NULL);
  g_assert_nonnull (strstr (told->str, "damaged"));
  lec_house_keeping_free (house);
}

/* A file system that never has room. */
static void
test_no_room (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  LecHouseKeeping *house = lec_house_keeping_new (fixture->store, "/proc", 0, noticed_cb, told);

  lec_house_keeping_tick (house);
  lec_house_keeping_finish (house, NULL);
  g_assert_nonnull (strstr (told->str, "only 0 bytes free in /proc"));
  lec_house_keeping_free (house);
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *temporary = g_dir_make_tmp ("house-tmp-XXXXXX", NULL);
  int status = 0;

  /* Others' folders are not for a test to sweep. */
  g_assert_true (g_setenv ("TMPDIR", temporary, TRUE));
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/house-keeping/temporary", Fixture, NULL, set_up, test_temporary, tear_down);
  g_test_add ("/house-keeping/all", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/house-keeping/heard", Fixture, NULL, set_up, test_heard, tear_down);
  g_test_add ("/house-keeping/heard-in-use", Fixture, NULL, set_up, test_heard_in_use, tear_down);
  g_test_add ("/house-keeping/noticed", Fixture, NULL, set_up, test_noticed, tear_down);
  g_test_add ("/house-keeping/no-room", Fixture, NULL, set_up, test_no_room, tear_down);
  status = g_test_run ();
  g_rmdir (temporary);

  return status;
}
