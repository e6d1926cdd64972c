/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hall with a real PostgreSQL, a real Redis and worker programs, each at the end of wires of its
 * own (proxy.h), in which things go wrong; and what must be true of all tasks afterwards, as those
 * who did them have noted it outside of the database.
 */
#pragma once

#include <gio/gio.h>

#include "engine/cluster-relay.h"
#include "proxy.h"
#include "redis/redis-client.h"
#include "redis/redis-server.h"
#include "store/postgres-server.h"
#include "store/store.h"

G_BEGIN_DECLS

#define HALL_LEASE_S     2
#define HALL_MAX_WORKERS 8

/* In the log of a worker that takes tasks. */
#define HALL_READY "\"ready:"

/* A worker program; @process is %NULL while there is none. */
typedef struct
{
  guint number;
  GSubprocess *process;
  pid_t pid;   /* of it */
  char *log;   /* a file; all programs that were this worker write there */
  gsize begin; /* of what @process has written there */
  char *folder;
  Proxy *postgres;
  Proxy *redis;
} HallWorker;

/* All but @postgres and @redis are of one fault. */
typedef struct
{
  PostgresServer *postgres;
  RedisServer *redis;
  LecRedisClient *client;
  gboolean is_full;    /* the full form, not the short one */
  gboolean is_direct;  /* without wires, for who measures */
  const char *program; /* (nullable): unowned: its workers instead of this program's */
  guint32 seed;
  GRand *dice;
  char *folder; /* that all share */
  char *database;
  char *url;       /* of it, without a wire between */
  LecStore *store; /* likewise; so is sql */
  LecSql *sql;
  HallWorker workers[HALL_MAX_WORKERS];
  guint n_added;
  guint n_kills; /* and other things that were done to programs and servers */
  guint n_wrong;
  GString *remark;
} Hall;

/**
 * HallTruth: what has come of all
 * @n_lost: jobs somebody was told of that are not there, and tasks that are done and that nobody
 *   did
 * @n_twice: tasks of which more than one try was accepted
 * @n_open: jobs that are not in a final state
 * @n_pending: hints in Redis, taken or not
 * @n_outbox: rows of it
 * @n_again: tries more than one a task, which is no fault
 */
typedef struct
{
  guint n_tasks;
  guint n_completed;
  guint n_failed;
  guint n_cancelled;
  guint n_lost;
  guint n_twice;
  guint n_open;
  guint n_pending;
  guint n_outbox;
  guint n_again;
} HallTruth;

/* Returns: (nullable): %NULL when the servers are not installed, or this program came without */
Hall *hall_open (void);
/* Likewise, without wires, and PostgreSQL syncs: for who measures. */
Hall *hall_open_to_measure (void);
void hall_close (Hall *hall);

/* A new database, an empty Redis. */
void hall_begin (Hall *hall, guint32 seed);
/* Something that has to be so. Returns: @is_so */
gboolean hall_expect (Hall *hall, gboolean is_so, const char *what);
void hall_remark (Hall *hall, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Ends all workers. */
void hall_end (Hall *hall);

/* --- Jobs --- */

/* @n: as many more; their videos are called @word-NUMBER. */
void hall_add (Hall *hall, const char *word, guint n, const char *owner);
gint64 hall_add_one (Hall *hall, const char *video, const char *owner, int priority, gint64 run_after_us);
/* Likewise, and it is noted nowhere. @target: (nullable): where workers are told of it at once */
gint64 hall_submit (Hall *hall, const char *video, LecClusterTarget *target);
/* Who adds in a program of its own, through the wires of @worker. */
GSubprocess *hall_start_submitter (Hall *hall, HallWorker *worker, const char *word, guint first, guint n);

/* --- Workers --- */

/* The one of that @number, once more if it was there before. @settings: (nullable)
 * (array zero-terminated=1): NAME, value, ... of the environment */
HallWorker *hall_start_worker (Hall *hall, guint number, const char *const *settings);
/* Waits until it takes tasks; @text: or whatever its log has to say from @offset on. */
gboolean hall_await_log (HallWorker *worker, gsize offset, const char *text, guint timeout_ms);
gsize hall_get_log_size (const HallWorker *worker);
/* SIGKILL, unless it is dead. */
void hall_kill_worker (Hall *hall, HallWorker *worker);
/* SIGTERM; it has to end well. */
void hall_stop_worker (Hall *hall, HallWorker *worker);
void hall_signal_worker (Hall *hall, HallWorker *worker, int signal_number);
/* Whether it has been killed; forgets it then. By itself it ends never. */
gboolean hall_has_ended (Hall *hall, HallWorker *worker);
pid_t hall_get_pid (const HallWorker *worker);

/* --- The servers --- */

void hall_crash_postgres (Hall *hall, guint away_ms);
gint64 hall_ask (Hall *hall, const char *query);
void hall_tell (Hall *hall, const char *script);
void hall_sleep (guint ms);
/* Redis is asked for what it says nothing of. Returns: whether it did it */
gboolean hall_run_redis (Hall *hall, const char *const *words);
/* Hints of all queues. */
guint hall_count_hints (Hall *hall);

/* --- The end --- */

/* Until all jobs are over and nobody is told of any; what waits for a later try need not wait
 * longer. Returns: whether that came about */
gboolean hall_await_end (Hall *hall, guint timeout_s);
/* A person tries again what was given up. Returns: how many there were */
guint hall_retry_failed (Hall *hall);
/* Waits as hall_await_end() and looks. Hints that the dead had taken go as they go after a minute.
 */
void hall_judge (Hall *hall, HallTruth *truth);
/* How many of the lines of all logs have @text. */
guint hall_count_in_logs (Hall *hall, const char *text);

G_END_DECLS
