/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A rectangle in pixels of the upright, square-pixel picture, and its written
 * form "X,Y,W,H".
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  int x;
  int y;
  int width;
  int height;
} LecRect;

gboolean lec_rect_is_empty (const LecRect *rect);
gboolean lec_rect_equal (const LecRect *a, const LecRect *b);
/* FALSE, and an empty @result, where they do not meet. */
gboolean lec_rect_intersect (const LecRect *a, const LecRect *b, LecRect *result);
/* "X,Y,W,H", all within 0..65535, W and H at least 1; LEC_ERROR_USAGE otherwise. */
gboolean lec_rect_parse (const char *text, LecRect *rect, GError **error);
char *lec_rect_to_string (const LecRect *rect);

G_END_DECLS
