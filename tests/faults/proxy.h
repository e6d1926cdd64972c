/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The wire between one program and one server, in the hands of a test: it can be cut, fall silent
 * as a network does that loses everything, be slow, and have the program killed at a statement that
 * it sends. Threads of its own do the work; all calls may be made from any thread.
 */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* Silent: connections are there, and nothing comes through. Cut: there is none. */
typedef enum
{
  PROXY_OPEN,
  PROXY_SILENT,
  PROXY_CUT,
} ProxyState;

/* When the program dies: before the server gets the statement; before it gets the COMMIT that
 * follows; before the program gets the answer to that. Where there are no transactions the second
 * is as soon as the server has got it. */
typedef enum
{
  PROXY_BEFORE,
  PROXY_UNCOMMITTED,
  PROXY_COMMITTED,
} ProxyMoment;

#define PROXY_N_MOMENTS (PROXY_COMMITTED + 1)

typedef struct _Proxy Proxy;

/* From PostgreSQL's socket for @port in @folder to that in @server_folder. */
Proxy *proxy_new_for_postgres (const char *folder, guint port, const char *server_folder);
/* From a free port of the loopback to @server_port. */
Proxy *proxy_new_for_redis (guint server_port);
void proxy_free (Proxy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Proxy, proxy_free)

guint proxy_get_port (const Proxy *self);
void proxy_set_state (Proxy *self, ProxyState state);
/* Before anything is passed on, either way. */
void proxy_set_delay (Proxy *self, guint delay_ms);

/**
 * proxy_kill_at:
 * @statement: what it has to have in it; must stay
 * @nth: which of those it sends, from 1
 * @victim: killed, once
 */
void proxy_kill_at (Proxy *self, const char *statement, guint nth, ProxyMoment moment, pid_t victim);
/* Since that was said. */
gboolean proxy_has_killed (Proxy *self);

G_END_DECLS
