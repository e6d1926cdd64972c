/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rectangles and their written form. Pure; nothing here can overflow, since
 * all coordinates that come from outside are bounded to 16 bits.
 */
#include "base/geometry.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"

#define MAX_COORDINATE 65535

gboolean
lec_rect_is_empty (const LecRect *rect)
{
  g_return_val_if_fail (rect != NULL, TRUE);

  return rect->width <= 0 || rect->height <= 0;
}

gboolean
lec_rect_equal (const LecRect *a,
                const LecRect *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

/**
 * lec_rect_intersect:
 * @result: (out) (optional): may be one of the others
 *
 * Returns: whether they have a pixel in common
 */
gboolean
lec_rect_intersect (const LecRect *a,
                    const LecRect *b,
                    LecRect *result)
{
  LecRect common = { 0 };
  gint64 left, top, right, bottom;
  gboolean meet = FALSE;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  left = MAX (a->x, b->x);
  top = MAX (a->y, b->y);
  right = MIN ((gint64) a->x + a->width, (gint64) b->x + b->width);
  bottom = MIN ((gint64) a->y + a->height, (gint64) b->y + b->height);
  meet = left < right && top < bottom;

  if (meet)
    common = (LecRect){ (int) left, (int) top, (int) (right - left), (int) (bottom - top) };
  if (result != NULL)
    *result = common;

  return meet;
}

static gboolean
parse_coordinates (const char *text,
                   int values[4])
{
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;

      values[i] = 0;
      for (; g_ascii_isdigit (*text); text++)
        {
          values[i] = values[i] * 10 + g_ascii_digit_value (*text);
          if (values[i] > MAX_COORDINATE)
            return FALSE;
        }
      if (*text++ != (i < 3 ? ',' : '\0'))
        return FALSE;
    }

  return values[2] > 0 && values[3] > 0;
}

/**
 * lec_rect_parse:
 * @text: untrusted
 * @rect: (out): unchanged on failure
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE unless @text is "X,Y,W,H" in whole pixels
 */
gboolean
lec_rect_parse (const char *text,
                LecRect *rect,
                GError **error)
{
  int values[4] = { 0 };

  g_return_val_if_fail (text != NULL && rect != NULL, FALSE);

  if (!parse_coordinates (text, values))
    {
      g_autofree char *shown = g_utf8_make_valid (text, -1);

      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("“%s” is not a region: it is written X,Y,W,H in pixels, "
                      "such as 0,0,1280,720"),
                   shown);
      return FALSE;
    }

  *rect = (LecRect){ values[0], values[1], values[2], values[3] };
  return TRUE;
}

/**
 * lec_rect_to_string:
 *
 * Returns: (transfer full): what lec_rect_parse() reads
 */
char *
lec_rect_to_string (const LecRect *rect)
{
  g_return_val_if_fail (rect != NULL, NULL);

  return g_strdup_printf ("%d,%d,%d,%d", rect->x, rect->y, rect->width, rect->height);
}
