/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts together what a language model answers through an endpoint that does as
 * OpenAI's /v1/chat/completions: streamed, or whole where a server does not
 * stream. Pure.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _LecChatReply LecChatReply;

/* @secret: (nullable): what must not be shown, though the server may repeat it; outlives it */
LecChatReply *lec_chat_reply_new (const char *secret);
void lec_chat_reply_free (LecChatReply *self);
/* @data: the next bytes, untrusted. Returns: %FALSE with %LEC_NET_ERROR_PROTOCOL, _BUSY (the server
 *   says so within the stream) or %LEC_ERROR_PROTOCOL */
gboolean lec_chat_reply_push (LecChatReply *self, const char *data, gsize length, GError **error);
/* How much text there is so far. */
gsize lec_chat_reply_get_length (LecChatReply *self);

/**
 * lec_chat_reply_finish:
 *
 * Once all has come. The text is the model's: what it has thought aloud before is left out, and
 * what it has put around its answer.
 *
 * Returns: (transfer full) (nullable): the answer as JSON, an object; %NULL with
 *   %LEC_ERROR_PROTOCOL, also where it breaks off
 */
JsonNode *lec_chat_reply_finish (LecChatReply *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecChatReply, lec_chat_reply_free)

G_END_DECLS
