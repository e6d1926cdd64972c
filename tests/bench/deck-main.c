/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-deck: made lectures whose deck is matched as a user would have it done;
 * at every tenth of a second it is looked whether the page is the right one.
 * Flashes of less than a second do not count. Videos and what was read of them
 * are kept, so that a second run takes seconds.
 *
 *   bench-deck [--tune] [--show] [NAME…]
 */
#include <gst/gst.h>
#include <locale.h>

#include "base/json.h"
#include "made-deck.h"
#include "model/deck.h"

#define STEP_S       0.1
#define TARGET       99.0
#define TUNE_SEEDS   1000 /* added to those of the table */
#define POINTS_WIDTH 960.0
#define MAX_BYTES    (64 * 1024 * 1024)

typedef struct
{
  const char *name;
  const char *options; /* of the video */
  DeckStyle style;
  double width;
} Lecture;

static const Lecture lectures[] = {
  { "skips-1", "deck --seed 701 --size 640x360", DECK_UNSEEN, 960 },
  { "skips-2", "deck --seed 702 --size 854x480 --bitrate 120", DECK_UNSEEN, 720 },
  { "skips-3", "deck --seed 703 --size 640x480", DECK_UNSEEN, 720 },
  { "plain", "deck --seed 704 --size 640x360 --codec vp9 --container webm", DECK_PLAIN, 960 },
  { "dark", "deck --seed 705 --size 640x360 --theme dark", DECK_UNSEEN, 960 },
  { "steps-1", "deck --seed 706 --size 640x360", DECK_STEPS, 363 },
  { "steps-2", "deck --seed 707 --size 854x480", DECK_STEPS | DECK_UNSEEN, 363 },
  { "steps-3", "builds --seed 708 --size 640x360", DECK_STEPS, 363 },
  { "copies-1", "deck --seed 709 --size 640x360", DECK_COPIES, 960 },
  { "copies-2", "deck --seed 710 --size 640x360", DECK_COPIES | DECK_UNSEEN, 960 },
  { "pictures-1", "deck --seed 711 --size 640x360", DECK_PICTURES | DECK_UNSEEN, 960 },
  { "pictures-2", "deck --seed 712 --size 640x480 --theme night", DECK_PICTURES, 720 },
  { "near-1", "near --seed 713 --size 640x360", DECK_UNSEEN, 960 },
  { "near-2", "near --seed 714 --size 854x480", DECK_PLAIN, 960 },
  { "builds", "builds --seed 715 --size 640x360", DECK_UNSEEN, 960 },
  { "returns", "returns --seed 716 --size 640x360", DECK_UNSEEN, 960 },
  { "inset", "inset --seed 717 --size 854x480", DECK_UNSEEN, 960 },
  { "stage", "stage --seed 718 --size 854x480", DECK_UNSEEN, 960 },
  { "camera", "camera --seed 719 --size 640x360", DECK_UNSEEN, 960 },
  { "cursor", "cursor --seed 720 --size 640x360", DECK_UNSEEN, 960 },
};

/* Seconds by what the deck should say and what it says. */
typedef struct
{
  double paged_s;
  double right_s;
  double pageless_s;
  double pageless_right_s;
  guint n_pages;
  guint n_unseen;
  guint n_unseen_right;
} Tally;

static gboolean tune;
static gboolean show;

static const GOptionEntry entries[] = {
  { "tune", 0, 0, G_OPTION_ARG_NONE, &tune, "Other seeds: what the weights may be set by", NULL },
  { "show", 0, 0, G_OPTION_ARG_NONE, &show, "Print each stretch that is not right", NULL },
  G_OPTION_ENTRY_NULL
};

/* As the table says, or with another seed. Returns: (transfer full) (nullable) */
static FilmOptions *
read_options (const Lecture *lecture, const char *video, GError **error)
{
  g_auto (GStrv) words = g_strsplit (lecture->options, " ", -1);
  FilmOptions *options = film_options_parse ((const char *const *) words, error);

  if (options == NULL)
    return NULL;
  if (tune)
    options->seed += TUNE_SEEDS;
  options->output = g_strdup (video);
  return options;
}

static gboolean
run (const char *const *argv, GError **error)
{
  g_autofree char *said = NULL;
  int status = 0;
  gboolean ended = g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &said,
                                 &status, error) &&
                   g_spawn_check_wait_status (status, error);

  if (!ended && said != NULL)
    g_printerr ("%s", said);
  return ended;
}

/* Returns: (transfer full) (nullable): what the program says of it */
static LecDeck *
match (const char *folder, const char *video, const char *pdf, GError **error)
{
  const char *argv[] = { LECTERN, "study", video, "--deck", pdf, "--format", "json", "-o", folder, "--force",
                         "--progress", "none", NULL };
  g_autofree char *name = g_path_get_basename (video);
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *all = NULL;

  *strrchr (name, '.') = '\0';
  json = g_strdup_printf ("%s/%s.study.json", folder, name);
  if (!run (argv, error))
    return NULL;
  node = lec_json_parse_file (json, MAX_BYTES, error);
  if (node == NULL ||
      !lec_json_read_array (json_node_get_object (node), "lectures", LEC_JSON_REQUIRED, 1, &all, error))
    return NULL;

  return lec_deck_from_json (json_object_get_member (json_array_get_object_element (all, 0), "deck"), error);
}

/* The page that is said to be shown: from 1, 0 for none. */
static guint
find_said (const LecDeck *deck, double time_s)
{
  for (guint i = 0; i < deck->shows->len; i++)
    {
      const LecDeckShow *it = &g_array_index (deck->shows, LecDeckShow, i);

      if (time_s >= it->start_s && time_s < it->end_s)
        return it->page;
    }
  return 0;
}

static void
score (const LecDeck *deck, const MadeDeck *made, double length_s, Tally *tally)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  int last_right = -2, last_said = -2;

  for (int i = 0; i < (int) (length_s / STEP_S); i++)
    {
      double time_s = (i + 0.5) * STEP_S;
      int right = made_deck_find_page (made, time_s);
      int said = (int) find_said (deck, time_s);

      if (right < 0)
        continue;
      if (right > 0)
        g_hash_table_add (seen, GINT_TO_POINTER (right));
      *(right > 0 ? &tally->paged_s : &tally->pageless_s) += STEP_S;
      if (right == said)
        *(right > 0 ? &tally->right_s : &tally->pageless_right_s) += STEP_S;
      else if (show && (right != last_right || said != last_said))
        g_print ("    %6.1f s: page %d, said %d\n", time_s, right, said);
      last_right = right;
      last_said = said;
    }
  tally->n_pages = made_deck_get_n_pages (made);
  for (guint page = 1; page <= tally->n_pages; page++)
    if (!g_hash_table_contains (seen, GINT_TO_POINTER (page)))
      {
        tally->n_unseen++;
        tally->n_unseen_right += !lec_deck_is_shown (deck, page);
      }
}

static gboolean
measure (const Lecture *lecture, const char *folder, Tally *tally, GError **error)
{
  g_autofree char *stem = g_strconcat (folder, "/", lecture->name, tune ? "-tune" : "", NULL);
  g_autofree char *pdf = g_strconcat (stem, ".pdf", NULL);
  g_autofree char *video =
    g_strconcat (stem, strstr (lecture->options, "webm") != NULL ? ".webm" : ".mp4", NULL);
  g_autoptr (FilmOptions) options = read_options (lecture, video, error);
  g_autoptr (Recording) recording = options != NULL ? film_plan (options, error) : NULL;
  g_autoptr (MadeDeck) made = NULL;
  g_autoptr (LecDeck) deck = NULL;

  if (recording == NULL || (!g_file_test (video, G_FILE_TEST_EXISTS) && !film_make (options, error)))
    return FALSE;

  made = made_deck_new (recording, lecture->style);
  if (!made_deck_save (made, pdf, lecture->width))
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s could not be drawn", pdf);
      return FALSE;
    }
  deck = match (folder, video, pdf, error);
  if (deck == NULL)
    return FALSE;
  score (deck, made, recording->now_s, tally);
  return TRUE;
}

static double
percent (double part, double whole)
{
  return whole > 0 ? 100 * part / whole : 100;
}

static void
print_row (const char *name, const Tally *tally)
{
  g_print ("%-12s %5u %8.1f %9.2f %% %8.1f %9.1f %% %5u / %u\n", name, tally->n_pages, tally->paged_s,
           percent (tally->right_s, tally->paged_s), tally->pageless_s,
           percent (tally->pageless_right_s, tally->pageless_s), tally->n_unseen_right, tally->n_unseen);
}

static void
add (Tally *sum, const Tally *tally)
{
  sum->paged_s += tally->paged_s;
  sum->right_s += tally->right_s;
  sum->pageless_s += tally->pageless_s;
  sum->pageless_right_s += tally->pageless_right_s;
  sum->n_pages += tally->n_pages;
  sum->n_unseen += tally->n_unseen;
  sum->n_unseen_right += tally->n_unseen_right;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("[NAME…]");
  g_autofree char *folder = g_build_filename (BENCH_DIR, "deck", NULL);
  g_autofree char *library = g_build_filename (folder, "library", NULL);
  g_autoptr (GError) error = NULL;
  Tally sum = { 0 };

  setlocale (LC_ALL, "C.UTF-8");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_add_group (context, gst_init_get_option_group ());
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("bench-deck: %s\n", error->message);
      return 2;
    }
  g_mkdir_with_parents (library, 0777);
  g_setenv ("XDG_DATA_HOME", library, TRUE);
  g_print ("%-12s %5s %8s %11s %8s %11s %s\n", "deck", "pages", "shown s", "right page", "other s", "no page",
           "never shown, found");
  for (guint i = 0; i < G_N_ELEMENTS (lectures); i++)
    {
      Tally tally = { 0 };

      if (argc > 1 && !g_strv_contains ((const char *const *) argv + 1, lectures[i].name))
        continue;
      if (!measure (&lectures[i], folder, &tally, &error))
        {
          g_printerr ("bench-deck: %s: %s\n", lectures[i].name, error->message);
          return 1;
        }
      print_row (lectures[i].name, &tally);
      add (&sum, &tally);
    }
  print_row ("all", &sum);
  g_print ("target: right page %.0f %% of the time\n", TARGET);
  return percent (sum.right_s, sum.paged_s) >= TARGET ? 0 : 1;
}
