/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between libsoup's messages and calls. On the main thread.
 */
#pragma once

#include <libsoup/soup.h>

#include "http/api-call.h"

G_BEGIN_DECLS

/**
 * lec_api_exchange_read:
 * @allowed: (out) (transfer full) (nullable): as lec_api_route_find() says
 *
 * From a message's first line and headers, before its body has come.
 *
 * Returns: (transfer full) (nullable): %NULL in %LEC_API_ERROR
 */
LecApiCall *lec_api_exchange_read (SoupServerMessage *message, char **allowed, GError **error);

/**
 * lec_api_exchange_dup_question:
 *
 * Returns: (transfer full) (nullable): of a GET, all that anything looks at to answer it
 */
char *lec_api_exchange_dup_question (SoupServerMessage *message);

/* Whether its body goes to the stream of its route. */
gboolean lec_api_exchange_is_streamed (const LecApiCall *call);

/* Makes the answer of @call the message's. What it has of a call before is no more. */
void lec_api_exchange_write (SoupServerMessage *message, const LecApiCall *call);
/* @allowed: (nullable): methods, for _METHOD_NOT_ALLOWED */
void lec_api_exchange_refuse (SoupServerMessage *message, const GError *error, const char *allowed);

/* So that the connection goes on where the answer has no body. */
void lec_api_exchange_set_status (SoupServerMessage *message, guint status);

/* Of a request whose first line may turn out to be none: libsoup answers that by itself, and with
 * nothing in it but what is there. Taken back when it can be read. */
void lec_api_exchange_expect_nothing (SoupServerMessage *message, GBytes *refusal);
/* Made once, for all messages. Returns: (transfer full) */
GBytes *lec_api_exchange_make_refusal (void);
void lec_api_exchange_expect_request (SoupServerMessage *message);

/**
 * lec_api_exchange_hurry:
 *
 * Sends the answer that the message has although its body has not come to its end: of what comes
 * no more is looked at, and the connection ends. Not within one of its signals. @message is over
 * then.
 */
void lec_api_exchange_hurry (SoupServerMessage *message);

G_END_DECLS
