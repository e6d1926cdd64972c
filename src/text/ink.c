/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where there is ink in a picture, by one threshold: the picture was evened out
 * before. All boxes are clipped to the picture here.
 */
#include "text/ink.h"

#define MAX_UNEVENNESS 48 /* within a square or a disc; the gaps of bold letters are paler */

static int
get_grey (LecPix *pix,
          int x,
          int y)
{
  return GET_DATA_BYTE (pixGetData (pix) + (gsize) y * pixGetWpl (pix), x);
}

static gboolean
is_ink (LecPix *pix,
        int x,
        int y)
{
  return get_grey (pix, x, y) < LEC_INK_DARKEST_GROUND;
}

static gboolean
has_ink_in_row (LecPix *pix,
                const LecRect *box,
                int y)
{
  for (int x = box->x; x < box->x + box->width; x++)
    if (is_ink (pix, x, y))
      return TRUE;

  return FALSE;
}

static gboolean
has_ink_in_column (LecPix *pix,
                   const LecRect *box,
                   int x)
{
  for (int y = box->y; y < box->y + box->height; y++)
    if (is_ink (pix, x, y))
      return TRUE;

  return FALSE;
}

gboolean
lec_ink_fit_box (LecPix *pix,
                 LecRect *box)
{
  LecRect page = { 0, 0, pixGetWidth (pix), pixGetHeight (pix) };
  LecRect fitted;

  if (!lec_rect_intersect (box, &page, &fitted))
    return FALSE;

  while (fitted.height > 0 && !has_ink_in_row (pix, &fitted, fitted.y + fitted.height - 1))
    fitted.height--;
  if (fitted.height == 0)
    return FALSE;
  for (; !has_ink_in_row (pix, &fitted, fitted.y); fitted.y++)
    fitted.height--;
  while (!has_ink_in_column (pix, &fitted, fitted.x + fitted.width - 1))
    fitted.width--;
  for (; !has_ink_in_column (pix, &fitted, fitted.x); fitted.x++)
    fitted.width--;
  *box = fitted;
  return TRUE;
}

/* The box is clipped to the picture here. */
static void
append_pieces (LecPix *pix,
               const LecRect *area,
               GArray *pieces)
{
  LecRect page = { 0, 0, pixGetWidth (pix), pixGetHeight (pix) };
  LecInkPiece piece = { 0, 0 };
  LecRect box;

  if (!lec_rect_intersect (area, &page, &box))
    return;

  for (int x = box.x; x < box.x + box.width; x++)
    if (has_ink_in_column (pix, &box, x))
      {
        piece.x = piece.width == 0 ? x : piece.x;
        piece.width++;
      }
    else if (piece.width > 0)
      {
        g_array_append_val (pieces, piece);
        piece.width = 0;
      }
  if (piece.width > 0)
    g_array_append_val (pieces, piece);
}

GArray *
lec_ink_list_pieces (LecPix *pix,
                     const LecRect *area)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (LecInkPiece));

  append_pieces (pix, area, pieces);

  return pieces;
}

gboolean
lec_ink_is_solid (LecPix *pix,
                  const LecRect *box)
{
  LecRect page = { 0, 0, pixGetWidth (pix), pixGetHeight (pix) };
  LecRect core = { box->x + box->width / 4, box->y + box->height / 4, (box->width + 1) / 2, (box->height + 1) / 2 };
  int darkest = 255;
  int brightest = 0;

  if (!lec_rect_intersect (&core, &page, &core))
    return FALSE;

  for (int y = core.y; y < core.y + core.height; y++)
    for (int x = core.x; x < core.x + core.width; x++)
      {
        int grey = get_grey (pix, x, y);

        darkest = MIN (darkest, grey);
        brightest = MAX (brightest, grey);
      }

  return brightest < LEC_INK_DARKEST_GROUND && brightest - darkest <= MAX_UNEVENNESS;
}

int
lec_ink_get_gap (GArray *pieces,
                 guint piece)
{
  const LecInkPiece *before = &g_array_index (pieces, LecInkPiece, piece - 1);

  return g_array_index (pieces, LecInkPiece, piece).x - before->x - before->width;
}
