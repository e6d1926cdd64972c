/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What all pages of a talk share: the texture behind the text, a logo, a bar.
 * None of it tells one page from another, and a photograph as background has
 * more ink than the text on it. Pure.
 */
#pragma once

#include "media/page.h"

G_BEGIN_DECLS

typedef struct _LecPageTemplate LecPageTemplate;

/**
 * lec_page_template_new:
 * @pages: (element-type LecPage): different pages, all of one size; sampled evenly where many
 *
 * Returns: (transfer full) (nullable): %NULL where they are too few to tell what they share
 */
LecPageTemplate *lec_page_template_new (GPtrArray *pages);
void lec_page_template_free (LecPageTemplate *self);
/* Takes from @page's ink what belongs to the template. */
void lec_page_template_strip (const LecPageTemplate *self, LecPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPageTemplate, lec_page_template_free)

G_END_DECLS
