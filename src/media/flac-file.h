/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A piece of sound on its own, packed without loss: what is sent to a service.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * lec_flac_file_write:
 * @audio: a file of lec_audio_reader_write()
 * @start_s: seconds, as @end_s; what lies behind the sound's end is left out
 * @path: replaced when it is there
 *
 * Blocks.
 *
 * Returns: %FALSE with the errors of lec_wav_file_open(), %LEC_ERROR_INTERNAL where GStreamer's
 *   flacenc is missing or fails, _NO_SPACE, or %G_IO_ERROR_CANCELLED
 */
gboolean lec_flac_file_write (const char *audio,
                              double start_s,
                              double end_s,
                              const char *path,
                              GCancellable *cancellable,
                              GError **error);

G_END_DECLS
