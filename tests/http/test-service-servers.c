/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three servers behind a real nginx with the files of data/deploy, one of them killed under load:
 * no read fails, and no job is lost. The long form of it is bench-servers.
 */
#include "http/servers-run.h"
#include "redis/redis-server.h"
#include "store/postgres-server.h"

static void
test_killed (void)
{
  g_autofree char *nginx = servers_find_nginx ();
  PostgresServer *postgres = nginx != NULL ? postgres_server_start () : NULL;
  RedisServer *redis = NULL;
  g_autofree char *database = NULL;
  g_autofree char *url = NULL;
  g_autofree char *configuration = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *video = NULL;
  g_autofree char *line = NULL;
  ServersLoad load = { .nginx = nginx, .seconds = 9, .n_readers = 8, .n_kills = 1 };
  ServersOutcome outcome = { 0 };

  if (postgres == NULL)
    {
      g_test_skip (nginx == NULL ? "nginx is not installed" : "PostgreSQL is not installed");
      return;
    }

  redis = redis_server_is_installed () ? redis_server_start (NULL) : NULL;
  database = postgres_server_make_database (postgres);
  url = make_server_url (postgres, database);
  configuration = g_test_build_filename (G_TEST_DIST, "..", "data", "deploy", "nginx", NULL);
  folder = g_dir_make_tmp ("lectern-talk-XXXXXX", NULL);
  video = g_build_filename (folder, "talk.mp4", NULL);
  line = g_strdup_printf ("'%s' builds --seed 106 --size 640x360 --seconds 20 -o '%s'", g_getenv ("LECTURE_VIDEO"),
                          video);
  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, NULL, NULL));
  load.postgres_url = url;
  load.redis_url = redis != NULL ? redis_server_get_url (redis) : NULL;
  load.configuration = configuration;
  load.video = video;
  servers_run (&load, &outcome);

  g_test_message ("%u reads, %u jobs, %u sent again", outcome.n_reads, outcome.n_sent, outcome.n_again);
  g_assert_cmpuint (outcome.n_killed, ==, 1);
  g_assert_cmpuint (outcome.n_reads, >, 100);
  g_assert_cmpuint (outcome.n_failed, ==, 0);
  g_assert_cmpuint (outcome.n_sent, >, 1);
  g_assert_cmpuint (outcome.n_lost, ==, 0);
  g_assert_cmpuint (outcome.n_twice, ==, 0);
  g_assert_cmpuint (outcome.n_completed, ==, outcome.n_sent);
  g_assert_true (outcome.has_results);
  g_clear_pointer (&redis, redis_server_free);
  postgres_server_stop (postgres);
  remove_all (folder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service-servers/killed", test_killed);
  return g_test_run ();
}
