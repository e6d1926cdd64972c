/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What documents are made of: a lecture with what was said and what to study,
 * or several of them as a course. Each writer takes one of these, so that
 * documents agree on titles, pictures, order and links.
 */
#pragma once

#include "documents/paper.h"
#include "model/deck.h"
#include "model/lecture.h"
#include "model/said.h"
#include "model/study.h"
#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * LecMaterial:
 * @lecture: as a person has corrected it; paths of videos as seen from where the document will be
 * @folder: where the slides' pictures are
 * @title: not cleaned
 * @pictures_link: (nullable): the folder that pictures lie in as seen from where the document will
 *   be, for documents that do not carry them; their names: lec_material_dup_picture_name()
 * @transcript: (nullable)
 * @study: (nullable)
 * @deck: (nullable): which page of the original deck was shown when
 * @original: (nullable): path of that deck with what was said, made already
 * @said: (element-type LecSaid): @transcript over the slides; there also without one
 */
typedef struct
{
  LecLecture *lecture;
  char *folder;
  char *title;
  char *pictures_link;
  LecTranscript *transcript;
  LecStudy *study;
  LecDeck *deck;
  char *original;
  GPtrArray *said;
} LecMaterial;

/**
 * LecCourse:
 * @title: of the document; not cleaned
 * @paper: of documents that are printed
 * @lectures: (element-type LecMaterial): one, or those of a course in their order
 */
typedef struct
{
  char *title;
  const LecPaper *paper;
  GPtrArray *lectures;
} LecCourse;

/**
 * LecParagraph: some sentences in a row, as they are read
 * @start_s: when they begin
 * @speaker: (nullable): where another one begins to speak; clean
 * @text: clean, on one line, never empty
 */
typedef struct
{
  double start_s;
  char *speaker;
  char *text;
} LecParagraph;

LecMaterial *lec_material_new (LecLecture *lecture,
                               const char *folder,
                               const char *title,
                               LecTranscript *transcript,
                               LecStudy *study);
void lec_material_free (LecMaterial *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecMaterial, lec_material_free)

LecCourse *lec_course_new (const char *title);
LecCourse *lec_course_new_for_one (LecMaterial *material);
void lec_course_free (LecCourse *self);
void lec_course_take (LecCourse *self, LecMaterial *material);
gint64 lec_course_get_time_s (const LecCourse *self);
gboolean lec_course_has_slides (const LecCourse *self, GError **error);
char *lec_course_dup_language (const LecCourse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecCourse, lec_course_free)

char *lec_material_dup_language (const LecMaterial *self);
char *lec_material_dup_speech_language (const LecMaterial *self);
const LecSlide *lec_material_find_slide (const LecMaterial *self, guint number);
const LecStudySlide *lec_material_find_study_slide (const LecMaterial *self, guint number);
char *lec_material_dup_slide_title (const LecSlide *slide);
char *lec_material_dup_slide_text (const LecSlide *slide);
char *lec_material_dup_picture_name (const LecSlide *slide);
char *lec_material_dup_picture_path (const LecMaterial *self, const LecSlide *slide);
GPtrArray *lec_material_dup_speech (const LecMaterial *self, guint slide);
void lec_paragraph_free (LecParagraph *self);

G_END_DECLS
