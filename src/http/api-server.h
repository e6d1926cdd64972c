/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Listens, reads requests and writes answers; all of it in the main context.
 * What has to be asked of the store goes to worker threads.
 */
#pragma once

#include "http/api-call.h"

G_BEGIN_DECLS

typedef struct _LecApiServer LecApiServer;

/* @context: what worker threads have; outlives it. Returns: (transfer full) */
LecApiServer *lec_api_server_new (const LecApiContext *context);
/* Cuts what is not answered. */
void lec_api_server_free (LecApiServer *self);
/* @address: (out) (transfer full): where it can be asked, http://…. Returns: %FALSE with
 * %LEC_ERROR_USAGE when it cannot listen there */
gboolean lec_api_server_listen (LecApiServer *self, char **address, GError **error);

/* Refuses what comes from now on; what it works on is answered. @stopped: called once that is
 * done, or after ten seconds */
void lec_api_server_stop (LecApiServer *self, void (*stopped) (gpointer data), gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecApiServer, lec_api_server_free)

G_END_DECLS
