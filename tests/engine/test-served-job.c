/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What jobs of the service are called, where what comes of them lies, and what is not told of them.
 */
#include <string.h>

#include "base/error.h"
#include "engine/served-job.h"
#include "engine/served-result.h"
#include "temporary-folder.h"

static void
test_id (void)
{
  g_autofree char *one = lec_served_job_make_id ("ann", "monday");
  g_autofree char *same = lec_served_job_make_id ("ann", "monday");
  g_autofree char *other_key = lec_served_job_make_id ("ann", "tuesday");
  g_autofree char *other_owner = lec_served_job_make_id ("bob", "monday");
  g_autofree char *nobody = lec_served_job_make_id (NULL, "monday");
  g_autofree char *shifted = lec_served_job_make_id ("annm", "onday");
  g_autofree char *random = lec_served_job_make_id ("ann", NULL);
  g_autofree char *again = lec_served_job_make_id ("ann", NULL);

  g_assert_true (g_uuid_string_is_valid (one));
  g_assert_true (one[14] == '8');
  g_assert_nonnull (strchr ("89ab", one[19]));
  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other_key);
  g_assert_cmpstr (one, !=, other_owner);
  g_assert_cmpstr (one, !=, nobody);
  g_assert_cmpstr (one, !=, shifted);
  g_assert_true (g_uuid_string_is_valid (random));
  g_assert_cmpstr (random, !=, again);
}

static LecJob *
make_job (const char *video)
{
  LecJob *job = lec_job_new ();

  job->job_id = g_uuid_string_random ();
  job->source = g_strdup (video);
  job->request = lec_job_request_new ();
  g_ptr_array_add (job->request->videos, g_strdup (video));
  job->request->output = g_strdup ("/srv/lectern/served/x");
  return job;
}

static void
test_clean (void)
{
  g_autoptr (LecJob) job = make_job ("/home/ann/talks/talk.mp4");
  g_autofree char *source = lec_served_job_dup_source (job);
  g_autofree char *text = lec_served_job_clean (job, "/home/ann/talks/talk.mp4 is no video");
  g_autofree char *output = lec_served_job_clean (job, "cannot write /srv/lectern/served/x/talk.pdf");
  g_autofree char *other = lec_served_job_clean (job, "stopped");

  g_assert_cmpstr (source, ==, "talk.mp4");
  g_assert_cmpstr (text, ==, "talk.mp4 is no video");
  g_assert_null (strstr (output, "/srv"));
  g_assert_cmpstr (other, ==, "stopped");
  g_assert_null (lec_served_job_clean (job, NULL));
}

/* Of this job and of no other. */
static void
test_files (void)
{
  g_autofree char *home = g_dir_make_tmp ("lectern-served-XXXXXX", NULL);
  LecJobs *jobs = lec_jobs_open (home, NULL, NULL, NULL);
  g_autoptr (LecJob) job = make_job ("/a.mp4");
  g_autoptr (LecJob) other = make_job ("/b.mp4");
  g_autofree char *folder = lec_served_job_dup_folder (jobs, job->job_id);
  g_autofree char *kept = lec_served_job_dup_folder (jobs, other->job_id);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (folder, home));
  g_assert_true (g_str_has_suffix (folder, job->job_id));
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (kept, 0700), ==, 0);
  lec_served_job_remove_files (jobs, job);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_DIR));

  g_free (job->job_id);
  job->job_id = g_strdup ("..");
  lec_served_job_remove_files (jobs, job);
  g_assert_true (g_file_test (kept, G_FILE_TEST_IS_DIR));
  g_assert_null (lec_served_result_make_study (jobs, job, "html", NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  lec_jobs_free (jobs);
  remove_all (home);
}

/* Returns: (transfer full): one that is whole */
static LecUpload *
make_upload (const char *root)
{
  g_autoptr (GError) error = NULL;
  LecUploadFacts facts = { "talk.mp4", NULL, 3, NULL };
  LecUpload *upload = lec_upload_new (root, NULL, &facts, &error);

  g_assert_no_error (error);
  g_assert_true (lec_upload_write (upload, "abc", 3, &error));
  return upload;
}

/* What was sent is the job's from then on, or is as it was; of the same one again nothing stays. */
static void
test_upload (void)
{
  g_autofree char *home = g_dir_make_tmp ("lectern-served-XXXXXX", NULL);
  LecJobs *jobs = lec_jobs_open (home, NULL, NULL, NULL);
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (LecJobOptions) wrong = lec_job_options_new ();
  g_autofree char *root = lec_upload_dup_root (jobs);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *folder = lec_served_job_dup_folder (jobs, id);
  LecServedJob served = { id, wrong, LEC_PRIORITY_NORMAL };
  g_autoptr (LecUpload) upload = make_upload (root);
  g_autoptr (LecUpload) second = make_upload (root);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = NULL;
  g_autofree char *text = NULL;
  LecJobsAdded added = LEC_JOBS_NEW;

  g_assert_true (lec_job_options_set (wrong, "language", "xxx", NULL));
  g_assert_cmpint (lec_served_job_add_upload (jobs, &served, upload, &added, NULL, &error), ==, 0);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_LANGUAGE);
  g_clear_error (&error);
  g_assert_cmpuint (lec_upload_count (root, NULL), ==, 2);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  served.options = options;
  g_assert_cmpint (lec_served_job_add_upload (jobs, &served, upload, &added, NULL, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpint (added, ==, LEC_JOBS_NEW);
  job = lec_jobs_get (jobs, id, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (lec_job_request_get_video (job->request, 0), folder));
  g_assert_true (g_file_get_contents (lec_job_request_get_video (job->request, 0), &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "abc");
  g_assert_cmpint (lec_served_job_add_upload (jobs, &served, second, &added, NULL, &error), ==, job->id);
  g_assert_cmpint (added, !=, LEC_JOBS_NEW);
  g_assert_cmpuint (lec_upload_count (root, NULL), ==, 0);
  lec_served_job_remove_files (jobs, job);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  lec_jobs_free (jobs);
  remove_all (home);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/served-job/id", test_id);
  g_test_add_func ("/served-job/clean", test_clean);
  g_test_add_func ("/served-job/files", test_files);
  g_test_add_func ("/served-job/upload", test_upload);
  return g_test_run ();
}
