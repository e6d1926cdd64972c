/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Redis says in its error replies, by their first word. Their text is not
 * trusted: it may repeat what was sent (a password, in the answer to an AUTH
 * that the server does not know), so it is shown only where nothing else tells
 * the reason, and never from a command that carries a secret.
 */
#include "redis/redis-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN_BYTES 160

typedef struct
{
  const char *prefix;
  LecRedisError code;
  const char *message; /* (nullable): what the server said is shown */
} Meaning;

static const Meaning meanings[] = {
  { "NOAUTH", LEC_REDIS_ERROR_REFUSED, N_ ("Redis wants a password") },
  { "WRONGPASS", LEC_REDIS_ERROR_REFUSED, N_ ("Redis does not take this user name and password") },
  { "ERR invalid password", LEC_REDIS_ERROR_REFUSED, N_ ("Redis does not take this password") },
  { "NOPERM", LEC_REDIS_ERROR_REFUSED, N_ ("Redis does not let this user do that") },
  { "OOM", LEC_REDIS_ERROR_FULL, N_ ("Redis is full: it has reached its maxmemory") },
  { "LOADING", LEC_REDIS_ERROR_LOADING, N_ ("Redis is still reading its data") },
  { "MASTERDOWN", LEC_REDIS_ERROR_LOADING, N_ ("Redis is a replica that has lost its master") },
  { "BUSY ", LEC_REDIS_ERROR_LOADING, N_ ("Redis is busy with a script that does not end") },
  { "READONLY", LEC_REDIS_ERROR_READ_ONLY, N_ ("this Redis is a replica, which takes no changes") },
  { "MISCONF", LEC_REDIS_ERROR_READ_ONLY, N_ ("Redis takes no changes, since it cannot write to its disk") },
  { "NOGROUP", LEC_REDIS_ERROR_NO_GROUP, N_ ("the queue is gone from Redis") },
  { "UNBLOCKED", LEC_REDIS_ERROR_NO_GROUP, N_ ("the queue is gone from Redis") },
  { "BUSYGROUP", LEC_REDIS_ERROR_EXISTS, N_ ("the queue is in Redis already") },
  { "NOSCRIPT", LEC_REDIS_ERROR_NO_SCRIPT, N_ ("Redis does not have the script") },
  { "ERR unknown command", LEC_REDIS_ERROR_OLD, N_ ("Redis lacks a command: version 6.2 or later is needed") },
  { "ERR unknown subcommand", LEC_REDIS_ERROR_OLD, N_ ("Redis lacks a command: version 6.2 or later is needed") },
  { "WRONGTYPE", LEC_REDIS_ERROR_FAILED, N_ ("a key of Redis holds something else than expected") },
};

/* As lec_error_quark(). */
GQuark
lec_redis_error_quark (void)
{
  return g_quark_from_static_string ("lec_redis_error");
}

/* Printable, and not endless. */
static char *
make_presentable (const char *text)
{
  char *shown = g_strndup (text, MAX_SHOWN_BYTES);

  for (char *c = shown; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      *c = '?';

  return shown;
}

/* From within a script the error of a command is a part of the text, in Redis before 7. */
static const Meaning *
find_meaning (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_str_has_prefix (text, meanings[i].prefix))
      return &meanings[i];
  if (!g_str_has_prefix (text, "ERR Error running script"))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      g_autofree char *inner = g_strconcat ("-", meanings[i].prefix, NULL);

      if (strstr (text, inner) != NULL)
        return &meanings[i];
    }

  return NULL;
}

/**
 * lec_redis_error_set_from_reply:
 * @text: of an error reply, without the leading minus sign
 */
void
lec_redis_error_set_from_reply (GError **error,
                                const char *text)
{
  const Meaning *meaning = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (text != NULL);

  meaning = find_meaning (text);
  if (meaning != NULL)
    {
      g_set_error_literal (error, LEC_REDIS_ERROR, (gint) meaning->code, _ (meaning->message));
      return;
    }

  shown = make_presentable (text);
  g_set_error (error, LEC_REDIS_ERROR, LEC_REDIS_ERROR_FAILED, _ ("Redis says: %s"), shown);
}

/**
 * lec_redis_error_is_outage:
 * @error: any error
 */
gboolean
lec_redis_error_is_outage (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  if (error->domain != LEC_REDIS_ERROR)
    return FALSE;

  switch ((LecRedisError) error->code)
    {
    case LEC_REDIS_ERROR_UNREACHABLE:
    case LEC_REDIS_ERROR_TIMED_OUT:
    case LEC_REDIS_ERROR_LOADING:
    case LEC_REDIS_ERROR_PROTOCOL:
    case LEC_REDIS_ERROR_TOO_LARGE:
      return TRUE;
    case LEC_REDIS_ERROR_URL:
    case LEC_REDIS_ERROR_RESTING:
    case LEC_REDIS_ERROR_REFUSED:
    case LEC_REDIS_ERROR_FULL:
    case LEC_REDIS_ERROR_READ_ONLY:
    case LEC_REDIS_ERROR_NO_GROUP:
    case LEC_REDIS_ERROR_EXISTS:
    case LEC_REDIS_ERROR_NO_SCRIPT:
    case LEC_REDIS_ERROR_OLD:
    case LEC_REDIS_ERROR_FAILED:
    default:
      return FALSE;
    }
}
