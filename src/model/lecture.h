/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A whole result: the video's facts, the options it was made with, the slides,
 * what was left out and why, and what might have been decided otherwise. It is
 * what lecture.json holds (schema: data/lecture.schema.json).
 */
#pragma once

#include "model/edit.h"
#include "model/job-options.h"
#include "model/slide.h"
#include "model/video-info.h"

G_BEGIN_DECLS

#define LEC_LECTURE_VERSION 1

/* Why a stretch is no slide. Names in JSON: speaker, motion, desktop, blank, no-signal, short,
 * never. */
typedef enum
{
  LEC_LEFT_OUT_SPEAKER,   /* a camera picture */
  LEC_LEFT_OUT_MOTION,    /* never stood still */
  LEC_LEFT_OUT_DESKTOP,   /* a screen, but no page on it */
  LEC_LEFT_OUT_BLANK,     /* one colour: black, white */
  LEC_LEFT_OUT_NO_SIGNAL, /* the message of a projector or capture box */
  LEC_LEFT_OUT_SHORT,     /* shorter than the shortest slide */
  LEC_LEFT_OUT_NEVER,     /* a page that a person never wants again */
} LecLeftOutReason;

const char *lec_left_out_reason_get_name (LecLeftOutReason reason);
gboolean lec_left_out_reason_from_name (const char *name, LecLeftOutReason *reason);

/**
 * LecScores: what was measured of a stretch, each 0..1
 * @flatness: share of pixels in flat areas
 * @ink: share of pixels that differ from their surroundings' background
 * @edges: share of pixels on a sharp edge
 * @strokes: share of pixels on a thin line, as letters are made of
 * @motion: share of the area that never stood still
 * @brightness: mean luma
 * @slide: the verdict, 1 is certainly a slide
 */
typedef struct
{
  double flatness;
  double ink;
  double edges;
  double strokes;
  double motion;
  double brightness;
  double slide;
} LecScores;

/* @picture as in LecSlide; (nullable) */
typedef struct
{
  double start_s;
  double end_s;
  LecLeftOutReason reason;
  LecScores scores;
  char *picture;
  double picture_s;
} LecLeftOut;

LecLeftOut *lec_left_out_new (double start_s, double end_s, LecLeftOutReason reason);
LecLeftOut *lec_left_out_copy (const LecLeftOut *self);
void lec_left_out_free (LecLeftOut *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecLeftOut, lec_left_out_free)

/* Names in JSON: new-slide, merge. */
typedef enum
{
  LEC_SUGGESTION_NEW_SLIDE, /* a change that almost made a new slide */
  LEC_SUGGESTION_MERGE,     /* two slides that may be one */
} LecSuggestionKind;

/**
 * LecSuggestion:
 * @time_s: when it happened
 * @slide: the slide's number
 * @other_slide: the other slide's number, 0 for none
 * @score: how near the decision was, 1 is a coin toss
 */
typedef struct
{
  LecSuggestionKind kind;
  double time_s;
  guint slide;
  guint other_slide;
  double score;
} LecSuggestion;

/**
 * LecVideoPart: a file of a talk that was recorded in several
 * @address: (nullable): as in LecVideoInfo, likewise @is_page
 * @start_s: where it begins in the lecture
 * @duration_s: of the file, 0 when not known
 * @read_s: up to where it could be read, in its own time
 * @is_cut: whether the file's end is missing
 */
typedef struct
{
  char *path;
  char *address;
  gboolean is_page;
  double start_s;
  double duration_s;
  double read_s;
  gboolean is_cut;
} LecVideoPart;

LecVideoPart *lec_video_part_new (const char *path, double start_s);
void lec_video_part_free (LecVideoPart *self);
/* Whether it ended before its stated duration by more than 2 s and 1 %. */
gboolean lec_video_part_is_cut_short (const LecVideoPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecVideoPart, lec_video_part_free)

/**
 * LecLecture:
 * @video: the video's facts; of the first one, with the sum of sizes and durations, when joined
 * @parts: (element-type LecVideoPart): the files of a joined talk, in order; empty for one file
 * @options: what it was made with
 * @read_s: up to where the video could be read; less than the duration when damaged
 * @is_cut: whether the file's end is missing, also where no duration tells so
 * @slides: (element-type LecSlide)
 * @left_out: (element-type LecLeftOut): in order of time
 * @suggestions: (element-type LecSuggestion)
 * @edits: (element-type LecEditRecord): what a person has corrected, in order; empty for a lecture
 *   as it was found
 * @generator: name and version of the program that made it
 * @created_s: when it was made, seconds since 1970; 0 when not known
 * @id: (nullable): names the folder in which Lectern keeps what it read of the video,
 *   lower-case hex
 */
typedef struct
{
  LecVideoInfo *video;
  GPtrArray *parts;
  LecJobOptions *options;
  double read_s;
  gboolean is_cut;
  GPtrArray *slides;
  GPtrArray *left_out;
  GArray *suggestions;
  GPtrArray *edits;
  char *generator;
  gint64 created_s;
  char *id;
} LecLecture;

LecLecture *lec_lecture_new (void);
LecLecture *lec_lecture_copy (const LecLecture *self);
void lec_lecture_free (LecLecture *self);
/* Whether the video, or one of the parts, ended before its time by more than 2 s and 1 %. */
gboolean lec_lecture_is_cut_short (const LecLecture *self);
JsonNode *lec_lecture_to_json (const LecLecture *self);
LecLecture *lec_lecture_from_json (JsonNode *node, GError **error);
gboolean lec_lecture_save (const LecLecture *self, const char *path, GError **error);
LecLecture *lec_lecture_load (const char *path, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecLecture, lec_lecture_free)

G_END_DECLS
