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

/* Makes the answer of @call the message's. */
void lec_api_exchange_write (SoupServerMessage *message, const LecApiCall *call);
/* @allowed: (nullable): methods, for _METHOD_NOT_ALLOWED */
void lec_api_exchange_refuse (SoupServerMessage *message, const GError *error, const char *allowed);

G_END_DECLS
