/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: bench-cache
 *
 * What the cache in Redis saves of PostgreSQL: the time of reading how a job stands, in turns with
 * a SELECT by key, and how many reads of a dashboard come from it while jobs change. Real servers,
 * both on this machine, without a network between.
 */
#include "made-jobs.h"
#include "postgres-server.h"
#include "redis/redis-server.h"
#include "store/cached-store.h"

#define N_JOBS    200
#define N_READS   20000
#define N_SHOWN   50
#define N_DRAWN   200
#define N_CHANGES 2

#define TARGET_RATIO    1.0
#define TARGET_HIT_RATE .95

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *) a;
  gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

/* Returns: how long it took, in µs */
static gint64
read_job (LecStore *store,
          gint64 id)
{
  gint64 before_us = g_get_monotonic_time ();
  g_autoptr (LecJob) job = lec_store_get_job (store, id, NULL, NULL);

  g_assert_nonnull (job);
  return g_get_monotonic_time () - before_us;
}

static void
print_ratio (const char *name,
             const gint64 *cached_us,
             const gint64 *asked_us,
             guint position)
{
  g_print ("| reading a job, %s of wall time against a SELECT by key (%u and %u us) | %.2f | %.2f |\n", name,
           (guint) cached_us[position], (guint) asked_us[position],
           (double) cached_us[position] / (double) MAX (asked_us[position], 1), TARGET_RATIO);
}

/* One read of each kind in turns: what the machine does meanwhile hits both. */
static void
compare_reads (LecStore *store,
               LecStore *inner,
               const gint64 *ids)
{
  g_autofree gint64 *cached_us = g_new0 (gint64, N_READS);
  g_autofree gint64 *asked_us = g_new0 (gint64, N_READS);

  for (guint i = 0; i < N_JOBS; i++)
    read_job (store, ids[i]);
  for (guint i = 0; i < N_READS; i++)
    {
      cached_us[i] = read_job (store, ids[i % N_JOBS]);
      asked_us[i] = read_job (inner, ids[i % N_JOBS]);
    }
  qsort (cached_us, N_READS, sizeof (gint64), compare_times);
  qsort (asked_us, N_READS, sizeof (gint64), compare_times);
  print_ratio ("median", cached_us, asked_us, N_READS / 2);
  print_ratio ("p95", cached_us, asked_us, N_READS * 95 / 100);
}

/* Some jobs begin anew, or are cancelled, or are in no state for that; forgotten are they all. */
static void
change_jobs (LecStore *store,
             const gint64 *ids,
             guint round)
{
  LecJobAction action = round % 2 == 0 ? LEC_JOB_ACTION_RETRY : LEC_JOB_ACTION_CANCEL;

  for (guint i = 0; i < N_CHANGES; i++)
    lec_store_change_job (store, ids[(round * N_CHANGES + i) % N_SHOWN], action, START_S * SECOND, NULL, NULL);
}

static void
draw_dashboard (LecStore *store,
                const gint64 *ids)
{
  LecRedisCacheCounts before = { 0 };
  LecRedisCacheCounts after = { 0 };
  guint64 n_hits = 0;

  lec_cached_store_get_counts (LEC_CACHED_STORE (store), &before);
  for (guint i = 0; i < N_DRAWN; i++)
    {
      change_jobs (store, ids, i);
      for (guint j = 0; j < N_SHOWN; j++)
        read_job (store, ids[j]);
    }
  lec_cached_store_get_counts (LEC_CACHED_STORE (store), &after);
  n_hits = after.n_hits - before.n_hits;
  g_print ("| reads of a dashboard from the cache, %u jobs drawn %u times, %u changed each | %.1f %% | %.1f %% |\n",
           (guint) N_SHOWN, (guint) N_DRAWN, (guint) N_CHANGES, 100. * (double) n_hits / (N_DRAWN * N_SHOWN),
           100 * TARGET_HIT_RATE);
}

static void
run (PostgresServer *server,
     RedisServer *redis)
{
  g_autofree char *database = postgres_server_make_database (server);
  g_autofree char *address = make_server_url (server, database);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecStore) inner = lec_postgres_store_open (address, LEC_POSTGRES_CLOCK_CALLER, NULL, &error);
  g_autoptr (LecRedisUrl) url = lec_redis_url_parse (redis_server_get_url (redis), NULL);
  g_autoptr (LecRedisClient) client = lec_redis_client_new (url, "bench", NULL);
  g_autoptr (LecStore) store = NULL;
  gint64 ids[N_JOBS] = { 0 };

  g_assert_no_error (error);
  store = lec_cached_store_new (inner, client);
  for (guint i = 0; i < N_JOBS; i++)
    ids[i] = add_finished_job (store, "/talks/lecture.mp4", "A title", "Some text");
  g_print ("| | ours | target |\n|---|---|---|\n");
  compare_reads (store, inner, ids);
  draw_dashboard (store, ids);
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (RedisServer) redis = redis_server_is_installed () ? redis_server_start (NULL) : NULL;
  PostgresServer *server = NULL;

  /* It was built only where there is. */
  g_setenv ("LECTERN_HAS_POSTGRES", "1", TRUE);
  server = postgres_server_start ();
  if (redis != NULL && server != NULL)
    run (server, redis);
  else
    g_print ("NOT RUN: redis-server or PostgreSQL is not installed\n");
  postgres_server_stop (server);
  return 0;
}
