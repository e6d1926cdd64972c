/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three real servers of one cluster behind a real nginx, with readers and one who sends videos,
 * while servers are killed and started again. For the test of it, and its long form, a bench.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServersLoad:
 * @postgres_url: of a database with its tables
 * @redis_url: (nullable)
 * @nginx: the program
 * @configuration: the folder with nginx.conf
 * @video: path, of what is sent with each job
 * @seconds: how long there are readers
 * @n_readers: each asks as fast as it is answered
 * @n_kills: of one server after the other, spread over the time
 */
typedef struct
{
  const char *postgres_url;
  const char *redis_url;
  const char *nginx;
  const char *configuration;
  const char *video;
  guint seconds;
  guint n_readers;
  guint n_kills;
} ServersLoad;

/**
 * ServersOutcome:
 * @n_failed: reads that were answered with anything but the job, or not at all
 * @n_sent: jobs that somebody was told are accepted
 * @n_again: times that a job was sent once more, with its key, since nobody had answered
 * @n_lost: of @n_sent, not there any more
 * @n_twice: jobs that are there and nobody asked for
 * @n_completed: of @n_sent, by the workers
 * @has_results: whether documents and pictures of the first one are answered
 * @calm_p99_ms: of reads while all servers were there
 * @killed_p99_ms: in the two seconds after a kill
 */
typedef struct
{
  guint n_reads;
  guint n_failed;
  guint n_sent;
  guint n_again;
  guint n_lost;
  guint n_twice;
  guint n_completed;
  guint n_killed;
  gboolean has_results;
  double calm_p99_ms;
  double killed_p99_ms;
} ServersOutcome;

/* Returns: (transfer full) (nullable): where nginx is */
char *servers_find_nginx (void);
/* In the environment of the caller, which it changes. */
void servers_run (const ServersLoad *load, ServersOutcome *outcome);

G_END_DECLS
