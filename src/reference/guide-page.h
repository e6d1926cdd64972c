/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The user's guide: pages of Markdown, made into pages that any browser shows.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecGuidePage:
 * @name: of the file, without its ending
 * @title: the first heading
 */
typedef struct
{
  char *name;
  char *title;
  char *text;
} LecGuidePage;

/* @text: Markdown. Returns: (transfer full) (nullable): %NULL with an error when it does not begin
 * with a heading */
LecGuidePage *lec_guide_page_new (const char *name, const char *text, GError **error);
void lec_guide_page_free (LecGuidePage *self);

/**
 * lec_guide_page_format:
 * @pages: (element-type LecGuidePage): all of them, for the list that stands on each
 *
 * Headings of two ranks, paragraphs, lists, tables, lines that are indented by four as they stand;
 * `code`, **bold** and [links](page.md).
 *
 * Returns: (transfer full): a page of HTML that needs no other file
 */
char *lec_guide_page_format (const LecGuidePage *self, const GPtrArray *pages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecGuidePage, lec_guide_page_free)

G_END_DECLS
