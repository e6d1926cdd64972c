/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has whisper.cpp's program on this machine write down what is said.
 */
#pragma once

#include <gio/gio.h>

#include "model/transcript.h"

G_BEGIN_DECLS

/**
 * LecWhisperSettings:
 * @program: (nullable): a name or a path; %NULL for whisper-cli, wherever it is found
 * @model: (nullable): path of a ggml model
 * @language: (nullable): what is spoken, BCP 47; %NULL to have it recognised
 * @prompt: (nullable): words that are likely to be heard, in one line; only a program that says in
 *   its help that it takes some is told
 * @n_threads: 0 for the program's own choice
 * @stall_timeout_ms: for so long neither a word from the program nor any work of it is
 *   %LEC_ERROR_STALLED; 0 for 15 min
 */
typedef struct
{
  const char *program;
  const char *model;
  const char *language;
  const char *prompt;
  guint n_threads;
  guint stall_timeout_ms;
} LecWhisperSettings;

/* On the calling thread, when there is news. */
typedef void (*LecWhisperProgressFunc) (double fraction, gpointer user_data);

/**
 * lec_whisper_cli_find:
 *
 * Whether all is there to begin with.
 *
 * Returns: (transfer full) (nullable): the program's path; %NULL with %LEC_ERROR_NOT_FOUND, saying
 *   what to install
 */
char *lec_whisper_cli_find (const LecWhisperSettings *settings, GError **error);

/**
 * lec_whisper_cli_run:
 * @audio: WAV, 16 kHz
 * @folder: that may be written; what the program writes is there for the time being
 * @func: (nullable)
 *
 * Blocks. The program and what it starts end with this call, and with the calling thread.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_NOT_FOUND, _CRASHED (it failed, with
 *   the last it said), _STALLED, _PROTOCOL, or %G_IO_ERROR_CANCELLED
 */
LecTranscript *lec_whisper_cli_run (const LecWhisperSettings *settings,
                                    const char *audio,
                                    const char *folder,
                                    LecWhisperProgressFunc func,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
