/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes with a video that is sent, and what of it is removed when nobody needs it any more.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

#include "base/error.h"
#include "engine/file-tree.h"
#include "engine/sent-files.h"
#include "engine/sent-job.h"
#include "engine/sent-task.h"
#include "engine/shared-lecture.h"
#include "store/folder-blobs.h"
#include "store/made-jobs.h"
#include "store/sqlite-store.h"
#include "temporary-folder.h"

#define CONTENT_ID "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

typedef struct
{
  char *folder;
  char *here;  /* a root of lectures */
  char *there; /* another one */
  LecBlobs *blobs;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *blobs = NULL;

  fixture->folder = g_dir_make_tmp ("lectern-sent-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->here = g_build_filename (fixture->folder, "here", NULL);
  fixture->there = g_build_filename (fixture->folder, "there", NULL);
  blobs = g_build_filename (fixture->folder, "blobs", NULL);
  fixture->blobs = lec_folder_blobs_open (blobs, 0, &error);
  g_assert_no_error (error);
  put_text_file (fixture->folder, "talk.mp4", "a video");
  put_text_file (fixture->here, "edits/" CONTENT_ID ".jsonl", "edits");
  put_text_file (fixture->here, "edits/other.jsonl", "of another video");
  put_text_file (fixture->here, "transcripts/" CONTENT_ID ".json", "a transcript");
  put_text_file (fixture->here, "transcripts/other.json", "of another video");
  put_text_file (fixture->here, "never/12.json", "a note");
  put_text_file (fixture->here, "never/12.bin", "a track");
  put_text_file (fixture->here, "never/12.jpg", "a picture");
  put_text_file (fixture->here, "never/notes.txt", "a person's");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_object_unref (fixture->blobs);
  lec_file_tree_remove (fixture->folder);
  g_free (fixture->here);
  g_free (fixture->there);
  g_free (fixture->folder);
}

/* Returns: (transfer full): of the video, sent */
static LecJobRequest *
send_job (Fixture *fixture)
{
  g_autofree char *video = g_build_filename (fixture->folder, "talk.mp4", NULL);
  LecSending sending = { .blobs = fixture->blobs, .root = fixture->here, .content_id = CONTENT_ID };
  LecJobRequest *job = make_request (video);
  g_autoptr (GError) error = NULL;

  lec_sent_job_send (&sending, job, NULL, &error);
  g_assert_no_error (error);
  return job;
}

static void
assert_text (const char *folder,
             const char *name,
             const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *found = NULL;

  g_file_get_contents (path, &found, NULL, NULL);
  g_assert_cmpstr (found, ==, text);
}

/* By way of a text, as it is kept with the job. */
static void
test_inputs (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecJobRequest) sent = send_job (fixture);
  g_autofree char *text = lec_job_request_to_text (sent);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJobRequest) job = lec_job_request_from_text (text, &error);

  g_assert_no_error (error);
  g_assert_true (lec_sent_job_is_one (job));
  g_assert_true (g_str_has_suffix (lec_job_request_get_video (job, 0), ":7/talk.mp4"));
  g_assert_true (g_str_has_suffix (g_ptr_array_index (job->origins, 0), "/talk.mp4"));
  g_assert_cmpuint (job->inputs->len, ==, 5);
  g_assert_true (lec_sent_job_bring_inputs (fixture->blobs, job, fixture->there, NULL, &error));
  g_assert_no_error (error);
  assert_text (fixture->there, "edits/" CONTENT_ID ".jsonl", "edits");
  assert_text (fixture->there, "transcripts/" CONTENT_ID ".json", "a transcript");
  assert_text (fixture->there, "transcripts/other.json", NULL);
  assert_text (fixture->there, "never/12.json", "a note");
  assert_text (fixture->there, "never/12.bin", "a track");
  assert_text (fixture->there, "never/12.jpg", "a picture");
  assert_text (fixture->there, "never/notes.txt", NULL);
}

/* A request that names other files than a library's, or no sums. */
static void
test_hostile (Fixture *fixture,
              gconstpointer data)
{
  static const char edits[] = "edits/" CONTENT_ID ".json";
  static const char lines[] = "transcripts/" CONTENT_ID ".jsonl";
  static const char no_kind[] = "transcripts/" CONTENT_ID;
  static const char *const paths[] = { "../evil", "/etc/evil", "never/../evil.json", "never/1.sh",
                                       "never/.json", "edits/x.jsonl", "edits/../evil.jsonl", "never/12345678.json",
                                       "never/1/1.json", "", "edits/ba78", "transcripts/x.json",
                                       "transcripts/../evil.json", edits,
                                       lines, no_kind };

  for (gsize i = 0; i <= G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (LecJobRequest) job = send_job (fixture);
      LecJobInput *input = g_ptr_array_index (job->inputs, 0);
      g_autoptr (GError) error = NULL;

      if (i < G_N_ELEMENTS (paths))
        {
          g_free (input->path);
          input->path = g_strdup (paths[i]);
        }
      else
        input->sha256[0] = '/';
      g_assert_false (lec_sent_job_bring_inputs (fixture->blobs, job, fixture->there, NULL, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
  g_assert_false (g_file_test (fixture->there, G_FILE_TEST_EXISTS));
}

/* A request that was written by somebody else. */
static void
test_foreign_request (Fixture *fixture,
                      gconstpointer data)
{
  static const char *const cut[] = { "\"origins\": [", "\"inputs\": [" };
  g_autoptr (LecJobRequest) sent = send_job (fixture);
  g_autofree char *text = lec_job_request_to_text (sent);

  for (gsize i = 0; i < G_N_ELEMENTS (cut); i++)
    {
      g_auto (GStrv) halves = g_strsplit (text, cut[i], 2);
      g_autofree char *more = g_strconcat (halves[0], cut[i], "{\"path\": \"/more\"}, ", halves[1], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_strv_length (halves), ==, 2);
      g_assert_null (lec_job_request_from_text (more, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

static guint
count_blobs (Fixture *fixture)
{
  LecBlobUse use = { 0 };

  g_assert_true (lec_blobs_measure (fixture->blobs, &use, NULL, NULL));
  return (guint) use.n_blobs;
}

static guint
sweep (Fixture *fixture,
       LecStore *store)
{
  g_autoptr (GError) error = NULL;
  guint n_swept = 0;

  lec_sent_files_sweep (store, fixture->blobs, G_MAXINT64, &n_swept, NULL, &error);
  g_assert_no_error (error);
  return n_swept;
}

/* The lecture that comes of the job is what its manifest names, too. */
static void
add_lecture (Fixture *fixture,
             LecStore *store)
{
  g_autoptr (LecClaim) claimed = claim (store);
  LecBlob manifest = { 0 };
  LecArtifact artifact = { LEC_ARTIFACT_LECTURE, manifest.hash, CONTENT_ID, 0 };
  LecTaskResult result = { .artifacts = &artifact, .n_artifacts = 1, .cost.exit_status = -1 };

  put_text_file (fixture->there, "lecture.pdf", "a document");
  put_text_file (fixture->there, "lecture.json", "{}");
  g_assert_true (lec_shared_lecture_send (fixture->blobs, fixture->there, NULL, &manifest, NULL, NULL));
  artifact.size_bytes = manifest.size_bytes;
  g_assert_true (lec_store_finish (store, claimed->fence, &result, START_S * SECOND, NULL, NULL));
}

/* What a job names stays as long as the job does. */
static void
test_sweep (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecStore) store = lec_sqlite_store_new_in_memory (START_S * SECOND, NULL);
  g_autoptr (LecJobRequest) request = send_job (fixture);
  LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 3 };
  LecSubmission submission = { .request = request, .tasks = &task, .n_tasks = 1 };
  LecBlob left = { 0 };
  gboolean is_new = FALSE;
  gint64 job = lec_store_submit (store, &submission, &is_new, START_S * SECOND, NULL, NULL);

  add_lecture (fixture, store);
  g_assert_true (lec_blobs_put_bytes (fixture->blobs, "left", 4, &left, NULL, NULL));
  /* Video, log, transcript, three files of a page; manifest, document, a pack. */
  g_assert_cmpuint (count_blobs (fixture), ==, 10);
  g_assert_cmpuint (sweep (fixture, store), ==, 1);
  g_assert_cmpuint (count_blobs (fixture), ==, 9);

  g_assert_true (lec_store_change_job (store, job, LEC_JOB_ACTION_REMOVE, START_S * SECOND, NULL, NULL));
  g_assert_cmpuint (sweep (fixture, store), ==, 9);
}

/* A part of a long video, whose task is followed by the one that joins them. */
static void
add_part (Fixture *fixture,
          LecStore *store)
{
  g_autoptr (LecClaim) claimed = claim (store);
  LecBlob manifest = { 0 };
  LecArtifact artifact = { LEC_ARTIFACT_PART "-1", manifest.hash, CONTENT_ID, 0 };
  LecNewTask join = { .stage = "join", .queue = "extraction", .max_attempts = 3 };
  LecTaskResult result = {
    .artifacts = &artifact,
    .n_artifacts = 1,
    .next = &join,
    .n_next = 1,
    .cost.exit_status = -1
  };

  put_text_file (fixture->there, "part.bin", "frames");
  put_text_file (fixture->there, "part.sha256", "a sum");
  g_assert_true (lec_shared_lecture_send (fixture->blobs, fixture->there, NULL, &manifest, NULL, NULL));
  artifact.size_bytes = manifest.size_bytes;
  g_assert_true (lec_store_finish (store, claimed->fence, &result, START_S * SECOND, NULL, NULL));
}

/* Parts are needed until they are joined. */
static void
test_sweep_parts (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (LecStore) store = lec_sqlite_store_new_in_memory (START_S * SECOND, NULL);
  g_autoptr (LecClaim) join = NULL;

  add_job (store, "/a.mp4", NULL, 0);
  add_part (fixture, store);
  g_assert_cmpuint (sweep (fixture, store), ==, 0);
  join = claim (store);
  finish (store, join->fence, NULL, NULL);
  g_assert_cmpuint (sweep (fixture, store), ==, 2);
  g_assert_cmpuint (count_blobs (fixture), ==, 0);
}

static char *
make_job_folder (Fixture *fixture,
                 const char *id,
                 gint64 age_s)
{
  char *path = g_build_filename (fixture->folder, "jobs", id, NULL);
  gint64 used_s = g_get_real_time () / G_USEC_PER_SEC - age_s;
  struct utimbuf times = { used_s, used_s };

  put_text_file (path, "part.bin", "frames");
  g_assert_cmpint (g_utime (path, &times), ==, 0);
  return path;
}

/* What a worker keeps of jobs that others have ended, or nobody, goes while it works on the next
 * one; also when that comes to nothing. */
static void
test_sweep_jobs (Fixture *fixture,
                 gconstpointer data)
{
  const char *const environment[] = { "DATABASE_URL=sqlite:///nowhere/c.db", NULL };
  LecSettingGivens givens = { .environment = environment };
  g_autoptr (LecClusterSettings) settings = lec_cluster_settings_new (&givens, NULL);
  g_autofree char *fresh = make_job_folder (fixture, CONTENT_ID, 6 * 24 * 3600);
  g_autofree char *old =
    make_job_folder (fixture, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 8 * 24 * 3600);
  g_autoptr (LecJobRequest) job = send_job (fixture);
  LecSentTasks tasks = { settings, fixture->folder, NULL };
  LecWork work = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_false (lec_sent_task_run (&tasks, job, &work, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fresh, G_FILE_TEST_EXISTS));
  g_ptr_array_unref (work.artifacts);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sent-job/inputs", Fixture, NULL, set_up, test_inputs, tear_down);
  g_test_add ("/sent-job/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  g_test_add ("/sent-job/foreign-request", Fixture, NULL, set_up, test_foreign_request, tear_down);
  g_test_add ("/sent-job/sweep", Fixture, NULL, set_up, test_sweep, tear_down);
  g_test_add ("/sent-job/sweep-parts", Fixture, NULL, set_up, test_sweep_parts, tear_down);
  g_test_add ("/sent-job/sweep-jobs", Fixture, NULL, set_up, test_sweep_jobs, tear_down);
  return g_test_run ();
}
