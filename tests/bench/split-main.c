/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-split: what the largest part of a lecture of an hour costs that is read
 * in parts, and joining them, beside reading it in one go; and whether the
 * slides are the same. In turns, medians of processor time. The hour is ten
 * minutes, packet for packet, six times.
 *
 *   bench-split [--rounds N] [--parts N] [--only TEXT] [--clips FOLDER]
 *   bench-split --stage NAME VIDEO FOLDER PART N     one run of a stage
 */
#include <glib/gstdio.h>
#include <string.h>

#include "media/gstreamer.h"
#include "pipeline/stage.h"
#include "speed-clips.h"
#include "speed-run.h"

#define TIMES        6
#define TARGET       0.58
#define TARGET_PARTS 2

static const struct
{
  const char *clip;
  const char *what;
} trials[] = {
  { "speed-d", "GOP 250" },
  { "speed-g", "2 s GOP" },
  { "speed-l", "GOP 3000" },
  { "speed-noisy", "noisy inset" },
};

/**
 * Bench:
 * @whole_s: (element-type double): processor time of each round
 * @join_s: likewise
 * @parts_s: (element-type GArray): likewise, of each part
 */
typedef struct
{
  int rounds;
  int n_parts;
  char *only;
  char *clips;
  char *self;
  char *scratch;
  GArray *whole_s;
  GArray *join_s;
  GPtrArray *parts_s;
  gint64 part_bytes;
  gboolean missed;
} Bench;

static void
clear_bench (Bench *self)
{
  g_free (self->only);
  g_free (self->clips);
  g_free (self->self);
  g_free (self->scratch);
  g_clear_pointer (&self->whole_s, g_array_unref);
  g_clear_pointer (&self->join_s, g_array_unref);
  g_clear_pointer (&self->parts_s, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, clear_bench)

static void
ignore_progress (double fraction,
                 double position_s,
                 gpointer user_data)
{
}

static void
ignore_slide (const LecSlide *slide,
              gpointer user_data)
{
}

/* What a task process does for the stage, without the way there and back. */
static gboolean
run_stage (char **argv,
           GError **error)
{
  const LecStage *stage = lec_stage_find (argv[0]);
  g_autoptr (LecTask) task = lec_task_new ("bench", argv[0], argv[2]);
  const LecStageSink sink = { ignore_progress, ignore_slide, NULL };

  task->video = g_strdup (argv[1]);
  task->part = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  task->n_parts = (guint) g_ascii_strtoull (argv[4], NULL, 10);

  return lec_gstreamer_init (error) && stage->run (task, &sink, NULL, error);
}

static void
remove_folder (const char *path)
{
  const char *argv[] = { "rm", "-rf", path, NULL };
  SpeedCost cost;

  speed_run (argv, &cost, NULL);
}

static char *
build_folder (Bench *self,
              const char *name)
{
  char *folder = g_build_filename (self->scratch, name, NULL);

  g_mkdir_with_parents (folder, 0700);
  return folder;
}

/* In the folder of that name. */
static gboolean
measure_stage (Bench *self,
               const char *stage,
               const char *video,
               const char *name,
               int part,
               GArray *cpu_s,
               GError **error)
{
  g_autofree char *folder = build_folder (self, name);
  g_autofree char *index = g_strdup_printf ("%d", part);
  g_autofree char *n_parts = g_strdup_printf ("%d", self->n_parts);
  const char *argv[] = { self->self, "--stage", stage, video, folder, index, n_parts, NULL };
  SpeedCost cost;

  if (!speed_run (argv, &cost, error))
    return FALSE;

  g_array_append_val (cpu_s, cost.cpu_s);
  return TRUE;
}

/* To where the join stage finds it. */
static gboolean
hand_over (Bench *self,
           int part,
           GError **error)
{
  g_autofree char *from = g_build_filename (self->scratch, "part", LEC_FILE_PART, NULL);
  g_autofree char *parts = build_folder (self, "joined/" LEC_FOLDER_PARTS);
  g_autofree char *name = g_strdup_printf (LEC_FILE_NTH_PART, (guint) part);
  g_autofree char *to = g_build_filename (parts, name, NULL);
  GStatBuf facts;

  if (g_stat (from, &facts) != 0 || g_rename (from, to) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "there is no part %d", part);
      return FALSE;
    }

  self->part_bytes += facts.st_size;
  return TRUE;
}

static gboolean
run_round (Bench *self,
           const char *video,
           GError **error)
{
  self->part_bytes = 0;
  if (!measure_stage (self, LEC_STAGE_EXTRACT, video, "whole", 0, self->whole_s, error))
    return FALSE;
  for (int i = 0; i < self->n_parts; i++)
    if (!measure_stage (self, LEC_STAGE_READ_PART, video, "part", i, g_ptr_array_index (self->parts_s, i), error) ||
        !hand_over (self, i, error))
      return FALSE;

  return measure_stage (self, LEC_STAGE_JOIN, video, "joined", 0, self->join_s, error);
}

static LecLecture *
load_lecture (Bench *self,
              const char *name,
              GError **error)
{
  g_autofree char *path = g_build_filename (self->scratch, name, LEC_FILE_LECTURE, NULL);

  return lec_lecture_load (path, error);
}

static gboolean
is_same_array (GArray *a,
               GArray *b,
               gsize size)
{
  return a->len == b->len && memcmp (a->data, b->data, a->len * size) == 0;
}

/* In how many slides the two differ by a time; all of them where there are more in one. */
static gboolean
count_differences (Bench *self,
                   guint *n_slides,
                   guint *n_different,
                   GError **error)
{
  g_autoptr (LecLecture) whole = load_lecture (self, "whole", error);
  g_autoptr (LecLecture) joined = whole != NULL ? load_lecture (self, "joined", error) : NULL;

  if (joined == NULL)
    return FALSE;

  *n_slides = whole->slides->len;
  *n_different = 0;
  if (whole->slides->len != joined->slides->len)
    *n_different = MAX (whole->slides->len, joined->slides->len);
  for (guint i = 0; i < whole->slides->len && *n_different == 0; i++)
    {
      const LecSlide *a = g_ptr_array_index (whole->slides, i), *b = g_ptr_array_index (joined->slides, i);

      *n_different += !is_same_array (a->visits, b->visits, sizeof (LecVisit)) ||
                      !is_same_array (a->builds_s, b->builds_s, sizeof (double));
    }

  return TRUE;
}

static double
get_largest_s (Bench *self)
{
  double largest_s = 0;

  for (guint i = 0; i < self->parts_s->len; i++)
    largest_s = MAX (largest_s, speed_get_median (g_ptr_array_index (self->parts_s, i)));

  return largest_s;
}

static gboolean
print_line (Bench *self,
            const char *what,
            GError **error)
{
  double whole_s = speed_get_median (self->whole_s), join_s = speed_get_median (self->join_s), sum_s = join_s;
  double largest = get_largest_s (self) / whole_s;
  guint n_slides = 0, n_different = 0;
  gboolean missed;

  if (!count_differences (self, &n_slides, &n_different, error))
    return FALSE;

  for (guint i = 0; i < self->parts_s->len; i++)
    sum_s += speed_get_median (g_ptr_array_index (self->parts_s, i));
  missed = n_different > 0 || (self->n_parts == TARGET_PARTS && largest > TARGET);
  self->missed = self->missed || missed;
  g_print ("| %s | %.1f s | %.3f%s | %.3f | %.3f | %.1f MB | %u / %u |\n", what, whole_s, largest,
           missed ? " MISSED" : "",
           join_s / whole_s, sum_s / whole_s, (double) self->part_bytes / 1e6, n_different, n_slides);
  return TRUE;
}

static GArray *
new_times (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

static gboolean
run_trial (Bench *self,
           const char *clip,
           const char *what,
           GError **error)
{
  g_autofree char *ten_minutes = speed_clips_find (self->clips, clip, error);
  g_autofree char *folder = build_folder (self, clip);
  g_autofree char *video = ten_minutes != NULL ? speed_clips_repeat (folder, ten_minutes, TIMES, error) : NULL;

  if (video == NULL)
    return FALSE;

  self->whole_s = new_times ();
  self->join_s = new_times ();
  self->parts_s = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (int i = 0; i < self->n_parts; i++)
    g_ptr_array_add (self->parts_s, new_times ());
  for (int round = 0; round < self->rounds; round++)
    if (!run_round (self, video, error))
      return FALSE;
  if (!print_line (self, what, error))
    return FALSE;

  g_clear_pointer (&self->whole_s, g_array_unref);
  g_clear_pointer (&self->join_s, g_array_unref);
  g_clear_pointer (&self->parts_s, g_ptr_array_unref);
  return TRUE;
}

static gboolean
run_trials (Bench *self,
            GError **error)
{
  g_print ("An hour of 1080p H.264 read in %d parts, processor time beside reading it in one go (%d rounds); "
           "target %.2f for two parts, the same slides.\n\n",
           self->n_parts, self->rounds, TARGET);
  g_print ("| | in one go | largest part | join | all of it | parts | slides that differ |\n"
           "|---|---|---|---|---|---|---|\n");
  for (gsize i = 0; i < G_N_ELEMENTS (trials); i++)
    if ((self->only == NULL || strstr (trials[i].what, self->only) != NULL) &&
        !run_trial (self, trials[i].clip, trials[i].what, error))
      return FALSE;

  return TRUE;
}

static gboolean
run_bench (int *argc,
           char ***argv,
           GError **error)
{
  g_auto (Bench) self = { .rounds = 3, .n_parts = TARGET_PARTS };
  g_autoptr (GOptionContext) context = g_option_context_new ("- what reading a video in parts costs");
  const GOptionEntry entries[] = {
    { "rounds", 0, 0, G_OPTION_ARG_INT, &self.rounds, "How often each is run", "N" },
    { "parts", 0, 0, G_OPTION_ARG_INT, &self.n_parts, "How many", "N" },
    { "only", 0, 0, G_OPTION_ARG_STRING, &self.only, "Only the lines in which TEXT stands", "TEXT" },
    { "clips", 0, 0, G_OPTION_ARG_FILENAME, &self.clips, "Where the videos are, or are made", "FOLDER" },
    G_OPTION_ENTRY_NULL
  };
  gboolean done;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  self.rounds = MAX (self.rounds, 1);
  self.n_parts = CLAMP (self.n_parts, 1, LEC_TASK_MAX_PARTS);
  self.clips = self.clips != NULL ? self.clips : g_strdup (BENCH_DIR "/speed");
  self.self = g_file_read_link ("/proc/self/exe", error);
  self.scratch = self.self != NULL ? g_dir_make_tmp ("lectern-split-XXXXXX", error) : NULL;
  if (self.scratch == NULL || !speed_clips_make (self.clips, error))
    return FALSE;

  done = run_trials (&self, error);
  remove_folder (self.scratch);
  if (done && self.missed)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "a target was missed");
  return done && !self.missed;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (argc == 7 && g_str_equal (argv[1], "--stage"))
    done = run_stage (argv + 2, &error);
  else
    done = run_bench (&argc, &argv, &error);
  if (!done)
    g_printerr ("bench-split: %s\n", error->message);

  return done ? 0 : 1;
}
