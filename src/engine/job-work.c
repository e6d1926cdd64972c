/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread that works has an extractor, and with it a task process, of its
 * own while it works; they are used again, so that a process serves many tasks.
 */
#include "engine/job-work.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "base/time-format.h"
#include "engine/content-id.h"
#include "engine/extract-bring.h"
#include "engine/extractor.h"
#include "engine/job-share.h"
#include "engine/kept-lecture.h"
#include "engine/linked-video.h"
#include "pipeline/stage.h"
#include "worker/result-file.h"

#define MAX_TASKS 8 /* of a job */
/* Of reading a long video, the share that its parts have and not what joins them. */
#define PARTS_SHARE 0.93

struct _LecJobWork
{
  char *root;
  char *executable;
  LecWorkOptions options;
  GAsyncQueue *idle;  /* (element-type LecExtractor) owned */
  guint n_running;    /* atomic */
  int has_noticed;    /* atomic: that tasks are not protected from each other */
  GHashTable *routes; /* (nullable): unowned */
  guint part_s;       /* 0: no video is read in parts */
};

/* A task on its way. */
typedef struct
{
  LecJobWork *owner;
  LecWork *work;
  LecWorkReport *report;
  LecJobShare share;
} Run;

/* @root: (nullable): of kept lectures; @executable: (nullable): as for lec_extractor_new();
 * @options: resolved, what they borrow must outlive this; while fewer tasks run than they allow,
 * words are read ahead */
LecJobWork *
lec_job_work_new (const char *root,
                  const char *executable,
                  const LecWorkOptions *options)
{
  LecJobWork *self = g_new0 (LecJobWork, 1);

  self->root = g_strdup (root);
  self->executable = g_strdup (executable);
  self->options = *options;
  self->idle = g_async_queue_new_full ((GDestroyNotify) lec_extractor_free);
  return self;
}

void
lec_job_work_free (LecJobWork *self)
{
  if (self == NULL)
    return;

  g_async_queue_unref (self->idle);
  g_free (self->root);
  g_free (self->executable);
  g_free (self);
}

/* A job that has nothing to do in a stage passes through it in no time. */
static LecNewTask
make_task (const LecStage *stage)
{
  return (LecNewTask){ .stage = stage->name, .queue = stage->queue, .max_attempts = stage->max_attempts };
}

void
lec_job_work_get_first (LecNewTask *task)
{
  g_return_if_fail (task != NULL);

  *task = make_task (lec_stage_find_next (NULL));
}

void
lec_job_work_set_routes (LecJobWork *self,
                         GHashTable *routes)
{
  g_return_if_fail (self != NULL);

  self->routes = routes;
}

void
lec_job_work_set_part_length (LecJobWork *self,
                              guint part_s)
{
  g_return_if_fail (self != NULL);

  self->part_s = part_s;
}

void
lec_job_work_route (GHashTable *routes,
                    LecNewTask *task)
{
  const char *queue = NULL;

  g_return_if_fail (routes != NULL && task != NULL);

  queue = g_hash_table_lookup (routes, task->stage);
  if (queue != NULL)
    task->queue = queue;
}

/* Returns: (nullable): a stage that is a task of a job */
static const LecStage *
find_stage (const char *name,
            GError **error)
{
  const LecStage *stage = lec_stage_find (name);

  if (stage != NULL && stage->max_attempts > 0)
    return stage;

  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("there is no stage “%s”"), name);
  return NULL;
}

/* The one whose place @stage takes, where a long video is read in parts. */
static const LecStage *
find_whole_stage (const LecStage *stage)
{
  gboolean is_of_parts = g_str_equal (stage->name, LEC_STAGE_READ_PART) || g_str_equal (stage->name, LEC_STAGE_JOIN);

  return is_of_parts ? lec_stage_find (LEC_STAGE_EXTRACT) : stage;
}

/* Of what is one task where a video is read in one go. */
static LecJobShare
take_piece (const LecJobShare *whole,
            const LecStage *stage)
{
  LecJobShare piece = *whole;

  if (g_str_equal (stage->name, LEC_STAGE_READ_PART))
    piece.own = whole->own * PARTS_SHARE;
  if (g_str_equal (stage->name, LEC_STAGE_JOIN))
    {
      piece.before = whole->before + whole->own * PARTS_SHARE;
      piece.own = whole->own * (1 - PARTS_SHARE);
    }

  return piece;
}

static LecJobShare
find_share (const LecStage *stage)
{
  const LecStage *whole = find_whole_stage (stage);
  LecJobShare share;
  const LecStage *task = lec_stage_find_next (NULL);
  double weights[MAX_TASKS];
  guint n_tasks = 0, index = 0;

  for (; task != NULL; task = lec_stage_find_next (task->name))
    {
      g_assert (n_tasks < MAX_TASKS);
      if (task == whole)
        index = n_tasks;
      weights[n_tasks++] = task->weight;
    }

  share = lec_job_share_of (weights, n_tasks, index);
  return take_piece (&share, stage);
}

/* What is going on, as a person would say it; @left_s: of the job, negative when not known. */
static char *
describe_status (const LecExtractStatus *status,
                 const LecClaim *claim,
                 double left_s)
{
  g_autofree char *left = lec_time_left_format (left_s);
  g_autofree char *position = lec_time_format (status->position_s);
  g_autofree char *duration = lec_time_format (status->duration_s);
  g_autofree char *doing = NULL;

  if (g_str_equal (status->stage, LEC_STAGE_RECOGNISE))
    doing = g_strdup (_ ("reading the text on the slides"));
  else if (g_str_equal (status->stage, LEC_STAGE_TRANSCRIBE))
    doing = g_strdup (_ ("looking for what was said"));
  else if (g_str_equal (status->stage, LEC_STAGE_LISTEN))
    doing = g_strdup (_ ("writing down what was said"));
  else if (g_str_equal (status->stage, LEC_STAGE_EDIT))
    doing = g_strdup (_ ("applying what was edited"));
  else if (g_str_equal (status->stage, LEC_STAGE_ANALYSE))
    doing = g_strdup (_ ("looking for what there is to study"));
  else if (g_str_equal (status->stage, LEC_STAGE_GENERATE))
    doing = g_strdup (_ ("making the PDF"));
  else if (claim->n_parts > 0 && g_str_equal (status->stage, LEC_STAGE_READ_PART))
    /* Translators: of a long video that is read in parts */
    doing = g_strdup_printf (_ ("reading the video, part %u of %u"), claim->part, claim->n_parts);
  else if (g_str_equal (status->stage, LEC_STAGE_JOIN))
    doing = g_strdup (_ ("putting the parts together"));
  else if (status->position_s >= 0 && status->duration_s > 0)
    /* Translators: up to which time a video has been read, and its length */
    doing = g_strdup_printf (_ ("read %s of %s"), position, duration);
  else
    doing = g_strdup (_ ("looking into the video"));

  return left != NULL ? g_strdup_printf ("%s, %s", doing, left) : g_steal_pointer (&doing);
}

/* How long a network takes says nothing of the job, which has not begun. */
static void
report_download (Run *run,
                 const LecExtractStatus *status)
{
  g_autofree char *left = lec_time_left_format (status->left_s);
  int percent = (int) (status->fraction * 100);
  g_autofree char *doing = g_strdup_printf (_ ("downloading the video: %d %%"), percent);
  g_autofree char *message = left != NULL ? g_strdup_printf ("%s, %s", doing, left) : g_strdup (doing);

  lec_work_report (run->report, lec_job_share_get_progress (&run->share, 0), message);
}

static void
status_cb (const LecExtractStatus *status,
           gpointer user_data)
{
  Run *run = user_data;
  double left_s = lec_job_share_get_left_s (&run->share, status->fraction, status->left_s);
  g_autofree char *message = NULL;

  if (g_str_equal (status->stage, LEC_STAGE_DOWNLOAD))
    {
      report_download (run, status);
      return;
    }

  message = describe_status (status, run->work->claim, left_s);
  lec_work_report (run->report, lec_job_share_get_progress (&run->share, status->fraction), message);
}

static void
slide_cb (const LecSlide *slide,
          gpointer user_data)
{
  lec_work_report_slide (((Run *) user_data)->report, slide);
}

/* Once for all threads. */
static void
notice_cb (LecExtractNoticeKind kind,
           const char *reason,
           gpointer user_data)
{
  Run *run = user_data;

  if (g_atomic_int_compare_and_exchange (&run->owner->has_noticed, FALSE, TRUE))
    lec_work_report_notice (run->report, reason);
}

static void
cost_cb (const LecExtractCost *cost,
         gpointer user_data)
{
  LecWork *work = ((Run *) user_data)->work;

  work->cpu_s += cost->cpu_s;
  work->peak_memory_bytes = MAX (work->peak_memory_bytes, (gint64) cost->peak_memory_bytes);
  work->n_frames += cost->n_frames;
  work->exit_status = cost->exit_status;
  if (cost->printed == NULL || *cost->printed == '\0')
    return;

  g_free (work->printed);
  work->printed = g_strdup (cost->printed);
}

static GError *
make_warning (const LecExtractResult *result)
{
  const LecExtractCut *cut = result->cuts->len > 0 ? g_ptr_array_index (result->cuts, 0) : NULL;
  g_autofree char *read = cut != NULL ? lec_time_format (cut->read_s) : NULL;
  g_autofree char *duration = cut != NULL ? lec_time_format (cut->duration_s) : NULL;

  if (cut == NULL && result->transcript != NULL && result->transcript->unagreed != NULL)
    return g_error_new_literal (LEC_ERROR, LEC_ERROR_NOT_AGREED, result->transcript->unagreed);
  if (cut == NULL)
    return NULL;
  if (cut->reason != NULL)
    return g_error_new (LEC_ERROR, LEC_ERROR_INCOMPLETE, _ ("read %s of %s: %s"), read, duration,
                        cut->reason->message);

  return g_error_new (LEC_ERROR, LEC_ERROR_INCOMPLETE, _ ("read %s of %s"), read, duration);
}

static gboolean
take_outputs (LecWork *work,
              LecExtractResult *result,
              GError **error)
{
  g_autofree char *folder = g_path_get_dirname (result->pdf);
  g_autofree char *name = g_path_get_basename (result->pdf);
  GStatBuf facts = { 0 };

  work->pdf_sha256 = lec_result_file_hash (folder, name, error);
  if (work->pdf_sha256 == NULL)
    return FALSE;

  work->pdf_bytes = g_stat (result->pdf, &facts) == 0 ? facts.st_size : 0;
  work->pdf = g_steal_pointer (&result->pdf);
  work->images = g_steal_pointer (&result->images);
  work->json = g_steal_pointer (&result->json);
  work->warning = make_warning (result);
  return TRUE;
}

/* Of the pool's slots one is free: as long as it is, its processor is used. */
static gboolean
may_read_ahead (gpointer user_data)
{
  LecJobWork *self = user_data;

  return g_atomic_int_get (&self->n_running) <
         lec_work_control_get_concurrency (self->options.control, self->options.concurrency);
}

/* What a decoder may have of the machine: those who came before have their part. */
static guint
share_cores (LecJobWork *self)
{
  return MAX (g_get_num_processors () / (guint) MAX (g_atomic_int_get (&self->n_running), 1), 1);
}

static void
set_next (LecJobWork *self,
          LecWork *work,
          const LecStage *next)
{
  work->next = make_task (next);
  if (self->routes != NULL)
    lec_job_work_route (self->routes, &work->next);
}

static LecExtractRequest
make_extract_request (LecJobWork *self,
                      const LecJobRequest *job,
                      const LecClaim *claim)
{
  return (LecExtractRequest){
    .videos = (const char *const *) job->videos->pdata,
    .n_videos = job->videos->len,
    .options = job->options,
    .output = job->output,
    .force = job->force,
    .may_read_ahead = may_read_ahead,
    .ahead_data = self,
    .n_cores = share_cores (self),
    .readings = job->shelf != NULL ? self->root : NULL,
    .maker = claim->job_id,
  };
}

/* A long video: the job's next tasks are its parts. @is_split: (out) */
static gboolean
split (LecJobWork *self,
       LecExtractor *extractor,
       const LecJobRequest *job,
       LecWork *work,
       gboolean *is_split,
       GCancellable *cancellable,
       GError **error)
{
  const LecExtractRequest request = make_extract_request (self, job, work->claim);
  guint n_parts = 1;

  *is_split = FALSE;
  if (self->part_s == 0)
    return TRUE;
  if (!lec_extractor_choose_parts (extractor, &request, self->part_s, &n_parts, cancellable, error))
    return FALSE;

  *is_split = n_parts > 1;
  if (*is_split)
    {
      set_next (self, work, lec_stage_find (LEC_STAGE_READ_PART));
      work->n_parts = n_parts;
    }
  return TRUE;
}

/* That a process dies may have been bad luck; when it was not, whoever joins the parts reads all of
 * the video, and keeps what can be read. */
static gboolean
is_left_to_join (const LecClaim *claim,
                 const GError *reason)
{
  return g_error_matches (reason, LEC_ERROR, LEC_ERROR_DAMAGED) ||
         g_error_matches (reason, LEC_ERROR, LEC_ERROR_UNSUPPORTED) ||
         (claim->attempt >= lec_stage_find (claim->stage)->max_attempts &&
          (g_error_matches (reason, LEC_ERROR, LEC_ERROR_CRASHED) ||
           g_error_matches (reason, LEC_ERROR, LEC_ERROR_STALLED) ||
           g_error_matches (reason, LEC_ERROR, LEC_ERROR_LIMIT) ||
           g_error_matches (reason, LEC_ERROR, LEC_ERROR_PROTOCOL)));
}

/* What joins them carries the number of parts as its own. */
static gboolean
read_part (LecJobWork *self,
           LecExtractor *extractor,
           const LecJobRequest *job,
           Run *run,
           GCancellable *cancellable,
           GError **error)
{
  const LecClaim *claim = run->work->claim;
  const LecExtractRequest request = make_extract_request (self, job, claim);
  const LecExtractListener listener = { .status = status_cb, .cost = cost_cb, .user_data = run };
  g_autoptr (GError) reason = NULL;

  if (job->videos->len != 1 || claim->part == 0 || claim->part > claim->n_parts || claim->n_parts > LEC_TASK_MAX_PARTS)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "there is no part %u of %u", claim->part, claim->n_parts);
      return FALSE;
    }
  if (!lec_extractor_read_part (extractor, &request, claim->part - 1, claim->n_parts, &listener, cancellable,
                                &reason) &&
      !is_left_to_join (claim, reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  set_next (self, run->work, lec_stage_find (LEC_STAGE_JOIN));
  run->work->next.part = claim->n_parts;
  run->work->waits_for_parts = TRUE;
  return TRUE;
}

/* What was on the web when the job was added is here now, or is another file than it was. */
static gboolean
look_at_brought (LecWork *work,
                 const LecJobRequest *job,
                 GCancellable *cancellable,
                 GError **error)
{
  for (guint i = 0; i < job->videos->len; i++)
    if (lec_linked_video_is (lec_job_request_get_video (job, i)))
      {
        work->content_id = lec_content_id_of_files (job->videos, cancellable, error);
        return work->content_id != NULL;
      }

  return TRUE;
}

static gboolean
extract (LecJobWork *self,
         LecExtractor *extractor,
         const LecJobRequest *job,
         const LecStage *stage,
         Run *run,
         GCancellable *cancellable,
         GError **error)
{
  LecWork *work = run->work;
  const LecStage *whole = find_whole_stage (stage);
  const LecStage *next = lec_stage_find_next (whole->name);
  LecExtractListener listener = { .status = status_cb, .slide = slide_cb, .cost = cost_cb, .user_data = run };
  LecExtractRequest request = make_extract_request (self, job, work->claim);
  g_auto (LecExtractResult) result = { 0 };

  request.last_stage = next != NULL ? whole->name : NULL;
  request.n_parts = whole != stage ? MIN (work->claim->part, LEC_TASK_MAX_PARTS) : 0;
  if (!lec_extractor_extract (extractor, &request, &listener, &result, cancellable, error) ||
      (whole->needs == NULL && !look_at_brought (work, job, cancellable, error)))
    return FALSE;

  work->disk_bytes = result.kept_bytes;
  work->n_cache_hits = whole->needs == NULL && result.reused ? 1 : 0;
  /* What was found before is what it is, unless somebody has corrected it. */
  if (next != NULL || result.was_edited)
    work->lecture = g_steal_pointer (&result.lecture);
  if (result.pdf != NULL)
    return take_outputs (work, &result, error);

  g_assert (next != NULL);
  set_next (self, work, next);
  return TRUE;
}

static gboolean
run_stage (LecJobWork *self,
           LecExtractor *extractor,
           const LecJobRequest *job,
           const LecStage *stage,
           Run *run,
           GCancellable *cancellable,
           GError **error)
{
  gboolean is_split = FALSE;

  if (g_str_equal (stage->name, LEC_STAGE_READ_PART))
    return read_part (self, extractor, job, run, cancellable, error);
  if (g_str_equal (stage->name, LEC_STAGE_EXTRACT) &&
      !split (self, extractor, job, run->work, &is_split, cancellable, error))
    return FALSE;

  return is_split || extract (self, extractor, job, stage, run, cancellable, error);
}

/* Returns: (transfer full) */
static LecExtractor *
take_extractor (LecJobWork *self,
                const char *root)
{
  LecExtractor *extractor = g_async_queue_try_pop (self->idle);
  LecWorkOptions options = self->options;

  if (extractor == NULL)
    extractor = lec_extractor_new (self->root, self->executable);
  lec_extractor_set_root (extractor, root != NULL ? root : self->root);
  lec_work_options_follow (&options);
  lec_extractor_limit (extractor, &options);
  return extractor;
}

/* That it cannot be read does not pass by itself. */
static LecJobRequest *
load_request (const LecClaim *claim,
              GError **error)
{
  g_autoptr (GError) reason = NULL;
  LecJobRequest *request = lec_job_request_from_text (claim->request, &reason);

  if (request == NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("what was to be done cannot be read (%s); "
                                                       "remove the job and add the video again"),
                 reason->message);
  return request;
}

gboolean
lec_job_work_run_request (LecJobWork *self,
                          const LecJobRequest *job,
                          const char *root,
                          LecWork *work,
                          LecWorkReport *report,
                          GCancellable *cancellable,
                          GError **error)
{
  LecExtractor *extractor = NULL;
  const LecStage *stage = NULL;
  Run run = { self, work, report, { 0, 0 } };
  gboolean done = FALSE;

  g_return_val_if_fail (self != NULL && job != NULL && work != NULL, FALSE);

  stage = find_stage (work->claim->stage, error);
  if (stage == NULL)
    return FALSE;

  run.share = find_share (stage);
  extractor = take_extractor (self, root);
  lec_extractor_set_notice (extractor, notice_cb, &run);
  g_atomic_int_inc (&self->n_running);
  done = run_stage (self, extractor, job, stage, &run, cancellable, error);
  g_atomic_int_add (&self->n_running, -1);
  lec_extractor_set_notice (extractor, NULL, NULL);
  g_async_queue_push (self->idle, extractor);

  return done;
}

gboolean
lec_job_work_run (LecWork *work,
                  LecWorkReport *report,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  LecJobWork *self = user_data;
  g_autoptr (LecJobRequest) job = load_request (work->claim, error);
  g_autofree char *root = job != NULL && self->root != NULL ? lec_kept_lecture_build_shelf (self->root, job) : NULL;

  return job != NULL && lec_job_work_run_request (self, job, root, work, report, cancellable, error);
}
