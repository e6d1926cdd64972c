/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Clocks of several machines may differ by a little: nothing is younger than now.
 */
#include "ui/age-words.h"

#include <glib/gi18n-lib.h>

#define MINUTE_S 60
#define HOUR_S   (60 * MINUTE_S)
#define DAY_S    (24 * HOUR_S)

char *
lec_age_words_dup (gint64 age_us)
{
  int age_s = (int) CLAMP (age_us / G_USEC_PER_SEC, 0, G_MAXINT);
  int n_minutes = age_s / MINUTE_S, n_hours = age_s / HOUR_S, n_days = age_s / DAY_S;

  if (n_minutes == 0)
    /* Translators: seconds, in short */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d s", "%d s", (gulong) age_s), age_s);
  if (n_hours == 0)
    /* Translators: minutes, in short */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d min", "%d min", (gulong) n_minutes), n_minutes);
  if (n_days == 0)
    /* Translators: hours, in short */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d h", "%d h", (gulong) n_hours), n_hours);

  /* Translators: days, in short */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d d", "%d d", (gulong) n_days), n_days);
}
