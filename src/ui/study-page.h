/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that a lecture says, to be read from top to bottom: each slide with its
 * time and the text on it, to select, copy and search. To embed it:
 *
 *   <object class="LecStudyPage" id="study"/>    after g_type_ensure (LEC_TYPE_STUDY_PAGE)
 *   lec_study_page_set_slides (study, slides);   once; the list may change as it likes
 *
 * Its signal "time-chosen" (double) asks for the video at that time, in seconds.
 *
 * Actions: study.go-to (d), study.find (Control+F), study.copy-all: the guide as plain text.
 */
#pragma once

#include <adwaita.h>

#include "ui/thumbnails.h"

G_BEGIN_DECLS

#define LEC_TYPE_STUDY_PAGE (lec_study_page_get_type ())
G_DECLARE_FINAL_TYPE (LecStudyPage, lec_study_page, LEC, STUDY_PAGE, AdwBin)

LecStudyPage *lec_study_page_new (void);
/**
 * lec_study_page_set_slides:
 * @slides: of LecSlideItem
 * @thumbnails: keeps pictures, which it may share with others
 *
 * Once.
 */
void lec_study_page_set_slides (LecStudyPage *self, GListModel *slides, LecThumbnails *thumbnails);
/* Returns: (transfer full): the guide as plain text */
char *lec_study_page_dup_text (LecStudyPage *self);
/* Goes to the slide at @position. */
void lec_study_page_scroll_to (LecStudyPage *self, guint position);
void lec_study_page_find (LecStudyPage *self, const char *text);

G_END_DECLS
