/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern import, from databases as the web service that came before this program may have left
 * them, with real servers and the real program. It is asked as a user who may only read.
 */
#include "cli/cluster-hall.h"

#define READER "seed_reader"
#define SECRET "open-sesame"
#define DONE   "5f0c2a34-0b5e-4a55-9b0c-000000000001"
#define FAILED "5f0c2a34-0b5e-4a55-9b0c-000000000002"

/* As SQLAlchemy makes it: jobs have a number and a name. */
#define SEED_TABLES                                                                                      \
  "CREATE TABLE jobs (id serial PRIMARY KEY, job_id varchar(64) UNIQUE NOT NULL, video_url text,"        \
  "  status varchar(20), progress real, error_message text, created_at timestamp, started_at timestamp," \
  "  completed_at timestamp, settings json, pdf_path text);"                                             \
  "CREATE TABLE slides (id serial PRIMARY KEY, job_id varchar(64) REFERENCES jobs (job_id),"             \
  "  slide_number integer, timestamp double precision, title text, content text, image bytea);"          \
  "CREATE TABLE job_metrics (id serial PRIMARY KEY, job_id varchar(64) REFERENCES jobs (job_id),"        \
  "  processing_time double precision, extraction_time double precision, peak_memory_usage real);"

#define SEED_ROWS                                                                                            \
  "INSERT INTO jobs (job_id, video_url, status, error_message, created_at, started_at, completed_at) VALUES" \
  "  ('" DONE "', 'https://example.org/biology.mp4?key=" SECRET "', 'completed', NULL,"                      \
  "    '2024-03-01 10:00', '2024-03-01 10:01', '2024-03-01 10:05'),"                                         \
  "  ('" FAILED "', '/srv/videos/physics.mp4', 'failed', 'no answer of redis://:" SECRET "@cache/0',"        \
  "    '2024-03-02 10:00', '2024-03-02 10:01', '2024-03-02 10:02'),"                                         \
  "  ('job-cancelled', 'https://example.org/art.mp4', 'cancelled', NULL, '2024-03-03 10:00', NULL, NULL),"   \
  "  ('job-waiting', 'https://example.org/later.mp4', 'pending', NULL, '2024-03-04 10:00', NULL, NULL),"     \
  "  ('job-melted', 'https://example.org/melted.mp4', 'melted', NULL, '2024-03-05 10:00', NULL, NULL),"      \
  "  ('job-empty', NULL, 'completed', NULL, '2024-03-06 10:00', NULL, NULL);"                                \
  "INSERT INTO slides (job_id, slide_number, timestamp, title, content) VALUES"                              \
  "  ('" DONE "', 2, 61.5, 'Enzymes', 'what speeds up reactions'),"                                          \
  "  ('" DONE "', 1, 0, 'Ribosomes', 'protein synthesis'),"                                                  \
  "  ('" DONE "', NULL, NULL, 'Nowhere', 'a slide of no time');"                                             \
  "INSERT INTO job_metrics (job_id, processing_time, extraction_time, peak_memory_usage) VALUES"             \
  "  ('" DONE "', 240, 200, 512);"

/* A user who may only read, by role and by setting. */
#define SEED_READER                                                                                            \
  "DO $$ BEGIN CREATE ROLE " READER " LOGIN PASSWORD '" SECRET "'; EXCEPTION WHEN duplicate_object THEN NULL;" \
  " END $$; ALTER ROLE " READER " SET default_transaction_read_only = on;"                                     \
  " ALTER ROLE " READER " SET datestyle = 'German, DMY';"                                                      \
  " GRANT SELECT ON ALL TABLES IN SCHEMA public TO " READER ";"

/* Makes a database with what @script makes. Returns: (transfer full): its name */
static char *
make_seed (const Hall *hall,
           const char *script)
{
  static guint n_seeds = 0;
  char *name = g_strdup_printf ("seed_%u", ++n_seeds);
  g_autofree char *create = g_strdup_printf ("CREATE DATABASE %s", name);

  run_on_server (hall->postgres, SERVER_USER, create);
  run_on_server (hall->postgres, name, script);
  run_on_server (hall->postgres, name, SEED_READER);
  return name;
}

/* Puts the address of the seed where the shell finds it. */
static void
set_seed (const Hall *hall,
          const char *script)
{
  g_autofree char *name = make_seed (hall, script);
  g_autofree char *url = g_strdup_printf ("postgresql+psycopg2:///%s?host=%s&port=%u&user=" READER, name,
                                          hall->postgres->folder, hall->postgres->port);

  g_setenv ("SEED", url, TRUE);
}

static void
set_up (Desk *desk,
        gconstpointer data)
{
  hall_set_up (desk, data);
  desk_lectern (desk, "cluster init", 0);
}

static void
import (Desk *desk,
        const char *options,
        int exit_code,
        const char *says)
{
  g_autofree char *arguments = g_strconcat ("import --from-url \"$SEED\" ", options, NULL);

  desk_lectern (desk, arguments, exit_code);
  g_assert_null (strstr (desk->out, SECRET));
  g_assert_null (strstr (desk->err, SECRET));
  desk_assert_says (exit_code == 0 || strstr (desk->out, says) != NULL ? desk->out : desk->err, says);
}

/* All that a seed can have; a second time brings nothing, and what is over since then. */
static void
test_works (Desk *desk,
            gconstpointer data)
{
  const Hall *hall = data;
  g_autofree char *name = NULL;
  g_autofree char *url = NULL;

  set_seed (hall, SEED_TABLES SEED_ROWS);
  import (desk, "--dry-run", 16, "jobs there: 6; brought: 3, here already: 0, not over: 1, not brought: 2");
  desk_assert_says (desk->err, "job-melted: its status “melted” is none that is known");
  desk_assert_says (desk->err, "job-empty: it names no video");
  desk_lectern (desk, "jobs", 0);
  g_assert_null (strstr (desk->out, "biology"));

  import (desk, "", 16, "jobs there: 6; brought: 3, here already: 0, not over: 1, not brought: 2");
  desk_assert_says (desk->out, DONE " (https://example.org/biology.mp4): is here now");
  desk_assert_says (desk->err, DONE ": the slide of row");
  desk_lectern (desk, "jobs --json", 0);
  desk_assert_says (desk->out, "\"" DONE "\"");
  g_assert_null (strstr (desk->out, SECRET));
  desk_lectern (desk, "jobs --status failed", 0);
  desk_assert_says (desk->out, "physics.mp4");
  desk_lectern (desk, "jobs --status cancelled", 0);
  desk_assert_says (desk->out, "art.mp4");
  desk_lectern (desk, "search ribosomes", 0);
  desk_assert_says (desk->out, "biology.mp4");
  desk_lectern (desk, "metrics --json " DONE, 0);
  desk_assert_says (desk->out, "536870912");
  desk_lectern (desk, "show --json " DONE, 0);
  desk_assert_says (desk->out, "\"Enzymes\"");
  desk_assert_says (desk->out, "61.5");
  desk_lectern (desk, "show " FAILED, 0);
  desk_assert_says (desk->out, "no answer of redis://");
  g_assert_null (strstr (desk->out, SECRET));

  import (desk, "--json", 16, "{\"jobs\": 6, \"brought\": 0, \"moved\": 0, \"there\": 3, \"left\": 1, \"failed\": 2}");

  url = g_strdup (g_getenv ("SEED"));
  name = g_strndup (strstr (url, ":///") + 4, strcspn (strstr (url, ":///") + 4, "?"));
  run_on_server (hall->postgres, name, "UPDATE jobs SET status = 'completed' WHERE job_id = 'job-waiting'");
  import (desk, "", 16, "brought: 1, here already: 3, not over: 0, not brought: 2");
}

/* To the cluster, whose tables answer as the seed's did. */
static void
test_cluster (Desk *desk,
              gconstpointer data)
{
  const Hall *hall = data;

  set_seed (hall, SEED_TABLES SEED_ROWS);
  import (desk, "--cluster --dry-run", 16, "brought: 3");
  import (desk, "--cluster", 16, "brought: 3, here already: 0");
  import (desk, "--cluster", 16, "brought: 0, here already: 3");
  desk_lectern (desk, "jobs --cluster --status completed", 0);
  desk_assert_says (desk->out, "biology.mp4");
  desk_lectern (desk, "search --cluster enzymes", 0);
  desk_assert_says (desk->out, "biology.mp4");
  desk_lectern (desk, "jobs", 0);
  g_assert_null (strstr (desk->out, "biology.mp4"));
  desk_lectern (desk, "retry --cluster " FAILED, 0);
  desk_lectern (desk, "jobs --cluster --status queued", 0);
  desk_assert_says (desk->out, "physics.mp4");
}

/* Numbers only, no other table, moments as text: what is there comes. A second service that counted
 * from one, too, is told from the first. */
static void
test_columns (Desk *desk,
              gconstpointer data)
{
  set_seed (data, "CREATE TABLE jobs (id integer PRIMARY KEY, state text, filename text, created_at text);"
                  "INSERT INTO jobs VALUES (1, 'SUCCESS', 'one.mp4', '2024-03-01T10:00:00Z'),"
                  "  (2, 'FAILURE', 'two.mp4', 'some day');");
  import (desk, "", 0, "jobs there: 2; brought: 2");
  desk_lectern (desk, "show 1", 0);
  desk_assert_says (desk->out, "one.mp4");

  set_seed (data, "CREATE TABLE jobs (id integer PRIMARY KEY, status text, filename text);"
                  "CREATE TABLE slides (job_id integer, start_time real, text text);"
                  "INSERT INTO jobs VALUES (1, 'done', 'other.mp4'), (3, 'done', 'three.mp4');"
                  "INSERT INTO slides SELECT 3, i, 'photosynthesis ' || i FROM generate_series(1, 450) AS i;");
  import (desk, "", 9, "brought: 1, here already: 0, not over: 0, not brought: 1");
  desk_assert_says (desk->err, "1: another job is called ");
  desk_shell (desk, "\"$LECTERN\" show --json 3 | grep -o 'photosynthesis [0-9]*' | sort -u | wc -l");
  g_assert_cmpint (atoi (desk->out), ==, 450);
}

/* A view is as good as a table: for a service that had other names. */
static void
test_view (Desk *desk,
           gconstpointer data)
{
  set_seed (data, "CREATE TABLE extractions (ref uuid, how text, what text);"
                  "INSERT INTO extractions VALUES ('5f0c2a34-0b5e-4a55-9b0c-000000000001', 'done', '/srv/a.mp4');"
                  "CREATE VIEW jobs AS SELECT ref AS job_id, how AS status, what AS source FROM extractions;");
  import (desk, "", 0, "5f0c2a34-0b5e-4a55-9b0c-000000000001 (/srv/a.mp4): is here now");
}

/* A PDF that lies where the seed has put it is the job's; any other file of this machine is not. */
static void
test_files (Desk *desk,
            gconstpointer data)
{
  static const char rows[] =
    "INSERT INTO jobs (job_id, video_url, status, pdf_path) VALUES ('1', '/a.mp4', 'completed', '%1$s/talk.pdf'),"
    "  ('2', '/b.mp4', 'completed', '%1$s/talk.mp4'), ('3', '/c.mp4', 'completed', '%1$s/secret.pdf'),"
    "  ('4', '/d.mp4', 'completed', '%1$s/pipe.pdf'), ('5', '/e.mp4', 'failed', '%1$s/talk.pdf');";
  g_autofree char *script = g_strconcat (SEED_TABLES, rows, NULL);
  g_auto (GStrv) pieces = g_strsplit (script, "%1$s", -1);
  g_autofree char *filled = g_strjoinv (desk->folder, pieces);

  desk_shell (desk, "printf '%%PDF-1.4\n' > talk.pdf && echo secret > secret.pdf && mkfifo pipe.pdf");
  set_seed (data, filled);
  import (desk, "", 0, "brought: 5");
  desk_shell (desk, "\"$LECTERN\" show --json 1 | grep -c talk.pdf");
  desk_shell (desk, "for i in 2 3 4 5; do \"$LECTERN\" show --json $i; done > others; "
                    "! grep -E 'secret.pdf|talk.mp4|pipe.pdf|talk.pdf' others");
}

/* Returns: how many jobs are here, none of them twice */
static int
count_jobs (Desk *desk)
{
  desk_shell (desk, "\"$LECTERN\" jobs --json | grep -o '\"source\": *\"[^\"]*' | sort > all; uniq -d all > twice; "
                    "! test -s twice && wc -l < all");
  return atoi (desk->out);
}

/* Killed again and again, anywhere in it: each job is there once, with all of its slides. */
static void
test_killed (Desk *desk,
             gconstpointer data)
{
  static const char rows[] =
    "INSERT INTO jobs (job_id, video_url, status)"
    "  SELECT 'job-' || i, 'https://example.org/' || i || '.mp4', 'completed' FROM generate_series(1, 400) AS i;"
    "INSERT INTO slides (job_id, slide_number, timestamp, title)"
    "  SELECT 'job-' || i, n, n, 'Slide ' || n FROM generate_series(1, 400) AS i, generate_series(1, 3) AS n;";
  g_autofree char *script = g_strconcat (SEED_TABLES, rows, NULL);
  guint n_halfway = 0;
  int n_jobs = 0;

  set_seed (data, script);
  for (guint i = 1; i <= 60 && n_jobs < 400; i++)
    {
      g_autofree char *command = g_strdup_printf (
        "timeout -s KILL %u.%02u \"$LECTERN\" import --from-url \"$SEED\" >/dev/null 2>&1 || true", i / 20,
        i % 20 * 5);

      desk_run (desk, command);
      n_jobs = count_jobs (desk);
      n_halfway += n_jobs > 0 && n_jobs < 400 ? 1 : 0;
    }
  g_assert_cmpuint (n_halfway, >, 0);

  import (desk, "", 0, "jobs there: 400;");
  g_assert_cmpint (count_jobs (desk), ==, 400);
  desk_shell (desk, "\"$LECTERN\" jobs --json | grep -c '\"slides\": 3'");
  g_assert_cmpint (atoi (desk->out), ==, 400);
}

/* Over the network with a password, which is never said: not when it is wrong, nor when it makes
 * the address one that cannot be read. */
static void
test_password (Desk *desk,
               gconstpointer data)
{
  const Hall *hall = data;
  g_autofree char *name = make_seed (hall, SEED_TABLES SEED_ROWS);
  g_autofree char *right =
    g_strdup_printf ("postgresql://" READER "@127.0.0.1:%u/%s", hall->postgres->port, name);
  g_autofree char *wrong =
    g_strdup_printf ("postgresql://" READER ":" SECRET "-not@127.0.0.1:%u/%s", hall->postgres->port, name);

  g_setenv ("PGPASSWORD", SECRET, TRUE);
  g_setenv ("SEED", right, TRUE);
  import (desk, "", 16, "brought: 3");
  g_unsetenv ("PGPASSWORD");

  g_setenv ("SEED", wrong, TRUE);
  desk_run (desk, "\"$LECTERN\" import --from-url \"$SEED\"");
  g_assert_cmpint (desk->exit_code, !=, 0);
  g_assert_null (strstr (desk->err, SECRET));
  g_setenv ("SEED", "postgresql://" READER ":" SECRET "/@127.0.0.1/x", TRUE);
  desk_run (desk, "\"$LECTERN\" import --from-url \"$SEED\"");
  g_assert_cmpint (desk->exit_code, ==, 2);
  g_assert_null (strstr (desk->err, SECRET));
}

static void
test_refused (Desk *desk,
              gconstpointer data)
{
  g_autofree char *own = g_strdup (g_getenv ("DATABASE_URL"));

  desk_lectern (desk, "import", 2);
  desk_assert_says (desk->err, "--from-url is missing");
  g_setenv ("SEED", "mysql://" SECRET "@example.org/x", TRUE);
  import (desk, "", 2, "--from-url is like");
  g_setenv ("SEED", own, TRUE);
  import (desk, "", 2, "is one of Lectern");
  set_seed (data, "CREATE TABLE slides (job_id integer);");
  import (desk, "", 3, "has no table “jobs”");
  g_setenv ("SEED", "postgresql://nobody@127.0.0.1:1/none", TRUE);
  desk_run (desk, "\"$LECTERN\" import --from-url \"$SEED\"");
  g_assert_cmpint (desk->exit_code, !=, 0);
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/import-command/works", test_works },
    { "/import-command/cluster", test_cluster },
    { "/import-command/columns", test_columns },
    { "/import-command/view", test_view },
    { "/import-command/killed", test_killed },
    { "/import-command/files", test_files },
    { "/import-command/password", test_password },
    { "/import-command/refused", test_refused },
  };

  g_test_init (&argc, &argv, NULL);
  return hall_run (set_up, cases, G_N_ELEMENTS (cases));
}
