/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs and lectures for the tests of stores, without a video. Times are whole seconds here.
 */
#pragma once

#include "base/error.h"
#include "store/store.h"

G_BEGIN_DECLS

#define SECOND  G_GINT64_CONSTANT (1000000)
#define START_S 1000
#define LEASE_S 30

static inline LecJobRequest *
make_request (const char *video)
{
  LecJobRequest *request = lec_job_request_new ();

  g_ptr_array_add (request->videos, g_strdup (video));
  return request;
}

/* One task of the stage "extract". Returns: the job's number */
static inline gint64
add_job (LecStore *store,
         const char *video,
         const char *owner,
         int priority)
{
  g_autoptr (LecJobRequest) request = make_request (video);
  g_autoptr (GError) error = NULL;
  LecNewTask task = { .stage = "extract", .queue = "extraction", .max_attempts = 3 };
  LecSubmission submission = {
    .request = request,
    .owner = owner,
    .priority = priority,
    .tasks = &task,
    .n_tasks = 1
  };
  gboolean is_new = FALSE;
  gint64 job = lec_store_submit (store, &submission, &is_new, START_S * SECOND, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (is_new);
  g_assert_cmpint (job, >, 0);
  return job;
}

/* From any queue. Returns: (nullable) */
static inline LecClaim *
claim_at (LecStore *store,
          gint64 now_s)
{
  LecClaimRequest request = { lec_store_get_queue_names (), "tester", LEASE_S * SECOND };
  g_autoptr (GError) error = NULL;
  LecClaim *claim = lec_store_claim (store, &request, now_s * SECOND, NULL, &error);

  g_assert_no_error (error);
  return claim;
}

static inline LecClaim *
claim (LecStore *store)
{
  LecClaim *claimed = claim_at (store, START_S);

  g_assert_nonnull (claimed);
  return claimed;
}

/* The job that is claimed next, 0 for none; the claim is held on to. */
static inline gint64
claim_job (LecStore *store)
{
  g_autoptr (LecClaim) claimed = claim_at (store, START_S);

  return claimed != NULL ? claimed->job : 0;
}

static inline void
finish (LecStore *store,
        gint64 fence,
        const char *next_stage,
        const char *next_queue)
{
  LecNewTask next = { .stage = next_stage, .queue = next_queue, .max_attempts = 3 };
  LecTaskResult result = { .next = &next, .n_next = next_stage != NULL, .cost.exit_status = -1 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_store_finish (store, fence, &result, START_S * SECOND, NULL, &error));
  g_assert_no_error (error);
}

static inline LecTaskState
fail_at (LecStore *store,
         gint64 fence,
         LecError code,
         gint64 now_s)
{
  g_autoptr (GError) reason = g_error_new (LEC_ERROR, (int) code, "a reason");
  LecAttemptCost cost = { .wall_s = 1, .exit_status = 11, .stderr_tail = "last words" };
  g_autoptr (GError) error = NULL;
  LecTaskState state = LEC_TASK_DONE;

  g_assert_true (lec_store_fail (store, fence, reason, &cost, &state, now_s * SECOND, NULL, &error));
  g_assert_no_error (error);
  return state;
}

static inline void
change (LecStore *store,
        gint64 job,
        LecJobAction action)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_store_change_job (store, job, action, START_S * SECOND, NULL, &error));
  g_assert_no_error (error);
}

static inline void
assert_status (LecStore *store,
               gint64 id,
               LecJobStatus status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJob) job = lec_store_get_job (store, id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (lec_job_status_get_name (job->status), ==, lec_job_status_get_name (status));
}

static inline void
add_text_slide (LecLecture *lecture,
                const char *title,
                const char *text)
{
  LecSlide *slide = lec_slide_new (lecture->slides->len + 1);
  LecRect box = { 1, 2, 30, 10 };

  lec_slide_add_visit (slide, slide->number * 10, slide->number * 10 + 5);
  slide->title = g_strdup (title);
  slide->text = g_strdup (text);
  g_ptr_array_add (slide->words, lec_word_new ("word", &box, 90, 0, 0));
  g_ptr_array_add (lecture->slides, slide);
}

/* A job that is done and has two slides. */
static inline gint64
add_finished_job (LecStore *store,
                  const char *video,
                  const char *title,
                  const char *text)
{
  gint64 job = add_job (store, video, NULL, 0);
  g_autoptr (LecClaim) claimed = claim (store);
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autoptr (GError) error = NULL;
  LecTaskResult result = {
    .lecture = lecture,
    .pdf = "/out/talk\xff.pdf",
    .cost = { .wall_s = 2, .cpu_s = 3, .peak_memory_bytes = 1000, .exit_status = -1, .disk_bytes = 77, .n_frames = 40 },
  };

  g_assert_cmpint (claimed->job, ==, job);
  lecture->video->duration_s = 100;
  lecture->video->width = 640;
  add_text_slide (lecture, title, text);
  add_text_slide (lecture, "The end", "Thank you");
  lec_slide_add_visit (g_ptr_array_index (lecture->slides, 0), 90, 95);
  lec_store_finish (store, claimed->fence, &result, (START_S + 5) * SECOND, NULL, &error);
  g_assert_no_error (error);
  return job;
}

G_END_DECLS
