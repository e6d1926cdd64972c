/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exponential backoff with half of it left to chance. Dates are read here, in
 * the one form that servers send (RFC 9110, 5.6.7); the two forms of old are
 * as if nothing was said.
 */
#include "net/retry-rules.h"

#include <string.h>

#define MAX_DOUBLINGS 16
#define MAX_DIGITS    9

gboolean
lec_retry_rules_is_passing (guint status)
{
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504 ||
         status == 529; /* "overloaded", of no RFC */
}

guint
lec_retry_rules_get_wait_ms (guint n_failed,
                             guint first_ms,
                             gint64 asked_ms,
                             guint max_ms,
                             double chance)
{
  guint64 wait_ms = 0;

  g_return_val_if_fail (n_failed > 0 && chance >= 0 && chance <= 1, max_ms);

  wait_ms = (guint64) first_ms << MIN (n_failed - 1, MAX_DOUBLINGS);
  wait_ms = MIN (wait_ms, max_ms);
  wait_ms = wait_ms / 2 + (guint64) (chance * (double) wait_ms / 2);
  /* Never before the server wants it, and not all at the very moment it named. */
  if (asked_ms >= 0)
    wait_ms = (guint64) MIN (asked_ms, (gint64) max_ms) + (guint64) (chance * first_ms / 2);

  return (guint) MIN (wait_ms, max_ms);
}

static gboolean
read_number (const char *text,
             gsize n_digits,
             int *value)
{
  *value = 0;
  for (gsize i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = *value * 10 + (text[i] - '0');
    }

  return TRUE;
}

static int
find_month (const char *text)
{
  static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

  for (int i = 0; i < 12; i++)
    if (strncmp (text, names + (gsize) i * 3, 3) == 0)
      return i + 1;

  return 0;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT" */
static GDateTime *
read_date (const char *text)
{
  int day, month, year, hour, minute, second;

  if (strlen (text) != 29 || memcmp (text + 3, ", ", 2) != 0 || !g_str_has_suffix (text, " GMT") || text[7] != ' ' ||
      text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':')
    return NULL;

  month = find_month (text + 8);
  if (!read_number (text + 5, 2, &day) || month == 0 || !read_number (text + 12, 4, &year) ||
      !read_number (text + 17, 2, &hour) || !read_number (text + 20, 2, &minute) ||
      !read_number (text + 23, 2, &second))
    return NULL;

  /* Refuses what is no date. */
  return g_date_time_new_utc (year, month, day, hour, minute, MIN (second, 59));
}

gint64
lec_retry_rules_read_header (const char *text,
                             gint64 now_s)
{
  g_autofree char *value = NULL;
  g_autoptr (GDateTime) date = NULL;
  gsize n_digits = 0;

  if (text == NULL)
    return -1;

  value = g_strstrip (g_strdup (text));
  n_digits = strspn (value, "0123456789");
  if (n_digits > 0 && value[n_digits] == '\0')
    return n_digits > MAX_DIGITS ? G_MAXINT32 * G_GINT64_CONSTANT (1000)
                                 : (gint64) g_ascii_strtoull (value, NULL, 10) * 1000;

  date = read_date (value);
  if (date == NULL)
    return -1;

  return MAX (g_date_time_to_unix (date) - now_s, 0) * 1000;
}
