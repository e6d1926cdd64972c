/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a Redis server is and who we are to it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_REDIS_PORT          6379
#define LEC_REDIS_MAX_URL_BYTES 2048

/**
 * LecRedisUrl:
 * @host: name or address, an IPv6 one without brackets
 * @user: (nullable): %NULL for the server's default user
 * @password: (nullable): in no message, ever
 * @database: 0..65535
 */
typedef struct
{
  char *host;
  guint16 port;
  char *user;
  char *password;
  guint database;
} LecRedisUrl;

LecRedisUrl *lec_redis_url_parse (const char *text, GError **error);
LecRedisUrl *lec_redis_url_copy (const LecRedisUrl *self);
void lec_redis_url_free (LecRedisUrl *self);
char *lec_redis_url_describe (const LecRedisUrl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRedisUrl, lec_redis_url_free)

G_END_DECLS
