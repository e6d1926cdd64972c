/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of other origins that may ask (CORS, WHATWG Fetch 3.2): those that the
 * settings name, and none unless they do. What they may ask for their tokens
 * say; a browser's cookies are never looked at. In the main context.
 */
#pragma once

#include <libsoup/soup.h>

#include "engine/server-settings.h"

G_BEGIN_DECLS

/* Whether pages from @origin (untrusted) may ask. Pure. */
gboolean lec_api_cors_allows (const LecServerSettings *settings, const char *origin);

/* Says in the answer to @message that whoever has asked may read it, where that is so. */
void lec_api_cors_mark (SoupServerMessage *message, const LecServerSettings *settings);

/* Answers a browser that asks whether it may ask. Returns: whether @message is such a question, of
 * an origin that may */
gboolean lec_api_cors_answer (SoupServerMessage *message, const LecServerSettings *settings);

G_END_DECLS
