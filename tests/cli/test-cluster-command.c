/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern cluster, with a worker of this machine. No lecture is needed: the queues are paused, or
 * the job's video is none.
 */
#include "base/error.h"
#include "cli/desk.h"

/* Starts a worker and waits until it is ready; its process id is $W. */
#define START                                                 \
  "{ \"$LECTERN\" --worker --concurrency 2 2> w.err & W=$!; " \
  "for i in $(seq 600); do grep -q ready w.err && break; sleep 0.05; done; "
#define STOP "kill -TERM $W; wait $W; }"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autofree char *home = NULL;

  desk->folder = g_dir_make_tmp ("lectern-desk-XXXXXX", NULL);
  url = g_strconcat ("sqlite://", desk->folder, "/cluster.db", NULL);
  home = g_build_filename (desk->folder, "home", NULL);
  g_setenv ("DATABASE_URL", url, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_unsetenv ("REDIS_URL");
  g_unsetenv ("USE_CELERY");
}

static void
test_init (Desk *desk,
           gconstpointer data)
{
  desk_lectern (desk, "cluster init", 0);
  desk_assert_says (desk->out, "/cluster.db\n");
  g_assert_true (desk_has (desk, "cluster.db"));
  desk_lectern (desk, "cluster migrate --status", 0);
  desk_assert_says (desk->out, "whenever the file is opened");
  desk_lectern (desk, "cluster migrate --dry-run --json", 0);
  desk_assert_says (desk->out, "{\"automatic\": true}");
  desk_lectern (desk, "cluster migrate --repair", 0);
  desk_lectern (desk, "cluster ping --json", 0);
  desk_assert_says (desk->out, "\"took_ms\": ");
  desk_lectern (desk, "cluster workers", 0);
  desk_assert_says (desk->err, "no worker has said that it is there");
  desk_lectern (desk, "cluster dead", 0);
  desk_assert_says (desk->err, "no task was given up");
  desk_lectern (desk, "cluster schedule", 0);
  desk_assert_says (desk->err, "no worker has done periodic work yet");
  desk_lectern (desk, "cluster schedule run upkeep", 0);
  desk_lectern (desk, "cluster schedule run forget-workers", 0);
  desk_lectern (desk, "cluster schedule run sent-files", 0);
  desk_lectern (desk, "cluster schedule --json", 0);
  desk_assert_says (desk->out, "\"work\": \"forget-workers\"");
  desk_assert_says (desk->out, "\"result\": \"ok\"");
  desk_lectern (desk, "cluster schedule run nothing", 3);
  desk_lectern (desk, "cluster schedule walk upkeep", 2);
  desk_lectern (desk, "cluster scale", 0);
  g_assert_cmpstr (desk->out, ==, "0 slots are wanted, there are 0\n");
  desk_shell (desk, "printf 'no video at all, but some bytes of text' > talk.mp4");
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_lectern (desk, "cluster scale --json", 20);
  g_assert_cmpstr (desk->out, ==, "{\"wanted_slots\": 1, \"slots\": 0}\n");
  desk_lectern (desk, "remove --cluster 1", 0);
  desk_lectern (desk, "cluster check", 0);
  desk_assert_says (desk->out, "warning  workers        no worker is online; to do: start");
  g_assert_null (strstr (desk->out, "no worker takes the tasks"));
}

/* With a worker: who it is, what it serves, that it can be held and not forgotten. */
static void
test_works (Desk *desk,
            gconstpointer data)
{
  desk_run (desk, START "sleep 1.2; \"$LECTERN\" cluster workers --json; \"$LECTERN\" cluster workers; "
                        "\"$LECTERN\" cluster queues; \"$LECTERN\" cluster status --json; \"$LECTERN\" cluster check; "
                        "\"$LECTERN\" cluster schedule; \"$LECTERN\" cluster scale; echo \"scale: $?\"; "
                        "\"$LECTERN\" cluster drain \"$(uname -n)-\"; "
                        "\"$LECTERN\" cluster workers; \"$LECTERN\" cluster drain \"$(uname -n)-\" --undo; "
                        "\"$LECTERN\" cluster forget \"$(uname -n)-\"; " STOP);
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "\"state\": \"online\", \"drained\": false");
  desk_assert_says (desk->out, " online  0:0");
  desk_assert_says (desk->out, " drained  0:0");
  desk_assert_says (desk->out, "analysis     0        -       1        2      open\n");
  desk_assert_says (desk->out, "\"workers\": {\"online\": 1, \"stalled\": 0, \"gone\": 0, \"busy\": 0, \"slots\": 2}");
  desk_assert_says (desk->out, "ok       workers        1 online\n");
  desk_assert_says (desk->out, "upkeep ");
  desk_assert_says (desk->out, "0 slots are wanted, there are 2\nscale: 21\n");
  desk_assert_says (desk->err, "is online: end it first, or drain it");
  desk_lectern (desk, "cluster workers --json", 0);
  g_assert_cmpstr (desk->out, ==, "");
}

static void
test_pause (Desk *desk,
            gconstpointer data)
{
  desk_lectern (desk, "cluster pause extraction", 0);
  desk_lectern (desk, "cluster queues", 0);
  desk_assert_says (desk->out, "extraction   0        -       0        0      paused\n");
  desk_lectern (desk, "cluster resume extraction", 0);
  desk_lectern (desk, "cluster queues --json", 0);
  desk_assert_says (desk->out, "{\"queue\": \"extraction\", \"waiting\": 0, \"workers\": 0, \"slots\": 0, "
                               "\"paused\": false}");
  desk_lectern (desk, "cluster pause slides", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
}

/* What cannot be done is given up, told of, and tried again when somebody says so. */
static void
test_dead (Desk *desk,
           gconstpointer data)
{
  desk_shell (desk, "printf 'no video at all, but some bytes of text' > talk.mp4");
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_run (desk, START "for i in $(seq 600); do grep -q failed w.err && break; sleep 0.05; done; " STOP);
  desk_lectern (desk, "cluster dead", 0);
  desk_assert_says (desk->out, "1    extract  1      0:0");
  desk_assert_says (desk->out, "talk.mp4");
  desk_lectern (desk, "cluster dead --json", 0);
  desk_assert_says (desk->out, "\"error\": \"not-a-video\"");
  desk_lectern (desk, "cluster requeue 1", 0);
  desk_lectern (desk, "jobs --cluster --status queued", 0);
  desk_assert_says (desk->out, "talk.mp4");
  desk_lectern (desk, "cluster requeue 2", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
}

/* A line every two seconds, until it is stopped. */
static void
test_watch (Desk *desk,
            gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  desk_run (desk, "timeout -s INT 5 \"$LECTERN\" cluster status --watch --json");
  lines = g_strsplit (g_strchomp (desk->out), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >=, 2);
  desk_assert_says (lines[1], "\"jobs\": {\"queued\": 0");
}

static void
test_refused (Desk *desk,
              gconstpointer data)
{
  static const char *const arguments[] = { "cluster", "cluster begin", "cluster pause", "cluster init now",
                                           "cluster drain a b" };

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    desk_lectern (desk, arguments[i], lec_error_get_exit_code (LEC_ERROR_USAGE));
  desk_run (desk, "DATABASE_URL= \"$LECTERN\" cluster status");
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_USAGE));
  desk_assert_says (desk->err, "no cluster is set");
  desk_lectern (desk, "cluster drain nobody", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
}

int
main (int argc, char *argv[])
{
  static const DeskCase cases[] = {
    { "/cluster-command/init", test_init },
    { "/cluster-command/works", test_works },
    { "/cluster-command/pause", test_pause },
    { "/cluster-command/dead", test_dead },
    { "/cluster-command/watch", test_watch },
    { "/cluster-command/refused", test_refused },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Desk, NULL, set_up, cases[i].test, desk_tear_down);
  return g_test_run ();
}
