/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where speech can be cut without cutting a word: where it is quiet. The
 * choice is pure, on levels.
 */
#pragma once

#include <gio/gio.h>

#include "media/wav-file.h"

G_BEGIN_DECLS

/* How much time a level stands for. */
#define LEC_SOUND_LEVEL_S 0.02

/**
 * LecSoundPiece: seconds from the start of the sound
 * @is_silent: there is nothing to be heard in it at all
 */
typedef struct
{
  double start_s;
  double end_s;
  gboolean is_silent;
} LecSoundPiece;

/**
 * lec_sound_levels_read:
 *
 * Returns: (transfer full) (nullable) (element-type guint16): the root of the mean square of each
 *   20 ms; %NULL with the errors of lec_wav_file_read() or %G_IO_ERROR_CANCELLED
 */
GArray *lec_sound_levels_read (LecWavFile *file, GCancellable *cancellable, GError **error);

/**
 * lec_sound_cuts_find:
 * @levels: (element-type guint16)
 * @longest_s: of a piece, 2 or more
 *
 * Cuts in the middle of the quietest 0.4 s of the second half of what a piece may be long, of
 * equally quiet ones the last.
 *
 * Returns: (transfer full) (element-type LecSoundPiece): one after the other, all of the time; none
 *   for no levels
 */
GArray *lec_sound_cuts_find (const GArray *levels, double longest_s);

G_END_DECLS
