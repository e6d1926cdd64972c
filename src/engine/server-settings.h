/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the service (lectern --serve) is started with, and how: the command line
 * reads the one, the service is a module with a function of this type.
 */
#pragma once

#include "base/log.h"

G_BEGIN_DECLS

#define LEC_SERVER_DEFAULT_LISTEN        "127.0.0.1:5000"
#define LEC_SERVER_MAIN_SYMBOL           "lec_api_server_main"
#define LEC_SERVER_UPLOAD_MB             1000000
#define LEC_SERVER_DEFAULT_MAX_UPLOAD_MB 8000
#define LEC_SERVER_MAX_UPLOAD_MB         1000000

/**
 * LecServerSettings:
 * @host: an address, not a name
 * @port: 0 for any that is free
 * @uses_cluster: whether the jobs are the cluster's, and its workers do the work; otherwise they
 *   are this machine's, and the service works on them
 * @own_network: whether videos may be brought from machines that only this one can reach
 * @pages: whether videos may be had from pages, by a program that asks whatever machines they name
 * @max_upload_bytes: of a video that is sent to the service
 * @allow_origins: (nullable) (array zero-terminated=1): as in #LecClusterSettings, and so are
 *   @requests_per_minute and @token_jobs_per_hour
 */
typedef struct
{
  char *host;
  guint16 port;
  gboolean uses_cluster;
  gboolean own_network;
  gboolean pages;
  gint64 max_upload_bytes;
  char **allow_origins;
  guint requests_per_minute;
  guint token_jobs_per_hour;
} LecServerSettings;

/**
 * LecServerMainFunc:
 *
 * Serves until it is asked to end by SIGTERM or SIGINT. On the main thread, once.
 *
 * Returns: whether it ended as it was asked to
 */
typedef gboolean (*LecServerMainFunc) (const LecServerSettings *settings, GError **error);

/**
 * lec_server_settings_set_listen:
 * @listen: "127.0.0.1:5000", "[::1]:5000", "localhost:5000"
 *
 * Pure. Returns: %FALSE with %LEC_ERROR_USAGE
 */
gboolean lec_server_settings_set_listen (LecServerSettings *self, const char *listen, GError **error);
/* Whether nobody but this machine can reach it. */
gboolean lec_server_settings_is_loopback (const LecServerSettings *self);
void lec_server_settings_clear (LecServerSettings *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LecServerSettings, lec_server_settings_clear)

G_END_DECLS
