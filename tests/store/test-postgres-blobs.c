/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files through the database: whole or not at all, going on where they were cut off, and never
 * anything but what was put there.
 */
#include "base/error.h"
#include "postgres-server.h"
#include "store/postgres-blobs.h"

#define CHUNK     ((gsize) 1024 * 1024)
#define QUOTA     (8 * (gint64) CHUNK)
#define NOT_THERE "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct
{
  PostgresServer *server; /* unowned */
  char *database;
  char *url;
  char *folder;
  char *source;
  char *target;
  LecBlobs *blobs;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->server = (PostgresServer *) data;
  fixture->database = postgres_server_make_database (fixture->server);
  fixture->url = make_server_url (fixture->server, fixture->database);
  fixture->folder = g_dir_make_tmp ("lectern-blobs-XXXXXX", NULL);
  fixture->source = g_build_filename (fixture->folder, "source", NULL);
  fixture->target = g_build_filename (fixture->folder, "target", NULL);
  fixture->blobs = lec_postgres_blobs_open (fixture->url, QUOTA, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->blobs);
  postgres_server_drop_database (fixture->server, fixture->database);
  remove_all (fixture->folder);
  g_free (fixture->database);
  g_free (fixture->url);
  g_free (fixture->folder);
  g_free (fixture->source);
  g_free (fixture->target);
}

static void
run (const Fixture *fixture,
     const char *script)
{
  run_on_server (fixture->server, fixture->database, script);
}

/* No two chunks are the same. */
static void
make_source (const Fixture *fixture,
             gsize size_bytes)
{
  g_autofree guint8 *bytes = g_malloc (size_bytes + 1);
  guint32 state = 1;

  for (gsize i = 0; i < size_bytes; i++)
    {
      state = state * 1664525 + 1013904223;
      bytes[i] = (guint8) (state >> 24);
    }
  g_assert_true (g_file_set_contents (fixture->source, (const char *) bytes, (gssize) size_bytes, NULL));
}

static LecBlob
put (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LecBlob blob = { "", 0 };

  lec_blobs_put (fixture->blobs, fixture->source, &blob, NULL, &error);
  g_assert_no_error (error);
  return blob;
}

static void
assert_got (const Fixture *fixture,
            const LecBlob *blob)
{
  g_autofree char *sent = NULL;
  g_autofree char *got = NULL;
  gsize n_sent = 0, n_got = 0;
  g_autoptr (GError) error = NULL;

  lec_blobs_get (fixture->blobs, blob, fixture->target, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->source, &sent, &n_sent, NULL));
  g_assert_true (g_file_get_contents (fixture->target, &got, &n_got, NULL));
  g_assert_cmpmem (sent, n_sent, got, n_got);
}

/* Whatever was tried, there is no file that somebody could take for the right one. */
static void
assert_not_got (const Fixture *fixture,
                const LecBlob *blob,
                LecError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_blobs_get (fixture->blobs, blob, fixture->target, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, LEC_ERROR, (int) code);
  g_assert_false (g_file_test (fixture->target, G_FILE_TEST_EXISTS));
}

static void
test_round_trip (Fixture *fixture,
                 gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      LecBlob blob, again;

      make_source (fixture, sizes[i]);
      blob = put (fixture);
      again = put (fixture);
      g_assert_cmpstr (blob.hash, ==, again.hash);
      g_assert_cmpint (blob.size_bytes, ==, (gint64) sizes[i]);
      assert_got (fixture, &blob);
    }
}

static void
test_use (Fixture *fixture,
          gconstpointer data)
{
  LecBlobUse use = { 9, 9, 9 };
  gint64 size_bytes = 0;
  LecBlob blob;

  g_assert_true (lec_blobs_find (fixture->blobs, NOT_THERE, &size_bytes, NULL, NULL));
  g_assert_cmpint (size_bytes, ==, -1);
  make_source (fixture, 2 * CHUNK + 5);
  blob = put (fixture);
  g_assert_true (lec_blobs_find (fixture->blobs, blob.hash, &size_bytes, NULL, NULL));
  g_assert_cmpint (size_bytes, ==, 2 * CHUNK + 5);
  g_assert_true (lec_blobs_measure (fixture->blobs, &use, NULL, NULL));
  g_assert_cmpuint (use.n_blobs, ==, 1);
  g_assert_cmpint (use.size_bytes, ==, 2 * CHUNK + 5);
  g_assert_cmpint (use.quota_bytes, ==, QUOTA);
  g_assert_true (lec_blobs_remove (fixture->blobs, blob.hash, NULL, NULL));
  g_assert_true (lec_blobs_remove (fixture->blobs, blob.hash, NULL, NULL));
  g_assert_true (lec_blobs_measure (fixture->blobs, &use, NULL, NULL));
  g_assert_cmpuint (use.n_blobs, ==, 0);
  run (fixture, "DO $$ BEGIN ASSERT (SELECT COUNT(*) FROM blob_chunks) = 0; END $$");
  assert_not_got (fixture, &blob, LEC_ERROR_NOT_FOUND);
}

static void
test_quota (Fixture *fixture,
            gconstpointer data)
{
  LecBlob blob = { "", 0 };
  g_autoptr (GError) error = NULL;

  make_source (fixture, 5 * CHUNK);
  put (fixture);
  make_source (fixture, 3 * CHUNK + 1);
  g_assert_false (lec_blobs_put (fixture->blobs, fixture->source, &blob, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
  make_source (fixture, 3 * CHUNK);
  put (fixture);
}

/* Cut off after two chunks: what is right of them is not sent again, what is not is. */
static void
test_resumed (Fixture *fixture,
              gconstpointer data)
{
  LecBlob blob, again;

  make_source (fixture, 3 * CHUNK + 7);
  blob = put (fixture);
  run (fixture, "UPDATE blobs SET completed_at = NULL; DELETE FROM blob_chunks WHERE n > 1;"
                "UPDATE blob_chunks SET data = 'half' WHERE n = 1;"
                "INSERT INTO blob_chunks SELECT sha256, 9, 'left over' FROM blobs;"
                "CREATE TABLE before AS SELECT xmin::text::bigint AS writer FROM blob_chunks WHERE n = 0");
  assert_not_got (fixture, &blob, LEC_ERROR_NOT_FOUND);
  again = put (fixture);
  g_assert_cmpstr (blob.hash, ==, again.hash);
  assert_got (fixture, &blob);
  run (fixture, "DO $$ BEGIN ASSERT (SELECT writer FROM before) ="
                " (SELECT xmin::text::bigint FROM blob_chunks WHERE n = 0);"
                " ASSERT (SELECT COUNT(*) FROM blob_chunks) = 4; END $$");
}

static void
test_damaged (Fixture *fixture,
              gconstpointer data)
{
  static const char *const damages[] = {
    "UPDATE blob_chunks SET data = overlay(data PLACING '\\x00ff00ff'::bytea FROM 100) WHERE n = 1",
    "UPDATE blob_chunks SET data = substring(data FROM 2) WHERE n = 1",
    "UPDATE blob_chunks SET data = data || data WHERE n = 1",
    "UPDATE blob_chunks SET data = '' WHERE n = 1",
    "DELETE FROM blob_chunks WHERE n = 1",
    "INSERT INTO blob_chunks SELECT sha256, 3, 'more' FROM blobs",
  };

  make_source (fixture, 2 * CHUNK + 7);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      LecBlob blob = put (fixture);

      run (fixture, damages[i]);
      assert_not_got (fixture, &blob, LEC_ERROR_DAMAGED);
      g_assert_true (lec_blobs_remove (fixture->blobs, blob.hash, NULL, NULL));
    }
}

/* Of a size that it does not have it is written again. */
static void
test_wrong_size (Fixture *fixture,
                 gconstpointer data)
{
  LecBlob blob;

  make_source (fixture, 2 * CHUNK);
  blob = put (fixture);
  run (fixture, "UPDATE blobs SET size = 5");
  put (fixture);
  assert_got (fixture, &blob);
}

static void
cancel_now (gint64 done_bytes,
            gint64 total_bytes,
            gpointer cancellable)
{
  if (done_bytes > total_bytes * 3 / 4)
    g_cancellable_cancel (cancellable);
}

/* In the middle; what was sent is there for the next one. */
static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  LecBlobCall call = { cancellable, cancel_now, cancellable };
  LecBlob blob = { "", 0 };
  g_autoptr (GError) error = NULL;

  make_source (fixture, 4 * CHUNK);
  g_assert_false (lec_blobs_put (fixture->blobs, fixture->source, &blob, &call, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  run (fixture, "DO $$ BEGIN ASSERT (SELECT COUNT(*) FROM blob_chunks) BETWEEN 1 AND 3; END $$");
  blob = put (fixture);
  assert_got (fixture, &blob);
}

/* Chunks are not compressed, which videos cannot be. */
static void
test_storage (Fixture *fixture,
              gconstpointer data)
{
  run (fixture, "DO $$ BEGIN ASSERT (SELECT attstorage FROM pg_attribute"
                " WHERE attrelid = 'blob_chunks'::regclass AND attname = 'data') = 'e'; END $$");
}

/* Nobody goes on with what was begun long ago. */
static void
test_upkeep (Fixture *fixture,
             gconstpointer data)
{
  gint64 size_bytes = 0;
  LecBlob blob;

  make_source (fixture, 10);
  blob = put (fixture);
  run (fixture, "INSERT INTO blobs VALUES ('" NOT_THERE "', 1, 1048576, 1000000, NULL);"
                "UPDATE blobs SET created_at = 1000000");
  g_assert_true (lec_blobs_upkeep (fixture->blobs, 0, NULL, NULL));
  run (fixture, "DO $$ BEGIN ASSERT (SELECT COUNT(*) FROM blobs) = 1; END $$");
  g_assert_true (lec_blobs_find (fixture->blobs, blob.hash, &size_bytes, NULL, NULL));
  g_assert_cmpint (size_bytes, ==, 10);
}

static void
skip (void)
{
  g_test_skip ("there is no PostgreSQL, or its server is not installed");
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
    { "/postgres-blobs/round-trip", test_round_trip },
    { "/postgres-blobs/use", test_use },
    { "/postgres-blobs/quota", test_quota },
    { "/postgres-blobs/resumed", test_resumed },
    { "/postgres-blobs/damaged", test_damaged },
    { "/postgres-blobs/wrong-size", test_wrong_size },
    { "/postgres-blobs/cancelled", test_cancelled },
    { "/postgres-blobs/storage", test_storage },
    { "/postgres-blobs/upkeep", test_upkeep },
  };
  PostgresServer *server = NULL;
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  server = postgres_server_start ();
  for (guint i = 0; server != NULL && i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, server, set_up, tests[i].test, tear_down);
  if (server == NULL)
    g_test_add_func ("/postgres-blobs", skip);

  status = g_test_run ();
  postgres_server_stop (server);
  return status;
}
