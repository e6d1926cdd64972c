/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture to study from, in views of which one is shown: each slide with its time, the text
 * on it and the words said over it; the summary; the glossary; questions to practise with; the
 * transcript; topics of a syllabus. To embed it:
 *
 *   <object class="LecStudyPage" id="study"/>    after g_type_ensure (LEC_TYPE_STUDY_PAGE)
 *   lec_study_page_set_slides (study, slides);   once; the list may change as it likes
 *   lec_study_page_set_study (study, news);      whenever there is something else to study
 *
 * Its signal "time-chosen" (double) asks for the video at that time, in seconds; "graded" (string,
 * boolean) tells whether a question was known, as that of LecPracticePage does; "corrected"
 * (double, string, string) asks for other words in the transcript: when what was said begins, what
 * stood there, and what is to.
 *
 * Actions: study.go-to (d), study.find (Control+F), study.copy-all: what is shown as plain text;
 * study.correct (dss): as the signal; study.view (s): slides, summary, glossary, questions,
 * transcript or topics.
 */
#pragma once

#include <adwaita.h>

#include "ui/study-news.h"
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
/* @news: (nullable): %NULL for nothing but slides */
void lec_study_page_set_study (LecStudyPage *self, const LecStudyNews *news);
/* The lecture is left: what is typed over what was said, and not given up, is asked for by
 * "corrected" as if it had been kept. */
void lec_study_page_keep_typed (LecStudyPage *self);
/* Shows one of its views. */
void lec_study_page_show_view (LecStudyPage *self, const char *name);
/* Returns: (transfer full): the view that is shown as plain text */
char *lec_study_page_dup_text (LecStudyPage *self);
/* Goes to the slide, or the entry, at @position of the view that is shown. */
void lec_study_page_scroll_to (LecStudyPage *self, guint position);
void lec_study_page_find (LecStudyPage *self, const char *text);

G_END_DECLS
