/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times as subtitle files write them. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lec_subtitle_time_read (const char **text, double *time_s);
gboolean lec_subtitle_time_read_span (const char *line, gboolean is_strict, double *start_s, double *end_s);

G_END_DECLS
