/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The queue, as a user has it: what is added is there until it is done, whatever is killed. Each
 * test has a database of its own.
 */
#include <sqlite3.h>

#include "base/error.h"
#include "cli/desk.h"

#define USAGE lec_error_get_exit_code (LEC_ERROR_USAGE)

/* What "lectern @arguments" prints, one JSON object. Returns: (transfer full) */
static JsonObject *
load_printed (Desk *desk,
              const char *arguments)
{
  g_autoptr (JsonNode) node = NULL;

  desk_lectern (desk, arguments, 0);
  node = json_from_string (desk->out, NULL);
  g_assert_true (node != NULL && JSON_NODE_HOLDS_OBJECT (node));
  return json_object_ref (json_node_get_object (node));
}

static void
assert_status (Desk *desk,
               const char *job,
               const char *status)
{
  g_autofree char *arguments = g_strconcat ("show --json ", job, NULL);
  g_autoptr (JsonObject) shown = load_printed (desk, arguments);

  g_assert_cmpstr (json_object_get_string_member (shown, "status"), ==, status);
}

/* Text files under these names: nothing can be made of them, and that takes no time. */
static void
add_bad_videos (Desk *desk)
{
  desk_run (desk, "for i in 1 2 3; do echo $i > bad$i.mp4; done");
  desk_lectern (desk, "add bad1.mp4 bad2.mp4 bad3.mp4", 0);
}

static void
test_add (Desk *desk,
          gconstpointer data)
{
  add_bad_videos (desk);
  g_assert_cmpstr (desk->out, ==, "job 1: bad1.mp4\njob 2: bad2.mp4\njob 3: bad3.mp4\n");
  g_assert_cmpstr (desk->err, ==, "");
  desk_lectern (desk, "add bad2.mp4", 0);
  g_assert_cmpstr (desk->out, ==, "job 2: bad2.mp4 (added before)\n");
  desk_lectern (desk, "add bad2.mp4 --layout notes", 0);
  g_assert_cmpstr (desk->out, ==, "job 4: bad2.mp4\n");
  assert_status (desk, "4", "queued");

  desk_lectern (desk, "add none.mp4 bad1.mp4", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  desk_assert_says (desk->out, "job 1: bad1.mp4 (added before)\n");
  desk_lectern (desk, "add bad1.mp4 --language klingon", lec_error_get_exit_code (LEC_ERROR_NO_LANGUAGE));
  desk_lectern (desk, "add bad1.mp4 bad2.mp4 -o one.pdf", USAGE);
}

/* All that can be said is in the job, days later. */
static void
test_add_options (Desk *desk,
                  gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    const char *request; /* a part of its JSON */
  } cases[] = {
    { "-o out.pdf", "/out.pdf\"" },
    { "--output slides", "/slides\"" },
    { "-f", "\"force\": true" },
    { "--force", "\"force\": true" },
    { "-j second.mp4", "/second.mp4\"}" },
    { "--join second.mp4", "/second.mp4\"}" },
    { "--priority low", "\"priority\": -10" },
    { "--priority normal", "\"priority\": 0" },
    { "--priority high", "\"priority\": 10" },
    { "--from 1", "\"from\": 1.0" },
    { "--to 5", "\"to\": 5.0" },
    { "--sensitivity low", "\"sensitivity\": \"low\"" },
    { "--sensitivity normal", "\"sensitivity\": \"normal\"" },
    { "--sensitivity high", "\"sensitivity\": \"high\"" },
    { "--shortest 2", "\"shortest\": 2.0" },
    { "--keep-builds", "\"keep_builds\": true" },
    { "--crop auto", "\"crop\": \"auto\"" },
    { "--crop none", "\"crop\": \"none\"" },
    { "--crop 0,0,320,180", "\"crop\": \"0,0,320,180\"" },
    { "--ignore 0,0,20,20", "\"ignore\": [\"0,0,20,20\"]" },
    { "--language eng", "\"language\": \"eng\"" },
    { "--transcript auto", "\"transcript\": \"auto\"" },
    { "--transcript none", "\"transcript\": \"none\"" },
    { "--transcript embedded", "\"transcript\": \"embedded\"" },
    { "--transcript sidecar", "\"transcript\": \"sidecar\"" },
    { "--transcript ./truth.json", "/truth.json\"" },
    { "--transcript-language auto", "\"transcript_language\": \"auto\"" },
    { "--transcript-language de-CH", "\"transcript_language\": \"de-CH\"" },
    { "--layout slides", "\"layout\": \"slides\"" },
    { "--layout notes", "\"layout\": \"notes\"" },
    { "--layout handout", "\"layout\": \"handout\"" },
    { "--per-page 2", "\"per_page\": 2" },
    { "--per-page 3", "\"per_page\": 3" },
    { "--per-page 4", "\"per_page\": 4" },
    { "--per-page 6", "\"per_page\": 6" },
    { "--paper a4", "\"paper\": \"a4\"" },
    { "--paper letter", "\"paper\": \"letter\"" },
    { "--picture-quality low", "\"picture_quality\": \"low\"" },
    { "--picture-quality medium", "\"picture_quality\": \"medium\"" },
    { "--picture-quality high", "\"picture_quality\": \"high\"" },
    { "--lossless", "\"lossless\": true" },
    { "--images", "\"images\": true" },
    { "--json", "\"json\": true" },
  };

  desk_run (desk, "echo 1 > video.mp4; echo 2 > second.mp4");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *arguments = g_strconcat ("add video.mp4 ", cases[i].arguments, NULL);
      g_autofree char *show = NULL;
      const char *number = NULL;

      desk_lectern (desk, arguments, 0);
      number = strstr (desk->out, "job ");
      g_assert_nonnull (number);
      show = g_strdup_printf ("show --json %d", atoi (number + strlen ("job ")));
      desk_lectern (desk, show, 0);
      desk_assert_says (desk->out, cases[i].request);
      desk_run (desk, "rm -rf home");
    }
}

static void
test_run (Desk *desk,
          gconstpointer data)
{
  desk_lectern (desk, "run", 0);
  desk_assert_says (desk->err, "nothing to do");
  desk_run (desk, "echo text > bad.mp4");
  desk_lectern (desk, "add bad.mp4 talk.mp4 --images", 0);
  desk_lectern (desk, "run --concurrency 2", lec_error_get_exit_code (LEC_ERROR_NOT_A_VIDEO));
  desk_assert_says (desk->out, "/talk-slides\n");
  g_assert_true (g_str_has_suffix (desk->out, "/talk.pdf\n"));
  desk_assert_says (desk->err, "bad.mp4 is not a video");
  desk_assert_says (desk->err, "1 job failed");
  g_assert_true (desk_has (desk, "talk.pdf"));
  g_assert_true (desk_has (desk, "talk-slides/slide-001.jpg"));
  assert_status (desk, "1", "failed");
  assert_status (desk, "2", "completed");
  desk_lectern (desk, "add talk.mp4 --images", 0);
  g_assert_cmpstr (desk->out, ==, "job 2: talk.mp4 (once more)\n");
  desk_lectern (desk, "run", 0);
  g_assert_true (g_str_has_suffix (desk->out, "/talk.pdf\n"));
  desk_lectern (desk, "run --concurrency 0", USAGE);
  desk_lectern (desk, "run --concurrency many", USAGE);
}

/* A worker for some of the stages: the others wait for another one. */
static void
test_run_queues (Desk *desk,
                 gconstpointer data)
{
  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "run --queues extraction", 0);
  assert_status (desk, "1", "queued");
  g_assert_false (desk_has (desk, "talk.pdf"));
  desk_lectern (desk, "run --queues generation,analysis --max-tasks-per-child 1", 0);
  assert_status (desk, "1", "completed");
  g_assert_true (desk_has (desk, "talk.pdf"));

  desk_lectern (desk, "run --queues extraction,other", USAGE);
  desk_assert_says (desk->err, "there is no queue “other”; the queues are extraction, analysis");
  desk_lectern (desk, "run --queues ''", USAGE);
}

static void
test_run_limits (Desk *desk,
                 gconstpointer data)
{
  static const char *const refused[] = {
    "max-tasks-per-child 0",
    "max-tasks-per-child some",
    "max-memory-per-child 63M",
    "max-memory-per-child 65535",
    "max-memory-per-child 0",
    "max-memory-per-child G",
    "max-memory-per-child 2GB",
    "max-memory-per-child=-2G",
    "max-memory-per-child 18014398509481985K",
    "max-memory-per-child 17179869184G",
    "max-memory-per-child ''",
  };
  static const char *const taken[] = { "65536", "64M", "64m", "1G", "1048576K" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *arguments = g_strconcat ("run --", refused[i], NULL);

      desk_lectern (desk, arguments, USAGE);
      desk_assert_says (desk->err, "lectern: --max-");
    }
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    {
      g_autofree char *arguments = g_strconcat ("run --max-memory-per-child ", taken[i], NULL);

      desk_lectern (desk, arguments, 0);
    }
}

/* kill -9 in the middle, at any moment: the next start goes on. */
static void
test_killed (Desk *desk,
             gconstpointer data)
{
  desk_lectern (desk, "add talk.mp4", 0);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *command =
        g_strdup_printf ("\"$LECTERN\" run & sleep 0.%02u; kill -9 $!; wait", (guint) g_test_rand_int_range (0, 60));

      desk_run (desk, command);
      g_assert_false (desk_has (desk, "talk.pdf.pending"));
    }
  desk_lectern (desk, "run", 0);
  assert_status (desk, "1", "completed");
  g_assert_true (desk_has (desk, "talk.pdf"));
  desk_shell (desk, "pdftotext talk.pdf - | grep -c .");
  desk_lectern (desk, "run", 0);
  desk_assert_says (desk->err, "nothing to do");
}

/* The second one waits for the first, and says so. */
static void
test_two_runs (Desk *desk,
               gconstpointer data)
{
  desk_lectern (desk, "add talk.mp4", 0);
  desk_run (desk, "\"$LECTERN\" run 2> first & sleep 0.3; \"$LECTERN\" run 2> second; wait; cat first second");
  desk_assert_says (desk->out, "talk.pdf");
  desk_assert_says (desk->out, "works on the queue; waiting for it");
  desk_assert_says (desk->out, "nothing to do");
  assert_status (desk, "1", "completed");
}

static void
test_progress (Desk *desk,
               gconstpointer data)
{
  static const char *const quiet[] = { "auto", "lines", "none" };

  add_bad_videos (desk);
  desk_lectern (desk, "add talk.mp4 --priority high", 0);
  desk_lectern (desk, "run --progress json", lec_error_get_exit_code (LEC_ERROR_NOT_A_VIDEO));
  desk_assert_says (desk->err, "{\"event\": \"started\", \"job\": 4, ");
  desk_assert_says (desk->err, "{\"event\": \"progress\", \"job\": 4, ");
  desk_assert_says (desk->err, "{\"event\": \"completed\", \"job\": 4, ");
  desk_assert_says (desk->err, "{\"event\": \"failed\", \"job\": 1, ");

  desk_lectern (desk, "add talk.mp4 -o bar.pdf", 0);
  desk_lectern (desk, "run --progress bar", 0);
  g_assert_cmpstr (desk->out, !=, "");
  for (guint i = 0; i < G_N_ELEMENTS (quiet); i++)
    {
      g_autofree char *run = g_strconcat ("run --progress ", quiet[i], NULL);
      g_autofree char *follow = g_strconcat ("follow --progress ", quiet[i], " 4", NULL);

      desk_lectern (desk, run, 0);
      g_assert_null (strchr (desk->err, '\r'));
      desk_lectern (desk, follow, 0);
      g_assert_null (strchr (desk->err, '\r'));
    }
  desk_lectern (desk, "follow --progress bar 4", 0);
  desk_lectern (desk, "follow --progress json 4", 0);
  desk_assert_says (desk->err, "{\"event\": \"completed\", \"job\": 4, ");
}

/* Until the job is over, with its outcome as the exit code. */
static void
test_follow (Desk *desk,
             gconstpointer data)
{
  add_bad_videos (desk);
  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "cancel 2", 0);
  desk_lectern (desk, "follow 2", 0);
  desk_assert_says (desk->err, "cancelled");
  desk_lectern (desk, "pause 3", 0);
  desk_lectern (desk, "follow 3", 0);
  desk_assert_says (desk->err, "paused");
  desk_shell (desk, "\"$LECTERN\" run > /dev/null 2>&1 & \"$LECTERN\" follow 4");
  g_assert_true (g_str_has_suffix (desk->out, "/talk.pdf\n"));
  desk_lectern (desk, "follow 1", lec_error_get_exit_code (LEC_ERROR_NOT_A_VIDEO));
  desk_lectern (desk, "follow 99", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
}

static void
test_jobs (Desk *desk,
           gconstpointer data)
{
  static const char *const others[] = { "processing", "paused", "completed", "failed", "cancelled" };

  desk_lectern (desk, "jobs", 0);
  g_assert_cmpstr (desk->out, ==, "");
  add_bad_videos (desk);
  desk_lectern (desk, "jobs", 0);
  desk_assert_says (desk->out, "bad2.mp4");
  desk_lectern (desk, "jobs --status queued", 0);
  desk_assert_says (desk->out, "bad2.mp4");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *arguments = g_strconcat ("jobs --status ", others[i], NULL);

      desk_lectern (desk, arguments, 0);
      g_assert_cmpstr (desk->out, ==, "");
    }
  desk_lectern (desk, "jobs --json --status queued", 0);
  desk_assert_says (desk->out, "\"id\": 3, ");
  desk_run (desk, "\"$LECTERN\" jobs --json | wc -l");
  g_assert_cmpint (atoi (desk->out), ==, 3);
  desk_lectern (desk, "jobs --status gone", USAGE);
}

/* The first slide's title, as the database has it. */
static char *
dup_title (Desk *desk)
{
  g_autoptr (JsonObject) job = load_printed (desk, "show --json 1");
  JsonArray *pages = json_object_get_array_member (job, "pages");

  g_assert_cmpuint (json_array_get_length (pages), >, 1);
  return g_strdup (json_object_get_string_member (json_array_get_object_element (pages, 0), "title"));
}

/* Of a job that is done. */
static void
test_show (Desk *desk,
           gconstpointer data)
{
  g_autofree char *title = NULL;
  g_autoptr (JsonObject) metrics = NULL;
  g_autofree char *words = NULL;

  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "run", 0);
  title = dup_title (desk);
  desk_lectern (desk, "show 1", 0);
  desk_assert_says (desk->out, title);
  desk_assert_says (desk->out, "/talk.pdf");

  desk_lectern (desk, "log 1", 0);
  desk_assert_says (desk->out, "extract     done");
  desk_assert_says (desk->out, "recognise   done");
  desk_assert_says (desk->out, "generate    done");
  desk_run (desk, "\"$LECTERN\" log --json 1 | grep -c '\"outcome\": \"done\"'");
  g_assert_cmpint (atoi (desk->out), ==, 3);

  desk_lectern (desk, "metrics 1", 0);
  desk_assert_says (desk->out, "640 × 360");
  metrics = load_printed (desk, "metrics --json 1");
  g_assert_cmpfloat (json_object_get_double_member (metrics, "extraction_s"), >, 0);
  g_assert_cmpfloat (json_object_get_double_member (metrics, "cpu_s"), >, 0);
  g_assert_cmpint (json_object_get_int_member (metrics, "peak_memory_bytes"), >, 1000000);
  g_assert_cmpint (json_object_get_int_member (metrics, "frames"), >, 0);

  words = g_strdup_printf ("search -- \"%s\"", title);
  desk_lectern (desk, words, 0);
  desk_assert_says (desk->out, "talk.mp4, 0:0");
  desk_assert_says (desk->out, "slide 1: ");
}

typedef struct
{
  const char *column;
  gboolean is_positive; /* after one run without a fault, of a video that is on this machine */
} Cost;

static const Cost costs[] = {
  { "job", TRUE },
  { "fetch_time", FALSE },
  { "extraction_time", TRUE },
  { "analysis_time", TRUE },
  { "generation_time", TRUE },
  { "processing_time", TRUE },
  { "total_time", TRUE },
  { "cpu_time", TRUE },
  { "peak_memory_usage", TRUE },
  { "disk_usage", TRUE },
  { "video_duration", TRUE },
  { "video_size", TRUE },
  { "video_width", TRUE },
  { "video_height", TRUE },
  { "video_fps", TRUE },
  { "frames_processed", TRUE },
  { "slides_extracted", TRUE },
  { "duplicates_removed", FALSE },
  { "cache_hits", FALSE },
  { "errors", FALSE },
  { "retries", FALSE },
};

/* The value of @query, one number; it must not be NULL. */
static double
ask (Desk *desk,
     const char *query)
{
  g_autofree char *path = g_build_filename (desk->folder, "home", "lectern", "lectern.db", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  double value = 0;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, query, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_test_message ("%s: %s", query, (const char *) sqlite3_column_text (statement, 0));
  g_assert_cmpint (sqlite3_column_type (statement, 0), !=, SQLITE_NULL);
  value = sqlite3_column_double (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return value;
}

/* Each column of the table is named above, and was filled from what really happened. */
static void
test_metrics (Desk *desk,
              gconstpointer data)
{
  const guint n_columns = G_N_ELEMENTS (costs);
  double n_frames = 0;

  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "run", 0);
  g_assert_cmpfloat (ask (desk, "SELECT COUNT(*) FROM pragma_table_info('job_metrics')"), ==, n_columns);
  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    {
      g_autofree char *query = g_strdup_printf ("SELECT %s FROM job_metrics", costs[i].column);
      double value = ask (desk, query);

      g_assert_true (costs[i].is_positive ? value > 0 : value >= 0);
    }
  n_frames = ask (desk, "SELECT frames_processed FROM job_metrics");
  g_assert_cmpfloat (n_frames, <=, ask (desk, "SELECT video_duration * video_fps + 1 FROM job_metrics"));

  /* What is kept is not read again. */
  desk_lectern (desk, "retry 1", 0);
  desk_lectern (desk, "run", 0);
  g_assert_cmpfloat (ask (desk, "SELECT frames_processed FROM job_metrics"), ==, n_frames);
  g_assert_cmpfloat (ask (desk, "SELECT cache_hits FROM job_metrics"), ==, 1);
}

static void
test_search (Desk *desk,
             gconstpointer data)
{
  g_autofree char *title = NULL;
  g_autofree char *one = NULL;
  g_autofree char *json = NULL;

  desk_lectern (desk, "search nothing here", 0);
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "run", 0);
  title = dup_title (desk);
  one = g_strdup_printf ("search --limit 1 -- \"%s\"", title);
  json = g_strdup_printf ("search --json -- \"%s\"", title);
  desk_lectern (desk, one, 0);
  desk_assert_says (desk->out, "slide ");
  desk_lectern (desk, json, 0);
  desk_assert_says (desk->out, "\"slide\": 1, ");
  desk_lectern (desk, "search xyzzyx", 0);
  g_assert_cmpstr (desk->out, ==, "");
  desk_lectern (desk, "search --limit 0 word", USAGE);
}

static void
test_cancel (Desk *desk,
             gconstpointer data)
{
  add_bad_videos (desk);
  desk_lectern (desk, "cancel 1 3", 0);
  assert_status (desk, "1", "cancelled");
  assert_status (desk, "2", "queued");
  assert_status (desk, "3", "cancelled");
  desk_lectern (desk, "cancel 1 2", USAGE);
  desk_assert_says (desk->err, "job 1: it is over already");
  assert_status (desk, "2", "cancelled");
  desk_lectern (desk, "cancel 99", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  desk_lectern (desk, "cancel nonsense", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  desk_lectern (desk, "cancel", USAGE);
}

static void
test_pause (Desk *desk,
            gconstpointer data)
{
  add_bad_videos (desk);
  desk_lectern (desk, "pause 1 2 3", 0);
  assert_status (desk, "1", "paused");
  desk_lectern (desk, "run", 0);
  desk_lectern (desk, "resume 2", 0);
  assert_status (desk, "2", "queued");
  desk_lectern (desk, "resume 2", USAGE);
  desk_lectern (desk, "pause", USAGE);
  desk_lectern (desk, "resume", USAGE);
}

static void
test_pause_queue (Desk *desk,
                  gconstpointer data)
{
  static const char *const queues[] = { "extraction", "analysis", "generation", "maintenance", "default" };

  add_bad_videos (desk);
  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      g_autofree char *pause = g_strconcat ("pause --queue ", queues[i], NULL);

      desk_lectern (desk, pause, 0);
    }
  desk_lectern (desk, "run", 0);
  assert_status (desk, "1", "queued");
  for (guint i = 0; i < G_N_ELEMENTS (queues); i++)
    {
      g_autofree char *resume = g_strconcat ("resume --queue ", queues[i], NULL);

      desk_lectern (desk, resume, 0);
    }
  desk_lectern (desk, "run", lec_error_get_exit_code (LEC_ERROR_NOT_A_VIDEO));
  assert_status (desk, "1", "failed");
}

static void
test_retry (Desk *desk,
            gconstpointer data)
{
  add_bad_videos (desk);
  desk_lectern (desk, "run", lec_error_get_exit_code (LEC_ERROR_NOT_A_VIDEO));
  desk_lectern (desk, "retry 2", 0);
  assert_status (desk, "2", "queued");
  desk_lectern (desk, "retry 2", USAGE);
  desk_lectern (desk, "retry --failed", 0);
  assert_status (desk, "1", "queued");
  assert_status (desk, "3", "queued");
  desk_lectern (desk, "retry", USAGE);
}

static void
test_remove (Desk *desk,
             gconstpointer data)
{
  add_bad_videos (desk);
  desk_lectern (desk, "remove 1 2", 0);
  desk_lectern (desk, "show 1", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  assert_status (desk, "3", "queued");

  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "run", lec_error_get_exit_code (LEC_ERROR_NOT_A_VIDEO));
  desk_lectern (desk, "clear", USAGE);
  desk_lectern (desk, "clear --done", 0);
  assert_status (desk, "3", "failed");
  desk_lectern (desk, "show 4", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  g_assert_true (desk_has (desk, "talk.pdf"));
}

/* What was asked for is in words that this version does not know: said, and not tried for hours. */
static void
test_unreadable_request (Desk *desk,
                         gconstpointer data)
{
  g_autofree char *path = g_build_filename (desk->folder, "home", "lectern", "lectern.db", NULL);
  sqlite3 *database = NULL;

  desk_lectern (desk, "extract talk.mp4", 0);
  desk_lectern (desk, "add talk.mp4", 0);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "UPDATE jobs SET options = '{}'", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);

  desk_lectern (desk, "jobs", 0);
  desk_lectern (desk, "jobs --json", 0);
  desk_lectern (desk, "show 1", 0);
  /* It may still need its video. */
  desk_lectern (desk, "free --videos", 0);
  desk_assert_says (desk->err, "a job in the queue needs it");
  desk_lectern (desk, "edit 1", lec_error_get_exit_code (LEC_ERROR_NOT_FOUND));
  desk_lectern (desk, "run", USAGE);
  desk_assert_says (desk->err, "remove the job and add the video again");
  assert_status (desk, "1", "failed");
  desk_lectern (desk, "remove 1", 0);
  desk_lectern (desk, "add talk.mp4", 0);
  desk_lectern (desk, "run", 0);
}

/* A database that is no database is named, and nothing is done to it. */
static void
test_damaged_database (Desk *desk,
                       gconstpointer data)
{
  desk_run (desk, "mkdir -p home/lectern && seq 10000 > home/lectern/lectern.db && cp home/lectern/lectern.db copy");
  desk_lectern (desk, "jobs", lec_error_get_exit_code (LEC_ERROR_PROTOCOL));
  desk_assert_says (desk->err, "home/lectern/lectern.db");
  desk_shell (desk, "cmp home/lectern/lectern.db copy");
}

/* Nothing that is opened takes the place of a standard file that was closed: what is printed would
 * be written into it. */
static void
test_closed_files (Desk *desk,
                   gconstpointer data)
{
  desk_run (desk, "mkdir in; { \"$LECTERN\" watch in <&- >&- 2>&- & for i in $(seq 100); do "
                  "[ -f \"$XDG_DATA_HOME/lectern/lectern.db\" ] && break; sleep 0.05; done; sleep 0.2; "
                  "for fd in 0 1 2; do readlink /proc/$!/fd/$fd; done; kill $!; wait $!; }");
  g_assert_cmpstr (desk->out, ==, "/dev/null\n/dev/null\n/dev/null\n");
  desk_run (desk, "\"$LECTERN\" add talk.mp4 >&- 2>&- && \"$LECTERN\" run <&- >&- 2>&-");
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_true (desk_has (desk, "talk.pdf"));
}

int
main (int argc,
      char *argv[])
{
  DeskShop shop = { .make = DESK_TALK };
  static const DeskCase tests[] = {
    { "/queue-commands/add", test_add },
    { "/queue-commands/add-options", test_add_options },
    { "/queue-commands/run", test_run },
    { "/queue-commands/run-queues", test_run_queues },
    { "/queue-commands/run-limits", test_run_limits },
    { "/queue-commands/killed", test_killed },
    { "/queue-commands/two-runs", test_two_runs },
    { "/queue-commands/progress", test_progress },
    { "/queue-commands/follow", test_follow },
    { "/queue-commands/jobs", test_jobs },
    { "/queue-commands/show", test_show },
    { "/queue-commands/metrics", test_metrics },
    { "/queue-commands/search", test_search },
    { "/queue-commands/cancel", test_cancel },
    { "/queue-commands/pause", test_pause },
    { "/queue-commands/pause-queue", test_pause_queue },
    { "/queue-commands/retry", test_retry },
    { "/queue-commands/remove", test_remove },
    { "/queue-commands/unreadable-request", test_unreadable_request },
    { "/queue-commands/closed-files", test_closed_files },
    { "/queue-commands/damaged-database", test_damaged_database },
  };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, desk_set_up_at_home, tests, G_N_ELEMENTS (tests));
}
