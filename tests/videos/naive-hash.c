/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a slide finder must beat: a perceptual hash on two frames a second, or
 * on every frame as PySceneDetect's hash detector does, compared with the one
 * before. `naive-hash [--dct] [--fps N] [--threshold N] DIR` scores all films of
 * a folder against their truth, strictly, and shows that a set is not too easy.
 */
#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define MATCH_S 1.0

/**
 * Hasher:
 * @dct: low frequencies of a 32x32 picture instead of differences of a 9x8 one
 * @size: side of the hash
 * @threshold: share of bits that differ from which on it is a change
 */
typedef struct
{
  gboolean dct;
  int size;
  int fps;
  double threshold;
} Hasher;

typedef struct
{
  guint n_hit;
  guint n_wrong;
  guint n_missed;
} Score;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
hash_differences (const guint8 *grey, int stride, guint8 *bits)
{
  for (int y = 0; y < 8; y++)
    for (int x = 0; x < 8; x++)
      bits[y * 8 + x] = grey[y * stride + x] > grey[y * stride + x + 1];
}

/* As PySceneDetect: the DCT of the picture, its low corner against the median. */
static void
hash_frequencies (const guint8 *grey, int stride, int side, int size, guint8 *bits)
{
  g_autofree double *low = g_new0 (double, size *size);
  g_autofree double *sorted = NULL;

  for (int v = 0; v < size; v++)
    for (int u = 0; u < size; u++)
      for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
          low[v * size + u] += grey[y * stride + x] *
                               cos (G_PI * (2 * x + 1) * u / (2 * side)) *
                               cos (G_PI * (2 * y + 1) * v / (2 * side));
  sorted = g_memdup2 (low, sizeof (double) * (gsize) size * (gsize) size);
  qsort (sorted, (gsize) size * (gsize) size, sizeof (double), compare_doubles);
  for (int i = 0; i < size * size; i++)
    bits[i] = low[i] > sorted[size * size / 2];
}

static double
compare_bits (const guint8 *a, const guint8 *b, int n)
{
  int n_different = 0;

  for (int i = 0; i < n; i++)
    n_different += a[i] != b[i];
  return n_different / (double) n;
}

static GstElement *
open_film (const Hasher *hasher, const char *path, int width, int height, GError **error)
{
  g_autofree char *description = g_strdup_printf ("filesrc name=file ! decodebin ! "
                                                  "videorate ! video/x-raw,framerate=%d/1 ! videoconvertscale ! "
                                                  "video/x-raw,format=GRAY8,width=%d,height=%d,"
                                                  "pixel-aspect-ratio=1/1 ! appsink name=sink sync=false",
                                                  hasher->fps, width, height);
  GstElement *pipeline = gst_parse_launch (description, error);
  g_autoptr (GstElement) file = NULL;

  if (pipeline == NULL)
    return NULL;

  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  g_object_set (file, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  return pipeline;
}

/* (element-type double): times of changes */
static GArray *
find_changes (const Hasher *hasher, const char *path, GError **error)
{
  int width = hasher->dct ? 2 * hasher->size : 9;
  int height = hasher->dct ? 2 * hasher->size : 8;
  int n_bits = hasher->size * hasher->size;
  int stride = GST_ROUND_UP_4 (width);
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree guint8 *last = NULL;
  g_autoptr (GstElement) sink = NULL;
  GstElement *pipeline = open_film (hasher, path, width, height, error);
  GstSample *sample;

  if (pipeline == NULL)
    return changes;

  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (sink))) != NULL)
    {
      GstBuffer *buffer = gst_sample_get_buffer (sample);
      g_autofree guint8 *bits = g_malloc0 ((gsize) n_bits);
      double time_s = (double) GST_BUFFER_PTS (buffer) / GST_SECOND;
      GstMapInfo map;

      gst_buffer_map (buffer, &map, GST_MAP_READ);
      if (hasher->dct)
        hash_frequencies (map.data, stride, width, hasher->size, bits);
      else
        hash_differences (map.data, stride, bits);
      gst_buffer_unmap (buffer, &map);
      gst_sample_unref (sample);
      if (last != NULL && compare_bits (last, bits, n_bits) >= hasher->threshold)
        g_array_append_val (changes, time_s);
      g_free (last);
      last = g_steal_pointer (&bits);
    }
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
  return changes;
}

static gboolean
is_kept (const char *kind)
{
  return g_str_equal (kind, "slide") || g_str_equal (kind, "video") || g_str_equal (kind, "demo");
}

/* @truth gets the boundaries that count, @excused those that may be found or not. */
static void
read_truth (JsonObject *root, GArray *truth, GArray *excused)
{
  JsonArray *slides = json_object_get_array_member (root, "slides");

  for (guint i = 1; i < json_array_get_length (slides); i++)
    {
      JsonObject *slide = json_array_get_object_element (slides, i);
      double start_s = json_object_get_double_member (slide, "start");
      gboolean transient = json_object_get_boolean_member_with_default (slide, "transient", FALSE);

      if (transient || !is_kept (json_object_get_string_member (slide, "kind")))
        g_array_append_val (excused, start_s);
      else
        g_array_append_val (truth, start_s);
    }
}

/* The nearest of @times within reach, taken out; FALSE for none. */
static gboolean
take_nearest (GArray *times, double time_s)
{
  int best = -1;

  for (guint i = 0; i < times->len; i++)
    {
      double distance = fabs (g_array_index (times, double, i) - time_s);

      if (distance <= MATCH_S && (best < 0 || distance < fabs (g_array_index (times, double, best) - time_s)))
        best = (int) i;
    }
  if (best < 0)
    return FALSE;

  g_array_remove_index (times, (guint) best);
  return TRUE;
}

static Score
score_film (GArray *changes, GArray *truth, GArray *excused)
{
  Score score = { 0 };

  for (guint i = 0; i < changes->len; i++)
    {
      double time_s = g_array_index (changes, double, i);

      if (take_nearest (truth, time_s))
        score.n_hit++;
      else if (!take_nearest (excused, time_s))
        score.n_wrong++;
    }
  score.n_missed = truth->len;
  return score;
}

static double
get_f1 (const Score *score)
{
  guint n = 2 * score->n_hit + score->n_wrong + score->n_missed;

  return n > 0 ? 2.0 * score->n_hit / n : 1;
}

static gboolean
run_film (const Hasher *hasher, const char *folder, const char *truth_name, Score *total, GError **error)
{
  g_autofree char *truth_path = g_build_filename (folder, truth_name, NULL);
  g_autofree char *path = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GArray) truth = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) excused = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) changes = NULL;
  JsonObject *root;
  Score score;

  if (!json_parser_load_from_file (parser, truth_path, error))
    return FALSE;
  root = json_node_get_object (json_parser_get_root (parser));
  path = g_build_filename (folder, json_object_get_string_member (root, "file"), NULL);
  changes = find_changes (hasher, path, error);
  if (*error != NULL)
    return FALSE;

  read_truth (root, truth, excused);
  score = score_film (changes, truth, excused);
  g_print ("%-24s hit %3u wrong %3u missed %3u F1 %.2f\n", truth_name, score.n_hit, score.n_wrong,
           score.n_missed, get_f1 (&score));
  total->n_hit += score.n_hit;
  total->n_wrong += score.n_wrong;
  total->n_missed += score.n_missed;
  return TRUE;
}

static gboolean
run_folder (const Hasher *hasher, const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;
  Score total = { 0 };

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json") && !run_film (hasher, folder, name, &total, error))
      return FALSE;

  g_print ("ALL strict hit %u wrong %u missed %u F1 %.3f\n", total.n_hit, total.n_wrong,
           total.n_missed, get_f1 (&total));
  return TRUE;
}

int
main (int argc, char **argv)
{
  Hasher hasher = { FALSE, 8, 2, 0 };
  const GOptionEntry entries[] = {
    { "dct", 0, 0, G_OPTION_ARG_NONE, &hasher.dct, "Hash frequencies instead of differences", NULL },
    { "size", 0, 0, G_OPTION_ARG_INT, &hasher.size, "Side of a frequency hash (8; PySceneDetect 16)", "N" },
    { "fps", 0, 0, G_OPTION_ARG_INT, &hasher.fps, "Frames looked at in a second (2)", "N" },
    { "threshold", 0, 0, G_OPTION_ARG_DOUBLE, &hasher.threshold, "Share of bits (.08; PySceneDetect .395)", "SHARE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FOLDER");
  g_autoptr (GError) error = NULL;

  hasher.threshold = 0.08;
  g_option_context_add_main_entries (context, entries, NULL);
  gst_init (&argc, &argv);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2 || !run_folder (&hasher, argv[1], &error))
    {
      g_printerr ("naive-hash: %s\n", error != NULL ? error->message : "a folder is wanted");
      return 1;
    }
  return 0;
}
