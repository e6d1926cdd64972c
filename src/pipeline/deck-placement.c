/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line through pairs of positions, each of a word that is once on the page
 * and once on the slide. Source: Theil and Sen, the median of all slopes: a
 * third of the words may be mistaken.
 */
#include "pipeline/deck-placement.h"

#include <math.h>

#include "text/text-grams.h"

#define MIN_LETTERS   3
#define MAX_PAIRS     120
#define LEAST_PAIRS   4
#define LEAST_SPREAD  0.12 /* of the page, between two words that make a slope */
#define LEAST_SLOPES  3
#define TOLERANCE     0.02 /* of the picture, around the line */
#define LEAST_INLIERS 0.6
#define SMALLEST      0.25
#define LARGEST       1.6

/* Middles of a word, as shares of the page's and of the picture's sides. */
typedef struct
{
  double page[2];
  double picture[2];
} Pair;

LecPlacement
lec_deck_placement_fit (int page_width,
                        int page_height,
                        int picture_width,
                        int picture_height)
{
  LecPlacement whole = { 0, 0, 1, 1 };
  double page_shape = (double) page_width / page_height;
  double picture_shape = (double) picture_width / picture_height;

  if (page_shape < picture_shape)
    whole.width = page_shape / picture_shape;
  else
    whole.height = picture_shape / page_shape;
  whole.x = (1 - whole.width) / 2;
  whole.y = (1 - whole.height) / 2;

  return whole;
}

/* --- Words that are on both --- */

/* Words by what they are compared by; what is there twice has %NULL. Returns: (transfer full) */
static GHashTable *
index_words (const GPtrArray *words)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < words->len; i++)
    {
      LecWord *word = g_ptr_array_index (words, i);
      char *form = lec_text_grams_dup_form (word->text);

      if (form == NULL || g_utf8_strlen (form, -1) < MIN_LETTERS || lec_rect_is_empty (&word->box))
        g_free (form);
      else
        g_hash_table_replace (index, form, g_hash_table_contains (index, form) ? NULL : word);
    }

  return index;
}

static void
find_middle (const LecWord *word,
             int width,
             int height,
             double middle[2])
{
  middle[0] = (word->box.x + word->box.width / 2.0) / width;
  middle[1] = (word->box.y + word->box.height / 2.0) / height;
}

/* In the order of the slide's words. Returns: (transfer full) (element-type Pair) */
static GArray *
pair_words (const LecSlide *slide,
            const LecDeckPage *page)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_autoptr (GHashTable) on_page = index_words (page->words);
  g_autoptr (GHashTable) on_slide = index_words (slide->words);

  for (guint i = 0; i < slide->words->len && pairs->len < MAX_PAIRS; i++)
    {
      const LecWord *word = g_ptr_array_index (slide->words, i);
      g_autofree char *form = lec_text_grams_dup_form (word->text);
      const LecWord *other = form != NULL ? g_hash_table_lookup (on_page, form) : NULL;
      Pair pair = { { 0 } };

      if (other == NULL || g_hash_table_lookup (on_slide, form) != word)
        continue;
      find_middle (other, page->width, page->height, pair.page);
      find_middle (word, slide->picture_width, slide->picture_height, pair.picture);
      g_array_append_val (pairs, pair);
    }

  return pairs;
}

/* --- Lines through them --- */

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Sorts @numbers, which are there. */
static double
find_median (GArray *numbers)
{
  g_array_sort (numbers, compare_numbers);
  return g_array_index (numbers, double, numbers->len / 2);
}

/* Returns: 0 where words are too near to each other */
static double
find_slope (const GArray *pairs,
            int axis)
{
  g_autoptr (GArray) slopes = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < pairs->len; i++)
    for (guint k = i + 1; k < pairs->len; k++)
      {
        const Pair *a = &g_array_index (pairs, Pair, i), *b = &g_array_index (pairs, Pair, k);
        double spread = b->page[axis] - a->page[axis];
        double slope = fabs (spread) >= LEAST_SPREAD ? (b->picture[axis] - a->picture[axis]) / spread : 0;

        if (fabs (spread) >= LEAST_SPREAD)
          g_array_append_val (slopes, slope);
      }

  return slopes->len >= LEAST_SLOPES ? find_median (slopes) : 0;
}

static double
find_offset (const GArray *pairs,
             int axis,
             double slope)
{
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      double offset = pair->picture[axis] - slope * pair->page[axis];

      g_array_append_val (offsets, offset);
    }

  return find_median (offsets);
}

static guint
count_inliers (const GArray *pairs,
               const LecPlacement *placement)
{
  guint n = 0;

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      double x = placement->x + placement->width * pair->page[0] - pair->picture[0];
      double y = placement->y + placement->height * pair->page[1] - pair->picture[1];

      n += fabs (x) <= TOLERANCE && fabs (y) <= TOLERANCE ? 1 : 0;
    }

  return n;
}

guint
lec_deck_placement_find (const LecSlide *slide,
                         const LecDeckPage *page,
                         LecPlacement *placement)
{
  g_autoptr (GArray) pairs = NULL;
  LecPlacement found = { 0 };
  double shape = 1;
  guint n_inliers = 0;

  g_return_val_if_fail (slide != NULL && page != NULL && placement != NULL, 0);

  if (slide->picture_width <= 0 || slide->picture_height <= 0)
    return 0;
  pairs = pair_words (slide, page);
  if (pairs->len < LEAST_PAIRS)
    return 0;

  /* Words in one line tell of one direction; pages are seldom pulled out of shape. */
  shape = (double) page->width / page->height * slide->picture_height / slide->picture_width;
  found.width = find_slope (pairs, 0);
  found.height = find_slope (pairs, 1);
  if (found.width == 0)
    found.width = found.height * shape;
  if (found.height == 0)
    found.height = found.width / shape;
  if (!(found.width >= SMALLEST && found.width <= LARGEST && found.height >= SMALLEST && found.height <= LARGEST))
    return 0;

  found.x = find_offset (pairs, 0, found.width);
  found.y = find_offset (pairs, 1, found.height);
  n_inliers = count_inliers (pairs, &found);
  if (n_inliers < LEAST_PAIRS || n_inliers < LEAST_INLIERS * pairs->len)
    return 0;

  *placement = found;
  return n_inliers;
}

static double
choose_member (const GArray *placements,
               gsize offset)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < placements->len; i++)
    {
      const LecPlacement *placement = &g_array_index (placements, LecPlacement, i);

      g_array_append_vals (values, (const char *) placement + offset, 1);
    }

  return find_median (values);
}

LecPlacement
lec_deck_placement_choose (const GArray *placements)
{
  LecPlacement chosen = { 0, 0, 1, 1 };

  g_return_val_if_fail (placements != NULL && placements->len > 0, chosen);

  chosen.x = choose_member (placements, G_STRUCT_OFFSET (LecPlacement, x));
  chosen.y = choose_member (placements, G_STRUCT_OFFSET (LecPlacement, y));
  chosen.width = choose_member (placements, G_STRUCT_OFFSET (LecPlacement, width));
  chosen.height = choose_member (placements, G_STRUCT_OFFSET (LecPlacement, height));
  return chosen;
}
