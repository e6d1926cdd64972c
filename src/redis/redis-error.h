/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why Redis did not do what it was asked for. Nobody above this room sees a
 * code of hiredis or the text of a reply.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_REDIS_ERROR (lec_redis_error_quark ())
GQuark lec_redis_error_quark (void);

/**
 * LecRedisError:
 * @LEC_REDIS_ERROR_URL: the address is not one of a Redis server, or wants TLS
 * @LEC_REDIS_ERROR_UNREACHABLE: no connection, or it was lost
 * @LEC_REDIS_ERROR_TIMED_OUT: no answer in time
 * @LEC_REDIS_ERROR_RESTING: not asked, since it failed a moment ago
 * @LEC_REDIS_ERROR_REFUSED: a password is missing or wrong, or the user may not do that
 * @LEC_REDIS_ERROR_FULL: it has reached its maxmemory
 * @LEC_REDIS_ERROR_LOADING: it reads its data and answers soon
 * @LEC_REDIS_ERROR_READ_ONLY: it is a replica
 * @LEC_REDIS_ERROR_NO_GROUP: the stream or its consumer group is gone
 * @LEC_REDIS_ERROR_EXISTS: the consumer group is there already
 * @LEC_REDIS_ERROR_NO_SCRIPT: it does not have the script that was named by its hash
 * @LEC_REDIS_ERROR_PROTOCOL: the answer is none, or not of the kind that was asked for
 * @LEC_REDIS_ERROR_TOO_LARGE: the answer is larger than any that makes sense
 * @LEC_REDIS_ERROR_OLD: the server lacks a command: it is too old
 * @LEC_REDIS_ERROR_FAILED: any other error that the server told
 */
typedef enum
{
  LEC_REDIS_ERROR_URL,
  LEC_REDIS_ERROR_UNREACHABLE,
  LEC_REDIS_ERROR_TIMED_OUT,
  LEC_REDIS_ERROR_RESTING,
  LEC_REDIS_ERROR_REFUSED,
  LEC_REDIS_ERROR_FULL,
  LEC_REDIS_ERROR_LOADING,
  LEC_REDIS_ERROR_READ_ONLY,
  LEC_REDIS_ERROR_NO_GROUP,
  LEC_REDIS_ERROR_EXISTS,
  LEC_REDIS_ERROR_NO_SCRIPT,
  LEC_REDIS_ERROR_PROTOCOL,
  LEC_REDIS_ERROR_TOO_LARGE,
  LEC_REDIS_ERROR_OLD,
  LEC_REDIS_ERROR_FAILED,
} LecRedisError;

void lec_redis_error_set_from_reply (GError **error, const char *text);

/* Whether the server, and not what it was asked, is at fault: it is let alone for a moment then. */
gboolean lec_redis_error_is_outage (const GError *error);

G_END_DECLS
