/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture as it was found, and what a person corrected: the lecture as it is
 * wanted. Pure; what has to be done to pictures is listed, not done.
 */
#pragma once

#include "model/lecture.h"

G_BEGIN_DECLS

/**
 * LecPictureNeed: a picture that is not there yet
 * @slide: index in the lecture's slides. The slide's @picture is what is to be cut, %NULL for a
 *   frame of the video at @picture_s; its @region what is to be seen, nothing for all
 * @source: the part of the upright frame that the picture to be cut shows, nothing for all
 * @keeps_title: the title is a person's
 */
typedef struct
{
  guint slide;
  LecRect source;
  gboolean keeps_title;
} LecPictureNeed;

/**
 * LecEditedLecture:
 * @lecture: its @edits say what became of each edit. Slides in @pictures have no words
 * @pictures: (element-type LecPictureNeed)
 */
typedef struct
{
  LecLecture *lecture;
  GArray *pictures;
} LecEditedLecture;

LecEditedLecture *lec_edited_lecture_new (const LecLecture *found, const GPtrArray *edits);
void lec_edited_lecture_free (LecEditedLecture *self);
LecEdit *lec_edited_lecture_plan_add (const LecLecture *found,
                                      const GPtrArray *edits,
                                      double time_s,
                                      gint64 created_s,
                                      LecEditOutcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecEditedLecture, lec_edited_lecture_free)

G_END_DECLS
