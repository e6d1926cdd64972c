/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-still: is the picture of a slide better than any frame of the video?
 * Scores, on generated films, what the extract stage makes of pages that a
 * cursor, a person or an overlay covered for a while. Prints a table, writes
 * JSON.
 *
 *   bench-still [--set NAME]… [--films DIR --pictures DIR] [--film NAME]… [--all]
 *               [--lossless] [--keep DIR] [--json FILE]
 */
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <json-glib/json-glib.h>

#include "base/error.h"
#include "pipeline/stage.h"
#include "still-score.h"

#define TARGET_ERROR      4.0
#define TARGET_RATIO      0.5
#define TARGET_SSIM_LOSS  0.001
#define TARGET_WORD_SHARE 0.95

typedef struct
{
  char **sets;
  char **only;
  char *films;
  char *pictures;
  char *keep;
  char *json;
  gboolean lossless;
  gboolean all;
} Options;

/* @n_pages: that something covered; @n_scored: whose picture shows the page */
typedef struct
{
  StillScore score;
  guint n_pages;
  guint n_scored;
} FilmScore;

typedef struct
{
  const Options *options;
  LecOcr *ocr;
  JsonBuilder *json;
  FilmScore total;
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

/* The slides of @video, their pictures in @folder. */
static LecLecture *
extract (const char *video,
         const char *folder,
         gboolean lossless,
         GError **error)
{
  const LecStageSink sink = { ignore_progress, ignore_slide, NULL };
  g_autoptr (LecTask) task = lec_task_new ("still", LEC_STAGE_EXTRACT, folder);
  g_autofree char *path = g_build_filename (folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (GError) cause = NULL;

  g_free (task->video);
  task->video = g_strdup (video);
  g_clear_pointer (&task->options, lec_job_options_free);
  task->options = lec_job_options_new ();
  task->options->crop_mode = LEC_CROP_NONE;
  task->options->lossless = lossless;
  if (!lec_stage_extract (task, &sink, NULL, &cause) && !g_error_matches (cause, LEC_ERROR, LEC_ERROR_NO_SLIDES))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }

  return lec_lecture_load (path, error);
}

static LecPicture *
load_still (const char *folder,
            const LecSlide *slide,
            const StillPage *page,
            GError **error)
{
  g_autofree char *path = g_build_filename (folder, slide->picture, NULL);
  g_autofree char *data = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LecPicture) whole = NULL;

  if (!g_file_get_contents (path, &data, &length, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  whole = lec_picture_decode (bytes, error);

  return whole != NULL ? lec_picture_crop (whole, &page->region) : NULL;
}

/* The slide whose picture was taken while @page stood in its final state. */
static const LecSlide *
find_slide (const LecLecture *lecture,
            const StillPage *page)
{
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);

      if (slide->picture != NULL && still_page_find_visit (page, slide->picture_s) >= 0)
        return slide;
    }

  return NULL;
}

static gboolean
keep (const char *folder,
      const char *film,
      guint page,
      const char *what,
      const LecPicture *picture,
      GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s-%02u-%s.png", film, page, what);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = lec_picture_encode_png (picture, error);

  return bytes != NULL && g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                               (gssize) g_bytes_get_size (bytes), error);
}

static gboolean
is_covered (const StillEvidence *evidence)
{
  for (gsize i = 0; i < (gsize) evidence->truth->width * evidence->truth->height; i++)
    if (evidence->n_covered[i] > 0)
      return TRUE;

  return FALSE;
}

static gboolean
score_page (Bench *self,
            const StillTruth *truth,
            guint index,
            const StillEvidence *evidence,
            const LecLecture *lecture,
            const char *folder,
            FilmScore *film,
            GError **error)
{
  const StillPage *page = g_ptr_array_index (truth->pages, index);
  const LecSlide *slide = find_slide (lecture, page);
  const char *kept = self->options->keep;
  g_autoptr (LecPicture) still = NULL;
  const LecPicture *last;

  if (evidence->truth == NULL || (!self->options->all && !is_covered (evidence)))
    return TRUE;
  film->n_pages++;
  if (slide == NULL)
    return TRUE;

  last = g_ptr_array_index (evidence->last, still_page_find_visit (page, slide->picture_s));
  still = load_still (folder, slide, page, error);
  if (still == NULL || last == NULL)
    return still != NULL;
  film->n_scored++;
  if (kept != NULL && !(keep (kept, truth->name, index, "still", still, error) &&
                        keep (kept, truth->name, index, "last", last, error) &&
                        keep (kept, truth->name, index, "truth", evidence->truth, error)))
    return FALSE;

  return still_score_measure (page, evidence, still, last, self->ocr, &film->score, error);
}

static void
add_figure (JsonBuilder *json,
            const char *name,
            double value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_double_value (json, value);
}

static void
report (Bench *self,
        const char *name,
        const FilmScore *film)
{
  const StillScore *score = &film->score;
  double n_pixels = MAX (score->n_covered, 1), n_windows = MAX (score->n_windows, 1);

  g_print ("%-16s %2u/%-2u %9" G_GUINT64_FORMAT " %6.2f %6.2f %8.4f %8.4f %5u %6.1f %6.1f\n", name, film->n_scored,
           film->n_pages, score->n_covered, score->error / n_pixels, score->last_error / n_pixels,
           score->ssim / n_windows, score->last_ssim / n_windows, score->n_words,
           100.0 * score->n_read / MAX (score->n_words, 1), 100.0 * score->n_last_read / MAX (score->n_words, 1));

  json_builder_begin_object (self->json);
  json_builder_set_member_name (self->json, "film");
  json_builder_add_string_value (self->json, name);
  add_figure (self->json, "pages", film->n_pages);
  add_figure (self->json, "pages_scored", film->n_scored);
  add_figure (self->json, "covered_pixels", (double) score->n_covered);
  add_figure (self->json, "error", score->error / n_pixels);
  add_figure (self->json, "last_frame_error", score->last_error / n_pixels);
  add_figure (self->json, "ssim_elsewhere", score->ssim / n_windows);
  add_figure (self->json, "last_frame_ssim_elsewhere", score->last_ssim / n_windows);
  add_figure (self->json, "words", score->n_words);
  add_figure (self->json, "words_read", score->n_read);
  add_figure (self->json, "last_frame_words_read", score->n_last_read);
  json_builder_end_object (self->json);
}

static void
add_film (FilmScore *self,
          const FilmScore *other)
{
  self->n_pages += other->n_pages;
  self->n_scored += other->n_scored;
  still_score_add (&self->score, &other->score);
}

static gboolean
remove_folder (const char *folder,
               GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR) ? !remove_folder (path, error) : g_unlink (path) != 0)
        return FALSE;
    }

  return g_rmdir (folder) == 0;
}

static gboolean
score_film (Bench *self,
            const StillTruth *truth,
            GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-still-XXXXXX", error);
  g_autoptr (GPtrArray) evidence = NULL;
  g_autoptr (LecLecture) lecture = NULL;
  FilmScore film = { 0 };

  if (folder == NULL)
    return FALSE;
  lecture = extract (truth->video, folder, self->options->lossless, error);
  if (lecture == NULL)
    return FALSE;
  evidence = still_frames_gather (truth, error);
  if (evidence == NULL)
    return FALSE;
  for (guint i = 0; i < truth->pages->len; i++)
    if (!score_page (self, truth, i, g_ptr_array_index (evidence, i), lecture, folder, &film, error))
      return FALSE;
  report (self, truth->name, &film);
  add_film (&self->total, &film);

  return remove_folder (folder, error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(char *const *) a, *(char *const *) b);
}

/* The films of a folder: names of their truths, sorted. */
static GPtrArray *
list_truths (const char *folder,
             GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return g_steal_pointer (&names);
}

static gboolean
is_wanted (const Bench *self,
           const StillTruth *truth)
{
  const char *const *only = (const char *const *) self->options->only;

  return (truth->covers->len > 0 || self->options->all) && (only == NULL || g_strv_contains (only, truth->name));
}

static gboolean
score_folder (Bench *self,
              const char *films,
              const char *pictures,
              GError **error)
{
  g_autoptr (GPtrArray) names = list_truths (films, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (films, g_ptr_array_index (names, i), NULL);
      g_autoptr (StillTruth) truth = still_truth_load (path, pictures, error);

      if (truth == NULL || (is_wanted (self, truth) && !score_film (self, truth, error)))
        return FALSE;
    }

  return names != NULL;
}

static gboolean
score_set (Bench *self,
           const char *name,
           GError **error)
{
  g_autofree char *films = g_build_filename (BENCH_FOLDER, "sets", name, NULL);
  g_autofree char *pictures = g_strconcat (films, "-pictures", NULL);
  const char *const make[] = { LECTURE_VIDEO, "--set", name, films, pictures, NULL };
  int status;

  return g_spawn_sync (NULL, (char **) make, NULL, G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL, NULL,
                       &status, error) &&
         g_spawn_check_wait_status (status, error) && score_folder (self, films, pictures, error);
}

static gboolean
save (Bench *self,
      GError **error)
{
  g_autofree char *standard = g_build_filename (BENCH_FOLDER, "still.json", NULL);
  const char *path = self->options->json != NULL ? self->options->json : standard;
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (self->json);

  if (path == standard)
    g_mkdir_with_parents (BENCH_FOLDER, 0777);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_file (generator, path, error);
}

static void
print_targets (const FilmScore *total)
{
  const StillScore *score = &total->score;
  double n_pixels = MAX (score->n_covered, 1), n_windows = MAX (score->n_windows, 1);

  g_print ("\n%-46s %8s %8s\n", "", "measured", "target");
  g_print ("%-46s %8.2f %8.2f\n", "covered: luma error of 255", score->error / n_pixels, TARGET_ERROR);
  g_print ("%-46s %8.2f %8.2f\n", "covered: share of the last settled frame's error",
           score->error / MAX (score->last_error, 1), TARGET_RATIO);
  g_print ("%-46s %8.4f %8.4f\n", "elsewhere: SSIM below the last settled frame's",
           (score->last_ssim - score->ssim) / n_windows, TARGET_SSIM_LOSS);
  g_print ("%-46s %8.3f %8.3f\n", "covered words that are read",
           score->n_read / (double) MAX (score->n_words, 1), TARGET_WORD_SHARE);
}

static gboolean
run (const Options *options,
     GError **error)
{
  static const char *const standard_sets[] = { "report", "still", NULL };
  const char *const *sets = options->sets != NULL ? (const char *const *) options->sets : standard_sets;
  g_autoptr (LecOcr) ocr = lec_ocr_new ("eng", error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  Bench self = { .options = options, .ocr = ocr, .json = json };

  if (ocr == NULL)
    return FALSE;

  g_print ("%-16s %5s %9s %6s %6s %8s %8s %5s %6s %6s\n", "film", "pages", "covered", "error", "last", "ssim", "last",
           "words", "read %", "last");
  json_builder_begin_array (json);
  if (options->films != NULL && !score_folder (&self, options->films, options->pictures, error))
    return FALSE;
  for (guint i = 0; options->films == NULL && sets[i] != NULL; i++)
    if (!score_set (&self, sets[i], error))
      return FALSE;
  report (&self, "all", &self.total);
  json_builder_end_array (json);
  print_targets (&self.total);

  return save (&self, error);
}

static void
clear_options (Options *options)
{
  g_strfreev (options->sets);
  g_strfreev (options->only);
  g_free (options->films);
  g_free (options->pictures);
  g_free (options->keep);
  g_free (options->json);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

int
main (int argc,
      char **argv)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.sets, "A set of films, made when missing", "NAME" },
    { "films", 0, 0, G_OPTION_ARG_FILENAME, &options.films, "Score these instead; needs --pictures", "DIR" },
    { "pictures", 0, 0, G_OPTION_ARG_FILENAME, &options.pictures, "Their true pictures", "DIR" },
    { "film", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.only, "Only the film of this name", "NAME" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, "Also pages that nothing covered", NULL },
    { "lossless", 0, 0, G_OPTION_ARG_NONE, &options.lossless, "Without JPEG in between", NULL },
    { "keep", 0, 0, G_OPTION_ARG_FILENAME, &options.keep, "Write the pictures there, to look at", "DIR" },
    { "json", 0, 0, G_OPTION_ARG_FILENAME, &options.json, "Write the figures there", "FILE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- pictures of covered slides");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  gst_init (NULL, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error))
    {
      if ((options.films == NULL) != (options.pictures == NULL))
        g_set_error_literal (&error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "--films and --pictures go together");
      else if (run (&options, &error))
        return 0;
    }

  g_printerr ("bench-still: %s\n", error->message);
  return 1;
}
