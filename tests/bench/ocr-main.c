/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-ocr: how many letters are wrong, what a slide costs, how many titles
 * are right, beside Tesseract's command, which other programs call, on the same
 * pictures in turns. Prints a table, writes JSON.
 *
 *   bench-ocr [--tuning] [--slides N] [--show] [--json FILE]
 */
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <json-glib/json-glib.h>
#include <sys/resource.h>

#include "child-cost.h"
#include "ocr-video.h"
#include "text/ocr.h"

typedef struct
{
  const char *name;
  double scale;
  int crf;
  double target_percent;
} Setting;

static const Setting settings[] = {
  { "1080p CRF 28", 1.0, 28, 0.10 },
  { "480p CRF 32", 480.0 / 1080.0, 32, 0.40 },
};

typedef struct
{
  guint n_letters;
  guint n_errors;
  guint n_slides;
  guint n_titles;
  double cpu_ms;
  guint n_peer_errors;
  double peer_cpu_ms;
} Score;

static gboolean tuning;
static gboolean show;
static int max_slides = G_MAXINT;
static char *json_path;

static const GOptionEntry entries[] = {
  { "tuning", 0, 0, G_OPTION_ARG_NONE, &tuning, "Use the texts and fonts kept for tuning", NULL },
  { "show", 0, 0, G_OPTION_ARG_NONE, &show, "Print what was read wrong", NULL },
  { "slides", 0, 0, G_OPTION_ARG_INT, &max_slides, "At most so many slides", "N" },
  { "json", 0, 0, G_OPTION_ARG_FILENAME, &json_path, "Write the figures there", "FILE" },
  G_OPTION_ENTRY_NULL
};

static double
get_cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/* Levenshtein distance in code points. */
static guint
count_errors (const char *truth,
              const char *text)
{
  glong n_truth, n_text;
  g_autofree gunichar *a = g_utf8_to_ucs4_fast (truth, -1, &n_truth);
  g_autofree gunichar *b = g_utf8_to_ucs4_fast (text, -1, &n_text);
  g_autofree guint *row = g_new0 (guint, n_text + 1);

  for (glong k = 0; k <= n_text; k++)
    row[k] = (guint) k;
  for (glong i = 1; i <= n_truth; i++)
    {
      guint diagonal = row[0];

      row[0] = (guint) i;
      for (glong k = 1; k <= n_text; k++)
        {
          guint changed = diagonal + (a[i - 1] != b[k - 1]);

          diagonal = row[k];
          row[k] = MIN (changed, MIN (row[k], row[k - 1]) + 1);
        }
    }

  return row[n_text];
}

static void
print_differences (const OcrSlide *slide,
                   const char *text)
{
  g_auto (GStrv) truth = g_strsplit (slide->text, " ", -1);
  g_auto (GStrv) found = g_strsplit (text, " ", -1);

  for (guint i = 0; truth[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) found, truth[i]))
      g_print ("    %s: missing “%s”\n", slide->font, truth[i]);
  for (guint i = 0; found[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) truth, found[i]))
      g_print ("    %s: instead “%s”\n", slide->font, found[i]);
}

static gboolean
score_slide (LecOcr *ocr,
             const OcrSlide *truth,
             const LecPicture *picture,
             Score *score,
             GError **error)
{
  g_autoptr (LecSlide) slide = lec_slide_new (1);
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  double before_ms = get_cpu_ms ();
  guint n_errors;

  if (!lec_ocr_recognise (ocr, picture->planes[0], picture->width, picture->height,
                          picture->strides[0], slide, NULL, error))
    return FALSE;

  score->cpu_ms += get_cpu_ms () - before_ms;
  text = ocr_slides_normalise (slide->text != NULL ? slide->text : "");
  title = ocr_slides_normalise (slide->title != NULL ? slide->title : "");
  n_errors = count_errors (truth->text, text);
  score->n_slides++;
  score->n_letters += g_utf8_strlen (truth->text, -1);
  score->n_errors += n_errors;
  score->n_titles += g_str_equal (truth->title, title);
  if (show && n_errors > 0)
    print_differences (truth, text);

  return TRUE;
}

/* PNG, so that it reads exactly what we read. */
static gboolean
score_peer (const OcrSlide *truth,
            const LecPicture *picture,
            const char *path,
            Score *score,
            GError **error)
{
  const char *argv[] = { "tesseract", path, "stdout", "-l", "eng", NULL };
  g_autoptr (GBytes) png = lec_picture_encode_png (picture, error);
  g_autofree char *output = NULL;
  g_autofree char *text = NULL;
  ChildCost cost;

  if (png == NULL ||
      !g_file_set_contents (path, g_bytes_get_data (png, NULL), (gssize) g_bytes_get_size (png), error) ||
      !child_cost_run (argv, &output, &cost, error))
    return FALSE;

  text = ocr_slides_normalise (output);
  score->n_peer_errors += count_errors (truth->text, text);
  score->peer_cpu_ms += cost.cpu_ms;
  return TRUE;
}

static gboolean
score_slides (GPtrArray *slides,
              GPtrArray *pictures,
              LecOcr *ocr,
              Score *score,
              GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-ocr-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "slide.png", NULL) : NULL;
  gboolean done = path != NULL;

  for (guint i = 0; done && i < slides->len; i++)
    done = score_slide (ocr, g_ptr_array_index (slides, i), g_ptr_array_index (pictures, i), score, error) &&
           score_peer (g_ptr_array_index (slides, i), g_ptr_array_index (pictures, i), path, score, error);

  if (path != NULL)
    g_remove (path);
  if (folder != NULL)
    g_rmdir (folder);
  return done;
}

static gboolean
run_setting (const Setting *setting,
             LecOcr *ocr,
             Score *score,
             GError **error)
{
  g_autoptr (GPtrArray) slides = NULL;
  g_autoptr (GPtrArray) pictures = NULL;

  slides = ocr_slides_draw (tuning ? &ocr_slides_tuning : &ocr_slides_reported, setting->scale,
                            (guint) max_slides, error);
  if (slides == NULL)
    return FALSE;
  pictures = ocr_video_pass (slides, setting->crf, error);

  return pictures != NULL && score_slides (slides, pictures, ocr, score, error);
}

static void
add_double (JsonBuilder *json,
            const char *name,
            double value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_double_value (json, value);
}

static void
add_int (JsonBuilder *json,
         const char *name,
         guint value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, value);
}

static void
report (const Setting *setting,
        const Score *score,
        JsonBuilder *json)
{
  double percent = 100.0 * score->n_errors / MAX (score->n_letters, 1);
  double peer_percent = 100.0 * score->n_peer_errors / MAX (score->n_letters, 1);
  double cpu_ms = score->cpu_ms / MAX (score->n_slides, 1);
  double peer_cpu_ms = score->peer_cpu_ms / MAX (score->n_slides, 1);

  g_print ("%-14s %8u %8.3f %8.2f %8.3f %8.0f %8.0f %8.2f %5u/%u\n", setting->name, score->n_letters, percent,
           setting->target_percent, peer_percent, cpu_ms, peer_cpu_ms, cpu_ms / peer_cpu_ms, score->n_titles,
           score->n_slides);

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "setting");
  json_builder_add_string_value (json, setting->name);
  add_int (json, "letters", score->n_letters);
  add_double (json, "error_percent", percent);
  add_double (json, "target_percent", setting->target_percent);
  add_double (json, "peer_error_percent", peer_percent);
  add_double (json, "cpu_ms_per_slide", cpu_ms);
  add_double (json, "peer_cpu_ms_per_slide", peer_cpu_ms);
  add_double (json, "cpu_ratio", cpu_ms / peer_cpu_ms);
  add_int (json, "titles_right", score->n_titles);
  add_int (json, "slides", score->n_slides);
  json_builder_end_object (json);
}

static gboolean
run (GError **error)
{
  g_autoptr (LecOcr) ocr = lec_ocr_new ("eng", error);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;

  if (ocr == NULL)
    return FALSE;

  g_print ("%-14s %8s %8s %8s %8s %8s %8s %8s %s\n", "setting", "letters", "error %", "target", "peer %", "ms/slide",
           "peer ms", "ratio", "titles");
  json_builder_begin_array (json);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      Score score = { 0 };

      if (!run_setting (&settings[i], ocr, &score, error))
        return FALSE;
      report (&settings[i], &score, json);
    }
  json_builder_end_array (json);

  root = json_builder_get_root (json);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  path = json_path != NULL ? g_strdup (json_path) : g_build_filename (BENCH_DIR, "ocr.json", NULL);
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0755);

  return json_generator_to_file (generator, path, error);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- letters read wrong");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  gst_init (NULL, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && run (&error))
    return 0;

  g_printerr ("bench-ocr: %s\n", error->message);
  return 1;
}
