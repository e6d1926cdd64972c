/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern --worker, and the commands about the jobs of a cluster: one of several programs on this
 * machine, with its database in the desk's folder.
 */
#include "base/error.h"
#include "cli/desk.h"

/* Starts a worker whose log is w.err; its process id is $W. */
#define START(options) "{ \"$LECTERN\" --worker --concurrency 1 " options " 2> w.err & W=$!; "
/* Waits until the log has it. */
#define AWAIT(text)      "for i in $(seq 600); do grep -q '" text "' w.err && break; sleep 0.05; done; "
#define AWAIT_FILE(name) "for i in $(seq 600); do [ -f " name " ] && break; sleep 0.05; done; "
#define STOP             "kill -TERM $W; wait $W; }"

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *url = NULL;

  desk_set_up_at_home (desk, data);
  url = g_strconcat ("sqlite://", desk->folder, "/cluster.db", NULL);
  g_setenv ("DATABASE_URL", url, TRUE);
  g_setenv ("LECTERN_LEASE", "2", TRUE);
  g_unsetenv ("REDIS_URL");
  g_unsetenv ("USE_CELERY");
}

/* From adding to the PDF; each line of the log is JSON. */
static void
test_works (Desk *desk,
            gconstpointer data)
{
  g_autofree char *log = NULL;
  g_auto (GStrv) lines = NULL;

  desk_lectern (desk, "add --cluster talk.mp4", 0);
  g_assert_cmpstr (desk->out, ==, "job 1: talk.mp4\n");
  desk_run (desk, START ("--log-format json") AWAIT ("\"done, .*\"generate\"") STOP);
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_true (desk_has (desk, "talk.pdf"));
  desk_lectern (desk, "jobs --cluster --status completed --json", 0);
  desk_assert_says (desk->out, "talk.pdf");

  desk_shell (desk, "cat w.err");
  lines = g_strsplit (g_strchomp (desk->out), "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 10);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autoptr (JsonNode) node = json_from_string (*line, NULL);

      g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
      g_assert_true (json_object_has_member (json_node_get_object (node), "worker"));
    }
}

/* Whoever was killed is missed after its lease; the job is done by another one. */
static void
test_killed (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_run (desk, START ("") AWAIT ("begun") "kill -KILL $W; wait $W; }");
  g_assert_cmpint (desk->exit_code, ==, 128 + 9);
  desk_run (desk, START ("") AWAIT ("done, .*generate") STOP);
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_lectern (desk, "jobs --cluster --status completed", 0);
  desk_assert_says (desk->out, "talk.mp4");
  desk_lectern (desk, "log --cluster 1", 0);
  desk_assert_says (desk->out, "its worker is gone");
}

/* The task that runs is finished, the next one is not begun. */
static void
test_drained (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_run (desk, START ("--drain-timeout 60") AWAIT ("begun") STOP);
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_shell (desk, "grep -c 'takes no more tasks' w.err && grep -c 'done, .*extract' w.err");
  desk_run (desk, "grep -q 'recognise' w.err");
  g_assert_cmpint (desk->exit_code, ==, 1);
  desk_lectern (desk, "jobs --cluster --status queued", 0);
  desk_assert_says (desk->out, "talk.mp4");
}

/* Asked twice it gives back what it has at once. */
static void
test_stopped (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_run (desk, START ("") AWAIT ("begun") "kill -TERM $W; kill -INT $W; wait $W; }");
  g_assert_cmpint (desk->exit_code, ==, 130);
  desk_lectern (desk, "log --cluster 1", 0);
  desk_assert_says (desk->out, "given back");
  desk_lectern (desk, "jobs --cluster --status queued", 0);
  desk_assert_says (desk->out, "talk.mp4");
}

/* What is somebody else's is not seen, found or changed; whoever operates the cluster can. */
static void
test_owners (Desk *desk,
             gconstpointer data)
{
  static const char *const refused[] = { "show --cluster 1", "cancel --cluster 1", "remove --cluster 1" };

  g_setenv ("LECTERN_OWNER", "ada", TRUE);
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  g_setenv ("LECTERN_OWNER", "grace", TRUE);
  desk_lectern (desk, "add --cluster talk.mp4 -o grace.pdf", 0);
  desk_run (desk, START ("") AWAIT ("job=1 .*stage=generate") AWAIT ("job=2 .*stage=generate") STOP);

  desk_lectern (desk, "jobs --cluster --json", 0);
  g_assert_null (strstr (desk->out, "\"id\": 1,"));
  desk_assert_says (desk->out, "\"id\": 2,");
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      desk_lectern (desk, refused[i], lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
      desk_assert_says (desk->err, "there is no job");
    }
  desk_lectern (desk, "search --cluster --json ribosome", 0);
  desk_assert_says (desk->out, "\"job\": 2");
  g_assert_null (strstr (desk->out, "\"job\": 1"));

  desk_lectern (desk, "cluster requeue 1", 0);
  g_setenv ("LECTERN_OWNER", "ada", TRUE);
  desk_lectern (desk, "jobs --cluster --status queued --json", 0);
  desk_assert_says (desk->out, "\"id\": 1,");
  g_unsetenv ("LECTERN_OWNER");
}

/* Each option does something. */
static void
test_options (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_run (desk, START ("--queues extraction --autoscale 1,2 --max-tasks-per-child 1 --max-memory-per-child 1G "
                         "--log-level debug --log-format text")
                    AWAIT ("done, .*extract") "sleep 1.5; " STOP);
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_shell (desk, "grep -q '2 tasks at a time of extraction ' w.err && grep -q ' debug ' w.err");
  desk_run (desk, "grep -q 'stage=recognise' w.err");
  g_assert_cmpint (desk->exit_code, ==, 1);
  desk_run (desk, START ("-Q analysis,generation --log-level warning") AWAIT_FILE ("talk.pdf") STOP);
  desk_run (desk, "cat w.err");
  g_assert_cmpstr (desk->out, ==, "");
  g_assert_true (desk_has (desk, "talk.pdf"));
}

static void
assert_usage (Desk *desk,
              const char *command,
              const char *reason)
{
  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, lec_error_get_exit_code (LEC_ERROR_USAGE));
  desk_assert_says (desk->err, reason);
}

/* A worker that could do nothing does not begin. */
static void
test_refused (Desk *desk,
              gconstpointer data)
{
  assert_usage (desk, "DATABASE_URL= \"$LECTERN\" --worker", "no cluster is set");
  assert_usage (desk, "USE_CELERY=false \"$LECTERN\" worker", "USE_CELERY is “false”");
  assert_usage (desk, "\"$LECTERN\" --worker --max-memory-per-child 1M", "--max-memory-per-child cannot be “1M”");
  assert_usage (desk, "\"$LECTERN\" --worker --autoscale 8,1", "it has to be MIN,MAX");
  assert_usage (desk, "\"$LECTERN\" --worker -Q fast", "there is no queue “fast”");
  assert_usage (desk, "\"$LECTERN\" --worker --log-level loud", "--log-level cannot be “loud”");
  assert_usage (desk, "WORKER_PREFETCH_MULTIPLIER=4 \"$LECTERN\" --worker", "WORKER_PREFETCH_MULTIPLIER cannot be “4”");
  assert_usage (desk, "DATABASE_URL=sqlite:///srv/lectern.db \"$LECTERN\" --worker", "is the database of a library");
}

/* The commands about jobs are about those of the cluster; those of the desk are others. */
static void
test_jobs (Desk *desk,
           gconstpointer data)
{
  static const char *const commands[] = {
    "show",
    "log",
    "metrics",
    "pause",
    "resume",
    "cancel",
    "retry",
    "cancel",
    "follow",
  };

  desk_lectern (desk, "add --cluster talk.mp4", 0);
  desk_lectern (desk, "jobs", 0);
  g_assert_cmpstr (desk->out, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *arguments = g_strconcat (commands[i], " --cluster 1", NULL);

      desk_lectern (desk, arguments, 0);
    }
  desk_lectern (desk, "search --cluster parsing", 0);
  desk_lectern (desk, "clear --done --cluster", 0);
  desk_lectern (desk, "remove --cluster 1", 0);
  desk_lectern (desk, "show --cluster 1", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
}

int
main (int argc, char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/worker-command/works", test_works },
    { "/worker-command/killed", test_killed },
    { "/worker-command/drained", test_drained },
    { "/worker-command/stopped", test_stopped },
    { "/worker-command/options", test_options },
    { "/worker-command/owners", test_owners },
    { "/worker-command/refused", test_refused },
    { "/worker-command/jobs", test_jobs },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, tests, G_N_ELEMENTS (tests));
}
