/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has a language model of the user's own choice make more of a study guide:
 * whatever answers as OpenAI's /v1/chat/completions does, on the web or on this
 * machine. Nothing is sent that was not asked for before:
 * lec_language_model_look() says what to ask.
 */
#pragma once

#include <gio/gio.h>

#include "model/said.h"
#include "model/study.h"
#include "net/http-client.h"
#include "text/service-address.h"

G_BEGIN_DECLS

/**
 * LecLanguageModelSettings:
 * @address: of the service
 * @key: (nullable)
 * @model: that the service knows, 1..256 bytes
 * @max_prompt_bytes: of the lecture in one request, 0 for 24 KiB: a small model of one's own
 *   reads no more at once
 * @http: (nullable): in place of what is usual: 4 tries, 5 min of silence
 */
typedef struct
{
  const char *address;
  const char *key;
  const char *model;
  gsize max_prompt_bytes;
  const LecHttpSettings *http;
} LecLanguageModelSettings;

/* On the calling thread, when there is news. */
typedef void (*LecLanguageModelProgressFunc) (double fraction, gpointer user_data);

/**
 * lec_language_model_look:
 * @slides: (element-type LecSlide)
 * @said: (nullable) (element-type LecSaid)
 *
 * Sends nothing. What has to be asked for twice is counted once.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_NET_ERROR_ADDRESS
 */
LecServiceDemand *lec_language_model_look (const LecLanguageModelSettings *settings,
                                           const GPtrArray *slides,
                                           const GPtrArray *said,
                                           GError **error);

/**
 * lec_language_model_improve:
 * @local: the guide that was made without a model; it stays as it is
 * @slides: (element-type LecSlide)
 * @said: (nullable) (element-type LecSaid)
 * @func: (nullable)
 *
 * Blocks. The lecture is shown to the model as data; of its answer only what names a slide that it
 * was shown is taken, and marked. An answer that cannot be used is asked for once more.
 *
 * Returns: (transfer full) (nullable): another guide; %NULL with the errors of
 *   lec_http_client_stream(), %LEC_ERROR_PROTOCOL (no answer can be used), %LEC_ERROR_NOT_FOUND
 *   (no slides) or %G_IO_ERROR_CANCELLED
 */
LecStudy *lec_language_model_improve (const LecLanguageModelSettings *settings,
                                      const LecStudy *local,
                                      const GPtrArray *slides,
                                      const GPtrArray *said,
                                      LecLanguageModelProgressFunc func,
                                      gpointer user_data,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
