/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long something has been so, as people say it. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns: (transfer full): "12 s", "5 min", "3 h", "2 d"; the largest unit that is full */
char *lec_age_words_dup (gint64 age_us);

G_END_DECLS
