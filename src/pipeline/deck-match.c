/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each slide is held against each page, by words and by what stands out on
 * both. Where words are, they tell at once which page it can be, and where on
 * the picture it lies; pictures tell pages apart that differ in a line. What
 * both say goes to the alignment, that knows how a lecture goes.
 */
#include "pipeline/deck-match.h"

#include <math.h>

#include "model/word.h"
#include "pipeline/deck-alignment.h"
#include "pipeline/deck-placement.h"
#include "pipeline/deck-steps.h"
#include "text/text-grams.h"

/* A page that is half built is all there is of it: what is found counts more than what is not. */
#define PICTURE_FOUND 0.6
#define TEXT_FOUND    0.65
/* Words count so much where there are many, half of it where there are so many runs of letters. */
#define TEXT_SHARE 0.6
#define HALF_MASS  40.0
/* Pages that come so near to the best one are looked at again, at a few shifts. */
#define NEAR_BEST 0.25
/* Words have to be so alike that where they stand says something. */
#define LEAST_TEXT 0.3
/* Slides that are held against all pages to see where pages lie, where no words tell. */
#define MAX_TRIALS 8
/* Placements that differ by less are the same, as shares of the picture. */
#define SAME_PLACE 0.004
#define MAX_SETS   4

typedef struct
{
  const GPtrArray *slides; /* (element-type LecDeckSlide) */
  const GPtrArray *pages;  /* (element-type LecDeckPage) */
  LecTextLikeness *texts;  /* a row for each slide */
  GArray *placements;      /* (element-type LecPlacement): for each slide */
  GPtrArray *sets;         /* (element-type PageMaps) owned: the last few */
  float *scores;           /* a row for each slide */
} Match;

/* All pages in the cells of pictures of one size. */
typedef struct
{
  LecPlacement placement;
  int width;
  int height;
  GPtrArray *maps; /* (element-type LecInkMap) owned */
} PageMaps;

LecDeckSlide *
lec_deck_slide_new (const LecSlide *slide,
                    const guint8 *luma,
                    int width,
                    int height,
                    gsize stride)
{
  LecDeckSlide *self = g_new0 (LecDeckSlide, 1);

  self->slide = slide;
  self->map = luma != NULL ? lec_ink_map_new (luma, width, height, stride) : NULL;
  return self;
}

void
lec_deck_slide_free (LecDeckSlide *self)
{
  if (self == NULL)
    return;

  lec_ink_map_free (self->map);
  g_free (self);
}

static void
page_maps_free (gpointer data)
{
  PageMaps *maps = data;

  g_ptr_array_unref (maps->maps);
  g_free (maps);
}

static void
match_clear (Match *self)
{
  g_free (self->texts);
  g_free (self->scores);
  g_clear_pointer (&self->placements, g_array_unref);
  g_clear_pointer (&self->sets, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Match, match_clear)

/* --- Words --- */

static char *
join_words (const GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const LecWord *word = g_ptr_array_index (words, i);

      if (lec_word_is_noise (word))
        continue;
      if (i > 0 && !lec_word_text_joins (((const LecWord *) g_ptr_array_index (words, i - 1))->text, word->text))
        g_string_append_c (text, ' ');
      g_string_append (text, word->text);
    }

  return g_string_free (text, FALSE);
}

static void
compare_texts (Match *self)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LecTextGrams) grams = NULL;

  for (guint i = 0; i < self->pages->len; i++)
    g_ptr_array_add (texts, join_words (((const LecDeckPage *) g_ptr_array_index (self->pages, i))->words));
  grams = lec_text_grams_new ((const char *const *) texts->pdata, texts->len);
  self->texts = g_new0 (LecTextLikeness, (gsize) self->slides->len * self->pages->len);
  for (guint i = 0; i < self->slides->len; i++)
    {
      const LecDeckSlide *slide = g_ptr_array_index (self->slides, i);
      g_autofree char *text = join_words (slide->slide->words);

      lec_text_grams_compare (grams, text, self->texts + (gsize) i * self->pages->len);
    }
}

static const LecTextLikeness *
get_text (const Match *self,
          guint slide,
          guint page)
{
  return &self->texts[(gsize) slide * self->pages->len + page];
}

static double
score_text (const LecTextLikeness *text)
{
  return TEXT_FOUND * text->found + (1 - TEXT_FOUND) * text->covered;
}

/* --- Where pages lie --- */

/* Returns: how many words bear it out */
static guint
place_by_words (const Match *self,
                guint slide,
                LecPlacement *placement)
{
  const LecDeckSlide *it = g_ptr_array_index (self->slides, slide);
  guint best = 0;

  for (guint page = 1; page < self->pages->len; page++)
    if (score_text (get_text (self, slide, page)) > score_text (get_text (self, slide, best)))
      best = page;
  if (it->map == NULL || score_text (get_text (self, slide, best)) < LEAST_TEXT)
    return 0;

  return lec_deck_placement_find (it->slide, g_ptr_array_index (self->pages, best), placement);
}

static gboolean
is_same_placement (const LecPlacement *a,
                   const LecPlacement *b)
{
  return fabs (a->x - b->x) < SAME_PLACE && fabs (a->y - b->y) < SAME_PLACE &&
         fabs (a->x + a->width - b->x - b->width) < SAME_PLACE &&
         fabs (a->y + a->height - b->y - b->height) < SAME_PLACE;
}

/* In the cells of @like. Returns: (transfer none) */
static const PageMaps *
find_maps (Match *self,
           const LecPlacement *placement,
           const LecInkMap *like)
{
  PageMaps *maps = NULL;

  for (guint i = 0; i < self->sets->len; i++)
    {
      maps = g_ptr_array_index (self->sets, i);
      if (maps->width == like->width && maps->height == like->height &&
          is_same_placement (&maps->placement, placement))
        return maps;
    }

  if (self->sets->len == MAX_SETS)
    g_ptr_array_remove_index (self->sets, MAX_SETS - 1);
  maps = g_new0 (PageMaps, 1);
  maps->placement = *placement;
  maps->width = like->width;
  maps->height = like->height;
  maps->maps = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_ink_map_free);
  for (guint i = 0; i < self->pages->len; i++)
    {
      const LecDeckPage *page = g_ptr_array_index (self->pages, i);

      g_ptr_array_add (maps->maps, lec_ink_map_new_placed (page->luma, page->width, page->height, placement, like));
    }
  g_ptr_array_insert (self->sets, 0, maps);
  return maps;
}

static double
score_picture (const LecInkMap *picture,
               const LecInkMap *page,
               int slack)
{
  LecInkLikeness likeness = { 0 };

  lec_ink_map_compare (picture, page, slack, &likeness);
  return PICTURE_FOUND * likeness.found + (1 - PICTURE_FOUND) * likeness.covered;
}

/* How well the best page of each of a few slides fits there. */
static double
try_placement (Match *self,
               gboolean is_whole,
               LecPlacement *placement)
{
  const LecDeckPage *first = g_ptr_array_index (self->pages, 0);
  guint step = MAX (self->slides->len / MAX_TRIALS, 1);
  double sum = 0;

  for (guint i = 0; i < self->slides->len; i += step)
    {
      const LecDeckSlide *slide = g_ptr_array_index (self->slides, i);
      const PageMaps *maps = NULL;
      double best = 0;

      if (slide->map == NULL)
        continue;
      *placement = is_whole ? (LecPlacement){ 0, 0, 1, 1 }
                            : lec_deck_placement_fit (first->width, first->height, slide->map->width,
                                                      slide->map->height);
      maps = find_maps (self, placement, slide->map);
      for (guint k = 0; k < self->pages->len; k++)
        best = MAX (best, score_picture (slide->map, g_ptr_array_index (maps->maps, k), 1));
      sum += best;
    }

  return sum;
}

/* One for all slides whose words do not tell. */
static LecPlacement
choose_placement (Match *self,
                  const GArray *told)
{
  LecPlacement fit = { 0, 0, 1, 1 }, whole = { 0, 0, 1, 1 };
  double fits = 0;

  if (told->len > 0)
    return lec_deck_placement_choose (told);

  fits = try_placement (self, FALSE, &fit);
  if (is_same_placement (&fit, &whole) || fits >= try_placement (self, TRUE, &whole))
    return fit;
  return whole;
}

/* Where a slide's own words say otherwise than all others', they have to say so clearly. */
static void
place_slides (Match *self)
{
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (LecPlacement));
  g_autofree guint *sure = g_new0 (guint, self->slides->len);
  g_autofree LecPlacement *own = g_new0 (LecPlacement, self->slides->len);
  LecPlacement usual = { 0, 0, 1, 1 };

  for (guint i = 0; i < self->slides->len; i++)
    {
      sure[i] = place_by_words (self, i, &own[i]);
      if (sure[i] > 0)
        g_array_append_val (told, own[i]);
    }
  usual = choose_placement (self, told);
  for (guint i = 0; i < self->slides->len; i++)
    {
      LecPlacement placement = sure[i] > 8 && !is_same_placement (&own[i], &usual) ? own[i] : usual;

      g_array_append_val (self->placements, placement);
    }
}

/* --- Scores --- */

static void
score_pictures (Match *self,
                guint index,
                float *row)
{
  const LecDeckSlide *slide = g_ptr_array_index (self->slides, index);
  const PageMaps *maps = NULL;
  float best = 0;

  if (slide->map == NULL)
    return;

  maps = find_maps (self, &g_array_index (self->placements, LecPlacement, index), slide->map);
  for (guint i = 0; i < self->pages->len; i++)
    {
      row[i] = (float) score_picture (slide->map, g_ptr_array_index (maps->maps, i), 0);
      best = MAX (best, row[i]);
    }
  for (guint i = 0; i < self->pages->len; i++)
    if (row[i] > best - NEAR_BEST)
      row[i] = (float) score_picture (slide->map, g_ptr_array_index (maps->maps, i), 1);
}

static void
score_slide (Match *self,
             guint index)
{
  const LecDeckSlide *slide = g_ptr_array_index (self->slides, index);
  float *row = self->scores + (gsize) index * self->pages->len;

  score_pictures (self, index, row);
  for (guint i = 0; i < self->pages->len; i++)
    {
      const LecTextLikeness *text = get_text (self, index, i);
      double share = slide->map != NULL ? TEXT_SHARE * text->mass / (text->mass + HALF_MASS) : 1;

      row[i] = (float) (share * score_text (text) + (1 - share) * row[i]);
    }
}

/* --- Times --- */

static int
compare_shows (gconstpointer a,
               gconstpointer b)
{
  const LecDeckShow *x = a, *y = b;

  if (x->start_s != y->start_s)
    return x->start_s < y->start_s ? -1 : 1;
  return x->slide < y->slide ? -1 : x->slide > y->slide;
}

/* All visits, none over another; slides by index, as long as no page is known. */
static void
list_shows (const Match *self,
            GArray *shows)
{
  for (guint i = 0; i < self->slides->len; i++)
    {
      const LecSlide *slide = ((const LecDeckSlide *) g_ptr_array_index (self->slides, i))->slide;

      for (guint k = 0; k < slide->visits->len; k++)
        {
          const LecVisit *visit = &g_array_index (slide->visits, LecVisit, k);
          LecDeckShow show = { 0, i, visit->start_s, visit->end_s, 0 };

          g_array_append_val (shows, show);
        }
    }
  g_array_sort (shows, compare_shows);
  for (guint i = 0; i + 1 < shows->len; i++)
    {
      LecDeckShow *show = &g_array_index (shows, LecDeckShow, i);

      show->end_s = CLAMP (show->end_s, show->start_s, g_array_index (shows, LecDeckShow, i + 1).start_s);
    }
}

static void
align (const Match *self,
       GArray *shows)
{
  guint n_pages = self->pages->len;
  g_autofree float *scores = g_new (float, (gsize) shows->len *n_pages);
  g_autofree guint *slides = g_new (guint, shows->len);
  g_autofree int *pages = g_new (int, shows->len);

  for (guint i = 0; i < shows->len; i++)
    {
      slides[i] = g_array_index (shows, LecDeckShow, i).slide;
      for (guint k = 0; k < n_pages; k++)
        scores[(gsize) i * n_pages + k] = self->scores[(gsize) slides[i] * n_pages + k];
    }
  lec_deck_alignment_find (scores, slides, shows->len, n_pages, pages);

  for (guint i = 0; i < shows->len; i++)
    {
      LecDeckShow *show = &g_array_index (shows, LecDeckShow, i);
      const float *row = scores + (gsize) i * n_pages;
      float best = 0;

      for (guint k = 0; k < n_pages; k++)
        best = MAX (best, row[k]);
      show->page = (guint) (pages[i] + 1);
      show->score = CLAMP (pages[i] >= 0 ? row[pages[i]] : best, 0, 1);
    }
}

/* Slides by number, and a page that was built in several pages by those. */
static LecDeck *
make_deck (const Match *self,
           const GArray *shows)
{
  LecDeck *deck = lec_deck_new (self->pages->len);
  guint before = 0;

  for (guint i = 0; i < shows->len; i++)
    {
      const LecDeckShow *show = &g_array_index (shows, LecDeckShow, i);
      const LecSlide *slide = ((const LecDeckSlide *) g_ptr_array_index (self->slides, show->slide))->slide;
      LecDeckShow named = *show;

      named.slide = slide->number;
      lec_deck_steps_add (deck->shows, &named, before, slide->builds_s, self->pages);
      before = show->page > 0 ? show->page : before;
    }

  return deck;
}

LecDeck *
lec_deck_match_find (GPtrArray *slides,
                     GPtrArray *pages,
                     LecDeckMatchProgress progress,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Match) self = { slides, pages };
  g_autoptr (GArray) shows = g_array_new (FALSE, FALSE, sizeof (LecDeckShow));

  g_return_val_if_fail (slides != NULL && pages != NULL && pages->len > 0, NULL);

  self.placements = g_array_new (FALSE, FALSE, sizeof (LecPlacement));
  self.sets = g_ptr_array_new_with_free_func (page_maps_free);
  self.scores = g_new0 (float, MAX ((gsize) slides->len * pages->len, 1));
  list_shows (&self, shows);
  if (shows->len == 0)
    return lec_deck_new (pages->len);

  compare_texts (&self);
  place_slides (&self);
  for (guint i = 0; i < slides->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      score_slide (&self, i);
      if (progress != NULL)
        progress ((i + 1.0) / slides->len, user_data);
    }
  align (&self, shows);

  return make_deck (&self, shows);
}

double
lec_deck_match_measure (const LecDeck *deck)
{
  double all_s = 0, matched_s = 0;

  g_return_val_if_fail (deck != NULL, 0);

  for (guint i = 0; i < deck->shows->len; i++)
    {
      const LecDeckShow *show = &g_array_index (deck->shows, LecDeckShow, i);

      all_s += show->end_s - show->start_s;
      matched_s += show->page > 0 ? show->end_s - show->start_s : 0;
    }

  return all_s > 0 ? matched_s / all_s : 0;
}
