/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs as a person reads them: columns that stand below each other whatever the names are, and
 * nothing that could harm a terminal.
 */
#include <string.h>

#include "cli/job-text.h"
#include "cli/run-view.h"
#include "cli/terminal-text.h"

static LecJob *
make_job (gint64 id,
          const char *source,
          LecJobStatus status)
{
  LecJob *job = lec_job_new ();

  job->id = id;
  job->job_id = g_strdup ("an-id");
  job->source = g_strdup (source);
  job->status = status;
  job->progress = 0.374;
  return job;
}

static void
assert_says (const char *text,
             const char *part)
{
  g_test_message ("“%s” in “%s”?", part, text);
  g_assert_nonnull (strstr (text, part));
}

static void
test_table (void)
{
  static const char *const names[] = { "/talks/a.mp4", "/talks/講義.mp4", "/talks/a\033[2Jb.mp4" };
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_job_free);
  g_autofree char *table = NULL;
  g_auto (GStrv) lines = NULL;
  int column = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      LecJob *job = make_job (i == 0 ? 7 : 1000 + i, names[i], (LecJobStatus) i);

      job->n_slides = i * 50;
      job->processing_s = i * 1000;
      g_ptr_array_add (jobs, job);
    }
  table = lec_job_text_format_table (jobs);
  g_assert_null (strchr (table, '\033'));
  assert_says (table, "a\\x1b[2Jb.mp4");
  assert_says (table, "37 %");
  assert_says (table, "16:40");
  lines = g_strsplit (table, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  column = (int) (strstr (lines[0], "video") - lines[0]);
  g_assert_cmpint (strstr (lines[1], "a.mp4") - lines[1], ==, column);
  g_assert_cmpint (strstr (lines[2], "講義") - lines[2], ==, column);
}

/* What is said beside the state. */
static void
test_remarks (void)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_job_free);
  LecJob *failed = make_job (1, "/a.mp4", LEC_JOB_FAILED);
  LecJob *cancelled = make_job (2, "/b.mp4", LEC_JOB_PROCESSING);
  LecJob *paused = make_job (3, "/c.mp4", LEC_JOB_PROCESSING);
  LecJob *working = make_job (4, "/d.mp4", LEC_JOB_PROCESSING);
  g_autofree char *table = NULL;

  failed->error = g_strdup ("died of\nSIGSEGV");
  cancelled->cancel_requested = TRUE;
  paused->pause_requested = TRUE;
  working->message = g_strdup ("read 1:00 of 2:00");
  g_ptr_array_add (jobs, failed);
  g_ptr_array_add (jobs, cancelled);
  g_ptr_array_add (jobs, paused);
  g_ptr_array_add (jobs, working);
  table = lec_job_text_format_table (jobs);
  assert_says (table, "a.mp4  (died of\\nSIGSEGV)\n");
  assert_says (table, "b.mp4  (is being cancelled)\n");
  assert_says (table, "c.mp4  (pauses after this stage)\n");
  assert_says (table, "d.mp4  (read 1:00 of 2:00)\n");
}

static void
test_job (void)
{
  g_autoptr (LecJob) job = make_job (1, "/talks/a.mp4", LEC_JOB_COMPLETED);
  g_autoptr (GPtrArray) slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  LecSlide *slide = lec_slide_new (1);
  g_autofree char *text = NULL;

  lec_slide_add_visit (slide, 61, 70);
  slide->title = g_strdup ("A \033title");
  g_ptr_array_add (slides, slide);
  job->pdf = g_strdup ("/talks/\xff.pdf");
  job->created_us = G_USEC_PER_SEC;
  text = lec_job_text_format_job (job, slides);
  assert_says (text, "completed");
  assert_says (text, "/talks/\\xff.pdf");
  assert_says (text, "   1      1:01  A \\x1btitle\n");
  g_assert_null (strstr (text, "started"));
}

static void
test_attempt (void)
{
  LecAttempt attempt = {
    .stage = (char *) "extract",
    .outcome = (char *) "failed",
    .error_code = (char *) "crashed",
    .error = (char *) "died of SIGSEGV",
    .wall_s = 61,
    .peak_memory_bytes = 1000000,
    .stderr_tail = (char *) "first\n\n\033second\n",
  };
  g_autofree char *text = lec_job_text_format_attempt (&attempt);
  g_autofree char *unmeasured = NULL;

  assert_says (text, "extract     failed  (1:01, 1.0 MB at most)\n");
  assert_says (text, "    crashed: died of SIGSEGV\n    | first\n    | \\x1bsecond\n");
  /* Where it cannot be found out. */
  attempt.peak_memory_bytes = 0;
  unmeasured = lec_job_text_format_attempt (&attempt);
  assert_says (unmeasured, "extract     failed  (1:01)\n");
}

static void
test_hit (void)
{
  LecSearchHit hit = {
    .source = (char *) "/talks/a.mp4",
    .number = 3,
    .start_s = 61,
    .title = (char *) "Grammars",
    .snippet = (char *) "a \002free\003 \033grammar",
  };
  g_autofree char *plain = lec_job_text_format_hit (&hit, FALSE);
  g_autofree char *bold = lec_job_text_format_hit (&hit, TRUE);

  g_assert_cmpstr (plain, ==, "a.mp4, 1:01, slide 3: Grammars\n    a free \\x1bgrammar\n");
  assert_says (bold, "a \033[1mfree\033[0m \\x1bgrammar");
}

static void
test_progress_line (void)
{
  g_autoptr (LecJob) job = make_job (1, "/talks/a.mp4", LEC_JOB_PROCESSING);
  g_autofree char *bare = lec_run_view_format_line (job, 0.5, NULL);
  g_autofree char *full = lec_run_view_format_line (job, 0.5, "read\n1:00");

  g_assert_cmpstr (bare, ==, "a.mp4: 50 %");
  g_assert_cmpstr (full, ==, "a.mp4: 50 %, read\\n1:00");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job-text/table", test_table);
  g_test_add_func ("/job-text/remarks", test_remarks);
  g_test_add_func ("/job-text/job", test_job);
  g_test_add_func ("/job-text/attempt", test_attempt);
  g_test_add_func ("/job-text/hit", test_hit);
  g_test_add_func ("/job-text/progress-line", test_progress_line);
  return g_test_run ();
}
