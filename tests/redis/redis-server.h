/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A real Redis for a test: its own folder, a free port of the loopback, and what can befall it.
 */
#pragma once

#include <glib.h>

typedef struct _RedisServer RedisServer;

/* Whether Debian's redis-server is here; else the test has to be skipped. */
gboolean redis_server_is_installed (void);

/* @options: (nullable) (array zero-terminated=1): more of its own, e.g. "--maxmemory", "3mb" */
RedisServer *redis_server_start (const char *const *options);
void redis_server_free (RedisServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RedisServer, redis_server_free)

/* Returns: (transfer none): without a password */
const char *redis_server_get_url (RedisServer *self);
guint16 redis_server_get_port (RedisServer *self);

/* SIGKILL; then it is away until redis_server_start_again(), on the same port. */
void redis_server_kill (RedisServer *self);
void redis_server_start_again (RedisServer *self);
/* All that it had: of a server that was killed. */
void redis_server_wipe (RedisServer *self);
/* SIGSTOP: connections are taken, and nothing is answered. */
void redis_server_pause (RedisServer *self);
void redis_server_resume (RedisServer *self);

/* Returns: a port of the loopback on which nobody listens */
guint16 redis_server_choose_port (void);
