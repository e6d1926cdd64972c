/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether two pictures that a camera took show the same page. Pure.
 */
#pragma once

#include "media/page.h"

G_BEGIN_DECLS

/* How much of the ink of the page before is found again, by what its blocks look like: 0..1. For
   pages that a camera filmed, whose pixels are never quite the same. */
double lec_page_measure_likeness (const LecPage *before, const LecPage *after, const guint8 *masked);

G_END_DECLS
