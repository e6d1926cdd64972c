/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What waits is a list in Redis of the queue's name.
 */
#include "celery-run.h"

#include <gio/gio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>

/* Debian's, whichever comes first in PATH. */
#define PYTHON "/usr/bin/python3"
#define APP    "noop_celery"
#define LIST   "celery"

struct _CeleryRun
{
  LecRedisClient *client; /* unowned */
  GSubprocess *program;
};

gboolean
celery_run_is_installed (void)
{
  const char *const argv[] = { PYTHON, "-c", "import celery, redis", NULL };
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  return process != NULL && g_subprocess_wait_check (process, NULL, NULL);
}

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocessLauncher *
prepare (const char *redis_url)
{
  GSubprocessLauncher *launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);

  g_subprocess_launcher_setenv (launcher, "REDIS_URL", redis_url, TRUE);
  g_subprocess_launcher_setenv (launcher, "PYTHONPATH", BENCH_SOURCES, TRUE);
  g_subprocess_launcher_setenv (launcher, "PYTHONDONTWRITEBYTECODE", "1", TRUE);
  g_subprocess_launcher_setenv (launcher, "C_FORCE_ROOT", "1", TRUE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  return launcher;
}

static void
add_tasks (const char *redis_url,
           guint n_tasks)
{
  g_autoptr (GSubprocessLauncher) launcher = prepare (redis_url);
  g_autofree char *number = g_strdup_printf ("%u", n_tasks);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_launcher_spawn (launcher, &error, PYTHON, BENCH_SOURCES "/noop_celery.py", number, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

CeleryRun *
celery_run_start (const char *redis_url,
                  LecRedisClient *client,
                  const char *folder,
                  guint n_tasks_at_once,
                  guint n_tasks,
                  const char *per_child)
{
  CeleryRun *self = g_new0 (CeleryRun, 1);
  g_autoptr (GSubprocessLauncher) launcher = prepare (redis_url);
  g_autofree char *limit = g_strdup_printf ("--max-tasks-per-child=%s", per_child);
  g_autofree char *concurrency = g_strdup_printf ("--concurrency=%u", n_tasks_at_once);
  g_autoptr (GError) error = NULL;

  self->client = client;
  add_tasks (redis_url, n_tasks);
  g_subprocess_launcher_set_cwd (launcher, folder);
  self->program = g_subprocess_launcher_spawn (launcher, &error, PYTHON, "-m", "celery", "-A", APP, "worker",
                                               concurrency, "--pool=prefork", "--without-gossip", "--without-mingle",
                                               "--loglevel=ERROR", limit, NULL);
  g_assert_no_error (error);
  return self;
}

guint
celery_run_count_left (gpointer data)
{
  CeleryRun *self = data;
  const char *const words[] = { "LLEN", LIST, NULL };
  g_autoptr (LecRedisReply) reply = lec_redis_client_run (self->client, words, 0, NULL, NULL);
  gint64 n = G_MAXINT;

  if (reply != NULL)
    lec_redis_reply_read_integer (reply, &n, NULL);
  return (guint) n;
}

/* SIGTERM is "when the tasks have ended"; they have. */
void
celery_run_stop (CeleryRun *self)
{
  g_subprocess_send_signal (self->program, SIGTERM);
  g_subprocess_wait (self->program, NULL, NULL);
}

void
celery_run_free (CeleryRun *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->program);
  g_free (self);
}
