/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The labelled lectures of tests/study/texts.
 */
#pragma once

#include "model/lecture.h"
#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * StudyText:
 * @name: of the file
 * @is_held_out: not looked at while tuning
 * @keys: (element-type utf8): what a lecturer would name
 */
typedef struct
{
  char *name;
  char *language;
  gboolean is_held_out;
  GPtrArray *keys;
  LecLecture *lecture;
  LecTranscript *transcript;
} StudyText;

GPtrArray *study_texts_load (const char *folder, GError **error);
/* What is said in all English texts, over and over, and slides of theirs, a minute each. Returns:
 * (transfer full) */
StudyText *study_texts_make_long (const GPtrArray *texts, guint n_slides, guint slide_words);
void study_text_free (StudyText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyText, study_text_free)

G_END_DECLS
