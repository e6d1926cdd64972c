/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How times, durations and sizes are written for people, and read from them.
 * Pure; the same everywhere, whatever the locale's decimal point.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "41:07", "1:02:03"; fractions are cut off, negative or not finite is "0:00". */
char *lec_time_format (double time_s);
/* With milliseconds: "0:35.000", "1:02:03.042". */
char *lec_time_format_exact (gint64 time_ms);
/* "90", "1:30", "1:02:03.5"; LEC_ERROR_USAGE otherwise. Below 100 h. */
gboolean lec_time_parse (const char *text, double *time_s, GError **error);
/* A plain decimal number such as "0.6": no sign, no exponent. */
gboolean lec_number_parse (const char *text, double *value);
/* "35 s left", "4 min left", "1 h 20 min left"; NULL when @left_s is negative: not known. */
char *lec_time_left_format (double left_s);
/* "812 bytes", "35.2 MB" */
char *lec_size_format (guint64 size_bytes);

G_END_DECLS
