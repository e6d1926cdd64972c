/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bookkeeping between the task runner and the listener; all on the calling
 * thread.
 */
#include "engine/extract-run.h"

#include "pipeline/stage.h"

#define MIN_WEIGHT 0.001
#define MAX_SLIDES 20000

struct _LecExtractRun
{
  LecTaskRunner *runner;              /* unowned */
  const LecExtractAim *aim;           /* unowned */
  const LecExtractListener *listener; /* unowned (nullable) */
  GCancellable *cancellable;          /* unowned (nullable) */
  LecProgress *progress;              /* the root, owned */
  GHashTable *slides;                 /* (element-type guint LecSlide) owned: of the stage that runs */
  guint n_slides_before;              /* found by stages that ended */
  const char *stage;
  LecProgress *step; /* unowned */
  double position_s;
  double duration_s;
  guint n_tasks;
  LecTaskRunner *ahead_runner; /* unowned (nullable) */
  LecAheadRoom has_room;
  gpointer room_data;
  guint n_cores;
  guint part;
  guint n_parts;
  LecReadAhead *ahead; /* owned (nullable): while the stage runs whose slides it reads */
};

/* What it is given must outlive it. Returns: (transfer full) */
LecExtractRun *
lec_extract_run_new (LecTaskRunner *runner,
                     const LecExtractAim *aim,
                     const LecExtractListener *listener,
                     GCancellable *cancellable)
{
  LecExtractRun *self = g_new0 (LecExtractRun, 1);

  self->runner = runner;
  self->aim = aim;
  self->listener = listener;
  self->cancellable = cancellable;
  self->progress = lec_progress_new ();
  self->slides = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) lec_slide_free);
  self->position_s = -1;

  return self;
}

void
lec_extract_run_free (LecExtractRun *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->ahead, lec_read_ahead_free);
  g_hash_table_unref (self->slides);
  lec_progress_free (self->progress);
  g_free (self);
}

/* Words are read, by @runner, while videos are; as lec_read_ahead_new(). */
void
lec_extract_run_set_ahead (LecExtractRun *self,
                           LecTaskRunner *runner,
                           LecAheadRoom has_room,
                           gpointer room_data)
{
  g_return_if_fail (self != NULL && runner != NULL && has_room != NULL);

  self->ahead_runner = runner;
  self->has_room = has_room;
  self->room_data = room_data;
}

/* As many cores as LecTask may keep busy. */
void
lec_extract_run_set_cores (LecExtractRun *self,
                           guint n_cores)
{
  g_return_if_fail (self != NULL);

  self->n_cores = MIN (n_cores, LEC_TASK_MAX_CORES);
}

/* Returns: (transfer none) (nullable) */
GCancellable *
lec_extract_run_get_cancellable (LecExtractRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cancellable;
}

void
lec_extract_run_set_part (LecExtractRun *self,
                          guint part,
                          guint n_parts)
{
  g_return_if_fail (self != NULL && n_parts <= LEC_TASK_MAX_PARTS);

  self->part = part;
  self->n_parts = n_parts;
}

const LecExtractAim *
lec_extract_run_get_aim (LecExtractRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->aim;
}

/* @share of the stage's weight. Returns: (transfer none): for lec_extract_run_stage() */
LecProgress *
lec_extract_run_add_step (LecExtractRun *self,
                          const char *stage,
                          double share)
{
  const LecStage *found = NULL;

  g_return_val_if_fail (self != NULL && stage != NULL, NULL);

  found = lec_stage_find (stage);
  return lec_progress_add_step (self->progress, MAX (found != NULL ? found->weight * share : 0, MIN_WEIGHT));
}

void
lec_extract_run_set_duration (LecExtractRun *self,
                              double duration_s)
{
  g_return_if_fail (self != NULL);

  self->duration_s = duration_s;
}

double
lec_extract_run_get_position_s (LecExtractRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return MAX (self->position_s, 0);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  const LecSlide *const *first = a;
  const LecSlide *const *second = b;

  return (*first)->number < (*second)->number ? -1 : (*first)->number > (*second)->number;
}

/* Returns: (transfer full) (element-type LecSlide): what the stage has delivered, by number */
GPtrArray *
lec_extract_run_dup_slides (LecExtractRun *self)
{
  GPtrArray *slides = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_slide_free);
  GHashTableIter iter;
  gpointer slide = NULL;

  g_hash_table_iter_init (&iter, self->slides);
  while (g_hash_table_iter_next (&iter, NULL, &slide))
    g_ptr_array_add (slides, lec_slide_copy (slide));
  g_ptr_array_sort (slides, compare_numbers);

  return slides;
}

static void
report_status (LecExtractRun *self)
{
  LecExtractStatus status = {
    .stage = self->stage,
    .fraction = lec_progress_get_fraction (self->progress),
    .position_s = self->position_s,
    .duration_s = self->duration_s,
    .n_slides = self->n_slides_before + g_hash_table_size (self->slides),
  };

  lec_progress_tick (self->progress, g_get_monotonic_time ());
  status.left_s = lec_progress_get_left_s (self->progress);
  if (self->listener != NULL && self->listener->status != NULL)
    self->listener->status (&status, self->listener->user_data);
}

static void
tell_slide (LecExtractRun *self,
            const LecSlide *slide)
{
  if (self->listener != NULL && self->listener->slide != NULL)
    self->listener->slide (slide, self->listener->user_data);
}

/* Slides that were told before, now with their words. The process that sends them is as little to
 * be trusted as the other one: it adds none. */
static void
tell_read_slides (LecExtractRun *self)
{
  LecSlide *read = NULL;

  while (self->ahead != NULL && (read = lec_read_ahead_pop (self->ahead)) != NULL)
    {
      LecSlide *found = g_hash_table_lookup (self->slides, GUINT_TO_POINTER (read->number));

      if (found != NULL && g_strcmp0 (found->picture, read->picture) == 0)
        {
          lec_slide_take_words (found, read);
          tell_slide (self, found);
        }
      lec_slide_free (read);
    }
}

static void
stage_progressed_cb (double fraction,
                     double position_s,
                     gpointer user_data)
{
  LecExtractRun *self = user_data;

  lec_progress_set_fraction (self->step, fraction);
  if (position_s >= 0)
    self->position_s = position_s;
  tell_read_slides (self);
  report_status (self);
}

static void
slide_found_cb (const LecSlide *slide,
                gpointer user_data)
{
  LecExtractRun *self = user_data;

  /* As many as a lecture may have: the process that sends them may not be ours any more. */
  if (g_hash_table_size (self->slides) >= MAX_SLIDES)
    return;

  g_hash_table_replace (self->slides, GUINT_TO_POINTER (slide->number), lec_slide_copy (slide));
  tell_slide (self, slide);
  if (self->ahead != NULL)
    lec_read_ahead_add (self->ahead, slide);
  report_status (self);
}

static void
tell_cost (LecExtractRun *self,
           const char *stage,
           const LecTaskMetrics *metrics)
{
  LecExtractCost cost = {
    .stage = stage,
    .wall_s = (double) metrics->wall_ms / 1000,
    .cpu_s = (double) metrics->cpu_ms / 1000,
    .peak_memory_bytes = metrics->peak_rss_bytes,
    .n_frames = metrics->n_frames,
    .exit_status = metrics->exit_status,
    .printed = metrics->stderr_tail,
  };

  g_debug ("%s: %" G_GINT64_FORMAT " ms of processor time, %" G_GUINT64_FORMAT " bytes at most",
           stage, metrics->cpu_ms, metrics->peak_rss_bytes);
  if (self->listener != NULL && self->listener->cost != NULL)
    self->listener->cost (&cost, self->listener->user_data);
}

static gboolean
finds_slides (const char *stage)
{
  return g_str_equal (stage, LEC_STAGE_EXTRACT) || g_str_equal (stage, LEC_STAGE_SEGMENT);
}

static LecTask *
make_task (LecExtractRun *self,
           const char *stage,
           const char *folder,
           const char *video)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", stage, ++self->n_tasks);
  LecTask *task = lec_task_new (id, stage, folder);

  task->video = g_strdup (video);
  task->title = g_strdup (self->aim->title);
  task->link_folder = g_strdup (self->aim->link_folder);
  lec_job_options_free (task->options);
  task->options = lec_job_options_copy (self->aim->options);
  task->n_cores = self->n_cores;
  task->part = self->part;
  task->n_parts = self->n_parts;
  return task;
}

/* The stage that recognises begins with the first slide and finds what is kept: whoever begins with
 * the last meets it half way. */
static void
add_from_last (LecReadAhead *ahead,
               const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, NULL);

  for (guint i = lecture != NULL ? lecture->slides->len : 0; i-- > 1;)
    lec_read_ahead_add (ahead, g_ptr_array_index (lecture->slides, i));
}

static void
begin_ahead (LecExtractRun *self,
             const LecTask *task)
{
  gboolean recognises = g_str_equal (task->stage, LEC_STAGE_RECOGNISE);

  if (self->ahead_runner == NULL || !(recognises || g_str_equal (task->stage, LEC_STAGE_EXTRACT)))
    return;

  self->ahead = lec_read_ahead_new (self->ahead_runner, task->folder, task->options, self->has_room,
                                    self->room_data);
  if (recognises)
    add_from_last (self->ahead, task->folder);
}

static void
end_ahead (LecExtractRun *self)
{
  g_auto (LecTaskMetrics) cost = { 0 };

  if (self->ahead == NULL)
    return;

  if (lec_read_ahead_stop (self->ahead, &cost))
    tell_cost (self, LEC_STAGE_READ_AHEAD, &cost);
  tell_read_slides (self);
  g_clear_pointer (&self->ahead, lec_read_ahead_free);
}

/**
 * lec_extract_run_stage:
 * @step: of lec_extract_run_add_step()
 * @folder: of the lecture
 * @video: (nullable)
 *
 * Returns: %FALSE with the errors of lec_task_runner_run()
 */
gboolean
lec_extract_run_stage (LecExtractRun *self,
                       const char *stage,
                       LecProgress *step,
                       const char *folder,
                       const char *video,
                       GError **error)
{
  g_autoptr (LecTask) task = NULL;
  g_auto (LecTaskMetrics) metrics = { 0 };
  LecStageSink sink = { stage_progressed_cb, slide_found_cb, self };
  gboolean is_done = FALSE;

  g_return_val_if_fail (self != NULL && stage != NULL && step != NULL && folder != NULL, FALSE);

  task = make_task (self, stage, folder, video);
  if (finds_slides (stage))
    {
      self->n_slides_before += g_hash_table_size (self->slides);
      g_hash_table_remove_all (self->slides);
    }
  else
    sink.slide = NULL;
  self->stage = stage;
  self->step = step;
  self->position_s = -1;
  report_status (self);
  begin_ahead (self, task);
  is_done = lec_task_runner_run (self->runner, task, &sink, &metrics, self->cancellable, error);
  end_ahead (self);
  tell_cost (self, stage, &metrics);
  if (!is_done)
    return FALSE;

  lec_progress_set_fraction (step, 1);
  report_status (self);

  return TRUE;
}

/* Returns: (transfer none) (nullable) */
const LecExtractListener *
lec_extract_run_get_listener (LecExtractRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->listener;
}

/**
 * lec_extract_run_tell:
 * @stage: what the work is called
 * @step: of lec_extract_run_add_step()
 *
 * How far work is that is no stage.
 */
void
lec_extract_run_tell (LecExtractRun *self,
                      const char *stage,
                      LecProgress *step,
                      double fraction)
{
  g_return_if_fail (self != NULL && stage != NULL && step != NULL);

  self->stage = stage;
  self->step = step;
  self->position_s = -1;
  lec_progress_set_fraction (step, fraction);
  report_status (self);
}
