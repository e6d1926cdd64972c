/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sound of a lecture, as speech models want it, in a file of its own.
 */
#pragma once

#include <gio/gio.h>

#include "media/wav-file.h"

G_BEGIN_DECLS

/* A video of the lecture. @start_s: where it begins in the lecture */
typedef struct
{
  const char *path;
  double start_s;
} LecAudioPart;

/* On the calling thread, when there is news. */
typedef void (*LecAudioProgressFunc) (double fraction, gpointer user_data);

/**
 * lec_audio_reader_write:
 * @parts: in order of their starts
 * @path: of the WAV file that is made; replaced when it is there
 * @func: (nullable)
 *
 * Blocks. The first sound track of each video counts, mixed down. A sample stands at its stream
 * time, in a transport stream at most LEC_FRAME_READER_MAX_ORIGIN_S behind the picture; where there
 * is no sound the file is silent. Pictures are not decoded. Damage within a stream is skipped, and
 * one that breaks off ends there.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND (also when no part has a sound track, which the message
 *   says), _UNREADABLE, _NOT_A_VIDEO, _UNSUPPORTED, _DAMAGED, _STALLED, _NO_SPACE, _NOT_WRITABLE or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean lec_audio_reader_write (const LecAudioPart *parts,
                                 guint n_parts,
                                 const char *path,
                                 LecAudioProgressFunc func,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
