/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks servers on the web, blocking, and gets an answer or a reason in bounded
 * time: with deadlines, several tries, and no trust in where it is sent on to.
 */
#pragma once

#include <gio/gio.h>

#include "net/http-request.h"

G_BEGIN_DECLS

/**
 * LecHttpSettings: 0 anywhere stands for what is written behind it
 * @allow_private: whether machines of the own network may be asked: where a person has given the
 *   address. Only then is the system's proxy used, as it would resolve names by itself
 * @connect_timeout_ms: 20 s; to resolve the name, connect and agree on TLS
 * @idle_timeout_ms: 60 s; in which nothing is sent and nothing comes
 * @total_timeout_ms: none; of one try
 * @max_redirects: 5
 * @max_tries: 4
 * @first_wait_ms: 1 s; before the second try, doubled after each further one
 * @max_wait_ms: 60 s; between two tries, whatever the server asks for
 */
typedef struct
{
  gboolean allow_private;
  guint connect_timeout_ms;
  guint idle_timeout_ms;
  guint total_timeout_ms;
  guint max_redirects;
  guint max_tries;
  guint first_wait_ms;
  guint max_wait_ms;
} LecHttpSettings;

/* What has come, piece by piece, in order. Returns: %FALSE with @error to end it */
typedef gboolean (*LecHttpDataFunc) (const char *data, gsize length, gpointer user_data, GError **error);

typedef struct _LecHttpClient LecHttpClient;

/* @settings: (nullable). Returns: (transfer full): of the calling thread */
LecHttpClient *lec_http_client_new (const LecHttpSettings *settings);
void lec_http_client_free (LecHttpClient *self);

/**
 * lec_http_client_send:
 *
 * Blocks. Tries again after what may pass: a lost connection, no answer in time, 408, 429, 5xx.
 *
 * What is sent in chunks and cut between two of them passes for whole in libsoup: whoever has use
 * for a part only has to look at what came.
 *
 * Returns: (transfer full) (nullable): what the server sent with a status of 2xx, whole, unpacked;
 *   %NULL with %LEC_NET_ERROR naming the host, the errors of reading a file, or
 *   %G_IO_ERROR_CANCELLED
 */
GBytes *lec_http_client_send (LecHttpClient *self,
                              const LecHttpRequest *request,
                              GCancellable *cancellable,
                              GError **error);

/**
 * lec_http_client_stream:
 * @func: gets what the server sends with a status of 2xx, on the calling thread
 *
 * Likewise, but once @func has got something there is no further try.
 *
 * Returns: %TRUE when all has come; %FALSE with the same errors, or that of @func
 */
gboolean lec_http_client_stream (LecHttpClient *self,
                                 const LecHttpRequest *request,
                                 LecHttpDataFunc func,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecHttpClient, lec_http_client_free)

G_END_DECLS
