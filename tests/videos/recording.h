/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A recording in the making: the scene and its truth, filled side by side so
 * that they cannot disagree.
 */
#pragma once

#include "page-view.h"
#include "scene.h"
#include "truth.h"

G_BEGIN_DECLS

typedef struct _Shot Shot;

/**
 * Recording:
 * @scene: what is encoded
 * @screen: what the slides are drawn on: @scene, unless a camera films it
 * @region: where on @screen the slide is
 * @shots: (element-type Shot)
 * @now_s: where the next shot begins
 * @length_s: about how long it is to become
 */
typedef struct
{
  guint32 seed;
  int width;
  int height;
  double fps;
  double length_s;
  GRand *dice;
  Talk *talk;
  const Theme *theme;
  Scene *scene;
  Scene *screen;
  Truth *truth;
  cairo_rectangle_int_t region;
  GPtrArray *shots;
  double now_s;
} Recording;

Recording *recording_new (guint32 seed, int width, int height, double fps, double length_s, const Theme *theme);
void recording_free (Recording *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recording, recording_free)

/* The time of the first frame at or after @time_s. */
double recording_snap (const Recording *self, double time_s);
/* Sets the seconds each of @n shots gets so that they fill the length; uneven. */
double recording_share (Recording *self, int n);
/**
 * recording_show:
 * @page: number in the talk
 * @n_shown: elements there from the start, %PAGE_ALL for all
 *
 * Shows a page for @seconds from now on, as a cut, and moves on to its end.
 * A page shown before is known as the same.
 *
 * Returns: (transfer none): to add builds to
 */
Shot *recording_show (Recording *self, guint page, double seconds, int n_shown);
/* A stretch that shows no page of the talk; the caller draws it. */
TruthSlide *recording_add_stretch (Recording *self, const char *kind, double seconds);
/* Notes what covers the slide, in pixels of the screen. */
void recording_cover (Recording *self, const char *what, double start_s, double end_s, cairo_rectangle_int_t box);
/* Writes the text of the pages into the truth. */
void recording_complete (Recording *self);

double shot_get_start (const Shot *self);
double shot_get_end (const Shot *self);
TruthSlide *shot_get_truth (const Shot *self);
/* Its number in the talk, and how many elements of it are there at a time, or coming in. */
guint shot_get_page (const Shot *self);
int shot_count_shown (const Shot *self, double time_s);
int shot_count_missing (const Shot *self);
/* The next element, all at once. */
void shot_build (Shot *self, double at_s);
/* The next element, over @seconds. */
void shot_enter (Shot *self, double at_s, double seconds, Entrance entrance);
/* The next element, letter by letter. */
void shot_type (Shot *self, double at_s, double seconds);
/* The page fades in over the one before, which has to be there still: see shot_linger(). */
void shot_fade_in (Shot *self, double seconds);
/* It does so in one step and then not at all for @seconds, with so much of it to be seen. */
void shot_stall (Shot *self, double seconds, double alpha);
/* Its elements fade away one by one in its last @seconds. */
void shot_leave (Shot *self, double seconds);
/* Its figure moves to the right all the time, units of the canvas a second. */
void shot_drift (Shot *self, double speed);
/* Stays below the next one for @seconds. */
void shot_linger (Shot *self, double seconds);
/* Stays as a faint picture over the next one for @seconds. */
void shot_leave_ghost (Shot *self, double seconds, double alpha);
/* The next time at which nothing of a page before is seen. */
void shot_delay_done (Shot *self, double done_s);
/* Each of the elements as one build, evenly over the stretch. */
void shot_build_all (Shot *self);

G_END_DECLS
