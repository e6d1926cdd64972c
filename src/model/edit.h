/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One correction by a person. It names slides by when they are shown, not by
 * their numbers, which another run may change. Plain data; JSON both ways.
 */
#pragma once

#include "model/job-options.h"
#include "model/slide.h"

G_BEGIN_DECLS

#define LEC_EDIT_MAX_PLACES      1000
#define LEC_EDIT_MAX_TITLE_BYTES 1024

/* Names in JSON: remove, merge, add, retitle, crop, move, adjust, undo, redo. */
typedef enum
{
  LEC_EDIT_REMOVE,  /* slides: no pages of the talk */
  LEC_EDIT_MERGE,   /* slides: one page */
  LEC_EDIT_ADD,     /* a stretch that was left out, or a moment: a slide */
  LEC_EDIT_RETITLE, /* a slide */
  LEC_EDIT_CROP,    /* a slide's picture */
  LEC_EDIT_MOVE,    /* a slide that comes back: to where it is shown another time */
  LEC_EDIT_ADJUST,  /* how slides are found: other settings than those of the job */
  LEC_EDIT_UNDO,    /* the edit before this one that still counts */
  LEC_EDIT_REDO,    /* what was undone last */
} LecEditKind;

const char *lec_edit_kind_get_name (LecEditKind kind);

/**
 * LecEditPlace: where in the video a slide is
 * @time_s: a moment at which it is shown
 * @start_s: when it appeared then
 * @end_s: when it went
 */
typedef struct
{
  double time_s;
  double start_s;
  double end_s;
} LecEditPlace;

/* In the middle of the longest of the slide's visits. */
void lec_edit_place_init_for_slide (LecEditPlace *self, const LecSlide *slide);
/* By how much the ends of @visit are others, in all; < 0 where it does not hold the moment. */
double lec_edit_place_get_difference_s (const LecEditPlace *self, const LecVisit *visit);
/* Whether @visit is that time: it holds the moment, and both its ends are about the same. */
gboolean lec_edit_place_agrees (const LecEditPlace *self, const LecVisit *visit);

/**
 * LecEdit:
 * @created_s: when it was made, seconds since 1970
 * @places: (element-type LecEditPlace): of slides; remove: one and more; merge: two and more;
 *   retitle, crop: one; move: one, and when it is shown where it is to stand; undo, redo, adjust:
 *   none. Of add: the moment and when its slide is to be shown, then, where a slide was shown at
 *   that moment, that slide
 * @title: (nullable): of retitle; %NULL for no title
 * @crop: of crop; pixels of the upright frame, as for the option of that name
 * @settings: (nullable): of adjust; those count that say how slides are found in what was read
 * @before: (nullable): likewise, as they were before
 */
typedef struct
{
  LecEditKind kind;
  gint64 created_s;
  GArray *places;
  char *title;
  LecRect crop;
  LecJobOptions *settings;
  LecJobOptions *before;
} LecEdit;

LecEdit *lec_edit_new (LecEditKind kind, gint64 created_s);
LecEdit *lec_edit_copy (const LecEdit *self);
void lec_edit_free (LecEdit *self);
void lec_edit_add_slide (LecEdit *self, const LecSlide *slide);
void lec_edit_add_moment (LecEdit *self, double time_s, double start_s, double end_s);
void lec_edit_set_title (LecEdit *self, const char *title);
/* Of an adjustment. */
void lec_edit_set_settings (LecEdit *self, const LecJobOptions *settings, const LecJobOptions *before);
JsonNode *lec_edit_to_json (const LecEdit *self);
LecEdit *lec_edit_from_json (JsonNode *node, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecEdit, lec_edit_free)

/* What became of an edit. Names in JSON: applied, partly, no-slide, no-slide-left, there,
 * outside. */
typedef enum
{
  LEC_EDIT_APPLIED,
  LEC_EDIT_PARTLY,        /* some of its slides are no longer found */
  LEC_EDIT_NO_SLIDE,      /* there is no such slide any more */
  LEC_EDIT_NO_SLIDE_LEFT, /* none would be left */
  LEC_EDIT_THERE,         /* what it would add is a slide without it */
  LEC_EDIT_OUTSIDE,       /* of the picture, or of the video */
} LecEditOutcome;

/**
 * LecEditRecord: an edit of a lecture
 * @slide: number of the slide that came of it; 0 for none
 */
typedef struct
{
  LecEdit *edit;
  LecEditOutcome outcome;
  guint slide;
} LecEditRecord;

/* @edit: (transfer full) */
LecEditRecord *lec_edit_record_new (LecEdit *edit, LecEditOutcome outcome, guint slide);
void lec_edit_record_free (LecEditRecord *self);
/* Whether it has changed the lecture. */
gboolean lec_edit_record_is_applied (const LecEditRecord *self);
const char *lec_edit_outcome_get_name (LecEditOutcome outcome);
JsonNode *lec_edit_record_to_json (const LecEditRecord *self);
LecEditRecord *lec_edit_record_from_json (JsonNode *node, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecEditRecord, lec_edit_record_free)

G_END_DECLS
