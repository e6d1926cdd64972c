/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request comes back from the database as it went in; what is malformed is
 * refused.
 */
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/job.h"

#define SHELF_TAIL     "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abc"
#define SHELF          "def" SHELF_TAIL
#define ON_SHELF(name) ("{\"videos\": [{\"path\": \"/a\"}], \"options\": {}, \"shelf\": \"" name "\"}")

static void
test_both_ways (void)
{
  LecFolderOptions *folder = lec_folder_options_new ("/talks");
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autoptr (LecJobRequest) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (request->videos, g_strdup ("/talks/a\n\"b\".mp4"));
  g_ptr_array_add (request->videos, g_strdup ("/talks/\xff.mp4"));
  request->output = g_strdup ("/out\xfe");
  request->force = TRUE;
  g_assert_true (lec_job_options_set (request->options, "layout", "notes", NULL));
  g_assert_true (lec_folder_options_set (folder, "crop", "none", NULL));
  g_ptr_array_add (request->folders, folder);
  request->shelf = g_strdup (SHELF);
  text = lec_job_request_to_text (request);
  g_assert_null (strchr (text, '\n'));

  again = lec_job_request_from_text (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->videos->len, ==, 2);
  g_assert_cmpstr (lec_job_request_get_video (again, 0), ==, "/talks/a\n\"b\".mp4");
  g_assert_cmpstr (lec_job_request_get_video (again, 1), ==, "/talks/\xff.mp4");
  g_assert_cmpstr (again->output, ==, "/out\xfe");
  g_assert_true (again->force);
  g_assert_cmpstr (again->shelf, ==, SHELF);
  g_assert_cmpint (again->options->layout, ==, LEC_LAYOUT_NOTES);
  g_assert_cmpstr (lec_job_request_find_folder (again, "crop"), ==, "/talks");
  g_assert_null (lec_job_request_find_folder (again, "ignore"));
  text_again = lec_job_request_to_text (again);
  g_assert_cmpstr (text_again, ==, text);
}

static void
test_refused (void)
{
  static const char *const cases[] = {
    "",
    "[]",
    "{}",
    "{\"videos\": [], \"options\": {}}",
    "{\"videos\": [\"a\"], \"options\": {}}",
    "{\"videos\": [{\"path\": 5}], \"options\": {}}",
    "{\"videos\": [{\"path\": \"/a\"}]}",
    "{\"videos\": [{\"path\": \"/a\"}], \"options\": {\"layout\": \"round\"}}",
    "{\"videos\": [{\"path\": \"/a\"}], \"options\": {}, \"force\": \"yes\"}",
    "{\"videos\": [{\"path\": \"/a\"}], \"options\": {}, \"folders\": {}}",
    "{\"videos\": [{\"path\": \"/a\"}], \"options\": {}, \"shelf\": 5}",
    "{\"videos\": [{\"path\": \"/a\"}], \"options\": {}, \"shelf\": \"..\"}",
    ON_SHELF (SHELF "0"),
    ON_SHELF ("../" SHELF_TAIL),
    "{\"videos\": [{\"path\": \"/a\"}], \"options\": {}, \"folders\": [{\"folder\": \"a\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i]);
      g_assert_null (lec_job_request_from_text (cases[i], &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

static void
test_status_names (void)
{
  LecJobStatus status = LEC_JOB_QUEUED;

  for (guint i = 0; i < LEC_N_JOB_STATUSES; i++)
    {
      g_assert_true (lec_job_status_from_name (lec_job_status_get_name (i), &status));
      g_assert_cmpuint (status, ==, i);
    }
  g_assert_false (lec_job_status_from_name ("done", &status));
}

static void
test_job_json (void)
{
  g_autoptr (LecJob) job = lec_job_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *line = NULL;

  job->id = 7;
  job->source = g_strdup ("/talks/a.mp4");
  job->status = LEC_JOB_FAILED;
  job->created_us = G_GINT64_CONSTANT (1769903999000000);
  node = lec_job_to_json (job);
  line = lec_json_to_line (node);
  g_assert_nonnull (strstr (line, "\"status\": \"failed\""));
  g_assert_nonnull (strstr (line, "\"created\": \"2026-01-31T23:59:59Z\""));
  g_assert_null (strstr (line, "started"));
}

static void
test_hit_json (void)
{
  LecSearchHit hit = { .job = 1, .number = 2, .snippet = (char *) "a \002free\003 grammar" };
  g_autoptr (JsonNode) node = lec_search_hit_to_json (&hit);
  g_autofree char *line = lec_json_to_line (node);

  g_assert_nonnull (strstr (line, "\"snippet\": \"a free grammar\""));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job-request/both-ways", test_both_ways);
  g_test_add_func ("/job-request/refused", test_refused);
  g_test_add_func ("/job-request/status-names", test_status_names);
  g_test_add_func ("/job-request/job-json", test_job_json);
  g_test_add_func ("/job-request/hit-json", test_hit_json);
  return g_test_run ();
}
