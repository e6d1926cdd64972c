/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ink is joined across the spaces between words, but not across those between
 * columns; what is then wide and low is a line. Looked at in cells of a few
 * pixels, which joins letters with their dots and costs next to nothing.
 */
#include "text/ink-lines.h"

#include "text/ink.h"

#define CELL        4  /* pixels, two halvings */
#define MAX_SPACE   44 /* between words; columns are further apart */
#define MAX_DOT_GAP 4
#define MIN_HEIGHT  12
#define MAX_HEIGHT  120
#define MIN_ASPECT  2.5 /* of width to height */
#define NEIGHBOURS  8   /* of a cell, corners included */
#define CLEARANCE   4   /* a line is free with a fourth of its height above and below */

typedef struct Boxa LecBoxa;

static void
destroy_boxa (LecBoxa *boxes)
{
  boxaDestroy (&boxes);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecBoxa, destroy_boxa)

/* Returns: (transfer full): one bit a cell, set where there is ink or a space between words */
static LecPix *
join_ink (LecPix *pix)
{
  g_autoptr (LecPix) ink = pixThresholdToBinary (pix, LEC_INK_DARKEST_GROUND);
  g_autoptr (LecPix) cells = pixReduceRankBinaryCascade (ink, 1, 1, 0, 0);

  return pixCloseSafeBrick (NULL, cells, MAX_SPACE / CELL + 1, MAX_DOT_GAP / CELL + 1);
}

static LecRect
get_box (LecBoxa *boxes,
         int i)
{
  LecRect box = { 0 };

  boxaGetBoxGeometry (boxes, i, &box.x, &box.y, &box.width, &box.height);
  box = (LecRect){ box.x * CELL, box.y * CELL, box.width * CELL, box.height * CELL };

  return box;
}

static gboolean
is_line (const LecRect *box)
{
  return box->height >= MIN_HEIGHT && box->height <= MAX_HEIGHT && box->width >= MIN_ASPECT * box->height;
}

static gboolean
is_free (LecBoxa *boxes,
         int line,
         const LecRect *box)
{
  int clearance = box->height / CLEARANCE;
  LecRect around = { box->x, box->y - clearance, box->width, box->height + 2 * clearance };

  for (int i = 0; i < boxaGetCount (boxes); i++)
    {
      LecRect other = get_box (boxes, i);

      if (i != line && lec_rect_intersect (&around, &other, NULL))
        return FALSE;
    }

  return TRUE;
}

GArray *
lec_ink_lines_find (LecPix *pix)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (LecInkLine));
  g_autoptr (LecPix) joined = NULL;
  g_autoptr (LecBoxa) boxes = NULL;

  g_return_val_if_fail (pix != NULL && pixGetDepth (pix) == 8, lines);

  if (pixGetWidth (pix) < MIN_HEIGHT || pixGetHeight (pix) < MIN_HEIGHT)
    return lines;

  joined = join_ink (pix);
  boxes = pixConnCompBB (joined, NEIGHBOURS);
  for (int i = 0; i < boxaGetCount (boxes); i++)
    {
      LecInkLine line = { get_box (boxes, i), FALSE };

      if (!is_line (&line.box))
        continue;
      line.free = is_free (boxes, i, &line.box);
      g_array_append_val (lines, line);
    }

  return lines;
}
