/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a cluster reads, from made-up facts.
 */
#include "base/json.h"
#include "cli/cluster-text.h"
#include "cli/text-table.h"

#define SECOND G_USEC_PER_SEC
#define NOW_US (1000000 * (gint64) SECOND)

static char *const both[] = { (char *) "extraction", (char *) "analysis", NULL };

static LecWorkerRecord
make_worker (LecWorkerState state,
             guint n_busy)
{
  return (LecWorkerRecord){
    .identity = (char *) "lab-07-1f3a9c2e-4711-0000beef",
    .host = (char *) "lab-07",
    .version = (char *) "1.2.3",
    .queues = (GStrv) both,
    .n_slots = 4,
    .n_busy = n_busy,
    .pid = 4711,
    .started_us = NOW_US - 60 * SECOND,
    .silence_us = 12 * SECOND,
    .state = state,
  };
}

static void
assert_json (JsonNode *node,
             const char *line)
{
  g_autoptr (JsonNode) owned = node;
  g_autofree char *text = lec_json_to_line (owned);

  g_assert_cmpstr (text, ==, line);
}

static void
test_table (void)
{
  const char *const headings[] = { "a", "long one", "c", NULL };
  g_autoptr (LecTextTable) table = lec_text_table_new (headings);
  char *first[] = { g_strdup ("Größe"), g_strdup ("1"), g_strdup ("x") };
  char *second[] = { g_strdup ("b\x1b[2J"), g_strdup ("22"), g_strdup ("") };
  g_autofree char *empty = lec_text_table_format (table);
  g_autofree char *text = NULL;

  g_assert_cmpstr (empty, ==, "a  long one  c\n");
  lec_text_table_take_row (table, first);
  lec_text_table_take_row (table, second);
  g_assert_cmpuint (lec_text_table_get_n_rows (table), ==, 2);
  text = lec_text_table_format (table);
  g_assert_cmpstr (text, ==,
                   "a         long one  c\n"
                   "Größe     1         x\n"
                   "b\\x1b[2J  22        \n");
}

static void
test_workers (void)
{
  LecWorkerRecord online = make_worker (LEC_WORKER_ONLINE, 1);
  LecWorkerRecord stalled = make_worker (LEC_WORKER_STALLED, 0);
  g_autoptr (GPtrArray) workers = g_ptr_array_new ();
  g_autofree char *text = NULL;

  g_ptr_array_add (workers, &online);
  g_ptr_array_add (workers, &stalled);
  text = lec_cluster_text_format_workers (workers);
  g_assert_cmpstr (text, ==,
                   "worker                         state    silent for  busy    version  queues\n"
                   "lab-07-1f3a9c2e-4711-0000beef  online   0:12        1 of 4  1.2.3    extraction,analysis\n"
                   "lab-07-1f3a9c2e-4711-0000beef  stalled  0:12        0 of 4  1.2.3    extraction,analysis\n");
  assert_json (lec_cluster_json_of_worker (&online),
               "{\"worker\": \"lab-07-1f3a9c2e-4711-0000beef\", \"host\": \"lab-07\", \"pid\": 4711, "
               "\"state\": \"online\", \"drained\": false, \"silent_s\": 12.0, \"busy\": 1, \"slots\": 4, "
               "\"version\": \"1.2.3\", \"started\": \"1970-01-12T13:45:40Z\", "
               "\"queues\": [\"extraction\", \"analysis\"]}");
}

static void
test_queues (void)
{
  LecClusterQueue busy = { (char *) "extraction", FALSE, 3, NOW_US - 90 * SECOND, 2, 8 };
  LecClusterQueue idle = { (char *) "default", TRUE, 0, 0, 0, 0 };
  g_autoptr (GPtrArray) queues = g_ptr_array_new ();
  g_autofree char *text = NULL;

  g_ptr_array_add (queues, &busy);
  g_ptr_array_add (queues, &idle);
  text = lec_cluster_text_format_queues (queues, NOW_US);
  g_assert_cmpstr (text, ==,
                   "queue       waiting  oldest  workers  slots  state\n"
                   "extraction  3        1:30    2        8      open\n"
                   "default     0        -       0        0      paused\n");
  assert_json (lec_cluster_json_of_queue (&idle),
               "{\"queue\": \"default\", \"waiting\": 0, \"workers\": 0, \"slots\": 0, \"paused\": true}");
}

static void
test_dead (void)
{
  LecDeadTask task = { 7, 3, (char *) "/v/talk.mp4", (char *) "extract", (char *) "extraction", 3, NULL,
                       (char *) "crashed", (char *) "died of SIGSEGV", NOW_US - 60 * SECOND };
  g_autoptr (GPtrArray) dead = g_ptr_array_new ();
  g_autofree char *text = NULL;

  g_ptr_array_add (dead, &task);
  text = lec_cluster_text_format_dead (dead, NOW_US);
  g_assert_cmpstr (text, ==,
                   "job  stage    tries  ago   video     reason\n"
                   "3    extract  3      1:00  talk.mp4  died of SIGSEGV\n");
  assert_json (lec_cluster_json_of_dead (&task),
               "{\"job\": 3, \"task\": 7, \"stage\": \"extract\", \"queue\": \"extraction\", "
               "\"source\": \"/v/talk.mp4\", \"tries\": 3, \"error\": \"crashed\", "
               "\"message\": \"died of SIGSEGV\", \"at\": \"1970-01-12T13:45:40Z\"}");
}

static void
test_schedule (void)
{
  LecPeriodic work = { (char *) "upkeep", 3600 * (gint64) SECOND, NOW_US - 600 * (gint64) SECOND };
  LecPeriodic done = work, failed = work;
  g_autoptr (GPtrArray) schedule = g_ptr_array_new ();
  g_autofree char *text = NULL;

  done.ended_us = NOW_US - 60 * (gint64) SECOND;
  failed.ended_us = done.ended_us;
  failed.error = (char *) "no room";
  g_ptr_array_add (schedule, &work);
  g_ptr_array_add (schedule, &done);
  g_ptr_array_add (schedule, &failed);
  text = lec_cluster_text_format_schedule (schedule, NOW_US);
  g_assert_cmpstr (text, ==,
                   "work    every    last, ago  next, in  result\n"
                   "upkeep  1:00:00  10:00      50:00     begun\n"
                   "upkeep  1:00:00  1:00       50:00     ok\n"
                   "upkeep  1:00:00  1:00       50:00     no room\n");
  assert_json (lec_cluster_json_of_periodic (&work),
               "{\"work\": \"upkeep\", \"period_s\": 3600.0, \"last\": \"1970-01-12T13:36:40Z\", "
               "\"next\": \"1970-01-12T14:36:40Z\"}");
  assert_json (lec_cluster_json_of_periodic (&failed),
               "{\"work\": \"upkeep\", \"period_s\": 3600.0, \"last\": \"1970-01-12T13:36:40Z\", "
               "\"next\": \"1970-01-12T14:36:40Z\", \"ended\": \"1970-01-12T13:45:40Z\", \"result\": \"error\", "
               "\"error\": \"no room\"}");
}

static void
test_status (void)
{
  LecFigures figures = { .now_us = NOW_US, .median_s = 42, .p95_s = 130 };
  LecWorkerRecord online = make_worker (LEC_WORKER_ONLINE, 3);
  LecWorkerRecord gone = make_worker (LEC_WORKER_GONE, 2);
  g_autoptr (GPtrArray) workers = g_ptr_array_new ();
  g_autoptr (GPtrArray) queues = g_ptr_array_new ();
  g_autofree char *text = NULL;

  g_ptr_array_add (workers, &online);
  g_ptr_array_add (workers, &gone);
  text = lec_cluster_text_format_status (&figures, workers, queues);
  g_assert_nonnull (strstr (text, "no job has ended yet\n"));
  g_assert_null (strstr (text, "%"));
  g_clear_pointer (&text, g_free);
  figures.n_jobs[LEC_JOB_COMPLETED] = 99;
  figures.n_jobs[LEC_JOB_FAILED] = 1;
  figures.per_minute[0] = 5;
  figures.per_minute[59] = 2;
  text = lec_cluster_text_format_status (&figures, workers, queues);
  g_assert_true (g_str_has_prefix (text,
                                   "workers: 1 online, 0 stalled, 1 gone; 3 of 4 slots busy\n"
                                   "jobs: 0 queued, 0 processing, 0 paused, 99 completed, 1 failed, 0 cancelled\n"
                                   "success: 99.0 % of those that have ended; 7 completed in the last hour\n"
                                   "took: half of them 0:42 at most, 95 of 100 2:10 at most\n"));
  assert_json (lec_cluster_json_of_status (&figures, workers, queues),
               "{\"time\": \"1970-01-12T13:46:40Z\", \"workers\": {\"online\": 1, \"stalled\": 0, \"gone\": 1, "
               "\"busy\": 3, \"slots\": 4}, \"jobs\": {\"queued\": 0, \"processing\": 0, \"paused\": 0, "
               "\"completed\": 99, \"failed\": 1, \"cancelled\": 0}, \"queues\": [], \"wanted_slots\": 3, "
               "\"success\": 0.99, "
               "\"completed_last_hour\": 7, \"median_s\": 42.0, \"p95_s\": 130.0}");
}

/* Tasks of a paused queue want none. */
static void
test_wanted_slots (void)
{
  LecFigures figures = { .now_us = NOW_US };
  LecWorkerRecord online = make_worker (LEC_WORKER_ONLINE, 1);
  LecClusterQueue open = { (char *) "extraction", FALSE, 3, NOW_US, 1, 4 };
  LecClusterQueue paused = { (char *) "analysis", TRUE, 5, NOW_US, 1, 4 };
  g_autoptr (GPtrArray) workers = g_ptr_array_new ();
  g_autoptr (GPtrArray) queues = g_ptr_array_new ();
  g_autoptr (JsonNode) node = NULL;

  g_ptr_array_add (workers, &online);
  g_ptr_array_add (queues, &open);
  g_ptr_array_add (queues, &paused);
  node = lec_cluster_json_of_status (&figures, workers, queues);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "wanted_slots"), ==, 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cluster-text/table", test_table);
  g_test_add_func ("/cluster-text/workers", test_workers);
  g_test_add_func ("/cluster-text/queues", test_queues);
  g_test_add_func ("/cluster-text/dead", test_dead);
  g_test_add_func ("/cluster-text/schedule", test_schedule);
  g_test_add_func ("/cluster-text/status", test_status);
  g_test_add_func ("/cluster-text/wanted-slots", test_wanted_slots);
  return g_test_run ();
}
