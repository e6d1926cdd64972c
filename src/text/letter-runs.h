/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which letters of a line stand in which of its ink: letters are known, and so
 * is the ink, but where each letter is is only guessed at by the engine. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LecInkPiece:
 *
 * Columns with ink that touch, in pixels: a letter, several, or part of one.
 */
typedef struct
{
  int x;
  int width;
} LecInkPiece;

/**
 * LecRunLetter:
 * @text: (transfer none): UTF-8
 * @ends_word: to the engine
 */
typedef struct
{
  const char *text;
  gboolean ends_word;
} LecRunLetter;

/**
 * LecLetterRun:
 *
 * A word: letters [@first, @end) in pieces [@first_piece, @end_piece).
 */
typedef struct
{
  guint first;
  guint end;
  guint first_piece;
  guint end_piece;
} LecLetterRun;

/* More letters or pieces are never looked at: the work grows with the square of both. */
#define LEC_LETTER_RUNS_MAX 100

/**
 * lec_letter_runs_find:
 * @letters: (element-type LecRunLetter): as they go from left to right
 * @pieces: (element-type LecInkPiece): likewise
 * @space: pixels; a gap so wide is a space, unless the letters beside it are seldom parted
 *
 * Returns: (transfer full) (nullable) (element-type LecLetterRun): words from left to right,
 *   %NULL when the letters fit the ink in no way, or are of a script this can't be told of
 */
GArray *lec_letter_runs_find (GArray *letters, GArray *pieces, int space);

G_END_DECLS
