/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A blob is a row, and a row for each MiB of it, each of which is a transaction
 * of its own: what is there stays there when the rest fails, and is compared by
 * its sum, not sent again. Nobody finds a blob before its row says that it is
 * complete. A connection of its own: a long transfer keeps no other call
 * waiting.
 */
#include "store/postgres-blobs.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "store/postgres-database.h"
#include "store/postgres-driver.h"

#define CHUNK_BYTES (1024 * 1024)
#define MAX_AGE_US  (7 * G_TIME_SPAN_DAY)

struct _LecPostgresBlobs
{
  GObject parent_instance;

  LecSql *sql;
  gint64 quota_bytes;
};

static void lec_postgres_blobs_iface_init (LecBlobsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LecPostgresBlobs,
                               lec_postgres_blobs,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LEC_TYPE_BLOBS, lec_postgres_blobs_iface_init))

/* @now_us: (out) (nullable): by the server's clock */
static LecSql *
enter (LecBlobs *blobs,
       gint64 *now_us,
       GCancellable *cancellable)
{
  LecSql *sql = LEC_POSTGRES_BLOBS (blobs)->sql;

  sql->cancellable = cancellable;
  sql->driver->enter (sql, now_us);
  return sql;
}

static gboolean
find (LecBlobs *blobs,
      const char *hash,
      gint64 *size_bytes,
      GCancellable *cancellable,
      GError **error)
{
  LecSql *sql = enter (blobs, NULL, cancellable);

  *size_bytes = -1;
  return lec_sql_get_int (sql, "SELECT size FROM blobs WHERE sha256 = ? AND completed_at IS NOT NULL",
                          LEC_SQL_VALUES (LEC_SQL_TEXT (hash)), size_bytes, error);
}

static gboolean
keep (LecBlobs *blobs,
      const char *hash,
      gint64 *size_bytes,
      GCancellable *cancellable,
      GError **error)
{
  static const char update[] = "UPDATE blobs SET completed_at = ? WHERE sha256 = ? AND completed_at IS NOT NULL";
  gint64 now_us = 0;
  LecSql *sql = enter (blobs, &now_us, cancellable);

  return lec_sql_exec (sql, update, LEC_SQL_VALUES (LEC_SQL_INT (now_us), LEC_SQL_TEXT (hash)), error) &&
         find (blobs, hash, size_bytes, cancellable, error);
}

/* Whether the database has just these bytes there. */
static gboolean
has_chunk (LecSql *sql,
           const char *hash,
           gint64 n,
           const guint8 *chunk,
           gsize length,
           gboolean *has_it,
           GError **error)
{
  static const char query[] =
    "SELECT COUNT(*) FROM blob_chunks WHERE sha256 = ? AND n = ? AND sha256(blob_chunks.data) = ?";
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[LEC_BLOB_HASH_LENGTH / 2];
  gsize digest_length = sizeof digest;
  gint64 n_found = 0;

  g_checksum_update (checksum, chunk, (gssize) length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  if (!lec_sql_get_int (
        sql, query,
        LEC_SQL_VALUES (LEC_SQL_TEXT (hash), LEC_SQL_INT (n), LEC_SQL_BYTES (digest, (gint64) digest_length)),
        &n_found, error))
    return FALSE;

  *has_it = n_found > 0;
  return TRUE;
}

static gboolean
send_chunk (LecSql *sql,
            const char *hash,
            gint64 n,
            const guint8 *chunk,
            gsize length,
            GError **error)
{
  static const char insert[] =
    "INSERT INTO blob_chunks (sha256, n, data) VALUES (?, ?, ?)"
    " ON CONFLICT (sha256, n) DO UPDATE SET data = EXCLUDED.data";
  gboolean has_it = FALSE;

  if (!has_chunk (sql, hash, n, chunk, length, &has_it, error))
    return FALSE;

  return has_it ||
         lec_sql_exec (sql, insert,
                       LEC_SQL_VALUES (LEC_SQL_TEXT (hash), LEC_SQL_INT (n), LEC_SQL_BYTES (chunk, (gint64) length)),
                       error);
}

/* All that there is to read, and nothing behind it. */
static gboolean
send_chunks (LecSql *sql,
             const char *hash,
             LecBlobSource *source,
             GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gint64 n_chunks = 0;
  gssize length = 0;

  while ((length = lec_blob_source_read (source, chunk, CHUNK_BYTES, error)) > 0)
    if (!send_chunk (sql, hash, n_chunks++, chunk, (gsize) length, error))
      return FALSE;

  return length == 0 && lec_sql_exec (sql, "DELETE FROM blob_chunks WHERE sha256 = ? AND n >= ?",
                                      LEC_SQL_VALUES (LEC_SQL_TEXT (hash), LEC_SQL_INT (n_chunks)), error);
}

/* One that is of another size than it should be is not complete, whatever it says. */
static gboolean
write_rows (LecSql *sql,
            const LecBlob *blob,
            LecBlobSource *source,
            gint64 now_us,
            GError **error)
{
  static const char announce[] =
    "INSERT INTO blobs (sha256, size, chunk_size, created_at) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (sha256) DO UPDATE SET size = ?2, chunk_size = ?3, completed_at = NULL"
    "  WHERE blobs.size <> ?2 OR blobs.chunk_size <> ?3";
  static const char complete[] = "UPDATE blobs SET completed_at = ?2 WHERE sha256 = ?1 AND size = ?3";

  if (!lec_sql_exec (sql, announce,
                     LEC_SQL_VALUES (LEC_SQL_TEXT (blob->hash), LEC_SQL_INT (blob->size_bytes),
                                     LEC_SQL_INT (CHUNK_BYTES), LEC_SQL_INT (now_us)),
                     error) ||
      !send_chunks (sql, blob->hash, source, error) ||
      !lec_sql_exec (
        sql, complete,
        LEC_SQL_VALUES (LEC_SQL_TEXT (blob->hash), LEC_SQL_INT (now_us), LEC_SQL_INT (blob->size_bytes)), error))
    return FALSE;
  if (sql->n_changed > 0)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("somebody has removed the shared file %s meanwhile"),
               blob->hash);
  return FALSE;
}

/* Whoever removes a blob waits for those who write it; they do not wait for each other. The lock is
 * the connection's and ends with it. */
static gboolean
write_blob (LecBlobs *blobs,
            const LecBlob *blob,
            LecBlobSource *source,
            GError **error)
{
  const LecSqlValue *values = LEC_SQL_VALUES (LEC_SQL_TEXT (blob->hash));
  gint64 now_us = 0;
  LecSql *sql = enter (blobs, &now_us, NULL);
  gboolean done = FALSE;

  if (!lec_sql_exec (sql, "SELECT pg_advisory_lock_shared(hashtextextended(?, 0))", values, error))
    return FALSE;

  done = write_rows (sql, blob, source, now_us, error);
  lec_sql_exec (sql, "SELECT pg_advisory_unlock_shared(hashtextextended(?, 0))", values, NULL);
  return done;
}

/* @is_there: (out): FALSE behind the last one */
static gboolean
pass_chunk (LecSql *sql,
            const char *hash,
            gint64 n,
            LecBlobSink *sink,
            gboolean *is_there,
            GError **error)
{
  static const char query[] = "SELECT data FROM blob_chunks WHERE sha256 = ? AND n = ?";
  g_autoptr (LecSqlRows) rows =
    lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_TEXT (hash), LEC_SQL_INT (n)), error);
  g_autoptr (GBytes) chunk = NULL;

  if (rows == NULL || !lec_sql_rows_next (rows, is_there, error))
    return FALSE;

  chunk = *is_there ? lec_sql_rows_dup_bytes (rows, 0) : NULL;
  return chunk == NULL || g_bytes_get_size (chunk) == 0 ||
         lec_blob_sink_write (sink, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk), error);
}

/* The sink knows what is missing, too much or wrong. */
static gboolean
read_blob (LecBlobs *blobs,
           const LecBlob *blob,
           LecBlobSink *sink,
           GError **error)
{
  LecSql *sql = enter (blobs, NULL, NULL);
  gint64 size_bytes = -1;
  gboolean is_there = TRUE;

  if (!find (blobs, blob->hash, &size_bytes, NULL, error))
    return FALSE;
  if (size_bytes < 0)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("the shared file %s is not there"), blob->hash);
      return FALSE;
    }
  for (gint64 n = 0; is_there; n++)
    if (!pass_chunk (sql, blob->hash, n, sink, &is_there, error))
      return FALSE;

  return TRUE;
}

static gboolean
remove_blob (LecBlobs *blobs,
             const char *hash,
             GCancellable *cancellable,
             GError **error)
{
  LecSql *sql = enter (blobs, NULL, cancellable);
  const LecSqlValue *values = LEC_SQL_VALUES (LEC_SQL_TEXT (hash));
  g_auto (LecSqlTransaction) transaction = { 0 };

  return lec_sql_transaction_begin (&transaction, sql, error) &&
         lec_sql_exec (sql, "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", values, error) &&
         lec_sql_exec (sql, "DELETE FROM blobs WHERE sha256 = ?", values, error) &&
         lec_sql_transaction_commit (&transaction, error);
}

static gboolean
measure (LecBlobs *blobs,
         LecBlobUse *use,
         GCancellable *cancellable,
         GError **error)
{
  LecSql *sql = enter (blobs, NULL, cancellable);
  g_autoptr (LecSqlRows) rows = lec_sql_query (
    sql, "SELECT COUNT(*), COALESCE(SUM(size), 0) FROM blobs WHERE completed_at IS NOT NULL", NULL, error);
  gboolean has_row = FALSE;

  if (rows == NULL || !lec_sql_rows_next (rows, &has_row, error))
    return FALSE;

  use->n_blobs = (guint64) lec_sql_rows_get_int (rows, 0);
  use->size_bytes = lec_sql_rows_get_int (rows, 1);
  use->quota_bytes = LEC_POSTGRES_BLOBS (blobs)->quota_bytes;
  return TRUE;
}

/* Returns: (transfer full) (nullable) (element-type utf8) */
static GPtrArray *
list_older (LecSql *sql,
            gint64 before_us,
            GError **error)
{
  static const char query[] = "SELECT sha256 FROM blobs WHERE completed_at < ? ORDER BY sha256";
  g_autoptr (LecSqlRows) rows = lec_sql_query (sql, query, LEC_SQL_VALUES (LEC_SQL_INT (before_us)), error);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);
  gboolean has_row = TRUE;

  while (rows != NULL && has_row)
    {
      if (!lec_sql_rows_next (rows, &has_row, error))
        return NULL;
      if (has_row)
        g_ptr_array_add (hashes, lec_sql_rows_dup_text (rows, 0));
    }

  return rows != NULL ? g_steal_pointer (&hashes) : NULL;
}

/* One at a time: each takes as long as its chunks do, and whoever keeps one waits for it alone. */
static gboolean
sweep (LecBlobs *blobs,
       GHashTable *named,
       gint64 before_us,
       guint *n_swept,
       GCancellable *cancellable,
       GError **error)
{
  LecSql *sql = enter (blobs, NULL, cancellable);
  g_autoptr (GPtrArray) hashes = list_older (sql, before_us, error);

  for (guint i = 0; hashes != NULL && i < hashes->len; i++)
    {
      const char *hash = g_ptr_array_index (hashes, i);

      if (g_hash_table_contains (named, hash))
        continue;
      if (!lec_sql_exec (sql, "DELETE FROM blobs WHERE sha256 = ? AND completed_at < ?",
                         LEC_SQL_VALUES (LEC_SQL_TEXT (hash), LEC_SQL_INT (before_us)), error))
        return FALSE;
      *n_swept += (guint) sql->n_changed;
    }

  return hashes != NULL;
}

/* By the server's clock. */
static gboolean
upkeep (LecBlobs *blobs,
        gint64 now_us,
        GCancellable *cancellable,
        GError **error)
{
  LecSql *sql = enter (blobs, &now_us, cancellable);

  return lec_sql_exec (sql, "DELETE FROM blobs WHERE completed_at IS NULL AND created_at < ?",
                       LEC_SQL_VALUES (LEC_SQL_INT (now_us - MAX_AGE_US)), error);
}

static void
lec_postgres_blobs_finalize (GObject *object)
{
  LecPostgresBlobs *self = LEC_POSTGRES_BLOBS (object);

  g_clear_pointer (&self->sql, lec_sql_close);
  G_OBJECT_CLASS (lec_postgres_blobs_parent_class)->finalize (object);
}

static void
lec_postgres_blobs_class_init (LecPostgresBlobsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_postgres_blobs_finalize;
}

static void
lec_postgres_blobs_init (LecPostgresBlobs *self)
{
}

static void
lec_postgres_blobs_iface_init (LecBlobsInterface *iface)
{
  iface->find = find;
  iface->keep = keep;
  iface->write = write_blob;
  iface->read = read_blob;
  iface->remove = remove_blob;
  iface->measure = measure;
  iface->sweep = sweep;
  iface->upkeep = upkeep;
}

/**
 * lec_postgres_blobs_open:
 * @url: as for lec_postgres_store_open()
 * @quota_bytes: what all blobs together may take; 0 for no limit
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of lec_postgres_store_open()
 */
LecBlobs *
lec_postgres_blobs_open (const char *url,
                         gint64 quota_bytes,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (LecSql) sql = NULL;
  LecPostgresBlobs *self = NULL;

  g_return_val_if_fail (url != NULL && quota_bytes >= 0, NULL);

  sql = lec_postgres_open (url, LEC_POSTGRES_CLOCK_SERVER, cancellable, error);
  if (sql == NULL || !lec_postgres_database_check (sql, error))
    return NULL;

  self = g_object_new (LEC_TYPE_POSTGRES_BLOBS, NULL);
  self->sql = g_steal_pointer (&sql);
  self->quota_bytes = quota_bytes;
  return LEC_BLOBS (self);
}
