/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which connections a libsoup server has: those that come in by the door. In the
 * main context.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _LecApiConnections LecApiConnections;

/**
 * lec_api_connections_open:
 * @soup: outlives it
 * @host: an address, not a name
 * @port: 0 for any that is free
 *
 * Returns: (transfer full) (nullable): %NULL in the errors of GIO
 */
LecApiConnections *lec_api_connections_open (SoupServer *soup, const char *host, guint16 port, GError **error);
/* Nobody comes in from then on. */
void lec_api_connections_close (LecApiConnections *self);
/* Returns: (transfer full): "http://127.0.0.1:5000/" */
char *lec_api_connections_dup_address (const LecApiConnections *self);
/* To be called now and then: lec_api_door_look() */
void lec_api_connections_look (LecApiConnections *self, gint64 now_us);

/* A request over it begins, as libsoup says, and is over. */
void lec_api_connections_begin_request (SoupServerMessage *message);
void lec_api_connections_end_request (SoupServerMessage *message);
/* Nothing goes over the message's connection any more. */
void lec_api_connections_cut_off (SoupServerMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecApiConnections, lec_api_connections_close)

G_END_DECLS
