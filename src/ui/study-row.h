/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A slide in the study guide: its picture, when it is shown, what is written on
 * it. Each kind of text is a section of its own: a transcript becomes another.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/slide-item.h"
#include "ui/thumbnails.h"

G_BEGIN_DECLS

#define LEC_TYPE_STUDY_ROW (lec_study_row_get_type ())
G_DECLARE_FINAL_TYPE (LecStudyRow, lec_study_row, LEC, STUDY_ROW, GtkBox)

LecStudyRow *lec_study_row_new (void);
/* Shows @item as long as it is bound to it, also when it has changed. Its time asks for the action
 * study.go-to (d). */
void lec_study_row_bind (LecStudyRow *self, LecSlideItem *item, LecThumbnails *thumbnails);
void lec_study_row_unbind (LecStudyRow *self);
/* What is written on the slide below its title. Returns: never %NULL */
const char *lec_study_row_get_body (LecSlideItem *item);
/* @words: (nullable): marked wherever they are */
void lec_study_row_mark (LecStudyRow *self, const char *words);

G_END_DECLS
