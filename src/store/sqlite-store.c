/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The object: a handle and the table of its calls.
 */
#include "store/sqlite-store.h"

#include "store/sqlite-database.h"
#include "store/sqlite-store-private.h"

struct _LecSqliteStore
{
  GObject parent_instance;

  LecSql *sql;
  GThread *owner; /* unowned: only compared */
};

static void store_iface_init (LecStoreInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (LecSqliteStore, lec_sqlite_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LEC_TYPE_STORE, store_iface_init))
/* clang-format on */

static void
store_iface_init (LecStoreInterface *iface)
{
  iface->submit = lec_sqlite_submit;
  iface->get_job = lec_sqlite_get_job;
  iface->find_job = lec_sqlite_find_job;
  iface->list_jobs = lec_sqlite_list_jobs;
  iface->change_job = lec_sqlite_change_job;
  iface->set_lecture = lec_sqlite_set_lecture;
  iface->pause_queue = lec_sqlite_pause_queue;
  iface->claim = lec_sqlite_claim;
  iface->renew = lec_sqlite_renew;
  iface->finish = lec_sqlite_finish;
  iface->fail = lec_sqlite_fail;
  iface->release = lec_sqlite_release;
  iface->reap = lec_sqlite_reap;
  iface->get_backlog = lec_sqlite_get_backlog;
  iface->get_metrics = lec_sqlite_get_metrics;
  iface->list_slides = lec_sqlite_list_slides;
  iface->list_attempts = lec_sqlite_list_attempts;
  iface->list_events = lec_sqlite_list_events;
  iface->search = lec_sqlite_search;
  iface->count_jobs = lec_sqlite_count_jobs;
  iface->list_queues = lec_sqlite_list_queues;
  iface->list_endings = lec_sqlite_list_endings;
  iface->list_tries = lec_sqlite_list_tries;
  iface->take_slot = lec_sqlite_take_slot;
  iface->list_periodic = lec_sqlite_list_periodic;
  iface->upkeep = lec_sqlite_upkeep;
}

static void
lec_sqlite_store_finalize (GObject *object)
{
  LecSqliteStore *self = LEC_SQLITE_STORE (object);

  g_clear_pointer (&self->sql, lec_sql_close);
  G_OBJECT_CLASS (lec_sqlite_store_parent_class)->finalize (object);
}

static void
lec_sqlite_store_class_init (LecSqliteStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_sqlite_store_finalize;
}

static void
lec_sqlite_store_init (LecSqliteStore *self)
{
  self->owner = g_thread_self ();
}

/* Takes @sql (nullable). */
static LecStore *
store_new (LecSql *sql)
{
  LecSqliteStore *self = NULL;

  if (sql == NULL)
    return NULL;

  self = g_object_new (LEC_TYPE_SQLITE_STORE, NULL);
  self->sql = sql;
  return LEC_STORE (self);
}

/**
 * lec_sqlite_store_open:
 * @path: made with its folder when it is not there
 *
 * An older database is brought up to date, after a copy was put beside it.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_STORE_ERROR_NEWER, _DAMAGED, _BUSY,
 *   %LEC_ERROR_NOT_WRITABLE or _NO_SPACE
 */
LecStore *
lec_sqlite_store_open (const char *path,
                       gint64 now_us,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return store_new (lec_sqlite_database_open (path, now_us, cancellable, error));
}

/**
 * lec_sqlite_store_open_to_read:
 * @path: of a database that is there
 *
 * For one that cannot be written. Whatever would change it fails with %LEC_ERROR_NOT_WRITABLE.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_STORE_ERROR_NEWER, _DAMAGED, _BUSY,
 *   %LEC_ERROR_UNREADABLE or _NO_SPACE
 */
LecStore *
lec_sqlite_store_open_to_read (const char *path,
                               gint64 now_us,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  return store_new (lec_sqlite_database_open_to_read (path, now_us, cancellable, error));
}

/* Returns: (transfer full) (nullable): gone when it is freed; for tests and what need not last */
LecStore *
lec_sqlite_store_new_in_memory (gint64 now_us,
                                GError **error)
{
  return store_new (lec_sqlite_database_open (NULL, now_us, NULL, error));
}

/* Reads the whole database. FALSE with %LEC_STORE_ERROR_DAMAGED when something does not fit. */
gboolean
lec_sqlite_store_check (LecSqliteStore *self,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (LEC_IS_SQLITE_STORE (self), FALSE);

  return lec_sqlite_database_check (lec_sqlite_store_enter (LEC_STORE (self), cancellable), cancellable, error);
}

/**
 * lec_sqlite_store_settle:
 *
 * Puts all of the database into its one file, which can then be copied. The store is of no more use
 * but to be freed.
 *
 * Returns: %FALSE with %LEC_STORE_ERROR_BUSY while anybody else has it open
 */
gboolean
lec_sqlite_store_settle (LecSqliteStore *self,
                         GError **error)
{
  g_return_val_if_fail (LEC_IS_SQLITE_STORE (self), FALSE);

  return lec_sqlite_database_settle (lec_sqlite_store_enter (LEC_STORE (self), NULL), error);
}

/**
 * lec_sqlite_store_copy:
 * @path: replaced when it is there
 *
 * The database as it is at one moment, while others write.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE, _NOT_WRITABLE, or the store's errors
 */
gboolean
lec_sqlite_store_copy (LecSqliteStore *self,
                       const char *path,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (LEC_IS_SQLITE_STORE (self) && path != NULL, FALSE);

  return lec_sqlite_database_copy (lec_sqlite_store_enter (LEC_STORE (self), cancellable), path, cancellable, error);
}

LecSql *
lec_sqlite_store_enter (LecStore *store,
                        GCancellable *cancellable)
{
  LecSqliteStore *self = LEC_SQLITE_STORE (store);

  g_assert (self->owner == g_thread_self ());

  self->sql->cancellable = cancellable;
  return self->sql;
}
