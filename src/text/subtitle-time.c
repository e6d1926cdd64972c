/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WebVTT writes MM:SS.mmm or HH:MM:SS.mmm, SubRip HH:MM:SS,mmm. What programs
 * and translators make of that is read, too: spaces within a time, no or other
 * decimals, a colon before them, other arrows.
 */
#include "text/subtitle-time.h"

#include <string.h>

#include "model/transcript.h"

#define MAX_FIELDS     4
#define MAX_DIGITS     7 /* of hours: more is no time */
#define MAX_DECIMALS   9
#define N_MILLISECONDS 3 /* digits of a fourth field */

/* The first one is right, the others are what machine translation makes of it. */
static const char *const arrows[] = { "-->", "->", "- ->" };

typedef struct
{
  double values[MAX_FIELDS];
  guint n_digits[MAX_FIELDS];
  guint n;
} Fields;

static const char *
skip_blanks (const char *text)
{
  return text + strspn (text, " \t");
}

static gboolean
read_field (const char **text,
            Fields *fields)
{
  const char *p = *text;
  double value = 0;
  guint n = 0;

  for (; g_ascii_isdigit (*p) && n <= MAX_DIGITS; p++, n++)
    value = value * 10 + (*p - '0');
  if (n == 0 || n > MAX_DIGITS || fields->n == MAX_FIELDS)
    return FALSE;

  fields->values[fields->n] = value;
  fields->n_digits[fields->n] = n;
  fields->n++;
  *text = p;
  return TRUE;
}

static double
read_decimals (const char **text)
{
  const char *p = *text + 1;
  double unit = 0.1, value = 0;

  if (**text != '.' && **text != ',')
    return 0;
  p = skip_blanks (p);
  if (!g_ascii_isdigit (*p))
    return 0;

  for (guint n = 0; g_ascii_isdigit (*p) && n < MAX_DECIMALS; p++, n++)
    {
      value += (*p - '0') * unit;
      unit /= 10;
    }
  *text = p;

  return value;
}

/**
 * lec_subtitle_time_read:
 * @text: (inout): untrusted; what follows the time afterwards, unchanged on failure
 * @time_s: (out): 0 to %LEC_CUE_MAX_TIME_S, in whole milliseconds
 *
 * Returns: whether a time is there
 */
gboolean
lec_subtitle_time_read (const char **text,
                        double *time_s)
{
  const char *p = skip_blanks (*text);
  Fields fields = { 0 };
  double value_s = 0;

  if (!read_field (&p, &fields))
    return FALSE;
  while (*skip_blanks (p) == ':')
    {
      p = skip_blanks (skip_blanks (p) + 1);
      if (!read_field (&p, &fields))
        return FALSE;
    }
  if (fields.n < 2)
    return FALSE;

  if (fields.n == MAX_FIELDS)
    {
      if (fields.n_digits[3] != N_MILLISECONDS)
        return FALSE;
      value_s = fields.values[3] / 1000;
      fields.n--;
    }
  else
    value_s = read_decimals (&p);
  for (guint i = 0; i < fields.n; i++)
    {
      /* Only the largest unit may go beyond. */
      if (i > 0 && fields.values[i] >= 60)
        return FALSE;
      value_s += fields.values[i] * (i + 1 == fields.n ? 1 : i + 2 == fields.n ? 60
                                                                               : 3600);
    }
  if (value_s > LEC_CUE_MAX_TIME_S)
    return FALSE;

  *text = p;
  *time_s = (double) (gint64) (value_s * 1000 + 0.5) / 1000;
  return TRUE;
}

/**
 * lec_subtitle_time_read_span:
 * @line: untrusted
 * @is_strict: whether only --> is an arrow
 *
 * "TIME --> TIME", and whatever comes after it.
 *
 * Returns: whether it is that; the end may be before the start
 */
gboolean
lec_subtitle_time_read_span (const char *line,
                             gboolean is_strict,
                             double *start_s,
                             double *end_s)
{
  const char *p = line;
  gsize length = 0;

  if (!lec_subtitle_time_read (&p, start_s))
    return FALSE;

  p = skip_blanks (p);
  for (guint i = 0; i < (is_strict ? 1 : G_N_ELEMENTS (arrows)) && length == 0; i++)
    if (g_str_has_prefix (p, arrows[i]))
      length = strlen (arrows[i]);
  if (length == 0)
    return FALSE;
  p += length;

  return lec_subtitle_time_read (&p, end_s) && !g_ascii_isdigit (*p);
}
