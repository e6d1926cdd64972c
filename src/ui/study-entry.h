/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Something to study as an item of a list: a sentence of the summary, a term, a topic,
 * what was said in one breath. Made on any thread; once it is in a list, the main thread's
 * only, and what it shows does not change.
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  LEC_STUDY_ENTRY_SECTION, /* a heading over those that follow */
  LEC_STUDY_ENTRY_PLAIN,
  LEC_STUDY_ENTRY_COVERED, /* a topic */
  LEC_STUDY_ENTRY_MISSED,  /* likewise */
} LecStudyEntryKind;

#define LEC_TYPE_STUDY_ENTRY (lec_study_entry_get_type ())
G_DECLARE_FINAL_TYPE (LecStudyEntry, lec_study_entry, LEC, STUDY_ENTRY, GObject)

/* @heading: (nullable); @text: (nullable) */
LecStudyEntry *lec_study_entry_new (LecStudyEntryKind kind, const char *heading, const char *text);
/* Seconds of stream time; each is told once, in the order in which they come. */
void lec_study_entry_add_time (LecStudyEntry *self, double time_s);
/* How it is told that something was written by @model (nullable). Returns: (transfer full) */
char *lec_study_entry_dup_generated (const char *model);
/* @model: (nullable): that wrote it */
void lec_study_entry_set_generated (LecStudyEntry *self, const char *model);
/* Its text can be corrected in place: it is a cue of the transcript, with one time. */
void lec_study_entry_set_correctable (LecStudyEntry *self);
gboolean lec_study_entry_is_correctable (LecStudyEntry *self);
/* Whether both show the same. */
gboolean lec_study_entry_is_same (LecStudyEntry *self, LecStudyEntry *other);
/* @draft: (nullable): what somebody has typed in its place and not kept yet */
void lec_study_entry_set_draft (LecStudyEntry *self, const char *draft);
/* Returns: (nullable) */
const char *lec_study_entry_get_draft (LecStudyEntry *self);
LecStudyEntryKind lec_study_entry_get_kind (LecStudyEntry *self);
/* Returns: never %NULL; empty when it has none */
const char *lec_study_entry_get_heading (LecStudyEntry *self);
/* Likewise. */
const char *lec_study_entry_get_text (LecStudyEntry *self);
/* What is told below it: that a topic was not covered, who wrote it. Returns: (nullable) */
const char *lec_study_entry_get_remark (LecStudyEntry *self);
/* (element-type double): in the order in which they were added */
const GArray *lec_study_entry_get_times (LecStudyEntry *self);
/* What is found: the heading and the text. Returns: (transfer full) */
char *lec_study_entry_dup_words (LecStudyEntry *self);
/* As it is copied. Returns: (transfer full) */
char *lec_study_entry_dup_plain (LecStudyEntry *self);

G_END_DECLS
