/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times as people write them. Numbers are read digit by digit, not by
 * strtod(): no sign, no exponent, no "nan", no hexadecimal, no locale.
 */
#include "base/time-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/error.h"

#define MAX_TIME_S   (100.0 * 3600.0)
#define MAX_DIGITS   9
#define MAX_DECIMALS 9

/**
 * lec_time_format:
 *
 * Returns: (transfer full): minutes and seconds, hours where there are any
 */
char *
lec_time_format (double time_s)
{
  gint64 whole = isfinite (time_s) && time_s > 0 ? (gint64) fmin (time_s, MAX_TIME_S * 100) : 0;
  int seconds = (int) (whole % 60);
  int minutes = (int) (whole / 60 % 60);

  if (whole >= 3600)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d:%02d", whole / 3600, minutes, seconds);

  return g_strdup_printf ("%d:%02d", minutes, seconds);
}

/**
 * lec_time_format_exact:
 * @time_ms: below 0 is 0
 *
 * Returns: (transfer full): as lec_time_format(), and three decimals
 */
char *
lec_time_format_exact (gint64 time_ms)
{
  gint64 time = MAX (time_ms, 0);
  gint64 whole_s = time / 1000;
  g_autofree char *whole = lec_time_format ((double) whole_s);

  return g_strdup_printf ("%s.%03d", whole, (int) (time % 1000));
}

/* Reads digits up to the first other character and moves @text there. */
static gboolean
read_digits (const char **text,
             double *value)
{
  const char *p = *text;

  *value = 0;
  for (; g_ascii_isdigit (*p); p++)
    {
      if (p - *text >= MAX_DIGITS)
        return FALSE;
      *value = *value * 10 + g_ascii_digit_value (*p);
    }
  if (p == *text)
    return FALSE;

  *text = p;
  return TRUE;
}

static gboolean
read_fraction (const char **text,
               double *value)
{
  double digits = 0;
  double scale = 1;
  const char *start = *text + 1;

  if (**text != '.')
    return TRUE;

  for (++*text; g_ascii_isdigit (**text); ++*text)
    {
      if (*text - start >= MAX_DECIMALS)
        return FALSE;
      digits = digits * 10 + g_ascii_digit_value (**text);
      scale *= 10;
    }
  *value += digits / scale;

  return *text > start;
}

/* Up to three fields joined by colons; all but the first below 60. */
static gboolean
parse_fields (const char *text,
              double *time_s)
{
  double total = 0;

  for (guint n_fields = 1; n_fields <= 3; n_fields++)
    {
      double field = 0;

      if (!read_digits (&text, &field) || !read_fraction (&text, &field))
        return FALSE;
      if (n_fields > 1 && field >= 60)
        return FALSE;
      total = total * 60 + field;
      if (*text == '\0')
        {
          *time_s = total;
          return total < MAX_TIME_S;
        }
      /* A fraction ends the time: "1.5:00" is nothing. */
      if (*text++ != ':' || field != floor (field))
        return FALSE;
    }

  return FALSE;
}

/**
 * lec_time_parse:
 * @text: untrusted
 * @time_s: (out): unchanged on failure
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE unless @text is seconds, M:SS or H:MM:SS, with decimals
 *   at the end or without
 */
gboolean
lec_time_parse (const char *text,
                double *time_s,
                GError **error)
{
  double value = 0;

  g_return_val_if_fail (text != NULL && time_s != NULL, FALSE);

  if (!parse_fields (text, &value))
    {
      g_autofree char *shown = g_utf8_make_valid (text, -1);

      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                   _ ("“%s” is not a time: write seconds (90), minutes (1:30) or "
                      "hours (1:02:03.5)"),
                   shown);
      return FALSE;
    }

  *time_s = value;
  return TRUE;
}

/**
 * lec_number_parse:
 * @text: untrusted
 * @value: (out): unchanged on failure
 *
 * Returns: whether @text is a plain decimal number below a thousand million
 */
gboolean
lec_number_parse (const char *text,
                  double *value)
{
  double number = 0;

  g_return_val_if_fail (text != NULL && value != NULL, FALSE);

  if (!read_digits (&text, &number) || !read_fraction (&text, &number) || *text != '\0')
    return FALSE;

  *value = number;
  return TRUE;
}

/**
 * lec_time_left_format:
 * @left_s: seconds; negative or not finite when not known
 *
 * Rounded so that it does not flicker: to 5 s below a minute and a half, to minutes from there on.
 *
 * Returns: (transfer full) (nullable): a translated phrase
 */
char *
lec_time_left_format (double left_s)
{
  gint64 minutes = 0;

  if (!isfinite (left_s) || left_s < 0)
    return NULL;
  if (left_s < 5)
    return g_strdup_printf (_ ("%d s left"), (int) ceil (left_s));
  if (left_s < 90)
    return g_strdup_printf (_ ("%d s left"), (int) ceil (left_s / 5) * 5);

  minutes = (gint64) ceil (fmin (left_s, MAX_TIME_S * 100) / 60);
  if (minutes < 60)
    return g_strdup_printf (_ ("%d min left"), (int) minutes);

  return g_strdup_printf (_ ("%d h %d min left"), (int) (minutes / 60), (int) (minutes % 60));
}

/**
 * lec_size_format:
 *
 * Returns: (transfer full): in decimal units, one decimal
 */
char *
lec_size_format (guint64 size_bytes)
{
  static const char *const units[] = { "kB", "MB", "GB", "TB", "PB", "EB" };
  double value = (double) size_bytes / 1000;
  guint unit = 0;

  if (size_bytes < 1000)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d byte", "%d bytes", size_bytes),
                            (int) size_bytes);
  for (; value >= 999.95 && unit + 1 < G_N_ELEMENTS (units); unit++)
    value /= 1000;

  return g_strdup_printf ("%.1f %s", value, units[unit]);
}
