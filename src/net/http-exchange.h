/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request and its answer, within the time it may take. The inside of the
 * client.
 */
#pragma once

#include <libsoup/soup.h>

#include "net/guarded-address.h"
#include "net/http-client.h"

G_BEGIN_DECLS

/**
 * LecHttpExchange: what is needed for one, and what came of it
 * @session: made while @context was the thread's default
 * @guard: (nullable): what @session connects to
 * @key: (nullable): what is sent to prove who asks
 * @func: gets what a server with good news sends
 * @is_collected: whether what @func has got may be given to it once more, from the beginning
 * @status: (out): 0 as long as there is none
 * @location: (out) (transfer full) (nullable): where the answer sends on to
 * @asked_ms: (out): how long the server wants to be left alone; -1 when it does not say
 * @reason: (out) (transfer full) (nullable): what the server said of a failure, to be shown
 * @n_given_bytes: (out): what @func has got
 * @is_left: (out): whether what followed the head was not wanted
 */
typedef struct
{
  SoupSession *session;
  GMainContext *context;
  LecGuardedAddress *guard;
  const LecHttpSettings *settings;
  const LecHttpRequest *request;
  GUri *uri;
  const char *key;
  LecHttpDataFunc func;
  gpointer user_data;
  gboolean is_collected;
  guint status;
  char *location;
  gint64 asked_ms;
  char *reason;
  gint64 n_given_bytes;
  gboolean is_left;
} LecHttpExchange;

void lec_http_exchange_clear (LecHttpExchange *self);
/* @context is the thread's default. Returns: whether an answer came, good or bad, and its end; else
 *   @error of %LEC_NET_ERROR, @func, reading a file, or %G_IO_ERROR_CANCELLED */
gboolean lec_http_exchange_run (LecHttpExchange *self, GCancellable *cancellable, GError **error);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecHttpExchange, lec_http_exchange_clear)

G_END_DECLS
