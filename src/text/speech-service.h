/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has a service on the web, or on a machine of one's own, write down what is
 * said: whatever answers as OpenAI's /v1/audio/transcriptions does. What it
 * sends has been asked for before: lec_speech_service_look() says what to ask.
 */
#pragma once

#include <gio/gio.h>

#include "model/transcript.h"
#include "net/http-client.h"
#include "text/service-address.h"

G_BEGIN_DECLS

/* How long a piece of sound should be at most: a service that tells no times has them guessed
 * within one, and what is lost with a connection is not more than that. */
#define LEC_SPEECH_SERVICE_PIECE_S 120

/**
 * LecSpeechServiceSettings:
 * @address: of the service
 * @key: (nullable)
 * @model: that the service knows
 * @language: (nullable): what is spoken, BCP 47; %NULL to have it recognised
 * @http: (nullable): in place of what is usual: 5 tries, 5 min of silence
 */
typedef struct
{
  const char *address;
  const char *key;
  const char *model;
  const char *language;
  const LecHttpSettings *http;
} LecSpeechServiceSettings;

/* Seconds of the lecture; pieces without any sound are not sent and so are not among them. */
typedef struct
{
  double start_s;
  double end_s;
} LecSpeechPiece;

/**
 * LecSpeechPieceFunc:
 * @path: of the file to write, FLAC
 *
 * On the calling thread.
 *
 * Returns: %FALSE with @error
 */
typedef gboolean (*LecSpeechPieceFunc) (const LecSpeechPiece *piece,
                                        const char *path,
                                        gpointer user_data,
                                        GCancellable *cancellable,
                                        GError **error);
/* On the calling thread, after each piece. */
typedef void (*LecSpeechProgressFunc) (double fraction, gpointer user_data);

/* @progress: (nullable) */
typedef struct
{
  LecSpeechPieceFunc write_piece;
  LecSpeechProgressFunc progress;
  gpointer user_data;
} LecSpeechServiceFuncs;

/**
 * lec_speech_service_look:
 * @folder: (nullable): as below
 *
 * Sends nothing. What is in @folder already would not be sent again, and is not counted.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_NET_ERROR_ADDRESS
 */
LecServiceDemand *lec_speech_service_look (const LecSpeechServiceSettings *settings,
                                           const LecSpeechPiece *pieces,
                                           guint n_pieces,
                                           const char *folder,
                                           GError **error);

/**
 * lec_speech_service_run:
 * @pieces: in order
 * @folder: of the lecture, there: what has been answered is kept in it, so that another call with
 *   the same settings goes on from there. Whoever has the transcript may empty it
 * @funcs: called on this thread
 *
 * Blocks. Never sends to another host than that of the address.
 *
 * Returns: (transfer full) (nullable): %NULL with the errors of lec_http_client_send(), of
 *   giving a piece, %LEC_ERROR_PROTOCOL, or %G_IO_ERROR_CANCELLED
 */
LecTranscript *lec_speech_service_run (const LecSpeechServiceSettings *settings,
                                       const LecSpeechPiece *pieces,
                                       guint n_pieces,
                                       const char *folder,
                                       const LecSpeechServiceFuncs *funcs,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
