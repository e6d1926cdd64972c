/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ann and Bob, who have nothing to do with each other, send the same video to a service; whoever
 * sits at its machine has it, too. What one of them asks for, gets and corrects is nobody else's;
 * that the video is read once is to everybody's good.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/content-id.h"
#include "engine/job-folder.h"
#include "engine/kept-edits.h"
#include "engine/kept-lecture.h"
#include "engine/review.h"
#include "engine/served-job.h"
#include "engine/served-result.h"
#include "engine/storage.h"
#include "scripted-stages.h"
#include "scripted-video.h"

#define WORDS "A grammar derives words."

/* GLib asks for it once. */
static char *home;

typedef struct
{
  char *folder;
  char *root; /* of kept lectures */
  char *log;
  LecJobs *jobs;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_build_filename (home, "test", NULL);
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  fixture->root = g_build_filename (fixture->folder, "lectern", "lectures", NULL);
  fixture->log = g_build_filename (fixture->folder, "log", NULL);
  fixture->jobs = lec_jobs_open (NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_jobs_free (fixture->jobs);
  remove_all (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->root);
  g_free (fixture->log);
}

static void
event_cb (const LecJobsEvent *event,
          gpointer user_data)
{
  g_assert_null (event->reason);
}

static void
run (Fixture *fixture,
     const char *stages)
{
  const LecWorkOptions options = { .concurrency = 1 };
  const LecJobsListener listener = { .event = event_cb };
  g_autoptr (GError) error = NULL;

  lec_jobs_set_owner (fixture->jobs, NULL);
  g_assert_true (lec_jobs_run (fixture->jobs, &options, &listener, NULL, &error));
  g_assert_no_error (error);
  assert_stages_ran (fixture->log, stages);
  g_unlink (fixture->log);
}

static LecJob *
get_job (Fixture *fixture,
         gint64 id)
{
  g_autofree char *name = g_strdup_printf ("%d", (int) id);
  g_autoptr (GError) error = NULL;
  LecJob *job = lec_jobs_get (fixture->jobs, name, NULL, &error);

  g_assert_no_error (error);
  return job;
}

/* The same video as everybody's. @options: (nullable): "name=value". Returns: (transfer full): the
 * job, which is done */
static LecJob *
send_video (Fixture *fixture,
            const char *owner,
            const char *options,
            const char *stages)
{
  g_autofree char *root = lec_upload_dup_root (fixture->jobs);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (LecJobOptions) chosen = lec_job_options_new ();
  LecUploadFacts facts = { "talk.mp4", NULL, strlen (GOOD), NULL };
  LecServedJob served = { id, chosen, LEC_PRIORITY_NORMAL };
  g_auto (GStrv) words = g_strsplit (options != NULL ? options : "layout=slides", "=", 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecUpload) upload = lec_upload_new (root, owner, &facts, &error);
  LecJobsAdded added = LEC_JOBS_NEW;
  gint64 number = 0;
  LecJob *job = NULL;

  g_assert_no_error (error);
  g_assert_true (lec_upload_write (upload, GOOD, strlen (GOOD), &error));
  if (options != NULL)
    g_assert_true (lec_job_options_set (chosen, words[0], words[1], &error));
  lec_jobs_set_owner (fixture->jobs, owner);
  number = lec_served_job_add_upload (fixture->jobs, &served, upload, &added, NULL, &error);
  g_assert_no_error (error);
  run (fixture, stages);
  job = get_job (fixture, number);
  g_assert_cmpint (job->status, ==, LEC_JOB_COMPLETED);
  g_assert_cmpstr (job->owner, ==, owner);
  return job;
}

/* By whoever sits here. Returns: (transfer full): the job, which is done */
static LecJob *
add_here (Fixture *fixture,
          const char *stages)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autoptr (GError) error = NULL;
  LecJobsAdded added = LEC_JOBS_NEW;
  gint64 id = 0;

  g_ptr_array_add (request->videos, make_video (fixture->folder, "talk.mp4", GOOD));
  request->output = g_build_filename (fixture->folder, "out", NULL);
  id = lec_jobs_add (fixture->jobs, request, LEC_PRIORITY_NORMAL, &added, NULL, &error);
  g_assert_no_error (error);
  run (fixture, stages);
  return get_job (fixture, id);
}

static char *
find_file (Fixture *fixture,
           const LecJob *job,
           const char *name)
{
  g_autofree char *folder = lec_review_find_job_folder (fixture->root, job);

  return g_build_filename (folder, name, NULL);
}

/* As the stage does that finds it with the video. */
static void
say (Fixture *fixture,
     const LecJob *job)
{
  g_autofree char *path = find_file (fixture, job, LEC_FILE_TRANSCRIPT);
  g_autoptr (LecTranscript) transcript = lec_transcript_new (LEC_TRANSCRIPT_EMBEDDED);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (transcript->cues, lec_cue_new (1, 2, WORDS));
  lec_transcript_save (transcript, path, &error);
  g_assert_no_error (error);
}

/* Returns: (transfer full) (nullable): what the service tells */
static char *
hear (Fixture *fixture,
      const LecJob *job)
{
  g_autoptr (GError) error = NULL;
  char *text =
    lec_served_result_read_transcript (fixture->jobs, job, LEC_TRANSCRIPT_FORMAT_TXT, NULL, &error);

  if (text == NULL)
    g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  return text;
}

static gboolean
is_said (Fixture *fixture,
         const LecJob *job)
{
  g_autofree char *text = hear (fixture, job);

  return text != NULL && strstr (text, WORDS) != NULL;
}

/* Bob wants no transcript, nor does Ann the second time: that of the first job is there all the
 * same, and is that job's alone. */
static void
test_transcript (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecJob) ann = send_video (fixture, "ann", NULL, "probe extract recognise generate");
  g_autoptr (LecJob) bob = NULL;
  g_autoptr (LecJob) second = NULL;
  g_autoptr (LecJob) third = NULL;

  say (fixture, ann);
  bob = send_video (fixture, "bob", "transcript=none", "generate");
  g_assert_true (is_said (fixture, ann));
  g_assert_false (is_said (fixture, bob));
  second = send_video (fixture, "ann", "transcript=none", "generate");
  third = send_video (fixture, "ann", NULL, "generate");
  g_assert_true (is_said (fixture, ann));
  g_assert_false (is_said (fixture, second));
  g_assert_false (is_said (fixture, third));
}

/* Of one who sits here, likewise. */
static void
test_here (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecJob) own = add_here (fixture, "probe extract recognise generate");
  g_autoptr (LecJob) bob = NULL;

  say (fixture, own);
  bob = send_video (fixture, "bob", "transcript=none", "generate");
  g_assert_true (is_said (fixture, own));
  g_assert_false (is_said (fixture, bob));
}

static guint
count_slides (Fixture *fixture,
              const LecJob *job)
{
  g_autofree char *path = find_file (fixture, job, LEC_FILE_LECTURE);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, &error);

  g_assert_no_error (error);
  return lecture->slides->len;
}

/* Bob looks more closely: Ann's slides, and their pictures, are those that she got. */
static void
test_slides (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecJob) ann = send_video (fixture, "ann", NULL, "probe extract recognise generate");
  g_autoptr (LecJob) bob = send_video (fixture, "bob", "sensitivity=high", "segment recognise generate");
  g_autofree char *picture = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (count_slides (fixture, ann), ==, 3);
  g_assert_cmpuint (count_slides (fixture, bob), ==, 4);
  picture = lec_job_folder_find_slide (fixture->jobs, ann, 3, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));
}

static char *
dup_title (Fixture *fixture,
           const LecJob *job)
{
  LecExtractor *extractor = lec_extractor_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  LecReview *review = lec_review_open_job (extractor, job, NULL, &error);
  char *title = NULL;

  g_assert_no_error (error);
  title = g_strdup (((const LecSlide *) g_ptr_array_index (lec_review_get_lecture (review)->slides, 0))->title);
  lec_review_free (review);
  lec_extractor_free (extractor);
  return title;
}

/* Also of what is rendered, for which the lecture is opened once more. */
static void
retitle (Fixture *fixture,
         const LecJob *job,
         const char *title)
{
  LecExtractor *extractor = lec_extractor_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  LecReview *review = lec_review_open_job (extractor, job, NULL, &error);
  g_auto (LecExtractResult) result = { 0 };
  g_autofree char *shelf = NULL;

  g_assert_no_error (error);
  g_assert_true (lec_review_retitle (review, 1, title, &error));
  lec_review_render (review, NULL, FALSE, NULL, &result, NULL, &error);
  g_assert_no_error (error);
  shelf = lec_review_dup_shelf (review);
  g_assert_cmpstr (shelf, ==, job->request->shelf);
  g_assert_true (lec_jobs_set_lecture (fixture->jobs, lec_review_get_content_id (review), shelf, result.lecture, NULL,
                                       &error));
  lec_review_free (review);
  lec_extractor_free (extractor);
  g_unlink (fixture->log);
}

static void
assert_titled (Fixture *fixture,
               const LecJob *job,
               const char *title)
{
  g_autoptr (GPtrArray) slides = lec_jobs_list_slides (fixture->jobs, job->id, NULL, NULL);
  g_autofree char *kept = dup_title (fixture, job);

  g_assert_cmpstr (kept, ==, title);
  g_assert_cmpstr (((const LecSlide *) g_ptr_array_index (slides, 0))->title, ==, title);
}

/* What is corrected of one is corrected of that one, before and after others send it. */
static void
test_edited (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecJob) own = add_here (fixture, "probe extract recognise generate");
  g_autoptr (LecJob) ann = send_video (fixture, "ann", NULL, "generate");
  g_autoptr (LecJob) bob = NULL;

  retitle (fixture, own, "Of this desk");
  retitle (fixture, ann, "Of Ann");
  bob = send_video (fixture, "bob", NULL, "generate");
  assert_titled (fixture, own, "Of this desk");
  assert_titled (fixture, ann, "Of Ann");
  assert_titled (fixture, bob, NULL);
}

/* The video is read once, which is counted; where it lies with one is not told to another. */
static void
test_once (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecJob) ann = send_video (fixture, "ann", NULL, "probe extract recognise generate");
  g_autoptr (LecJob) bob = send_video (fixture, "bob", NULL, "generate");
  g_autofree char *id = lec_content_id_of_file (lec_job_request_get_video (ann->request, 0), NULL, NULL);
  g_autofree char *newest = lec_lecture_folder_find_id (fixture->root, id);
  g_autofree char *path = g_build_filename (fixture->root, newest, LEC_FILE_LECTURE, NULL);
  g_autofree char *shared = NULL;
  LecJobMetrics metrics = { 0 };

  g_assert_true (lec_jobs_get_metrics (fixture->jobs, ann->id, &metrics, NULL, NULL));
  g_assert_cmpuint (metrics.n_cache_hits, ==, 0);
  g_assert_true (lec_jobs_get_metrics (fixture->jobs, bob->id, &metrics, NULL, NULL));
  g_assert_cmpuint (metrics.n_cache_hits, ==, 1);
  g_assert_true (g_file_get_contents (path, &shared, NULL, NULL));
  g_assert_null (strstr (shared, fixture->folder));
}

/* Pages that somebody never wants as slides are his business: others have the video read. */
static void
test_never (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecJob) own = add_here (fixture, "probe extract recognise generate");
  g_autofree char *never = find_file (fixture, own, LEC_FOLDER_NEVER);
  g_autoptr (LecJob) ann = NULL;

  g_assert_cmpint (g_mkdir (never, 0700), ==, 0);
  ann = send_video (fixture, "ann", NULL, "probe extract recognise generate");
  g_assert_cmpuint (count_slides (fixture, ann), ==, 3);
}

/* What is kept of a job goes with it, when it is removed or too old; others' stays. */
static void
test_removed (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecJob) ann = send_video (fixture, "ann", NULL, "probe extract recognise generate");
  g_autoptr (LecJob) bob = send_video (fixture, "bob", NULL, "generate");
  g_autofree char *anns = lec_kept_lecture_build_shelf (fixture->root, ann->request);
  g_autofree char *bobs = lec_kept_lecture_build_shelf (fixture->root, bob->request);

  g_assert_true (g_file_test (bobs, G_FILE_TEST_IS_DIR));
  g_assert_true (lec_jobs_change (fixture->jobs, bob->id, LEC_JOB_ACTION_REMOVE, NULL, NULL));
  g_assert_false (g_file_test (bobs, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_slides (fixture, ann), ==, 3);
  say (fixture, ann);
  g_assert_true (is_said (fixture, ann));
  /* That of the service, and the one that is handed on. */
  g_assert_cmpuint (lec_storage_clean_up (fixture->root, 0, G_MAXINT64, NULL), ==, 2);
  g_assert_true (g_file_test (anns, G_FILE_TEST_IS_DIR));
  g_assert_false (is_said (fixture, ann));
}

int
main (int argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/shelves/transcript", test_transcript },
    { "/shelves/here", test_here },
    { "/shelves/slides", test_slides },
    { "/shelves/edited", test_edited },
    { "/shelves/once", test_once },
    { "/shelves/never", test_never },
    { "/shelves/removed", test_removed },
  };

  g_autofree char *data = NULL;
  g_autofree char *log = NULL;
  int status = 0;

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();

  g_test_init (&argc, &argv, NULL);
  home = g_dir_make_tmp ("lectern-shelves-XXXXXX", NULL);
  data = g_build_filename (home, "test", NULL);
  log = g_build_filename (data, "log", NULL);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("STAGE_LOG", log, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  status = g_test_run ();
  remove_all (home);
  g_free (home);
  return status;
}
