/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The object: a handle and the table of its calls.
 */
#include "store/sql-store-private.h"

struct _LecSqlStore
{
  GObject parent_instance;

  LecSql *sql;
  const LecSqlDialect *dialect;
  GThread *owner; /* unowned: only compared */
};

static void store_iface_init (LecStoreInterface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (LecSqlStore, lec_sql_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LEC_TYPE_STORE, store_iface_init))
/* clang-format on */

static GPtrArray *
search (LecStore *store,
        const char *query,
        guint limit,
        GCancellable *cancellable,
        GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  return LEC_SQL_STORE (store)->dialect->search (sql, query, limit, error);
}

static gboolean
lead (LecStore *store,
      gboolean *leads,
      GCancellable *cancellable,
      GError **error)
{
  const LecSqlDialect *dialect = LEC_SQL_STORE (store)->dialect;
  LecSql *sql = lec_sql_store_enter (store, NULL, cancellable);

  *leads = TRUE;
  return dialect->lead == NULL || dialect->lead (sql, leads, error);
}

static gboolean
upkeep (LecStore *store,
        gint64 now_us,
        GCancellable *cancellable,
        GError **error)
{
  LecSql *sql = lec_sql_store_enter (store, &now_us, cancellable);

  return lec_sql_store_forget_old (sql, now_us, error) && LEC_SQL_STORE (store)->dialect->upkeep (sql, error);
}

static void
store_iface_init (LecStoreInterface *iface)
{
  iface->submit = lec_sql_store_submit;
  iface->adopt = lec_sql_store_adopt;
  iface->find_same = lec_sql_store_find_same;
  iface->get_job = lec_sql_store_get_job;
  iface->find_job = lec_sql_store_find_job;
  iface->list_jobs = lec_sql_store_list_jobs;
  iface->page_jobs = lec_sql_store_page_jobs;
  iface->change_job = lec_sql_store_change_job;
  iface->set_lecture = lec_sql_store_set_lecture;
  iface->pause_queue = lec_sql_store_pause_queue;
  iface->claim = lec_sql_store_claim;
  iface->renew = lec_sql_store_renew;
  iface->finish = lec_sql_store_finish;
  iface->fail = lec_sql_store_fail;
  iface->release = lec_sql_store_release;
  iface->reap = lec_sql_store_reap;
  iface->get_backlog = lec_sql_store_get_backlog;
  iface->get_metrics = lec_sql_store_get_metrics;
  iface->list_slides = lec_sql_store_list_slides;
  iface->list_attempts = lec_sql_store_list_attempts;
  iface->list_events = lec_sql_store_list_events;
  iface->search = search;
  iface->count_jobs = lec_sql_store_count_jobs;
  iface->count_running = lec_sql_store_count_running;
  iface->list_queues = lec_sql_store_list_queues;
  iface->list_endings = lec_sql_store_list_endings;
  iface->list_tries = lec_sql_store_list_tries;
  iface->take_slot = lec_sql_store_take_slot;
  iface->end_slot = lec_sql_store_end_slot;
  iface->list_periodic = lec_sql_store_list_periodic;
  iface->upkeep = upkeep;
  iface->register_worker = lec_sql_store_register_worker;
  iface->heartbeat = lec_sql_store_heartbeat;
  iface->list_workers = lec_sql_store_list_workers;
  iface->drain_worker = lec_sql_store_drain_worker;
  iface->forget_worker = lec_sql_store_forget_worker;
  iface->list_dead = lec_sql_store_list_dead;
  iface->list_artifacts = lec_sql_store_list_artifacts;
  iface->relay = lec_sql_store_relay;
  iface->refill = lec_sql_store_refill;
  iface->lead = lead;
  iface->add_token = lec_sql_store_add_token;
  iface->list_tokens = lec_sql_store_list_tokens;
  iface->remove_token = lec_sql_store_remove_token;
}

static void
lec_sql_store_finalize (GObject *object)
{
  LecSqlStore *self = LEC_SQL_STORE (object);

  g_clear_pointer (&self->sql, lec_sql_close);
  G_OBJECT_CLASS (lec_sql_store_parent_class)->finalize (object);
}

static void
lec_sql_store_class_init (LecSqlStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lec_sql_store_finalize;
}

static void
lec_sql_store_init (LecSqlStore *self)
{
  self->owner = g_thread_self ();
}

LecStore *
lec_sql_store_new (LecSql *sql,
                   const LecSqlDialect *dialect)
{
  LecSqlStore *self = NULL;

  if (sql == NULL)
    return NULL;

  self = g_object_new (LEC_TYPE_SQL_STORE, NULL);
  self->sql = sql;
  self->dialect = dialect;
  return LEC_STORE (self);
}

const LecSqlDialect *
lec_sql_store_get_dialect (LecStore *store)
{
  return LEC_SQL_STORE (store)->dialect;
}

LecSql *
lec_sql_store_get_sql (LecStore *store)
{
  return LEC_SQL_STORE (store)->sql;
}

LecSql *
lec_sql_store_enter (LecStore *store,
                     gint64 *now_us,
                     GCancellable *cancellable)
{
  LecSqlStore *self = LEC_SQL_STORE (store);

  g_assert (self->owner == g_thread_self ());

  self->sql->cancellable = cancellable;
  if (self->sql->driver->enter != NULL)
    self->sql->driver->enter (self->sql, now_us);
  return self->sql;
}
