/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something to study from: what study.json holds. Each entry names the slide it
 * comes from and when, so that a reader can look. Plain data; JSON both ways.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LEC_STUDY_VERSION 1

/* What a slide is for. Names in JSON: title, agenda, section, text, list, figure, code, table,
 * formula, summary, questions, references. */
typedef enum
{
  LEC_SLIDE_KIND_TITLE,
  LEC_SLIDE_KIND_AGENDA,
  LEC_SLIDE_KIND_SECTION,
  LEC_SLIDE_KIND_TEXT,
  LEC_SLIDE_KIND_LIST,
  LEC_SLIDE_KIND_FIGURE,
  LEC_SLIDE_KIND_CODE,
  LEC_SLIDE_KIND_TABLE,
  LEC_SLIDE_KIND_FORMULA,
  LEC_SLIDE_KIND_SUMMARY,
  LEC_SLIDE_KIND_QUESTIONS,
  LEC_SLIDE_KIND_REFERENCES,
} LecSlideKind;

const char *lec_slide_kind_get_name (LecSlideKind kind);
gboolean lec_slide_kind_from_name (const char *name, LecSlideKind *kind);

/**
 * LecStudySource: where something comes from
 * @slide: the slide's number; 0 for what was said before the first one
 * @time_s: stream time at which it was said, or the slide was first shown
 * @is_said: whether it was said rather than written
 * @is_generated: whether a language model wrote it: to be marked as such
 */
typedef struct
{
  guint slide;
  double time_s;
  guint is_said : 1;
  guint is_generated : 1;
} LecStudySource;

/**
 * LecKeyword: a word or phrase that the lecture is about
 * @text: as it is mostly written
 * @weight: 1 for the first one, less for those after it
 * @slides: (element-type guint): numbers of the slides on or over which it comes up, ascending
 * @is_concept: whether it is one of the few that matter most
 */
typedef struct
{
  char *text;
  double weight;
  GArray *slides;
  gboolean is_concept;
} LecKeyword;

/* A sentence of the summary, in order of time. @heading: (nullable): what begins with it */
typedef struct
{
  char *text;
  char *heading;
  LecStudySource source;
} LecSummaryPoint;

/* A term and what it means, in order of the alphabet. @slides: as in LecKeyword */
typedef struct
{
  char *term;
  char *definition;
  GArray *slides;
  LecStudySource source;
} LecGlossaryEntry;

/* Names in JSON: cloze, term, explain. */
typedef enum
{
  LEC_QUESTION_CLOZE,   /* a sentence with a gap, written ____ */
  LEC_QUESTION_TERM,    /* what a term means */
  LEC_QUESTION_EXPLAIN, /* open: what was said on the matter of a slide */
} LecQuestionKind;

const char *lec_question_kind_get_name (LecQuestionKind kind);
gboolean lec_question_kind_from_name (const char *name, LecQuestionKind *kind);

typedef struct
{
  LecQuestionKind kind;
  char *question;
  char *answer;
  LecStudySource source;
} LecQuestion;

/* A topic of a syllabus. @slides: as in LecKeyword; empty for one that was not covered */
typedef struct
{
  char *title;
  GArray *slides;
} LecTopic;

/* What a slide shows, in words. @note: (nullable): what a language model made of it */
typedef struct
{
  guint slide;
  LecSlideKind kind;
  char *note;
} LecStudySlide;

/**
 * LecStudy:
 * @language: (nullable): ISO 639-1, as it was recognised
 * @slides: (element-type LecStudySlide): one for each, in order
 * @keywords: (element-type LecKeyword): the weightiest first
 * @summary: (element-type LecSummaryPoint)
 * @glossary: (element-type LecGlossaryEntry)
 * @questions: (element-type LecQuestion): in order of time
 * @topics: (element-type LecTopic): in the order of the syllabus; empty without one
 * @model: (nullable): the language model that wrote what is marked as generated
 */
typedef struct
{
  char *language;
  GPtrArray *slides;
  GPtrArray *keywords;
  GPtrArray *summary;
  GPtrArray *glossary;
  GPtrArray *questions;
  GPtrArray *topics;
  char *model;
} LecStudy;

LecStudy *lec_study_new (void);
LecStudy *lec_study_copy (const LecStudy *self);
void lec_study_free (LecStudy *self);
JsonNode *lec_study_to_json (const LecStudy *self);
LecStudy *lec_study_from_json (JsonNode *node, GError **error);
gboolean lec_study_save (const LecStudy *self, const char *path, GError **error);
LecStudy *lec_study_load (const char *path, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStudy, lec_study_free)

LecKeyword *lec_keyword_new (const char *text, double weight);
void lec_keyword_free (LecKeyword *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecKeyword, lec_keyword_free)
LecSummaryPoint *lec_summary_point_new (const char *text, LecStudySource source);
void lec_summary_point_free (LecSummaryPoint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSummaryPoint, lec_summary_point_free)
LecGlossaryEntry *lec_glossary_entry_new (const char *term,
                                          const char *definition,
                                          LecStudySource source);
void lec_glossary_entry_free (LecGlossaryEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecGlossaryEntry, lec_glossary_entry_free)
LecQuestion *lec_question_new (LecQuestionKind kind,
                               const char *question,
                               const char *answer,
                               LecStudySource source);
void lec_question_free (LecQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecQuestion, lec_question_free)
LecTopic *lec_topic_new (const char *title);
void lec_topic_free (LecTopic *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTopic, lec_topic_free)
LecStudySlide *lec_study_slide_new (guint slide, LecSlideKind kind);
void lec_study_slide_free (LecStudySlide *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecStudySlide, lec_study_slide_free)

G_END_DECLS
