/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where connections come in. In the main context.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* As many are let in. Who has rested longest goes for another one who comes; while nobody rests,
 * who comes goes again. */
#define LEC_API_DOOR_MAX 1000
/* Longer than proxies keep a connection to what is behind them: it is for them to end it. */
#define LEC_API_DOOR_REST_US (75 * G_USEC_PER_SEC)

typedef struct _LecApiDoor LecApiDoor;

/* @connection: (transfer none) */
typedef void (*LecApiDoorFunc) (GSocketConnection *connection, gpointer user_data);

/**
 * lec_api_door_open:
 * @host: an address, not a name
 * @port: 0 for any that is free
 * @came: called for each connection
 *
 * Returns: (transfer full) (nullable): %NULL in the errors of GIO
 */
LecApiDoor *lec_api_door_open (const char *host,
                               guint16 port,
                               LecApiDoorFunc came,
                               gpointer user_data,
                               GError **error);
/* Nobody comes in from then on. */
void lec_api_door_close (LecApiDoor *self);
/* That it listens at. */
GSocket *lec_api_door_get_socket (const LecApiDoor *self);
/* Returns: (transfer full): "http://127.0.0.1:5000/" */
char *lec_api_door_dup_address (const LecApiDoor *self);

/* Ends those that have rested too long: to be called now and then. @now_us: monotonic */
void lec_api_door_look (LecApiDoor *self, gint64 now_us);

/* A request was answered: until the next one begins the socket is given back as soon as the other
 * side has gone. @socket: of a connection that came */
void lec_api_door_begin_rest (GSocket *socket);
void lec_api_door_end_rest (GSocket *socket);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecApiDoor, lec_api_door_close)

G_END_DECLS
