/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A word as the engine gives it, letter by letter, before it is one of a slide.
 * All in pixels of the picture the engine was given.
 */
#pragma once

#include "base/geometry.h"

G_BEGIN_DECLS

/**
 * LecReadWord:
 * @letters: (element-type utf8): in the order they are written
 * @rights: (element-type int): where each ends, about
 * @confidences: (element-type float): of each, 0..100
 * @confidence: of the whole, 0..100
 * @line: the engine's number of the line it is in
 */
typedef struct
{
  GPtrArray *letters;
  GArray *rights;
  GArray *confidences;
  LecRect box;
  float confidence;
  guint line;
} LecReadWord;

LecReadWord *lec_read_word_new (const LecRect *box, float confidence, guint line);
void lec_read_word_free (LecReadWord *self);
/* @letter: UTF-8 */
void lec_read_word_append (LecReadWord *self, const char *letter, int right, float confidence);
/* The engine doubts a whole word that stands oddly, as "A" alone, with letters it is sure of. */
float lec_read_word_get_confidence (const LecReadWord *self);
/* Returns: 0..100, of the letter the engine is least sure of */
float lec_read_word_get_sureness (const LecReadWord *self);
/* Returns: (transfer full): all letters */
char *lec_read_word_dup_text (const LecReadWord *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecReadWord, lec_read_word_free)

G_END_DECLS
