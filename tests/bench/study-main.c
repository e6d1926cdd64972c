/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-study: how well the keywords of labelled lectures are found, beside
 * RAKE and TF-IDF with the same words, stop words and stems; what the analysis
 * of an hour costs. A phrase counts when its stems are those of a label, all of
 * them and no more.
 *
 *   bench-study [--development] [--show] [--rounds N] [--json FILE]
 */
#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/resource.h>

#include "child-cost.h"
#include "study-baselines.h"
#include "study-texts.h"
#include "text/keywords.h"
#include "text/phrases.h"
#include "text/study-analysis.h"

#define N_BEST           10 /* keywords that count */
#define MAX_ROUNDS       99
#define DEFAULT_ROUNDS   9
#define HOUR_SLIDES      60
#define HOUR_SLIDE_WORDS 150 /* said over each: 9,000 in all */
#define LONG_HOURS       10
#define TARGET_S         2.0

typedef enum
{
  WAY_OURS,
  WAY_RAKE,
  WAY_RAKE_TWICE,
  WAY_TF_IDF,
  WAY_TF_IDF_WORDS,
  N_WAYS,
} Way;

static const char *const way_names[N_WAYS] = { "ours", "RAKE", "RAKE, 2+", "TF-IDF", "TF-IDF, 1" };

static gboolean development;
static gboolean show;
static int n_rounds = DEFAULT_ROUNDS;
static char *json_path;

static const GOptionEntry entries[] = {
  { "development", 0, 0, G_OPTION_ARG_NONE, &development, "Leave out the texts that are held out, for tuning", NULL },
  { "show", 0, 0, G_OPTION_ARG_NONE, &show, "Print our phrases, with a + before those that count", NULL },
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, "How often the analysis is timed", "N" },
  { "json", 0, 0, G_OPTION_ARG_FILENAME, &json_path, "Write the figures there", "FILE" },
  G_OPTION_ENTRY_NULL
};

typedef struct
{
  double scores[2][N_WAYS]; /* means of F1, by whether texts are held out */
  guint n_texts[2];
  double hour_s;
  double baseline_s;
  double long_s;
} Result;

static char *
stem_phrase (LecVocabulary *vocabulary,
             const char *phrase)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, FALSE, sizeof (LecToken));
  GString *stems = g_string_new (NULL);

  lec_tokens_split (phrase, strlen (phrase), vocabulary, 100, tokens);
  for (guint i = 0; i < tokens->len; i++)
    g_string_append_printf (stems, "%s%s", i > 0 ? " " : "",
                            lec_vocabulary_get_stem (vocabulary, g_array_index (tokens, LecToken, i).term));

  return g_string_free (stems, FALSE);
}

static GPtrArray *
find_ours (const LecPassages *material)
{
  g_autoptr (GPtrArray) phrases = lec_phrases_count (material);
  g_autoptr (GPtrArray) keywords = lec_keywords_find (material, phrases);
  GPtrArray *stems = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < keywords->len; i++)
    {
      const LecKeyword *keyword = g_ptr_array_index (keywords, i);

      g_ptr_array_add (stems, stem_phrase (material->vocabulary, keyword->text));
    }

  return stems;
}

static GPtrArray *
find_keywords (const LecPassages *material,
               Way way)
{
  switch (way)
    {
    case WAY_RAKE:
      return study_baseline_rake (material, 1);
    case WAY_RAKE_TWICE:
      return study_baseline_rake (material, 2);
    case WAY_TF_IDF:
      return study_baseline_tf_idf (material, 3);
    case WAY_TF_IDF_WORDS:
      return study_baseline_tf_idf (material, 1);
    case WAY_OURS:
    case N_WAYS:
    default:
      return find_ours (material);
    }
}

static double
score_text (const StudyText *text,
            Way way)
{
  g_autoptr (LecPassages) material = lec_passages_gather (text->lecture, text->transcript, text->language);
  g_autoptr (GPtrArray) found = find_keywords (material, way);
  g_autoptr (GHashTable) labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_hits = 0, n_found = MIN (found->len, N_BEST);
  double precision = 0, recall = 0;

  for (guint i = 0; i < text->keys->len; i++)
    g_hash_table_add (labels, stem_phrase (material->vocabulary, g_ptr_array_index (text->keys, i)));
  for (guint i = 0; i < n_found; i++)
    {
      const char *stems = g_ptr_array_index (found, i);
      gboolean is_hit = g_hash_table_contains (labels, stems);

      n_hits += is_hit;
      if (show && way == WAY_OURS)
        g_print ("%s%s%s", i > 0 ? ", " : "  ", is_hit ? "+" : "", stems);
    }
  if (show && way == WAY_OURS)
    g_print ("\n%-13s", "");

  if (n_hits == 0)
    return 0;
  precision = (double) n_hits / n_found;
  recall = (double) n_hits / g_hash_table_size (labels);
  return 2 * precision * recall / (precision + recall);
}

static void
print_head (void)
{
  g_print ("F1 of the best %d keywords:\n\n%-13s", N_BEST, "");
  for (guint way = 0; way < N_WAYS; way++)
    g_print (" %10s", way_names[way]);
  g_print ("\n");
}

static void
measure_keywords (const GPtrArray *texts,
                  Result *result)
{
  print_head ();
  for (guint held_out = 0; held_out < (development ? 1 : 2); held_out++)
    {
      for (guint i = 0; i < texts->len; i++)
        {
          const StudyText *text = g_ptr_array_index (texts, i);

          if ((guint) text->is_held_out != held_out)
            continue;
          g_print ("%-13s", text->name);
          for (guint way = 0; way < N_WAYS; way++)
            {
              double score = score_text (text, way);

              result->scores[held_out][way] += score;
              g_print (" %10.3f", score);
            }
          g_print ("\n");
          result->n_texts[held_out]++;
        }
      g_print ("%-13s", held_out ? "HELD OUT" : "DEVELOPMENT");
      for (guint way = 0; way < N_WAYS; way++)
        {
          result->scores[held_out][way] /= MAX (result->n_texts[held_out], 1);
          g_print (" %10.3f", result->scores[held_out][way]);
        }
      g_print ("\n\n");
    }
}

static double
get_cpu_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_stime.tv_sec +
         ((double) usage.ru_utime.tv_usec + (double) usage.ru_stime.tv_usec) / 1e6;
}

static double
time_analysis (const StudyText *text)
{
  LecAnalysisOptions options = { "- Natural selection\n- Idealism\n- Faction\n", NULL };
  double start_s = get_cpu_s ();
  g_autoptr (LecStudy) study = lec_study_analyse (text->lecture, text->transcript, &options, NULL, NULL);

  g_assert (study->keywords->len > 0 && study->summary->len > 0 && study->glossary->len > 0);
  return get_cpu_s () - start_s;
}

/* The named baseline: the words taken apart, and RAKE. */
static double
time_baseline (const StudyText *text)
{
  double start_s = get_cpu_s ();
  g_autoptr (LecPassages) material = lec_passages_gather (text->lecture, text->transcript, NULL);
  g_autoptr (GPtrArray) found = study_baseline_rake (material, 1);

  g_assert (found->len > 0);
  return get_cpu_s () - start_s;
}

static void
measure_cost (const GPtrArray *texts,
              Result *result)
{
  g_autoptr (StudyText) hour = study_texts_make_long (texts, HOUR_SLIDES, HOUR_SLIDE_WORDS);
  g_autoptr (StudyText) day = study_texts_make_long (texts, HOUR_SLIDES * LONG_HOURS, HOUR_SLIDE_WORDS);
  double ours[MAX_ROUNDS], baseline[MAX_ROUNDS];

  n_rounds = CLAMP (n_rounds, 1, MAX_ROUNDS);
  for (int i = 0; i < n_rounds; i++)
    {
      ours[i] = time_analysis (hour);
      baseline[i] = time_baseline (hour);
    }
  result->hour_s = child_cost_find_median (ours, (guint) n_rounds);
  result->baseline_s = child_cost_find_median (baseline, (guint) n_rounds);
  result->long_s = time_analysis (day);
}

static void
print_target (const char *name,
              double measured,
              const char *target,
              gboolean met)
{
  g_print ("%-52s %8.3f %10s  %s\n", name, measured, target, met ? "met" : "MISSED");
}

static double
find_best_peer (const Result *result,
                guint held_out)
{
  double best = 0;

  for (guint way = WAY_RAKE; way < N_WAYS; way++)
    best = MAX (best, result->scores[held_out][way]);

  return best;
}

static void
print_results (const Result *result)
{
  g_print ("%-52s %8s %10s\n", "", "measured", "target");
  for (guint held_out = 0; held_out < (development ? 1 : 2); held_out++)
    {
      double peer = find_best_peer (result, held_out);
      double own = result->scores[held_out][WAY_OURS];
      g_autofree char *target = g_strdup_printf (">= %.3f", peer);

      print_target (held_out ? "F1 at 10, held out, against the best peer" : "F1 at 10, development, likewise",
                    own, target, own >= peer);
    }
  print_target ("an hour, 9,000 words, 60 slides: CPU seconds", result->hour_s, "<= 2", result->hour_s <= TARGET_S);
  g_print ("%-52s %8.3f\n", "  against words and RAKE alone", result->hour_s / result->baseline_s);
  g_print ("%-52s %8.3f\n", "ten hours, 90,000 words, 600 slides: CPU seconds", result->long_s);
}

static void
add_member (JsonBuilder *json,
            const char *name,
            double value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_double_value (json, value);
}

static gboolean
save_results (const Result *result,
              GError **error)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *path = json_path != NULL ? g_strdup (json_path) : g_build_filename (BENCH_DIR, "study.json", NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  json_builder_begin_object (json);
  for (guint held_out = 0; held_out < 2; held_out++)
    {
      json_builder_set_member_name (json, held_out ? "held_out" : "development");
      json_builder_begin_object (json);
      for (guint way = 0; way < N_WAYS; way++)
        add_member (json, way_names[way], result->scores[held_out][way]);
      json_builder_end_object (json);
    }
  add_member (json, "hour_cpu_s", result->hour_s);
  add_member (json, "hour_cpu_s_target", TARGET_S);
  add_member (json, "hour_against_rake", result->hour_s / result->baseline_s);
  add_member (json, "ten_hours_cpu_s", result->long_s);
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  g_mkdir_with_parents (folder, 0755);

  return json_generator_to_file (generator, path, error);
}

static gboolean
run (GError **error)
{
  g_autoptr (GPtrArray) texts = study_texts_load (TEXTS_DIR, error);
  Result result = { 0 };

  if (texts == NULL)
    return FALSE;

  measure_keywords (texts, &result);
  measure_cost (texts, &result);
  print_results (&result);

  return save_results (&result, error);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("- what is found of labelled lectures, and the cost");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && run (&error))
    return 0;

  g_printerr ("bench-study: %s\n", error->message);
  return 1;
}
