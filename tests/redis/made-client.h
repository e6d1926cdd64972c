/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client of a test's own Redis.
 */
#pragma once

#include "redis/redis-client.h"

G_BEGIN_DECLS

#define MADE_CLIENT_WAIT_S 20

static inline LecRedisClient *
make_client (const char *address)
{
  g_autoptr (LecRedisUrl) url = lec_redis_url_parse (address, NULL);

  return lec_redis_client_new (url, "test", NULL);
}

/* Until the server answers it again. */
static inline void
wait_for_answer (LecRedisClient *client)
{
  static const char *const ping[] = { "PING", NULL };
  gint64 deadline_us = g_get_monotonic_time () + MADE_CLIENT_WAIT_S * G_USEC_PER_SEC;
  g_autoptr (LecRedisReply) reply = NULL;

  while ((reply = lec_redis_client_run (client, ping, 0, NULL, NULL)) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_usleep (10000);
    }
}

G_END_DECLS
