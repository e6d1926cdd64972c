/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shots: one or more stretches that count as one, with what is on them and what
 * kind of picture it is. The slide finder works on these. Pure.
 */
#pragma once

#include "media/page.h"
#include "media/stretch.h"
#include "model/lecture.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_SHOT_PAGE,
  LEC_SHOT_MOVING,    /* the picture as a whole never stood still: a film */
  LEC_SHOT_BLANK,     /* one colour */
  LEC_SHOT_CAMERA,    /* a person, a room */
  LEC_SHOT_DESKTOP,   /* a wallpaper with a task bar */
  LEC_SHOT_NO_SIGNAL, /* a message that wanders over an empty screen */
} LecShotKind;

/**
 * LecShot:
 * @stretch: the stretch it shows, unowned; of several, the first
 * @index: of the stretch that shows it best: of several, the last
 * @start_s: stream time
 * @end_s: stream time
 * @stood_s: how long its page stood still
 * @kind: what kind of picture it is
 * @faded: 0, or how much of the page after it is seen through the page before it, up to 1: a
 *   cross-fade that stopped on its way, no page of its own
 * @fading: whether it is caught in a fade, one that stopped or one that went on
 * @page: its ink
 * @scores: what was measured of it
 * @lively: (nullable): blocks that are never quite still around that time, a person or a film;
 *   %NULL where so many are that it is the camera that is never still
 */
typedef struct
{
  const LecStretch *stretch;
  guint index;
  double start_s;
  double end_s;
  double stood_s;
  LecShotKind kind;
  double faded;
  gboolean fading;
  LecPage *page;
  LecScores scores;
  guint8 *lively;
} LecShot;

/* A shot that stood for less is caught in an animation. */
#define LEC_SHOT_STANDS_S 0.2

/**
 * lec_shot_list_new:
 * @stretches: (element-type LecStretch): in order of time, all of one size; must outlive the result
 * @ignored: (nullable): blocks that do not count, one byte a block
 * @limits: how pages are compared
 *
 * Returns: (transfer full) (element-type LecShot): in order of time, without gaps
 */
GPtrArray *lec_shot_list_new (GPtrArray *stretches, const guint8 *ignored, const LecPageLimits *limits);
void lec_shot_free (LecShot *self);
/* Whether its page stood still long enough to be looked at. */
gboolean lec_shot_stands (const LecShot *self);

/* Finds out what kind of picture each of @shots is. */
void lec_shot_list_classify (GPtrArray *shots);

G_END_DECLS
