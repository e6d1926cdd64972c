/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A cluster with its real servers, PostgreSQL and Redis, and real worker programs: that they work
 * together, and that no job is lost whoever of them dies.
 */
#include "cli/cluster-hall.h"

/* As hall_set_up() sets it, and what may be added to it. */
#define LEASE_US       (2 * G_USEC_PER_SEC)
#define RECOVERS_IN_US (2 * G_USEC_PER_SEC)
#define LEADS_IN_US    (5 * G_USEC_PER_SEC)

#define COMPLETED "\"$LECTERN\" jobs --cluster --status completed"

/* Two workers share the jobs; when they have left nothing waits and nobody is on the list. */
static void
test_works (Desk *desk,
            gconstpointer data)
{
  GSubprocess *first = start_worker (desk, "1.err");
  GSubprocess *second = start_worker (desk, "2.err");

  desk_shell (desk, "cp talk.mp4 other.mp4");
  await (desk, "cat 1.err 2.err", "ready");
  desk_lectern (desk, "add --cluster talk.mp4 other.mp4", 0);
  await (desk, COMPLETED, "other.mp4");
  await (desk, COMPLETED, "talk.mp4");
  g_assert_true (desk_has (desk, "talk.pdf"));
  g_assert_true (desk_has (desk, "other.pdf"));
  desk_lectern (desk, "cluster check", 0);
  desk_assert_says (desk->out, "ok       workers  ");
  desk_assert_says (desk->out, "  2 online");
  desk_lectern (desk, "cluster ping", 0);
  desk_assert_says (desk->out, "Redis answers in ");

  stop_worker (first);
  stop_worker (second);
  desk_lectern (desk, "cluster workers --json", 0);
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "cluster migrate --status --json", 0);
  desk_assert_says (desk->out, "\"automatic\": false");
}

/* Another one takes over what a worker had. */
static void
test_killed (Desk *desk,
             gconstpointer data)
{
  GSubprocess *worker = start_worker (desk, "1.err");

  desk_lectern (desk, "add --cluster talk.mp4", 0);
  await (desk, "cat 1.err", "begun");
  kill_worker (worker);
  worker = start_worker (desk, "2.err");
  await (desk, COMPLETED, "talk.mp4");
  desk_lectern (desk, "log --cluster 1", 0);
  desk_assert_says (desk->out, "its worker is gone");
  stop_worker (worker);
}

/* When a line of a log that has @text was written, since 1970, in microseconds. */
static gint64
find_time (Desk *desk,
           const char *log,
           const char *text)
{
  g_autofree char *command = g_strdup_printf ("grep -m 1 '%s' %s", text, log);
  g_autoptr (GDateTime) time = NULL;

  desk_shell (desk, command);
  desk->out[strcspn (desk->out, " ")] = '\0';
  time = g_date_time_new_from_iso8601 (desk->out, NULL);
  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}

/* The one that leads is killed at its work: another one leads, and does that work, in time. */
static void
test_leader_killed (Desk *desk,
                    gconstpointer data)
{
  GSubprocess *first = start_worker (desk, "1.err");
  GSubprocess *second = NULL;
  gint64 killed_us = 0, leads_us = 0, begun_us = 0;

  await (desk, "cat 1.err", " leads ");
  second = start_worker_at (desk, "2.err", NULL, "analysis");
  await (desk, "cat 2.err", "ready");
  g_usleep (2 * G_USEC_PER_SEC);
  desk_run (desk, "cat 2.err");
  g_assert_null (strstr (desk->out, " leads "));
  stop_worker (second);
  desk_shell (desk, "\"$LECTURE_VIDEO\" builds --seed 7 --size 640x360 --seconds 300 -o long.mp4");
  desk_lectern (desk, "add --cluster long.mp4", 0);
  await (desk, "cat 1.err", "begun");
  second = start_worker (desk, "2.err");
  await (desk, "cat 2.err", "ready");

  killed_us = g_get_real_time ();
  kill_worker (first);
  await (desk, "cat 2.err", "begun");
  leads_us = find_time (desk, "2.err", " leads ") - killed_us;
  begun_us = find_time (desk, "2.err", "begun, try 1") - killed_us;
  g_test_message ("leads after %.1f s, has begun after %.1f s", (double) leads_us / G_USEC_PER_SEC,
                  (double) begun_us / G_USEC_PER_SEC);
  g_assert_cmpint (leads_us, <=, LEADS_IN_US);
  g_assert_cmpint (begun_us, <=, LEASE_US + RECOVERS_IN_US);
  stop_worker (second);
}

/* Redis dies and comes back with nothing: what is added meanwhile and after it is done. */
static void
test_redis_wiped (Desk *desk,
                  gconstpointer data)
{
  const Hall *hall = data;
  GSubprocess *worker = start_worker (desk, "1.err");

  await (desk, "cat 1.err", "ready");
  redis_server_kill (hall->redis);
  desk_shell (desk, "cp talk.mp4 other.mp4");
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  await (desk, COMPLETED, "talk.mp4");
  redis_server_wipe (hall->redis);
  redis_server_start_again (hall->redis);
  desk_lectern (desk, "add --cluster other.mp4", 0);
  await (desk, COMPLETED, "other.mp4");
  stop_worker (worker);
}

/* However wrong this machine's clock is: how long a task has waited the database's says. */
static void
test_autoscale_clock (Desk *desk,
                      gconstpointer data)
{
  static const char script[] =
    "CREATE SCHEMA skew;"
    "CREATE FUNCTION skew.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS"
    "  'SELECT pg_catalog.clock_timestamp() + interval ''1 hour''';"
    "DO $$ BEGIN EXECUTE"
    "  format('ALTER DATABASE %I SET search_path = skew, public, pg_catalog', current_database()); END $$";
  g_autoptr (LecSql) sql = NULL;
  GSubprocess *worker = NULL;

  desk_lectern (desk, "cluster init", 0);
  sql = lec_postgres_open (g_getenv ("DATABASE_URL"), LEC_POSTGRES_CLOCK_CALLER, NULL, NULL);
  g_assert_true (lec_sql_exec_script (sql, script, NULL));
  desk_shell (desk, "\"$LECTURE_VIDEO\" builds --seed 7 --size 640x360 --seconds 90 -o long.mp4");
  desk_lectern (desk, "add --cluster long.mp4 -o 1.pdf", 0);
  desk_lectern (desk, "add --cluster long.mp4 --layout notes -o 2.pdf", 0);
  g_setenv ("AUTO_SCALE", "true", TRUE);
  g_setenv ("MAX_WORKERS", "2", TRUE);
  worker = start_worker (desk, "1.err");
  await (desk, "cat 1.err", "2 tasks at a time, ");
  kill_worker (worker);
  g_unsetenv ("AUTO_SCALE");
  g_unsetenv ("MAX_WORKERS");
}

/* How many hints of the queue are out. */
#define COUNT_HINTS                                                                                    \
  "for key in $(redis-cli -u \"$REDIS_URL\" --scan --pattern '*:queue:extraction'); do echo \"hints: " \
  "$(redis-cli -u \"$REDIS_URL\" xlen $key)\"; done"

/* Somebody empties Redis, which goes on: tasks that wait are told of again, but no more of them
 * than can be of use. A hint may be there twice: what is not known to have arrived is sent again.
 */
static void
test_redis_emptied (Desk *desk,
                    gconstpointer data)
{
  GSubprocess *worker = start_worker_at (desk, "1.err", NULL, "maintenance");

  await (desk, "cat 1.err", " leads ");
  desk_shell (desk, "for i in 1 2 3 4 5; do \"$LECTERN\" add --cluster talk.mp4 -o $i.pdf; done");
  await (desk, COUNT_HINTS " | awk '$2 >= 5 { print \"all\" }'", "all");
  g_usleep (2 * G_USEC_PER_SEC);
  desk_shell (desk, "redis-cli -u \"$REDIS_URL\" flushall");
  await (desk, COUNT_HINTS, "hints: 2");
  g_usleep (2 * G_USEC_PER_SEC);
  desk_shell (desk, COUNT_HINTS);
  g_assert_cmpstr (desk->out, ==, "hints: 2\n");
  stop_worker (worker);
}

/* PostgreSQL dies while a task is being worked on: it is waited for, and the job is done. */
static void
test_postgres_killed (Desk *desk,
                      gconstpointer data)
{
  const Hall *hall = data;
  GSubprocess *worker = start_worker (desk, "1.err");

  desk_lectern (desk, "add --cluster talk.mp4", 0);
  await (desk, "cat 1.err", "begun");
  stop_server_process (hall->postgres, SIGQUIT);
  await (desk, "cat 1.err", "the database cannot be used, tried again");
  start_server_process (hall->postgres);
  await (desk, COMPLETED, "talk.mp4");
  stop_worker (worker);
}

/* A worker that is started before its database waits for it, and ends when it is asked to. */
static void
test_started_first (Desk *desk,
                    gconstpointer data)
{
  const Hall *hall = data;
  GSubprocess *patient = NULL, *stopped = NULL;

  stop_server_process (hall->postgres, SIGINT);
  patient = start_worker (desk, "1.err");
  stopped = start_worker (desk, "2.err");
  await (desk, "cat 1.err", "is waited for");
  await (desk, "cat 2.err", "is waited for");
  stop_worker (stopped);
  start_server_process (hall->postgres);
  await (desk, "cat 1.err", "ready");
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  await (desk, COMPLETED, "talk.mp4");
  stop_worker (patient);
}

/* What the workers could not reach is refused by whoever adds it. */
static void
test_unreachable (Desk *desk,
                  gconstpointer data)
{
  desk_run (desk, "mkdir inner && cp talk.mp4 inner && "
                  "LECTERN_SHARED_FOLDER=\"$PWD/inner\" \"$LECTERN\" add --cluster -o . inner/talk.mp4");
  g_assert_cmpint (desk->exit_code, ==, 2);
  desk_assert_says (desk->err, "is not in the shared folder");
  desk_run (desk, "LECTERN_SHARED_FOLDER= \"$LECTERN\" cluster check");
  desk_assert_says (desk->out, "ok       shared folder  ");
  desk_assert_says (desk->out, "  none is set: videos are sent through the database");
  desk_assert_says (desk->out, "ok       sent files");
}

/* Nobody answers, or lets in: said in one line, and the password in none. A worker waits for who
 * does not answer. */
static void
test_offline (Desk *desk,
              gconstpointer data)
{
  const Hall *hall = data;
  g_autofree char *wrong = g_strdup_printf ("postgresql://postgres:secret@127.0.0.1:%u/postgres", hall->postgres->port);
  g_autofree char *nobody = g_strdup_printf ("postgresql://u:secret@127.0.0.1:%u/x", redis_server_choose_port ());
  const struct
  {
    const char *url;
    const char *says; /* in the worker's log */
  } cases[] = {
    { wrong, " error   the database server " },
    { nobody, " warning the database is waited for: the database server " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_setenv ("DATABASE_URL", cases[i].url, TRUE);
      desk_run (desk, "timeout 3 \"$LECTERN\" --worker --log-level debug");
      g_assert_cmpint (desk->exit_code, >, 0);
      desk_assert_says (desk->err, cases[i].says);
      g_assert_null (strstr (desk->err, "secret"));
      desk_run (desk, "\"$LECTERN\" cluster status");
      g_assert_cmpint (desk->exit_code, >, 0);
      desk_assert_says (desk->err, "lectern: the database server ");
      g_assert_null (strstr (desk->err, "secret"));
    }
}

/* So many jobs an hour and owner, counted in Redis, or without it by those that are there. The same
 * once more is no job more, and one that is refused is told when the next one can be added. */
static void
test_jobs_per_hour (Desk *desk,
                    gconstpointer data)
{
  g_setenv ("LECTERN_JOBS_PER_HOUR", "2", TRUE);
  desk_lectern (desk, "cluster init", 0);
  desk_lectern (desk, "add --cluster talk.mp4 -o 1.pdf", 0);
  desk_lectern (desk, "add --cluster talk.mp4 -o 2.pdf", 0);
  desk_lectern (desk, "add --cluster talk.mp4 -o 3.pdf", 2);
  desk_assert_says (desk->err, "as many jobs as may be added in an hour (2); the next one can be added in ");
  desk_lectern (desk, "add --cluster talk.mp4 -o 2.pdf", 0);
  desk_assert_says (desk->out, "job 2: ");
  desk_shell (desk, "LECTERN_OWNER=somebody-else \"$LECTERN\" add --cluster talk.mp4 -o 3.pdf");

  desk_shell (desk, "! env -u REDIS_URL \"$LECTERN\" add --cluster talk.mp4 -o 4.pdf 2> refused && "
                    "grep 'can be added in \\(59:\\|1:00:00\\)' refused");
  desk_shell (desk, "LECTERN_OWNER=third; export LECTERN_OWNER; unset REDIS_URL; for i in 5 6; do "
                    "\"$LECTERN\" add --cluster talk.mp4 -o $i.pdf || exit 1; done; "
                    "! \"$LECTERN\" add --cluster talk.mp4 -o 7.pdf");
  g_unsetenv ("LECTERN_JOBS_PER_HOUR");
}

/* One owner's jobs do not take all slots; what waits for that says so, and goes on. */
static void
test_max_per_owner (Desk *desk,
                    gconstpointer data)
{
  GSubprocess *first = NULL, *second = NULL;

  g_setenv ("LECTERN_MAX_PER_OWNER", "1", TRUE);
  desk_shell (desk, "\"$LECTURE_VIDEO\" builds --seed 7 --size 640x360 --seconds 90 -o long.mp4");
  desk_lectern (desk, "cluster init", 0);
  desk_lectern (desk, "add --cluster long.mp4 -o 1.pdf", 0);
  first = start_worker (desk, "1.err");
  await (desk, "cat 1.err", "begun");
  second = start_worker (desk, "2.err");
  desk_lectern (desk, "add --cluster talk.mp4 -o 2.pdf", 0);
  desk_shell (desk, "LECTERN_OWNER=somebody-else \"$LECTERN\" add --cluster talk.mp4 -o 3.pdf");
  await (desk, "cat 2.err", "begun");
  desk_lectern (desk, "show --cluster 2", 0);
  desk_assert_says (desk->out, "waits until other work of ");
  desk_shell (desk, "\"$LECTERN\" jobs --cluster --json | grep '\"id\": 2,' | grep 'waits until other work of '");
  desk_shell (desk, "\"$LECTERN\" jobs --cluster | grep -c 'waits until other work of ' | grep -x 1");
  await (desk, "LECTERN_OWNER=somebody-else \"$LECTERN\" jobs --cluster --status completed", "talk.mp4");
  await (desk, "\"$LECTERN\" jobs --cluster --status completed", "talk.mp4");
  stop_worker (first);
  stop_worker (second);
  g_unsetenv ("LECTERN_MAX_PER_OWNER");
}

/* How far a job is is told as it goes, four times a second at most; without Redis it is read from
 * the store, and what is kept in Redis for a while ends by itself. */
static void
test_watched (Desk *desk,
              gconstpointer data)
{
  GSubprocess *worker = NULL;

  desk_shell (desk, "\"$LECTURE_VIDEO\" builds --seed 7 --size 640x360 --seconds 300 -o long.mp4");
  desk_lectern (desk, "cluster init", 0);
  desk_lectern (desk, "add --cluster long.mp4 -o 1.pdf", 0);
  desk_shell (desk, "(timeout -s INT 600 \"$LECTERN\" jobs --cluster --watch --json > heard & echo $! > heard.pid; "
                    "REDIS_URL= timeout -s INT 600 \"$LECTERN\" jobs --cluster --watch --json > read & "
                    "echo $! > read.pid) "
                    "> /dev/null 2>&1");
  worker = start_worker (desk, "1.err");
  await (desk, "\"$LECTERN\" jobs --cluster --status completed", "long.mp4");
  stop_worker (worker);
  await (desk, "tail -n 2 heard", "completed");
  await (desk, "tail -n 2 read", "completed");
  desk_shell (desk, "kill -INT $(cat heard.pid read.pid)");

  /* More of it is seen where it is heard. */
  desk_shell (desk, "for i in heard read; do grep -o '\"progress\": [0-9.e-]*' $i | sort -u | wc -l > $i.n; done; "
                    "echo $(cat heard.n) $(cat read.n); test $(cat heard.n) -gt $(cat read.n)");
}

static void
run_sql (const char *script)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecSql) sql = lec_postgres_open (g_getenv ("DATABASE_URL"), LEC_POSTGRES_CLOCK_SERVER, NULL, &error);

  g_assert_no_error (error);
  lec_sql_exec_script (sql, script, &error);
  g_assert_no_error (error);
}

/* Whoever asks is told in a line, and a worker does not begin. */
static void
assert_said (Desk *desk,
             const char *reason)
{
  static const char *const commands[] = { "cluster status", "jobs --cluster", "add --cluster talk.mp4", "--worker" };

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *command = g_strdup_printf ("timeout 20 \"$LECTERN\" %s", commands[i]);

      desk_run (desk, command);
      g_assert_cmpint (desk->exit_code, >, 0);
      g_assert_cmpint (desk->exit_code, <, 124);
      desk_assert_says (desk->err, reason);
      g_assert_null (strstr (desk->err, "postgres@"));
    }
}

/* Servers that will not do: what is wrong is said, wherever one meets it. */
static void
test_unfit (Desk *desk,
            gconstpointer data)
{
  const Hall *hall = data;
  g_autofree char *redis = g_strdup_printf ("redis-cli -u '%s' CONFIG SET maxmemory-policy ",
                                            redis_server_get_url (hall->redis));
  g_autofree char *lose = g_strconcat (redis, "allkeys-lru", NULL);
  g_autofree char *keep = g_strconcat (redis, "noeviction", NULL);

  desk_lectern (desk, "cluster init", 0);
  desk_shell (desk, lose);
  desk_lectern (desk, "cluster check", 0);
  desk_assert_says (desk->out, "noeviction");
  desk_shell (desk, keep);

  run_sql ("DROP TRIGGER tasks_added ON tasks; DROP INDEX tasks_dead");
  desk_lectern (desk, "cluster check", 16);
  desk_assert_says (desk->out, "missing: tasks_added, tasks_dead; to do: run “lectern cluster migrate --repair”");
  desk_lectern (desk, "cluster migrate --repair", 0);
  desk_lectern (desk, "cluster check", 16);
  desk_assert_says (desk->out, "missing: tasks_dead;");
  run_sql ("CREATE INDEX tasks_dead ON tasks (id) WHERE state = 'dead'");
  desk_lectern (desk, "cluster check", 0);

  run_sql ("INSERT INTO schema_migrations (version, applied_at) VALUES (99, 1)");
  assert_said (desk, "was made by a newer version of Lectern (99");
  run_sql ("DELETE FROM schema_migrations WHERE version = 99");
  desk_lectern (desk, "cluster status", 0);

  run_sql ("DO $$ BEGIN EXECUTE format ('ALTER DATABASE %I SET default_transaction_read_only = on', "
           "current_database ()); END $$");
  assert_said (desk, "can only be read");
}

int
main (int argc, char *argv[])
{
  static const DeskCase cases[] = {
    { "/cluster-servers/works", test_works },
    { "/cluster-servers/killed", test_killed },
    { "/cluster-servers/autoscale-clock", test_autoscale_clock },
    { "/cluster-servers/leader-killed", test_leader_killed },
    { "/cluster-servers/redis-wiped", test_redis_wiped },
    { "/cluster-servers/redis-emptied", test_redis_emptied },
    { "/cluster-servers/postgres-killed", test_postgres_killed },
    { "/cluster-servers/unreachable", test_unreachable },
    { "/cluster-servers/started-first", test_started_first },
    { "/cluster-servers/offline", test_offline },
    { "/cluster-servers/jobs-per-hour", test_jobs_per_hour },
    { "/cluster-servers/max-per-owner", test_max_per_owner },
    { "/cluster-servers/watched", test_watched },
    { "/cluster-servers/unfit", test_unfit },
  };

  g_test_init (&argc, &argv, NULL);
  return hall_run (hall_set_up, cases, G_N_ELEMENTS (cases));
}
