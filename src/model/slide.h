/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One page of the talk: when it was shown, what it looked like, what stood on
 * it. Plain data, owned by the lecture; JSON both ways.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "base/geometry.h"

G_BEGIN_DECLS

/* A stretch of stream time, seconds from the start of the video. */
typedef struct
{
  double start_s;
  double end_s;
} LecVisit;

/**
 * LecWord:
 * @text: UTF-8, never empty
 * @box: in pixels of the slide's picture
 * @confidence: 0..100
 * @line: number of the text line in reading order, from 0
 * @block: number of the paragraph in reading order, from 0
 * @rtl: written from right to left
 */
typedef struct
{
  char *text;
  LecRect box;
  float confidence;
  guint line;
  guint block;
  guint rtl : 1;
} LecWord;

LecWord *lec_word_new (const char *text, const LecRect *box, float confidence, guint line, guint block);
void lec_word_free (LecWord *word);

/**
 * LecSlide:
 * @number: from 1, in order of first appearance, unless a person has moved it
 * @visits: (element-type LecVisit): at least one, in order of time
 * @builds_s: (element-type double): times at which content was added
 * @picture: (nullable): file name of the picture, relative to the lecture's folder
 * @picture_sha256: (nullable): of that file, lower-case hex
 * @picture_width: pixels
 * @picture_height: pixels
 * @picture_s: stream time of the last frame that went into the picture
 * @region: the part of the upright frame that @picture shows
 * @title: (nullable): never empty
 * @text: (nullable): in reading order, one text line a line
 * @words: (element-type LecWord): in reading order
 * @stands_s: the start of the visit that a person has moved it to; < 0 for the first one
 */
typedef struct
{
  guint number;
  GArray *visits;
  GArray *builds_s;
  char *picture;
  char *picture_sha256;
  int picture_width;
  int picture_height;
  double picture_s;
  LecRect region;
  char *title;
  char *text;
  GPtrArray *words;
  double stands_s;
} LecSlide;

LecSlide *lec_slide_new (guint number);
LecSlide *lec_slide_copy (const LecSlide *self);
void lec_slide_take_words (LecSlide *self, LecSlide *from);
void lec_slide_free (LecSlide *self);
void lec_slide_add_visit (LecSlide *self, double start_s, double end_s);
double lec_slide_get_start_s (const LecSlide *self);
/* The time that it stands at among the others: its first one, unless it was moved. */
double lec_slide_get_place_s (const LecSlide *self);
JsonNode *lec_slide_to_json (const LecSlide *self);
LecSlide *lec_slide_from_json (JsonNode *node, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecSlide, lec_slide_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecWord, lec_word_free)

G_END_DECLS
