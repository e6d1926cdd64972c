/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each kind of blobs promises, and what a folder of them does when things go wrong.
 */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "postgres-server.h"
#include "store/folder-blobs.h"
#include "store/postgres-blobs.h"
#include "temporary-folder.h"

#define DAY_US   (G_GINT64_CONSTANT (24) * 60 * 60 * G_USEC_PER_SEC)
#define QUOTA    (4 * 1024 * 1024)
#define SIZE     (1024 * 1024 + 17)
#define CHUNK    (256 * 1024)
#define HASH_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define TOO_LONG "00000000000000000000000000000000000000000000000000000000000000000"

typedef struct
{
  LecBlobs *blobs;
  char *folder; /* for all of a test */
  char *source; /* a file of SIZE bytes */
  char *target; /* nothing is there */
} Fixture;

typedef struct _Kind Kind;

/* A kind of blobs, in @folder where it needs one. */
struct _Kind
{
  const char *name;
  LecBlobs *(*open) (const Kind *kind, const char *folder, gint64 quota_bytes, GError **error);
  PostgresServer *server; /* (nullable) */
};

static LecBlobs *
open_folder (const Kind *kind,
             const char *folder,
             gint64 quota_bytes,
             GError **error)
{
  g_autofree char *path = g_build_filename (folder, "blobs", NULL);

  return lec_folder_blobs_open (path, quota_bytes, error);
}

/* In the folder lies where the database is. */
static LecBlobs *
open_postgres (const Kind *kind,
               const char *folder,
               gint64 quota_bytes,
               GError **error)
{
  g_autofree char *path = g_build_filename (folder, "blobs", NULL);
  g_autofree char *url = NULL;

  if (!g_file_get_contents (path, &url, NULL, NULL))
    {
      g_autofree char *database = postgres_server_make_database (kind->server);

      url = make_server_url (kind->server, database);
      g_assert_true (g_file_set_contents (path, url, -1, NULL));
    }

  return lec_postgres_blobs_open (url, quota_bytes, NULL, error);
}

static guint8 *
make_bytes (gsize length)
{
  guint8 *bytes = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (guint8) ((i * 2654435761u) >> 13);

  return bytes;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  const Kind *kind = data;
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *bytes = make_bytes (SIZE);

  fixture->folder = g_dir_make_tmp ("lectern-blobs-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->source = g_build_filename (fixture->folder, "source", NULL);
  fixture->target = g_build_filename (fixture->folder, "target", NULL);
  g_file_set_contents (fixture->source, (const char *) bytes, SIZE, &error);
  g_assert_no_error (error);
  fixture->blobs = kind->open (kind, fixture->folder, QUOTA, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->blobs);
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->source);
  g_free (fixture->target);
}

static LecBlob
put (Fixture *fixture)
{
  LecBlob blob = { 0 };
  g_autoptr (GError) error = NULL;

  lec_blobs_put (fixture->blobs, fixture->source, &blob, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (blob.size_bytes, ==, SIZE);
  return blob;
}

static void
assert_same_files (const char *a,
                   const char *b)
{
  g_autofree char *text_a = NULL;
  g_autofree char *text_b = NULL;
  gsize length_a = 0, length_b = 0;

  g_assert_true (g_file_get_contents (a, &text_a, &length_a, NULL));
  g_assert_true (g_file_get_contents (b, &text_b, &length_b, NULL));
  g_assert_cmpmem (text_a, length_a, text_b, length_b);
}

static void
assert_gettable (Fixture *fixture,
                 const LecBlob *blob)
{
  g_autoptr (GError) error = NULL;

  lec_blobs_get (fixture->blobs, blob, fixture->target, NULL, &error);
  g_assert_no_error (error);
  assert_same_files (fixture->source, fixture->target);
}

/* With @code, and with nothing at the target or beside it. */
static void
assert_not_gettable (Fixture *fixture,
                     const LecBlob *blob,
                     LecError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  g_assert_false (lec_blobs_get (fixture->blobs, blob, fixture->target, NULL, &error));
  g_assert_error (error, LEC_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, blob->hash));
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_equal (name, "source") || g_str_equal (name, "blobs"));
}

static void
assert_use (Fixture *fixture,
            guint64 n_blobs,
            gint64 size_bytes)
{
  LecBlobUse use = { 0 };
  g_autoptr (GError) error = NULL;

  lec_blobs_measure (fixture->blobs, &use, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (use.n_blobs, ==, n_blobs);
  g_assert_cmpint (use.size_bytes, ==, size_bytes);
  g_assert_cmpint (use.quota_bytes, ==, QUOTA);
}

/* --- All kinds --- */

static void
test_put_and_get (Fixture *fixture,
                  gconstpointer data)
{
  LecBlob blob = put (fixture);
  gint64 size_bytes = 0;

  g_assert_true (lec_blob_hash_is_valid (blob.hash));
  g_assert_true (lec_blobs_find (fixture->blobs, blob.hash, &size_bytes, NULL, NULL));
  g_assert_cmpint (size_bytes, ==, SIZE);
  assert_gettable (fixture, &blob);
  assert_gettable (fixture, &blob);
  assert_use (fixture, 1, SIZE);
}

static void
test_bytes (Fixture *fixture,
            gconstpointer data)
{
  LecBlob blob = { 0 };
  LecBlob empty = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) none = NULL;

  lec_blobs_put_bytes (fixture->blobs, "abc", 3, &blob, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (blob.hash, ==, HASH_ABC);
  g_assert_cmpint (blob.size_bytes, ==, 3);
  bytes = lec_blobs_get_bytes (fixture->blobs, &blob, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "abc", 3);

  lec_blobs_put_bytes (fixture->blobs, "", 0, &empty, NULL, &error);
  g_assert_no_error (error);
  none = lec_blobs_get_bytes (fixture->blobs, &empty, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (none), ==, 0);
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  LecBlob blob = put (fixture);
  gint64 size_bytes = 0;

  g_assert_true (lec_blobs_remove (fixture->blobs, blob.hash, NULL, NULL));
  g_assert_true (lec_blobs_remove (fixture->blobs, blob.hash, NULL, NULL));
  g_assert_true (lec_blobs_find (fixture->blobs, blob.hash, &size_bytes, NULL, NULL));
  g_assert_cmpint (size_bytes, ==, -1);
  assert_not_gettable (fixture, &blob, LEC_ERROR_NOT_FOUND);
  assert_use (fixture, 0, 0);
}

static void
test_wrong_size (Fixture *fixture,
                 gconstpointer data)
{
  LecBlob blob = put (fixture);

  blob.size_bytes = SIZE - 1;
  assert_not_gettable (fixture, &blob, LEC_ERROR_DAMAGED);
  blob.size_bytes = SIZE + 1;
  assert_not_gettable (fixture, &blob, LEC_ERROR_DAMAGED);
}

static void
test_too_large_for_memory (Fixture *fixture,
                           gconstpointer data)
{
  LecBlob blob = put (fixture);
  g_autoptr (GError) error = NULL;

  blob.size_bytes = G_GINT64_CONSTANT (1) << 40;
  g_assert_null (lec_blobs_get_bytes (fixture->blobs, &blob, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_LIMIT);
}

static void
test_no_hash (Fixture *fixture,
              gconstpointer data)
{
  static const char *const wrong[] = {
    "",
    "..",
    "../../../etc/passwd",
    "ba7816bf",
    TOO_LONG,
    "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
    "../816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gint64 size_bytes = 0;
      LecBlob blob = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) remove_error = NULL;

      g_assert_false (lec_blobs_find (fixture->blobs, wrong[i], &size_bytes, NULL, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_false (lec_blobs_remove (fixture->blobs, wrong[i], NULL, &remove_error));
      g_assert_error (remove_error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_false (lec_blob_init (&blob, wrong[i], 1, NULL));
    }
}

static void
test_no_file (Fixture *fixture,
              gconstpointer data)
{
  LecBlob blob = { 0 };
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;

  g_assert_false (lec_blobs_put (fixture->blobs, fixture->target, &blob, NULL, &missing));
  g_assert_error (missing, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_false (lec_blobs_put (fixture->blobs, fixture->folder, &blob, NULL, &folder));
  g_assert_error (folder, LEC_ERROR, LEC_ERROR_USAGE);
}

static void
test_quota (Fixture *fixture,
            gconstpointer data)
{
  g_autofree guint8 *bytes = make_bytes (QUOTA);
  LecBlob blob = put (fixture);
  LecBlob large = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_blobs_put_bytes (fixture->blobs, bytes, QUOTA - SIZE + 1, &large, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
  assert_use (fixture, 1, SIZE);
  g_clear_error (&error);

  /* What is there needs no room. */
  lec_blobs_put_bytes (fixture->blobs, bytes, QUOTA - SIZE, &large, NULL, &error);
  g_assert_no_error (error);
  assert_use (fixture, 2, QUOTA);
  blob = put (fixture);
  assert_gettable (fixture, &blob);
}

typedef struct
{
  GCancellable *cancellable;
  gint64 last_bytes;
  gint64 total_bytes;
  gint64 cancel_at_bytes;
} Watch;

static void
progress_cb (gint64 done_bytes,
             gint64 total_bytes,
             gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpint (done_bytes, >=, watch->last_bytes);
  g_assert_cmpint (done_bytes, <=, total_bytes);
  watch->last_bytes = done_bytes;
  watch->total_bytes = total_bytes;
  if (watch->cancel_at_bytes > 0 && done_bytes >= watch->cancel_at_bytes)
    g_cancellable_cancel (watch->cancellable);
}

static void
test_progress (Fixture *fixture,
               gconstpointer data)
{
  Watch watch = { 0 };
  const LecBlobCall call = { NULL, progress_cb, &watch };
  LecBlob blob = { 0 };

  for (guint i = 0; i < 2; i++)
    {
      watch = (Watch){ 0 };
      g_assert_true (lec_blobs_put (fixture->blobs, fixture->source, &blob, &call, NULL));
      g_assert_cmpint (watch.last_bytes, ==, watch.total_bytes);
      g_assert_cmpint (watch.total_bytes, ==, 2 * SIZE);
    }

  watch = (Watch){ 0 };
  g_assert_true (lec_blobs_get (fixture->blobs, &blob, fixture->target, &call, NULL));
  g_assert_cmpint (watch.last_bytes, ==, SIZE);
  g_assert_cmpint (watch.total_bytes, ==, SIZE);
}

static void
cancel_put (Fixture *fixture,
            gint64 at_bytes)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { .cancellable = cancellable, .cancel_at_bytes = at_bytes };
  const LecBlobCall call = { cancellable, progress_cb, &watch };
  LecBlob blob = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_blobs_put (fixture->blobs, fixture->source, &blob, &call, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watch watch = { .cancellable = cancellable, .cancel_at_bytes = CHUNK };
  const LecBlobCall call = { cancellable, progress_cb, &watch };
  LecBlob blob = { 0 };
  g_autoptr (GError) error = NULL;

  cancel_put (fixture, CHUNK);
  assert_use (fixture, 0, 0);
  cancel_put (fixture, SIZE + 2 * CHUNK);
  assert_use (fixture, 0, 0);

  blob = put (fixture);
  g_assert_false (lec_blobs_get (fixture->blobs, &blob, fixture->target, &call, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (fixture->target, G_FILE_TEST_EXISTS));
  assert_gettable (fixture, &blob);
}

/* A file that somebody writes to between the two readings. */
static void
change_cb (gint64 done_bytes,
           gint64 total_bytes,
           gpointer user_data)
{
  const char *path = user_data;
  int fd = done_bytes == SIZE ? g_open (path, O_WRONLY | O_CLOEXEC, 0) : -1;

  if (fd < 0)
    return;

  g_assert_cmpint (pwrite (fd, "?", 1, SIZE / 2), ==, 1);
  g_close (fd, NULL);
}

static void
test_changing_file (Fixture *fixture,
                    gconstpointer data)
{
  const LecBlobCall call = { NULL, change_cb, fixture->source };
  LecBlob blob = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_blobs_put (fixture->blobs, fixture->source, &blob, &call, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_UNREADABLE);
  assert_use (fixture, 0, 0);
}

typedef struct
{
  const Kind *kind;
  Fixture *fixture;
} Writer;

static gpointer
write_thread (gpointer data)
{
  const Writer *writer = data;
  g_autoptr (LecBlobs) blobs = writer->kind->open (writer->kind, writer->fixture->folder, 0, NULL);
  LecBlob blob = { 0 };

  for (guint i = 0; i < 20; i++)
    {
      g_assert_true (lec_blobs_put (blobs, writer->fixture->source, &blob, NULL, NULL));
      g_assert_true (lec_blobs_remove (blobs, blob.hash, NULL, NULL));
    }
  g_assert_true (lec_blobs_put (blobs, writer->fixture->source, &blob, NULL, NULL));
  return NULL;
}

static void
test_two_writers (Fixture *fixture,
                  gconstpointer data)
{
  Writer writer = { data, fixture };
  GThread *threads[3] = { NULL };
  LecBlob blob = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_thread, &writer);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  blob = put (fixture);
  assert_gettable (fixture, &blob);
  assert_use (fixture, 1, SIZE);
}

/* --- A folder --- */

static char *
build_path (Fixture *fixture,
            const LecBlob *blob,
            const char *suffix)
{
  g_autofree char *name = g_strconcat (blob->hash, suffix, NULL);
  g_autofree char *digits = g_strndup (blob->hash, 2);

  return g_build_filename (fixture->folder, "blobs", digits, name, NULL);
}

static void
overwrite (const char *path,
           gint64 offset)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, "\xff?", 2, offset), ==, 2);
  g_close (fd, NULL);
}

static void
test_flipped (Fixture *fixture,
              gconstpointer data)
{
  LecBlob blob = put (fixture);
  g_autofree char *path = build_path (fixture, &blob, "");

  overwrite (path, SIZE / 3);
  assert_not_gettable (fixture, &blob, LEC_ERROR_DAMAGED);
  /* The way out. */
  g_assert_true (lec_blobs_remove (fixture->blobs, blob.hash, NULL, NULL));
  blob = put (fixture);
  assert_gettable (fixture, &blob);
}

static void
test_cut_short (Fixture *fixture,
                gconstpointer data)
{
  LecBlob blob = put (fixture);
  g_autofree char *path = build_path (fixture, &blob, "");

  g_assert_cmpint (truncate (path, SIZE - 1), ==, 0);
  assert_not_gettable (fixture, &blob, LEC_ERROR_DAMAGED);
  blob = put (fixture);
  assert_gettable (fixture, &blob);
}

static void
test_full_disk (Fixture *fixture,
                gconstpointer data)
{
  struct rlimit before = { 0 };
  LecBlob blob = { 0 };
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &(struct rlimit){ SIZE / 2, before.rlim_max }), ==, 0);
  g_assert_false (lec_blobs_put (fixture->blobs, fixture->source, &blob, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);

  blob = put (fixture);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &(struct rlimit){ SIZE / 2, before.rlim_max }), ==, 0);
  g_clear_error (&error);
  g_assert_false (lec_blobs_get (fixture->blobs, &blob, fixture->target, NULL, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
  g_assert_false (g_file_test (fixture->target, G_FILE_TEST_EXISTS));
}

static void
kill_cb (gint64 done_bytes,
         gint64 total_bytes,
         gpointer user_data)
{
  if (done_bytes >= SIZE + 3 * CHUNK)
    raise (SIGKILL);
}

/* A process that dies when it has written half. */
static void
kill_writer (Fixture *fixture)
{
  const LecBlobCall call = { NULL, kill_cb, NULL };
  LecBlob blob = { 0 };
  int status = 0;
  pid_t pid = fork ();

  if (pid == 0)
    {
      lec_blobs_put (fixture->blobs, fixture->source, &blob, &call, NULL);
      _exit (1);
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
}

static LecBlob
compute_blob (Fixture *fixture)
{
  LecBlob blob = put (fixture);

  g_assert_true (lec_blobs_remove (fixture->blobs, blob.hash, NULL, NULL));
  return blob;
}

static void
test_killed (Fixture *fixture,
             gconstpointer data)
{
  LecBlob blob = compute_blob (fixture);
  g_autofree char *part = build_path (fixture, &blob, ".0.part");
  gint64 now_us = g_get_real_time ();

  kill_writer (fixture);
  g_assert_true (g_file_test (part, G_FILE_TEST_IS_REGULAR));
  assert_use (fixture, 0, 0);
  assert_not_gettable (fixture, &blob, LEC_ERROR_NOT_FOUND);

  g_assert_true (lec_blobs_upkeep (fixture->blobs, now_us, NULL, NULL));
  g_assert_true (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_true (lec_blobs_upkeep (fixture->blobs, now_us + DAY_US + G_USEC_PER_SEC, NULL, NULL));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

/* What is written again would be right; the part is the same file only when it was gone on with. */
static void
test_goes_on (Fixture *fixture,
              gconstpointer data)
{
  LecBlob blob = compute_blob (fixture);
  g_autofree char *part = build_path (fixture, &blob, ".0.part");
  g_autofree char *path = build_path (fixture, &blob, "");
  GStatBuf before = { 0 };
  GStatBuf after = { 0 };

  kill_writer (fixture);
  g_assert_cmpint (g_stat (part, &before), ==, 0);
  g_assert_cmpint (before.st_size, >=, 2 * CHUNK);
  blob = put (fixture);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpint (before.st_ino, ==, after.st_ino);
  assert_gettable (fixture, &blob);
}

/* What somebody else left there is not trusted. */
static void
test_foreign_part (Fixture *fixture,
                   gconstpointer data)
{
  LecBlob blob = compute_blob (fixture);
  g_autofree char *part = build_path (fixture, &blob, ".0.part");
  g_autofree guint8 *bytes = make_bytes (SIZE + CHUNK);

  bytes[CHUNK + 1] ^= 1;
  g_assert_true (g_file_set_contents (part, (const char *) bytes, SIZE + CHUNK, NULL));
  blob = put (fixture);
  assert_gettable (fixture, &blob);
}

static void
test_busy_part (Fixture *fixture,
                gconstpointer data)
{
  LecBlob blob = compute_blob (fixture);
  g_autofree char *part = build_path (fixture, &blob, ".0.part");
  int fd = g_open (part, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  blob = put (fixture);
  assert_gettable (fixture, &blob);
  g_assert_true (lec_blobs_upkeep (fixture->blobs, g_get_real_time () + 2 * DAY_US, NULL, NULL));
  g_assert_true (g_file_test (part, G_FILE_TEST_EXISTS));
  g_close (fd, NULL);
}

/* Neither a blob, nor a part, nor a folder that is a link leads elsewhere. */
static void
test_links (Fixture *fixture,
            gconstpointer data)
{
  LecBlob blob = compute_blob (fixture);
  g_autofree char *path = build_path (fixture, &blob, "");
  g_autofree char *part = build_path (fixture, &blob, ".0.part");
  g_autofree char *inner = g_path_get_dirname (path);
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "elsewhere", NULL);
  gint64 size_bytes = 0;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink (fixture->source, path), ==, 0);
  g_assert_true (lec_blobs_find (fixture->blobs, blob.hash, &size_bytes, NULL, NULL));
  g_assert_cmpint (size_bytes, ==, -1);
  g_assert_false (lec_blobs_get (fixture->blobs, &blob, fixture->target, NULL, NULL));

  g_assert_cmpint (symlink (elsewhere, part), ==, 0);
  blob = put (fixture);
  g_assert_false (g_file_test (elsewhere, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_SYMLINK));

  remove_all (inner);
  g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);
  g_assert_cmpint (symlink (elsewhere, inner), ==, 0);
  g_assert_false (lec_blobs_put (fixture->blobs, fixture->source, &blob, NULL, &error));
  g_assert_cmpint (g_rmdir (elsewhere), ==, 0);
}

static void
test_no_folder (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *deep = g_build_filename (fixture->folder, "not-mounted", "blobs", NULL);
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) file = NULL;

  g_assert_null (lec_folder_blobs_open (deep, 0, &missing));
  g_assert_error (missing, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_null (lec_folder_blobs_open (fixture->source, 0, &file));
  g_assert_nonnull (file);
}

typedef struct
{
  const char *name;
  void (*test) (Fixture *fixture, gconstpointer data);
} BlobTest;

/* Longer than the steps in which a file system counts time. */
#define WHILE_US (30 * 1000)

static void
put_text (Fixture *fixture,
          const char *text,
          LecBlob *blob)
{
  g_autoptr (GError) error = NULL;

  lec_blobs_put_bytes (fixture->blobs, text, strlen (text), blob, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
is_there (Fixture *fixture,
          const LecBlob *blob)
{
  gint64 size_bytes = -1;

  g_assert_true (lec_blobs_find (fixture->blobs, blob->hash, &size_bytes, NULL, NULL));
  return size_bytes == blob->size_bytes;
}

static guint
sweep (Fixture *fixture,
       const LecBlob *named,
       gint64 before_us)
{
  g_autoptr (GHashTable) set = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  guint n_swept = 9;

  if (named != NULL)
    g_hash_table_add (set, (gpointer) named->hash);
  lec_blobs_sweep (fixture->blobs, set, before_us, &n_swept, NULL, &error);
  g_assert_no_error (error);
  return n_swept;
}

/* What is named stays, and so does what is young. */
static void
test_sweep (Fixture *fixture,
            gconstpointer data)
{
  LecBlob named, other;

  put_text (fixture, "named", &named);
  put_text (fixture, "other", &other);
  g_assert_cmpuint (sweep (fixture, &named, g_get_real_time () - DAY_US), ==, 0);
  g_assert_true (is_there (fixture, &other));
  g_assert_cmpuint (sweep (fixture, &named, g_get_real_time () + DAY_US), ==, 1);
  g_assert_true (is_there (fixture, &named));
  g_assert_false (is_there (fixture, &other));
  put_text (fixture, "other", &other);
  g_assert_true (is_there (fixture, &other));
}

/* Somebody has put an old one again, and has not said yet what for. */
static void
test_sweep_meanwhile (Fixture *fixture,
                      gconstpointer data)
{
  LecBlob again, other;
  gint64 before_us = 0;

  put_text (fixture, "again", &again);
  put_text (fixture, "other", &other);
  g_usleep (WHILE_US);
  before_us = g_get_real_time ();
  g_usleep (WHILE_US);
  put_text (fixture, "again", &again);
  g_assert_cmpuint (sweep (fixture, NULL, before_us), ==, 1);
  g_assert_true (is_there (fixture, &again));
  g_assert_false (is_there (fixture, &other));
}

static const BlobTest all_kinds[] = {
  { "put-and-get", test_put_and_get },
  { "bytes", test_bytes },
  { "remove", test_remove },
  { "wrong-size", test_wrong_size },
  { "too-large-for-memory", test_too_large_for_memory },
  { "no-hash", test_no_hash },
  { "no-file", test_no_file },
  { "quota", test_quota },
  { "progress", test_progress },
  { "cancel", test_cancel },
  { "changing-file", test_changing_file },
  { "two-writers", test_two_writers },
  { "sweep", test_sweep },
  { "sweep-meanwhile", test_sweep_meanwhile },
};

static const BlobTest folder_only[] = {
  { "flipped", test_flipped },
  { "cut-short", test_cut_short },
  { "full-disk", test_full_disk },
  { "killed", test_killed },
  { "goes-on", test_goes_on },
  { "foreign-part", test_foreign_part },
  { "busy-part", test_busy_part },
  { "links", test_links },
  { "no-folder", test_no_folder },
};

static void
add_tests (const Kind *kind,
           const BlobTest *tests,
           gsize n_tests)
{
  for (gsize i = 0; i < n_tests; i++)
    {
      g_autofree char *path = g_strdup_printf ("/blobs/%s/%s", kind->name, tests[i].name);

      g_test_add (path, Fixture, kind, set_up, tests[i].test, tear_down);
    }
}

int
main (int argc,
      char **argv)
{
  Kind kinds[] = {
    { "folder", open_folder, NULL },
    { "postgres", open_postgres, NULL },
  };
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  kinds[1].server = postgres_server_start ();
  for (guint i = 0; i < (kinds[1].server != NULL ? 2 : 1); i++)
    add_tests (&kinds[i], all_kinds, G_N_ELEMENTS (all_kinds));
  add_tests (&kinds[0], folder_only, G_N_ELEMENTS (folder_only));

  status = g_test_run ();
  postgres_server_stop (kinds[1].server);
  return status;
}
