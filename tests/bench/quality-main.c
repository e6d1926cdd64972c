/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-quality: how well slides are found in the frozen set of made lectures,
 * and in real recordings with labels where they are at hand. Runs the stage that
 * reads a video, as the program does. Prints tables, writes JSON.
 *
 *   bench-quality [--set report|tune] [--only TEXT] [--clips FOLDER] [--json FILE]
 */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "media/gstreamer.h"
#include "pipeline/stage.h"
#include "quality-score.h"

/* A visit that begins so near to the start begins with the video. */
#define START_S 1.0

/**
 * Target: what is to be reached, and what the best program of others reaches
 */
typedef struct
{
  const char *what;
  double (*measure) (const QualityScore *score);
  gboolean at_most;
  double made;
  double real;
  const char *peer;
} Target;

static const char *set = "report";
static const char *only;
static const char *clips = CLIPS_DIR;
static char *json_path;

static const GOptionEntry entries[] = {
  { "set", 0, 0, G_OPTION_ARG_STRING, &set, "The set of made lectures: report, tune", "NAME" },
  { "only", 0, 0, G_OPTION_ARG_STRING, &only, "Only films with this in their names", "TEXT" },
  { "clips", 0, 0, G_OPTION_ARG_FILENAME, &clips, "A folder of labelled recordings", "FOLDER" },
  { "json", 0, 0, G_OPTION_ARG_FILENAME, &json_path, "Write the figures there", "FILE" },
  G_OPTION_ENTRY_NULL
};

static double
measure_strict (const QualityScore *score)
{
  return boundary_score_get_f1 (&score->strict);
}

static double
measure_lenient (const QualityScore *score)
{
  return boundary_score_get_f1 (&score->lenient);
}

static double
measure_coverage (const QualityScore *score)
{
  return (double) score->n_covered / MAX (score->n_unique, 1);
}

static double
measure_duplicates (const QualityScore *score)
{
  return (double) quality_score_get_duplicates (score) / MAX (score->n_unique, 1);
}

static double
measure_final (const QualityScore *score)
{
  return (double) score->n_final / MAX (score->n_unique, 1);
}

static const Target targets[] = {
  { "strict F1", measure_strict, FALSE, 0.97, 0.90, ".77" },
  { "lenient F1", measure_lenient, FALSE, 0, 0, "" },
  { "coverage", measure_coverage, FALSE, 0, 0.97, ".97, with .81 duplicates" },
  { "duplicates", measure_duplicates, TRUE, 0.02, 0.05, "" },
  { "final state", measure_final, FALSE, 0.98, 0.95, ".94" },
  { "page F1", quality_score_get_page_f1, FALSE, 0, 0.92, ".77" },
};

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

static void
remove_folder (const char *folder)
{
  const char *argv[] = { "rm", "-rf", folder, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

/* Returns: (transfer full) (nullable): what the program finds in the video */
static LecLecture *
extract (const char *video,
         GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-quality-XXXXXX", error);
  g_autoptr (LecTask) task = NULL;
  g_autofree char *path = NULL;
  const LecStageSink sink = { ignore_progress, ignore_slide, NULL };
  LecLecture *lecture = NULL;

  if (folder == NULL)
    return NULL;

  task = lec_task_new ("bench", LEC_STAGE_EXTRACT, folder);
  task->video = g_strdup (video);
  path = g_build_filename (folder, LEC_FILE_LECTURE, NULL);
  if (lec_stage_extract (task, &sink, NULL, error))
    lecture = lec_lecture_load (path, error);
  remove_folder (folder);

  return lecture;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
score_lecture (const LecLecture *lecture,
               const FilmTruth *film,
               QualityScore *score)
{
  g_autoptr (GArray) bounds_s = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) pages_s = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      g_array_append_val (pages_s, slide->picture_s);
      for (guint j = 0; j < slide->visits->len; j++)
        {
          double start_s = g_array_index (slide->visits, LecVisit, j).start_s;

          if (start_s > START_S)
            g_array_append_val (bounds_s, start_s);
        }
    }
  g_array_sort (bounds_s, compare_times);
  quality_score_add_film (score, film, bounds_s, pages_s);
}

/* A film in which nothing is found counts as all missed. */
static void
run_film (const FilmTruth *film,
          QualityScore *score)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecLecture) lecture = extract (film->video, &error);
  g_autoptr (LecLecture) nothing = lec_lecture_new ();

  if (lecture == NULL)
    g_printerr ("%s: %s\n", film->name, error->message);
  score_lecture (lecture != NULL ? lecture : nothing, film, score);
  g_print ("%-18s strict F1 %.2f  hit %2u wrong %2u missed %2u  "
           "pages %2u covered %2u of %2u duplicates %2u final %2u\n",
           film->name, boundary_score_get_f1 (&score->strict), score->strict.n_hit, score->strict.n_wrong,
           score->strict.n_missed, score->n_pages, score->n_covered, score->n_unique,
           quality_score_get_duplicates (score), score->n_final);
}

static void
add_row (JsonBuilder *json,
         const Target *target,
         double value,
         double wanted)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "what");
  json_builder_add_string_value (json, target->what);
  json_builder_set_member_name (json, "value");
  json_builder_add_double_value (json, value);
  json_builder_set_member_name (json, "target");
  json_builder_add_double_value (json, wanted);
  json_builder_end_object (json);
}

static void
report (const char *title,
        const QualityScore *score,
        gboolean made,
        JsonBuilder *json)
{
  g_print ("\n%s: %u boundaries, %u pages\n%-14s %8s %8s  %-6s %s\n", title,
           score->strict.n_hit + score->strict.n_missed, score->n_unique, "", "lectern", "target", "", "best peer");
  json_builder_set_member_name (json, title);
  json_builder_begin_array (json);
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      const Target *target = &targets[i];
      double value = target->measure (score);
      double wanted = made ? target->made : target->real;
      gboolean is_met = target->at_most ? value <= wanted : value >= wanted;

      add_row (json, target, value, wanted);
      if (wanted > 0)
        g_print ("%-14s %8.3f %2s %5.2f  %-6s %s\n", target->what, value, target->at_most ? "<=" : ">=", wanted,
                 is_met ? "met" : "MISSED", made ? "" : target->peer);
      else
        g_print ("%-14s %8.3f\n", target->what, value);
    }
  json_builder_end_array (json);
  g_print ("\n");
}

static gboolean
run_folder (const char *title,
            const char *folder,
            gboolean made,
            JsonBuilder *json,
            GError **error)
{
  g_autoptr (GPtrArray) films = film_truth_load_folder (folder, error);
  QualityScore sum = { 0 };

  if (films == NULL)
    return FALSE;

  for (guint i = 0; i < films->len; i++)
    {
      const FilmTruth *film = g_ptr_array_index (films, i);
      QualityScore score = { 0 };

      if (only != NULL && strstr (film->name, only) == NULL)
        continue;
      run_film (film, &score);
      quality_score_add (&sum, &score);
    }
  if (sum.n_unique > 0)
    report (title, &sum, made, json);

  return TRUE;
}

static gboolean
make_set (const char *folder,
          GError **error)
{
  const char *argv[] = { LECTURE_VIDEO, "--set", set, folder, NULL };
  int status = 0;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, error))
    return FALSE;

  return g_spawn_check_wait_status (status, error);
}

static gboolean
write_json (JsonBuilder *json,
            GError **error)
{
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *path = json_path != NULL ? g_strdup (json_path) : g_build_filename (BENCH_DIR, "quality.json", NULL);

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_file (generator, path, error);
}

static gboolean
run (GError **error)
{
  g_autofree char *folder = g_build_filename (BENCH_DIR, set, NULL);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  g_mkdir_with_parents (folder, 0777);
  if (!lec_gstreamer_init (error) || !make_set (folder, error))
    return FALSE;

  json_builder_begin_object (json);
  if (!run_folder (set, folder, TRUE, json, error))
    return FALSE;
  if (g_file_test (clips, G_FILE_TEST_IS_DIR) && !run_folder ("real", clips, FALSE, json, error))
    return FALSE;
  json_builder_end_object (json);

  return write_json (json, error);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- how well slides are found");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && run (&error))
    return 0;

  g_printerr ("bench-quality: %s\n", error->message);
  return 1;
}
