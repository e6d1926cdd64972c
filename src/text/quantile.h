/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What most lengths on a page are like.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int lec_quantile_find (GArray *values, double ratio);

G_END_DECLS
