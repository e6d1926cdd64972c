/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is no page. A slide is flat with steep edges; what a camera sees is
 * neither and moves; a desktop is a photograph over a bar; the message of a
 * capture box without a signal wanders. In doubt it is a page: one too many is
 * taken out by hand sooner than one that is missing is found.
 */
#include <stdlib.h>

#include "media/shot.h"

#define BLANK_INK 0.0005
/* Below, a picture with something moving in it is a camera's. */
#define CAMERA_SCORE  0.62
#define CAMERA_MOTION 0.02
/* With so much moving it is the camera that does. */
#define PANNING_MOTION 0.4
/* So is, next to another camera's, one that is not much better. */
#define NEAR_SCORE    0.7
#define NEAR_FLATNESS 0.6
/* So is one with hardly an edge in it that is not flat either. */
#define BLURRED_EDGES    0.012
#define BLURRED_FLATNESS 0.7
/* The message: little ink on a flat screen, of much the same size, each time elsewhere. */
#define MESSAGE_INK        0.012
#define MESSAGE_FLATNESS   0.97
#define MESSAGE_LIKENESS   0.25
#define MESSAGE_MOVED      0.06
#define N_MESSAGES         3
#define WALLPAPER_FLATNESS 0.45
/* With so many thin lines in it a picture is written on. */
#define WRITTEN_STROKES 0.015
/* A task bar: height as a share of the screen, how flat it is, how clearly it ends. */
#define BAR_LEAST      0.025
#define BAR_MOST       0.09
#define BAR_LEVELS     16
#define BAR_FLATNESS   0.7
#define BAR_EDGE       8
#define BAR_EDGE_RATIO 0.75
/* A bar without icons is the edge of a picture; what is next to one is less uniform than this. */
#define BAR_EMPTY 0.985
#define BAR_OTHER 0.55
#define BAR_NOISE 8

static LecShot *
get_shot (GPtrArray *shots,
          guint index)
{
  return g_ptr_array_index (shots, index);
}

static gboolean
is_blank (const LecScores *scores)
{
  return scores->ink < BLANK_INK && scores->edges < BLANK_INK;
}

/* In a dark hall a slide is a dull picture as well, but one with letters in it. */
static gboolean
is_written (const LecScores *scores)
{
  return scores->strokes >= WRITTEN_STROKES && scores->flatness >= WALLPAPER_FLATNESS;
}

/* Where the camera itself moves, that something moves says nothing. */
static double
get_verdict (const LecShot *shot)
{
  gboolean pans = shot->stretch->filmed || shot->scores.motion > PANNING_MOTION;

  return shot->scores.slide + (pans ? shot->scores.motion / 2 : 0);
}

static gboolean
is_dull (const LecShot *shot)
{
  return get_verdict (shot) < CAMERA_SCORE ||
         (shot->scores.edges < BLURRED_EDGES && shot->scores.flatness < BLURRED_FLATNESS);
}

static gboolean
is_like_a_photograph (const LecShot *shot)
{
  return is_dull (shot) && !is_written (&shot->scores);
}

/* There may be icons with names on it. */
static gboolean
is_like_a_wallpaper (const LecShot *shot)
{
  return is_dull (shot) || shot->scores.flatness < WALLPAPER_FLATNESS;
}

/* --- Task bar --- */

static int
compare_luma (gconstpointer a,
              gconstpointer b)
{
  return *(const guint8 *) a - *(const guint8 *) b;
}

/* The share of rows [top, end) that has one colour. */
static double
measure_band (const LecSignature *signature,
              int top,
              int end)
{
  gsize n = (gsize) (end - top) * signature->width;
  g_autofree guint8 *sorted = g_memdup2 (signature->luma + (gsize) top * signature->width, n);
  gsize n_near = 0;

  qsort (sorted, n, 1, compare_luma);
  for (gsize i = 0; i < n; i++)
    n_near += ABS (sorted[i] - sorted[n / 2]) <= BAR_LEVELS;

  return (double) n_near / n;
}

/* Whether most of row @y differs clearly from the second row above it; the one between is mixed. */
static gboolean
is_edge (const LecSignature *signature,
         int y)
{
  const guint8 *row = signature->luma + (gsize) y * signature->width;
  int n = 0;

  for (int x = 0; x < signature->width; x++)
    n += ABS (row[x] - row[x - 2 * signature->width]) > BAR_EDGE;

  return n >= BAR_EDGE_RATIO * signature->width;
}

/* Whether rows [top, end) are of one colour but for some icons, and what is next to them is not;
   @edge is the row in which they meet. */
static gboolean
is_bar (const LecSignature *signature,
        int top,
        int end,
        int edge)
{
  double flatness = measure_band (signature, top, end);
  int height = end - top;
  int next;

  if (flatness < BAR_FLATNESS || flatness > BAR_EMPTY)
    return FALSE;
  if (is_edge (signature, edge))
    return TRUE;

  next = top > 0 ? top - height : end;

  return measure_band (signature, next, next + height) < BAR_OTHER;
}

/* A bar along the lower or upper edge. */
static gboolean
find_bar (const LecSignature *signature,
          int *top,
          int *end)
{
  int height = signature->height;

  for (int bar = MAX (3, (int) (BAR_LEAST * height)); bar <= BAR_MOST * height; bar++)
    {
      *top = height - bar;
      *end = height;
      if (is_bar (signature, *top, *end, *top))
        return TRUE;
      *top = 0;
      *end = bar;
      if (is_bar (signature, 0, MAX (1, bar - 2), bar))
        return TRUE;
    }

  return FALSE;
}

/* Whether rows [top, end) look the same in both. */
static gboolean
has_same_rows (const LecSignature *a,
               const LecSignature *b,
               int top,
               int end)
{
  guint64 sum = 0;

  for (gsize i = (gsize) top * a->width; i < (gsize) end * a->width; i++)
    sum += ABS (a->luma[i] - b->luma[i]);

  return sum <= (guint64) BAR_NOISE * (end - top) * a->width;
}

/* A photograph over a bar, unless the bar belongs to the talk's slides. */
static gboolean
is_desktop (GPtrArray *shots,
            const LecShot *shot)
{
  const LecSignature *signature = shot->page->signature;
  int top, end;

  if (shot->kind != LEC_SHOT_PAGE || shot->stretch->filmed || !is_like_a_wallpaper (shot) ||
      !find_bar (signature, &top, &end))
    return FALSE;
  for (guint i = 0; i < shots->len; i++)
    {
      const LecShot *other = get_shot (shots, i);

      if (other->kind == LEC_SHOT_PAGE && !is_like_a_wallpaper (other) &&
          has_same_rows (signature, other->page->signature, top, end))
        return FALSE;
    }

  return TRUE;
}

/* --- No signal --- */

static LecRect
get_ink_bounds (const LecPage *page)
{
  int width = page->signature->width;
  int left = width, top = page->signature->height, right = 0, bottom = 0;

  for (int y = 0; y < page->signature->height; y++)
    for (int x = 0; x < width; x++)
      {
        if (!page->ink[(gsize) y * width + x])
          continue;
        left = MIN (left, x);
        right = MAX (right, x + 1);
        top = MIN (top, y);
        bottom = MAX (bottom, y + 1);
      }

  return (LecRect){ left, top, MAX (0, right - left), MAX (0, bottom - top) };
}

static gboolean
may_be_message (const LecShot *shot)
{
  return shot->kind == LEC_SHOT_PAGE && shot->scores.ink < MESSAGE_INK && shot->scores.flatness > MESSAGE_FLATNESS;
}

static gboolean
is_about (int a,
          int b)
{
  return ABS (a - b) <= MAX (2, MESSAGE_LIKENESS * MAX (a, b));
}

/* Whether @b shows what @a does, elsewhere on an empty screen. */
static gboolean
has_wandered (const LecShot *a,
              const LecShot *b)
{
  LecRect from, to;
  int side = MAX (a->page->signature->width, a->page->signature->height);

  if (!may_be_message (a) || !may_be_message (b))
    return FALSE;

  from = get_ink_bounds (a->page);
  to = get_ink_bounds (b->page);

  return is_about (from.width, to.width) && is_about (from.height, to.height) &&
         is_about ((int) a->page->n_ink, (int) b->page->n_ink) &&
         ABS (from.x - to.x) + ABS (from.y - to.y) > MESSAGE_MOVED * side;
}

static void
mark_messages (GPtrArray *shots)
{
  for (guint i = 0; i < shots->len; i++)
    {
      guint n = 1;

      while (i + n < shots->len && has_wandered (get_shot (shots, i + n - 1), get_shot (shots, i + n)))
        n++;
      for (guint j = 0; n >= N_MESSAGES && j < n; j++)
        get_shot (shots, i + j)->kind = LEC_SHOT_NO_SIGNAL;
      i += n - 1;
    }
}

/* --- Camera --- */

static void
spread_camera (const LecShot *from,
               LecShot *to)
{
  if (from->kind == LEC_SHOT_CAMERA && to->kind == LEC_SHOT_PAGE &&
      (is_like_a_photograph (to) ||
       (!is_written (&to->scores) && get_verdict (to) < NEAR_SCORE && to->scores.flatness < NEAR_FLATNESS)))
    to->kind = LEC_SHOT_CAMERA;
}

/* People in front of a camera hold still at times. */
static void
mark_cameras (GPtrArray *shots)
{
  for (guint i = 0; i < shots->len; i++)
    {
      LecShot *shot = get_shot (shots, i);

      if (shot->kind == LEC_SHOT_PAGE && is_like_a_photograph (shot) &&
          (shot->stretch->filmed || shot->scores.motion > CAMERA_MOTION))
        shot->kind = LEC_SHOT_CAMERA;
    }
  for (guint i = 1; i < shots->len; i++)
    spread_camera (get_shot (shots, i - 1), get_shot (shots, i));
  for (guint i = shots->len; i-- > 1;)
    spread_camera (get_shot (shots, i), get_shot (shots, i - 1));
}

void
lec_shot_list_classify (GPtrArray *shots)
{
  for (guint i = 0; i < shots->len; i++)
    {
      LecShot *shot = get_shot (shots, i);

      if (shot->kind == LEC_SHOT_PAGE && is_blank (&shot->scores))
        shot->kind = LEC_SHOT_BLANK;
    }
  mark_cameras (shots);
  mark_messages (shots);
  for (guint i = 0; i < shots->len; i++)
    {
      LecShot *shot = get_shot (shots, i);

      if (is_desktop (shots, shot))
        shot->kind = LEC_SHOT_DESKTOP;
    }
}
