/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that a lecture says, in writing and aloud, as passages of words: what
 * each part of the analysis works on. Pure.
 */
#pragma once

#include "model/lecture.h"
#include "model/study.h"
#include "model/transcript.h"
#include "text/tokens.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_PASSAGE_TITLE, /* of a slide */
  LEC_PASSAGE_LINE,  /* a point or a paragraph of a slide */
  LEC_PASSAGE_SAID,  /* a sentence that was said */
} LecPassageKind;

/**
 * LecPassage:
 * @text: in one line, never empty
 * @document: the document it belongs to
 * @first: its first token
 * @n_tokens: how many there are
 */
typedef struct
{
  LecPassageKind kind;
  char *text;
  LecStudySource source;
  guint document;
  guint first;
  guint n_tokens;
} LecPassage;

/**
 * LecDocument: a slide with what was said over it; without slides, two minutes of speech
 * @slide: its number; 0 for what was said before the first one, or without any
 * @is_slide: whether it is one
 * @title: (nullable): of the slide, as its passage has it
 * @kind: of the slide; %LEC_SLIDE_KIND_TEXT where there is none
 */
typedef struct
{
  guint slide;
  gboolean is_slide;
  const char *title;
  LecSlideKind kind;
} LecDocument;

/**
 * LecPassages:
 * @language: (nullable): ISO 639-1
 * @passages: (element-type LecPassage): what is written on slides in their order, then what was
 *   said, in order of time
 * @tokens: (element-type LecToken): of all passages
 * @documents: (element-type LecDocument)
 * @duration_s: when the last word is said or the last slide goes
 */
typedef struct
{
  char *language;
  LecVocabulary *vocabulary;
  GPtrArray *passages;
  GArray *tokens;
  GArray *documents;
  double duration_s;
} LecPassages;

LecPassages *lec_passages_gather (const LecLecture *lecture, const LecTranscript *transcript, const char *language);
void lec_passages_free (LecPassages *self);
const LecPassage *lec_passages_get_passage (const LecPassages *self, guint index);
const LecToken *lec_passages_get_token (const LecPassages *self, guint index);
const LecDocument *lec_passages_get_document (const LecPassages *self, guint index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecPassages, lec_passages_free)

G_END_DECLS
