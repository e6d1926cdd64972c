/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: bench-service [ROUNDS [SECONDS]]
 *
 * How fast a job is read over HTTP, by wrk with 64 connections, against the same read through
 * Flask and SQLAlchemy under gunicorn with two workers: in turns, with the same PostgreSQL, beside
 * a Redis, which counts our token's limit. Each has a token to check. Once it is one job that all
 * ask for, then a hundred in turns.
 */
#include <stdio.h>

#include "dying-child.h"
#include "free-port.h"
#include "http/service.h"
#include "made-jobs.h"
#include "postgres-server.h"
#include "redis/redis-server.h"

#define DEFAULT_ROUNDS  3
#define DEFAULT_SECONDS 10
#define MAX_ROUNDS      20
#define N_JOBS          100
#define WARM_UP_SECONDS 2
/* Counted for each read, and never reached. */
#define PER_MINUTE "100000000"

#define PYTHON "/usr/bin/python3"
#define WRK    "/usr/bin/wrk"

#define TARGET_RATE 5.0
#define TARGET_P99  .3

/* wrk's own report is for people. */
static const char script[] =
  "local n = 0\n"
  "local jobs = tonumber (os.getenv ('BENCH_JOBS'))\n"
  "request = function ()\n"
  "  n = n % jobs + 1\n"
  "  return wrk.format ('GET', '/api/jobs/' .. n)\n"
  "end\n"
  "done = function (summary, latency, requests)\n"
  "  local e = summary.errors\n"
  "  io.write (string.format ('FIGURES %d %d %d %d %d %d\\n', summary.requests, summary.duration,\n"
  "    latency:percentile (50), latency:percentile (99), latency.max,\n"
  "    e.connect + e.read + e.write + e.status + e.timeout))\n"
  "end\n";

typedef struct
{
  guint64 n_requests;
  guint64 duration_us;
  guint64 p50_us;
  guint64 p99_us;
  guint64 worst_us;
  guint64 n_failed;
} Figures;

typedef struct
{
  Service service;
  GSubprocess *peer;
  guint16 peer_port;
  char *script_path;
  char *token;
} Bench;

/* Whatever of them is not there: nothing is measured. */
static gboolean
is_installed (void)
{
  const char *const argv[] = { PYTHON, "-c", "import flask, gunicorn, psycopg2, sqlalchemy", NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  return process != NULL && g_subprocess_wait_check (process, NULL, NULL) &&
         g_file_test (WRK, G_FILE_TEST_IS_EXECUTABLE);
}

static void
start_peer (Bench *bench,
            const char *database_url)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  bench->peer_port = find_free_port ();
  address = g_strdup_printf ("127.0.0.1:%u", (guint) bench->peer_port);
  g_subprocess_launcher_setenv (launcher, "BENCH_DATABASE", database_url, TRUE);
  g_subprocess_launcher_setenv (launcher, "PYTHONDONTWRITEBYTECODE", "1", TRUE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  bench->peer = g_subprocess_launcher_spawn (launcher, &error, PYTHON, "-m", "gunicorn", "--workers", "2", "--bind",
                                             address, "--chdir", BENCH_SOURCES, "--log-level", "warning",
                                             "flask_jobs:app", NULL);
  g_assert_no_error (error);
}

/* Takes @out's line of figures. */
static void
read_figures (const char *out,
              Figures *figures)
{
  const char *line = strstr (out, "FIGURES ");
  guint64 *values[] = { &figures->n_requests, &figures->duration_us, &figures->p50_us,
                        &figures->p99_us, &figures->worst_us, &figures->n_failed };
  char *end = NULL;

  g_assert_nonnull (line);
  line += strlen ("FIGURES ");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      *values[i] = g_ascii_strtoull (line, &end, 10);
      line = end;
    }
  g_assert_cmpuint (figures->n_requests, >, 0);
}

static void
ask (const Bench *bench,
     guint16 port,
     guint n_jobs,
     guint seconds,
     Figures *figures)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", (guint) port);
  g_autofree char *duration = g_strdup_printf ("%us", seconds);
  g_autofree char *header = g_strdup_printf ("Authorization: Bearer %s", bench->token);
  g_autofree char *jobs = g_strdup_printf ("%u", n_jobs);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "BENCH_JOBS", jobs, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, WRK, "-t1", "-c64", "-d", duration, "-H", header, "-s",
                                         bench->script_path, url, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  read_figures (out, figures);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
take_median (double *numbers,
             guint n_numbers)
{
  qsort (numbers, n_numbers, sizeof (double), compare_numbers);
  return numbers[n_numbers / 2];
}

static double
get_rate (const Figures *figures)
{
  return (double) figures->n_requests * 1e6 / (double) figures->duration_us;
}

static void
print_figures (const char *who,
               const Figures *figures)
{
  fprintf (stderr, "%s: %.0f a second, median %.1f, p99 %.1f, worst %.1f ms, %u failed\n", who, get_rate (figures),
           (double) figures->p50_us / 1e3, (double) figures->p99_us / 1e3, (double) figures->worst_us / 1e3,
           (guint) figures->n_failed);
}

/* Returns: whether both targets are met */
static gboolean
compare (const Bench *bench,
         guint n_jobs,
         guint n_rounds,
         guint seconds)
{
  double rates[MAX_ROUNDS], p99s[MAX_ROUNDS], our_rates[MAX_ROUNDS], our_p99s[MAX_ROUNDS];
  guint64 n_failed = 0;
  double rate = 0, p99 = 0;

  for (guint i = 0; i < n_rounds; i++)
    {
      Figures ours = { 0 }, theirs = { 0 };

      ask (bench, bench->service.port, n_jobs, seconds, &ours);
      ask (bench, bench->peer_port, n_jobs, seconds, &theirs);
      print_figures ("ours", &ours);
      print_figures ("peer", &theirs);
      n_failed += ours.n_failed + theirs.n_failed;
      our_rates[i] = get_rate (&ours);
      our_p99s[i] = (double) ours.p99_us / 1e3;
      rates[i] = our_rates[i] / get_rate (&theirs);
      p99s[i] = (double) ours.p99_us / (double) theirs.p99_us;
    }

  rate = take_median (rates, n_rounds);
  p99 = take_median (p99s, n_rounds);
  g_print ("| %u job%s, %u rounds of %u s: reads a second against Flask's (%.0f) | %.1f | %.1f |\n", n_jobs,
           n_jobs == 1 ? "" : "s in turns", n_rounds, seconds, take_median (our_rates, n_rounds), rate, TARGET_RATE);
  g_print ("| likewise, p99 (%.1f ms) / that failed, of both | %.2f / %u | %.1f / 0 |\n",
           take_median (our_p99s, n_rounds), p99, (guint) n_failed, TARGET_P99);
  return rate >= TARGET_RATE && p99 <= TARGET_P99 && n_failed == 0;
}

static void
set_up (Bench *bench,
        const char *database_url,
        const char *redis_url)
{
  g_autoptr (LecStore) store = NULL;
  g_autoptr (GError) error = NULL;

  service_set_up (&bench->service, NULL);
  g_setenv ("DATABASE_URL", database_url, TRUE);
  g_setenv ("REDIS_URL", redis_url, TRUE);
  store = lec_postgres_store_open (database_url, LEC_POSTGRES_CLOCK_CALLER, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_JOBS; i++)
    add_finished_job (store, "/talks/lecture.mp4", "A title", "Some text");
  bench->token = service_lectern (&bench->service, "token add bench --scope admin --cluster");
  bench->script_path = g_build_filename (bench->service.folder, "figures.lua", NULL);
  g_assert_true (g_file_set_contents (bench->script_path, script, -1, NULL));
  service_start (&bench->service, "--cluster --log-level warning --requests-per-minute " PER_MINUTE);
  service_set_token (&bench->service, bench->token);
  service_ask (&bench->service, "GET", "/api/jobs/1", 200);
  start_peer (bench, database_url);
}

static void
tear_down (Bench *bench)
{
  g_subprocess_send_signal (bench->peer, SIGTERM);
  g_subprocess_wait (bench->peer, NULL, NULL);
  g_object_unref (bench->peer);
  service_tear_down (&bench->service, NULL);
  g_free (bench->script_path);
  g_free (bench->token);
}

static gboolean
run (PostgresServer *server,
     RedisServer *redis,
     guint n_rounds,
     guint seconds)
{
  g_autofree char *database = postgres_server_make_database (server);
  g_autofree char *url = make_server_url (server, database);
  Bench bench = { 0 };
  Figures warm = { 0 };
  gboolean is_one_well = FALSE, are_many_well = FALSE;

  set_up (&bench, url, redis_server_get_url (redis));
  g_usleep (WARM_UP_SECONDS * G_USEC_PER_SEC);
  ask (&bench, bench.service.port, 1, WARM_UP_SECONDS, &warm);
  ask (&bench, bench.peer_port, 1, WARM_UP_SECONDS, &warm);
  g_print ("| | ours | target |\n|---|---|---|\n");
  is_one_well = compare (&bench, 1, n_rounds, seconds);
  are_many_well = compare (&bench, N_JOBS, n_rounds, seconds);
  tear_down (&bench);
  return is_one_well && are_many_well;
}

int
main (int argc,
      char *argv[])
{
  guint n_rounds = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_ROUNDS;
  guint seconds = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : DEFAULT_SECONDS;
  g_autoptr (RedisServer) redis = NULL;
  PostgresServer *server = NULL;
  gboolean is_well = TRUE;

  g_assert_cmpuint (n_rounds, >, 0);
  g_assert_cmpuint (n_rounds, <=, MAX_ROUNDS);
  g_setenv ("LECTERN", LECTERN, FALSE);
  g_setenv ("LECTERN_HAS_POSTGRES", "1", TRUE);
  if (is_installed () && redis_server_is_installed ())
    {
      redis = redis_server_start (NULL);
      server = postgres_server_start ();
    }
  if (redis != NULL && server != NULL)
    is_well = run (server, redis, n_rounds, seconds);
  else
    g_print ("NOT RUN: PostgreSQL, Redis, wrk or one of Debian's Flask, SQLAlchemy, psycopg2 and gunicorn is not "
             "installed\n");
  if (server != NULL)
    postgres_server_stop (server);
  return is_well ? 0 : 1;
}
