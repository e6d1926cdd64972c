/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pixel counts as covered when something was in front of it in some frames
 * and the page was to be seen there for half a second at least. What was
 * covered all the time nobody can bring back; it counts nowhere.
 */
#include "still-score.h"

#include <math.h>
#include <stdlib.h>

#include "ocr-slides.h"

#define MIN_FREE_FRAMES 5
#define WINDOW          8
#define WINDOW_STEP     4
/* A word is covered when so many of its pixels are. */
#define WORD_PIXELS 12

typedef enum
{
  PIXEL_FREE,
  PIXEL_COVERED,
  PIXEL_LOST,
} PixelState;

static PixelState
get_state (const StillEvidence *evidence,
           int x,
           int y)
{
  guint n = evidence->n_covered[(gsize) y * evidence->truth->width + x];

  if (n == 0)
    return PIXEL_FREE;

  return n + MIN_FREE_FRAMES <= evidence->n_seen ? PIXEL_COVERED : PIXEL_LOST;
}

static const guint8 *
get_row (const LecPicture *picture,
         int row)
{
  return picture->planes[0] + (gsize) row * picture->strides[0];
}

void
still_score_add (StillScore *self,
                 const StillScore *other)
{
  self->n_covered += other->n_covered;
  self->error += other->error;
  self->last_error += other->last_error;
  self->n_windows += other->n_windows;
  self->ssim += other->ssim;
  self->last_ssim += other->last_ssim;
  self->n_words += other->n_words;
  self->n_read += other->n_read;
  self->n_last_read += other->n_last_read;
}

static void
measure_covered (const StillEvidence *evidence,
                 const LecPicture *still,
                 const LecPicture *last,
                 StillScore *score)
{
  for (int y = 0; y < still->height; y++)
    for (int x = 0; x < still->width; x++)
      if (get_state (evidence, x, y) == PIXEL_COVERED)
        {
          int right = get_row (evidence->truth, y)[x];

          score->n_covered++;
          score->error += abs (get_row (still, y)[x] - right);
          score->last_error += abs (get_row (last, y)[x] - right);
        }
}

static gboolean
window_is_free (const StillEvidence *evidence,
                int left,
                int top)
{
  for (int y = top; y < top + WINDOW; y++)
    for (int x = left; x < left + WINDOW; x++)
      if (get_state (evidence, x, y) != PIXEL_FREE)
        return FALSE;

  return TRUE;
}

static double
measure_window (const LecPicture *a,
                const LecPicture *b,
                int left,
                int top)
{
  const double n = WINDOW * WINDOW, c1 = 0.01 * 255 * 0.01 * 255, c2 = 0.03 * 255 * 0.03 * 255;
  double sum_a = 0, sum_b = 0, sum_aa = 0, sum_bb = 0, sum_ab = 0;
  double mean_a, mean_b;

  for (int y = top; y < top + WINDOW; y++)
    for (int x = left; x < left + WINDOW; x++)
      {
        double va = get_row (a, y)[x], vb = get_row (b, y)[x];

        sum_a += va;
        sum_b += vb;
        sum_aa += va * va;
        sum_bb += vb * vb;
        sum_ab += va * vb;
      }
  mean_a = sum_a / n;
  mean_b = sum_b / n;

  return (2 * mean_a * mean_b + c1) * (2 * (sum_ab / n - mean_a * mean_b) + c2) /
         ((mean_a * mean_a + mean_b * mean_b + c1) *
          (sum_aa / n - mean_a * mean_a + sum_bb / n - mean_b * mean_b + c2));
}

static void
measure_elsewhere (const StillEvidence *evidence,
                   const LecPicture *still,
                   const LecPicture *last,
                   StillScore *score)
{
  for (int y = 0; y + WINDOW <= still->height; y += WINDOW_STEP)
    for (int x = 0; x + WINDOW <= still->width; x += WINDOW_STEP)
      if (window_is_free (evidence, x, y))
        {
          score->n_windows++;
          score->ssim += measure_window (evidence->truth, still, x, y);
          score->last_ssim += measure_window (evidence->truth, last, x, y);
        }
}

static LecSlide *
recognise (LecOcr *ocr,
           const LecPicture *picture,
           GError **error)
{
  g_autoptr (LecSlide) slide = lec_slide_new (1);

  if (!lec_ocr_recognise (ocr, picture->planes[0], picture->width, picture->height, picture->strides[0],
                          slide, NULL, error))
    return NULL;

  return g_steal_pointer (&slide);
}

static gboolean
is_read (const StillWord *word,
         const LecSlide *slide)
{
  g_autofree char *right = ocr_slides_normalise (word->text);
  LecRect common;

  for (guint i = 0; i < slide->words->len; i++)
    {
      const LecWord *found = g_ptr_array_index (slide->words, i);
      g_autofree char *text = ocr_slides_normalise (found->text);

      if (g_str_equal (text, right) && lec_rect_intersect (&found->box, &word->box, &common) &&
          2 * common.width >= word->box.width)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_covered (const StillWord *word,
            const StillEvidence *evidence)
{
  LecRect page = { 0, 0, evidence->truth->width, evidence->truth->height };
  LecRect box;
  guint n = 0;

  if (!lec_rect_intersect (&word->box, &page, &box))
    return FALSE;
  for (int y = box.y; y < box.y + box.height; y++)
    for (int x = box.x; x < box.x + box.width; x++)
      switch (get_state (evidence, x, y))
        {
        case PIXEL_LOST:
          return FALSE;
        case PIXEL_COVERED:
          n++;
          break;
        case PIXEL_FREE:
        default:
          break;
        }

  return n >= WORD_PIXELS;
}

static gboolean
measure_words (const StillPage *page,
               const StillEvidence *evidence,
               const LecPicture *still,
               const LecPicture *last,
               LecOcr *ocr,
               StillScore *score,
               GError **error)
{
  g_autoptr (LecSlide) right = recognise (ocr, evidence->truth, error);
  g_autoptr (LecSlide) found = right != NULL ? recognise (ocr, still, error) : NULL;
  g_autoptr (LecSlide) peer = found != NULL ? recognise (ocr, last, error) : NULL;

  if (peer == NULL)
    return FALSE;

  for (guint i = 0; i < page->words->len; i++)
    {
      const StillWord *word = &g_array_index (page->words, StillWord, i);

      if (!is_covered (word, evidence) || !is_read (word, right))
        continue;
      score->n_words++;
      score->n_read += is_read (word, found);
      score->n_last_read += is_read (word, peer);
    }

  return TRUE;
}

gboolean
still_score_measure (const StillPage *page,
                     const StillEvidence *evidence,
                     const LecPicture *still,
                     const LecPicture *last,
                     LecOcr *ocr,
                     StillScore *score,
                     GError **error)
{
  StillScore this_page = { 0 };

  measure_covered (evidence, still, last, &this_page);
  measure_elsewhere (evidence, still, last, &this_page);
  if (this_page.n_covered > 0 && !measure_words (page, evidence, still, last, ocr, &this_page, error))
    return FALSE;
  still_score_add (score, &this_page);

  return TRUE;
}
