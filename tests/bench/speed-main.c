/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-speed: what it costs to find the slides of a video and make their
 * pictures, to make a PDF of a video, and how much memory that takes. All is
 * compared with what ffmpeg needs to decode the same clip, A B A B in one run.
 * Prints tables, writes JSON.
 *
 *   bench-speed [--rounds N] [--only TEXT] [--clips FOLDER] [--json FILE]
 *   bench-speed --extract VIDEO FOLDER     one run of the stage that is measured
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "media/gstreamer.h"
#include "pipeline/stage.h"
#include "speed-clips.h"
#include "speed-run.h"

/**
 * Trial:
 * @clip: of the set "speed"
 * @what: in the table
 * @whole: from the video to the PDF; else only slides and their pictures
 * @target: of our cost, as a share of ffmpeg's full decode
 * @peers: what others need, as measured elsewhere
 */
typedef struct
{
  const char *clip;
  const char *what;
  gboolean whole;
  double target;
  const char *peers;
} Trial;

static const Trial trials[] = {
  { "speed-d", "slides, GOP 250", FALSE, 0.10, "1.05 scene filter, 2.0 PySceneDetect, .042 AutoSlides (F1 .28)" },
  { "speed-g", "slides, 2 s GOP", FALSE, 0.12, ".134 AutoSlides (F1 .50)" },
  { "speed-l", "slides, GOP 3000", FALSE, 0.35, ".012 AutoSlides (F1 .00)" },
  { "speed-noisy", "slides, noisy inset", FALSE, 0.75, "" },
  { "speed-vp9", "slides, VP9", FALSE, 1.4, "1.05+ scene filter" },
  { "speed-av1", "slides, AV1", FALSE, 2.0, "1.05+ scene filter" },
  { "speed-d", "PDF, GOP 250", TRUE, 0.45, "2.5 PySceneDetect + img2pdf + OCRmyPDF" },
};

static const char *const decode_argv[] = {
  "ffmpeg", "-v", "error", "-threads", "2", "-i", "VIDEO", "-an", "-f", "null", "-", NULL
};
static const char *const scene_argv[] = {
  "ffmpeg", "-v", "error", "-threads", "2", "-i", "VIDEO", "-an",
  "-vf", "select=gt(scene\\,0.1)", "-f", "null", "-", NULL
};
static const char *const keyframes_argv[] = {
  "ffmpeg", "-v", "error", "-threads", "2", "-skip_frame", "nokey", "-i", "VIDEO", "-an", "-f", "null", "-", NULL
};
static const char *const slides_argv[] = { "SELF", "--extract", "VIDEO", "FOLDER", NULL };
static const char *const pdf_argv[] = {
  "sh", "-c", "cd \"$1\" && XDG_DATA_HOME=\"$1/data\" exec \"$2\" extract --force --progress none \"$0\"",
  "VIDEO", "FOLDER", LECTERN, NULL
};

enum
{
  OURS,
  DECODE,
  SCENE,
  KEYFRAMES,
  N_CONTESTANTS,
};

static const char *const contestant_names[N_CONTESTANTS] = { "lectern", "decode", "scene filter", "keyframes" };

/* Twenty minutes and three hours of the ten minutes' clip. */
#define SHORT_TIMES    2
#define LONG_TIMES     18
#define MEMORY_RATIO   1.2
#define MEMORY_PEAK_MB 250

typedef struct
{
  int rounds;
  char *only;
  char *clips;
  char *json;
  char *self;
  char *scratch;
  JsonBuilder *results;
} Bench;

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
run_stage (const char *video,
           const char *folder,
           GError **error)
{
  g_autoptr (LecTask) task = lec_task_new ("bench", LEC_STAGE_EXTRACT, folder);
  const LecStageSink sink = { ignore_progress, ignore_slide, NULL };

  task->video = g_strdup (video);

  return lec_gstreamer_init (error) && lec_stage_extract (task, &sink, NULL, error);
}

static void
remove_folder (const char *path)
{
  const char *argv[] = { "rm", "-rf", path, NULL };
  SpeedCost cost;

  speed_run (argv, &cost, NULL);
}

static gboolean
run_contestant (Bench *self,
                const char *const *template,
                const char *video,
                SpeedCost *cost,
                GError **error)
{
  g_autofree char *folder = g_build_filename (self->scratch, "run", NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  gboolean done;

  for (guint i = 0; template[i] != NULL; i++)
    if (g_str_equal (template[i], "VIDEO"))
      g_ptr_array_add (argv, (gpointer) video);
    else if (g_str_equal (template[i], "FOLDER"))
      g_ptr_array_add (argv, folder);
    else
      g_ptr_array_add (argv, g_str_equal (template[i], "SELF") ? self->self : (gpointer) template[i]);
  g_ptr_array_add (argv, NULL);

  g_mkdir (folder, 0700);
  done = speed_run ((const char *const *) argv->pdata, cost, error);
  remove_folder (folder);

  return done;
}

/* Median processor times of all contestants, taken in turn. */
static gboolean
measure (Bench *self,
         const Trial *trial,
         double *cpu_s,
         double *peak_mb,
         GError **error)
{
  const char *const *const lines[N_CONTESTANTS] = {
    trial->whole ? pdf_argv : slides_argv, decode_argv, scene_argv, keyframes_argv
  };
  g_autofree char *video = speed_clips_find (self->clips, trial->clip, error);
  g_autoptr (GPtrArray) times = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (int i = 0; i < N_CONTESTANTS; i++)
    g_ptr_array_add (times, g_array_new (FALSE, FALSE, sizeof (double)));
  *peak_mb = 0;
  for (int round = 0; video != NULL && round < self->rounds; round++)
    for (int i = 0; i < N_CONTESTANTS; i++)
      {
        SpeedCost cost;

        if (!run_contestant (self, lines[i], video, &cost, error))
          return FALSE;
        g_array_append_val ((GArray *) g_ptr_array_index (times, i), cost.cpu_s);
        if (i == OURS)
          *peak_mb = MAX (*peak_mb, cost.peak_mb);
      }
  for (int i = 0; video != NULL && i < N_CONTESTANTS; i++)
    cpu_s[i] = speed_get_median (g_ptr_array_index (times, i));

  return video != NULL;
}

static void
add_number (Bench *self,
            const char *name,
            double value)
{
  json_builder_set_member_name (self->results, name);
  json_builder_add_double_value (self->results, value);
}

static void
begin_result (Bench *self,
              const char *what)
{
  json_builder_begin_object (self->results);
  json_builder_set_member_name (self->results, "what");
  json_builder_add_string_value (self->results, what);
}

static gboolean
run_trial (Bench *self,
           const Trial *trial,
           GError **error)
{
  double cpu_s[N_CONTESTANTS], peak_mb;

  if (!measure (self, trial, cpu_s, &peak_mb, error))
    return FALSE;

  g_print ("%-20s %7.3f %7.2f %-6s %9.2f %9.2f %9.3f  %s\n", trial->what, cpu_s[OURS] / cpu_s[DECODE], trial->target,
           cpu_s[OURS] <= trial->target * cpu_s[DECODE] ? "met" : "MISSED", cpu_s[OURS],
           cpu_s[SCENE] / cpu_s[DECODE], cpu_s[KEYFRAMES] / cpu_s[DECODE], trial->peers);
  begin_result (self, trial->what);
  add_number (self, "target", trial->target);
  for (int i = 0; i < N_CONTESTANTS; i++)
    {
      g_autofree char *name = g_strdelimit (g_strconcat (contestant_names[i], " cpu_s", NULL), " ", '_');

      add_number (self, name, cpu_s[i]);
    }
  add_number (self, "ratio", cpu_s[OURS] / cpu_s[DECODE]);
  if (!trial->whole)
    add_number (self, "peak_mb", peak_mb);
  json_builder_end_object (self->results);

  return TRUE;
}

static gboolean
measure_memory (Bench *self,
                const char *clip,
                guint times,
                double *peak_mb,
                GError **error)
{
  g_autofree char *video = speed_clips_repeat (self->clips, clip, times, error);
  SpeedCost cost;

  if (video == NULL || !run_contestant (self, slides_argv, video, &cost, error))
    return FALSE;

  *peak_mb = cost.peak_mb;
  begin_result (self, times == SHORT_TIMES ? "memory, 20 minutes" : "memory, 3 hours");
  add_number (self, "peak_mb", cost.peak_mb);
  add_number (self, "lectern_cpu_s", cost.cpu_s);
  json_builder_end_object (self->results);

  return TRUE;
}

static gboolean
run_memory (Bench *self,
            GError **error)
{
  g_autofree char *clip = speed_clips_find (self->clips, "speed-d", error);
  double short_mb, long_mb;

  if (clip == NULL || !measure_memory (self, clip, SHORT_TIMES, &short_mb, error) ||
      !measure_memory (self, clip, LONG_TIMES, &long_mb, error))
    return FALSE;

  g_print ("\n%-28s %8s %8s\n", "peak memory", "", "target");
  g_print ("%-28s %5.0f MB %5d MB %s\n", "20 minutes", short_mb, MEMORY_PEAK_MB,
           short_mb <= MEMORY_PEAK_MB ? "met" : "MISSED");
  g_print ("%-28s %5.0f MB %5d MB %s\n", "3 hours", long_mb, MEMORY_PEAK_MB,
           long_mb <= MEMORY_PEAK_MB ? "met" : "MISSED");
  g_print ("%-28s %8.2f %8.1f %s\n", "3 hours / 20 minutes", long_mb / short_mb, MEMORY_RATIO,
           long_mb <= MEMORY_RATIO * short_mb ? "met" : "MISSED");

  return TRUE;
}

static gboolean
save_results (Bench *self,
              GError **error)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (self->results);
  g_autofree char *folder = g_path_get_dirname (self->json);

  g_mkdir_with_parents (folder, 0777);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_file (generator, self->json, error);
}

static gboolean
is_chosen (const Bench *self,
           const char *what)
{
  return self->only == NULL || strstr (what, self->only) != NULL;
}

static gboolean
run_all (Bench *self,
         GError **error)
{
  if (!speed_clips_make (self->clips, error))
    return FALSE;

  g_print ("processor time, as a share of ffmpeg's full decode; medians of %d\n", self->rounds);
  g_print ("%-20s %7s %7s %-6s %9s %9s %9s  %s\n", "", "lectern", "target", "", "seconds",
           "scene", "keyframes", "others");
  json_builder_begin_array (self->results);
  for (guint i = 0; i < G_N_ELEMENTS (trials); i++)
    if (is_chosen (self, trials[i].what) && !run_trial (self, &trials[i], error))
      return FALSE;
  if (is_chosen (self, "memory") && !run_memory (self, error))
    return FALSE;
  json_builder_end_array (self->results);

  return save_results (self, error);
}

static void
clear_bench (Bench *self)
{
  if (self->scratch != NULL)
    remove_folder (self->scratch);
  g_clear_pointer (&self->scratch, g_free);
  g_clear_pointer (&self->only, g_free);
  g_clear_pointer (&self->clips, g_free);
  g_clear_pointer (&self->json, g_free);
  g_clear_pointer (&self->self, g_free);
  g_clear_object (&self->results);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, clear_bench)

static gboolean
run_bench (int *argc,
           char ***argv,
           GError **error)
{
  g_auto (Bench) self = { .rounds = 3, .results = json_builder_new () };
  g_autoptr (GOptionContext) context = g_option_context_new ("- what finding slides costs");
  const GOptionEntry entries[] = {
    { "rounds", 0, 0, G_OPTION_ARG_INT, &self.rounds, "How often each is run", "N" },
    { "only", 0, 0, G_OPTION_ARG_STRING, &self.only, "Only the lines in which TEXT stands", "TEXT" },
    { "clips", 0, 0, G_OPTION_ARG_FILENAME, &self.clips, "Where the videos are, or are made", "FOLDER" },
    { "json", 0, 0, G_OPTION_ARG_FILENAME, &self.json, "Where the figures are written", "FILE" },
    G_OPTION_ENTRY_NULL
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  self.rounds = MAX (self.rounds, 1);
  self.clips = self.clips != NULL ? self.clips : g_strdup (BENCH_DIR "/speed");
  self.json = self.json != NULL ? self.json : g_strdup (BENCH_DIR "/speed.json");
  self.self = g_file_read_link ("/proc/self/exe", error);
  if (self.self == NULL)
    return FALSE;
  self.scratch = g_dir_make_tmp ("lectern-speed-XXXXXX", error);

  return self.scratch != NULL && run_all (&self, error);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (argc == 4 && g_str_equal (argv[1], "--extract"))
    done = run_stage (argv[2], argv[3], &error);
  else
    done = run_bench (&argc, &argv, &error);
  if (!done)
    g_printerr ("bench-speed: %s\n", error->message);

  return done ? 0 : 1;
}
