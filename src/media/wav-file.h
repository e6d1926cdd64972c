/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sound as speech models want it: 16,000 samples a second, one channel, 16 bit.
 * Written here, and read here: no reader of other WAV files.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_WAV_RATE         16000
#define LEC_WAV_HEADER_BYTES 44
/* A day; the format ends at 37 hours. */
#define LEC_WAV_MAX_SAMPLES ((gint64) LEC_WAV_RATE * 24 * 3600)

/* @header: (out): LEC_WAV_HEADER_BYTES bytes. @n_samples: 0..LEC_WAV_MAX_SAMPLES */
void lec_wav_file_fill_header (guint8 *header, gint64 n_samples);

typedef struct _LecWavFile LecWavFile;

/**
 * lec_wav_file_open:
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, _UNREADABLE or _PROTOCOL,
 *   where it is no file as they are written here
 */
LecWavFile *lec_wav_file_open (const char *path, GError **error);
void lec_wav_file_free (LecWavFile *self);
gint64 lec_wav_file_get_n_samples (LecWavFile *self);

/**
 * lec_wav_file_read:
 * @first: 0 or more
 * @samples: (out): room for @n_samples
 *
 * Returns: how many there were, less at the end; -1 with %LEC_ERROR_INTERNAL
 */
gssize lec_wav_file_read (LecWavFile *self, gint64 first, gint16 *samples, gsize n_samples, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecWavFile, lec_wav_file_free)

G_END_DECLS
