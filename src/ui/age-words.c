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

  if (age_s < MINUTE_S)
    /* Translators: seconds */
    return g_strdup_printf (_ ("%d s"), age_s);
  if (age_s < HOUR_S)
    /* Translators: minutes */
    return g_strdup_printf (_ ("%d min"), age_s / MINUTE_S);
  if (age_s < DAY_S)
    /* Translators: hours */
    return g_strdup_printf (_ ("%d h"), age_s / HOUR_S);

  /* Translators: days */
  return g_strdup_printf (_ ("%d d"), age_s / DAY_S);
}
