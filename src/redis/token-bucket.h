/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often something may be done. Pure: the time is an argument.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecTokenBucket:
 * @tokens: those that were left
 * @at_us: when
 *
 * All zero is a full one.
 */
typedef struct
{
  double tokens;
  gint64 at_us;
} LecTokenBucket;

gint64 lec_token_bucket_take (LecTokenBucket *self, double capacity, double per_s, gint64 now_us);

G_END_DECLS
