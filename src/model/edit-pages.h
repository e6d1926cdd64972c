/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slides of a lecture while edits are made to it. Private to the files that
 * make them.
 */
#pragma once

#include "model/lecture.h"

G_BEGIN_DECLS

/**
 * LecEditPage:
 * @merged_into: (nullable): the page that has become of it
 * @is_titled: a person has chosen the title
 * @needs_picture: what its slide's picture is to show has to be made first
 * @source: the part of the frame that the picture to be cut shows, nothing for all
 */
typedef struct _LecEditPage LecEditPage;
struct _LecEditPage
{
  LecSlide *slide;
  LecEditPage *merged_into;
  guint is_removed : 1;
  guint is_titled : 1;
  guint needs_picture : 1;
  LecRect source;
};

/* Takes @slide. Returns: (transfer full) */
LecEditPage *lec_edit_page_new (LecSlide *slide);
void lec_edit_page_free (LecEditPage *self);
gboolean lec_edit_page_is_live (const LecEditPage *self);
/* What the page's picture has shown, and what was read on it, is no longer so. */
void lec_edit_page_drop_picture_facts (LecEditPage *self);
/* @other goes; @self is shown when either was, in the later one's state. */
void lec_edit_page_merge (LecEditPage *self, LecEditPage *other);

/**
 * LecEditPages:
 * @lecture: all but its slides
 * @pages: (element-type LecEditPage): also those that are gone
 */
typedef struct
{
  LecLecture *lecture;
  GPtrArray *pages;
} LecEditPages;

void lec_edit_pages_init (LecEditPages *self, const LecLecture *found);
void lec_edit_pages_clear (LecEditPages *self);
guint lec_edit_pages_count_live (const LecEditPages *self);
/* (nullable): the one that is shown at that time, and no other */
LecEditPage *lec_edit_pages_find (const LecEditPages *self, const LecEditPlace *place);
/* Brings back what was left out or removed, or makes a slide of a moment. @page: (out) */
LecEditOutcome lec_edit_pages_add (LecEditPages *self, const LecEdit *edit, LecEditPage **page);
/* The edit that would; %NULL with @outcome when there is none. */
LecEdit *lec_edit_pages_plan_add (const LecEditPages *self,
                                  double time_s,
                                  gint64 created_s,
                                  LecEditOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecEditPages, lec_edit_pages_clear)

G_END_DECLS
