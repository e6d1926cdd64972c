/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: bench-servers [SECONDS]
 *
 * Three servers behind nginx with the files of data/deploy, under load: one after the other is
 * killed (SIGKILL) and started again. Reads that fail, jobs that are lost or there twice; how long
 * reads take after a kill, beside reads while all are there.
 */
#include <stdio.h>

#include "http/servers-run.h"
#include "redis/redis-server.h"
#include "store/postgres-server.h"

#define DEFAULT_SECONDS 70
#define SECONDS_A_KILL  10
#define N_READERS       16
#define TARGET_RATIO    10.0

static void
print_table (const ServersOutcome *outcome,
             guint seconds)
{
  g_print ("| %u s, %d readers, %u kills | ours | target |\n|---|---|---|\n", seconds, N_READERS, outcome->n_killed);
  g_print ("| reads / of them failed | %u / %u | 0 |\n", outcome->n_reads, outcome->n_failed);
  g_print ("| jobs accepted / lost / there twice | %u / %u / %u | 0 / 0 |\n", outcome->n_sent, outcome->n_lost,
           outcome->n_twice);
  g_print ("| of them completed | %u | all |\n", outcome->n_completed);
  g_print ("| sent again since nobody answered | %u | |\n", outcome->n_again);
  g_print ("| p99 of a read, all servers there / two seconds after a kill, ms | %.1f / %.1f | %.0f times |\n",
           outcome->calm_p99_ms, outcome->killed_p99_ms, TARGET_RATIO);
}

static void
run (PostgresServer *postgres,
     RedisServer *redis,
     const char *nginx,
     guint seconds)
{
  g_autofree char *database = postgres_server_make_database (postgres);
  g_autofree char *url = make_server_url (postgres, database);
  g_autofree char *folder = g_dir_make_tmp ("lectern-servers-XXXXXX", NULL);
  g_autofree char *video = g_build_filename (folder, "talk.mp4", NULL);
  g_autofree char *line =
    g_strdup_printf ("'%s' builds --seed 106 --size 640x360 --seconds 20 -o '%s'", LECTURE_VIDEO, video);
  ServersLoad load = {
    .postgres_url = url,
    .redis_url = redis != NULL ? redis_server_get_url (redis) : NULL,
    .nginx = nginx,
    .configuration = NGINX_CONFIGURATION,
    .video = video,
    .seconds = seconds,
    .n_readers = N_READERS,
    .n_kills = MAX (seconds / SECONDS_A_KILL / 2, 1),
  };
  ServersOutcome outcome = { 0 };

  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, NULL, NULL));
  servers_run (&load, &outcome);
  print_table (&outcome, seconds);
  remove_all (folder);
}

int
main (int argc,
      char *argv[])
{
  guint seconds = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_SECONDS;
  g_autofree char *nginx = servers_find_nginx ();
  PostgresServer *postgres = NULL;
  RedisServer *redis = NULL;

  g_assert_cmpuint (seconds, >, 0);
  g_setenv ("LECTERN", LECTERN, FALSE);
  g_setenv ("LECTERN_HAS_POSTGRES", "1", TRUE);
  postgres = nginx != NULL ? postgres_server_start_with (TRUE) : NULL;
  if (postgres == NULL)
    {
      g_print ("NOT RUN: %s is not installed\n", nginx == NULL ? "nginx" : "PostgreSQL");
      return 0;
    }

  redis = redis_server_is_installed () ? redis_server_start (NULL) : NULL;
  run (postgres, redis, nginx, seconds);
  g_clear_pointer (&redis, redis_server_free);
  postgres_server_stop (postgres);
  return 0;
}
