/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream for each queue, with one group of consumers. Where several commands
 * belong together they are a script, which Redis runs at once.
 *
 * Redis gives at most one entry of *each* stream that is waited for, and who
 * takes wants one in all: a script looks at one stream after the other.
 */
#include "queue/redis-streams.h"

#include "redis/redis-error.h"

/* A guard only: the relay keeps a window that is far smaller. */
#define MAX_HINTS "1000"

static const char add_within_script[] =
  "if redis.call ('XLEN', KEYS[1]) >= tonumber (ARGV[1]) then return 0 end\n"
  "redis.call ('XADD', KEYS[1], 'MAXLEN', '~', " MAX_HINTS ", '*', 'task', ARGV[2], 'generation', ARGV[3])\n"
  "return 1\n";

/* Values that no hint has are cut off: five megabytes need not travel to be thrown away. */
static const char take_script[] =
  "for i, key in ipairs (KEYS) do\n"
  "  local got = redis.call ('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', 1, 'STREAMS', key, '>')\n"
  "  if got then\n"
  "    local entry, cut = got[1][2][1], {}\n"
  "    for j = 1, math.min (#entry[2], 5) do cut[j] = string.sub (entry[2][j], 1, 32) end\n"
  "    return { { key, { { entry[1], cut } } } }\n"
  "  end\n"
  "end\n"
  "return false\n";

static const char done_script[] =
  "redis.call ('XACK', KEYS[1], ARGV[1], ARGV[2])\n"
  "return redis.call ('XDEL', KEYS[1], ARGV[2])\n";

/* A stream or group that is not there has nothing to sweep. */
static const char sweep_script[] =
  "local n = 0\n"
  "for i, key in ipairs (KEYS) do\n"
  "  local got = redis.pcall ('XAUTOCLAIM', key, ARGV[1], ARGV[2], ARGV[3], '0-0', 'COUNT', 100, 'JUSTID')\n"
  "  for j, id in ipairs (got[2] or {}) do\n"
  "    redis.call ('XACK', key, ARGV[1], id)\n"
  "    n = n + redis.call ('XDEL', key, id)\n"
  "  end\n"
  "  local consumers = got.err and {} or redis.call ('XINFO', 'CONSUMERS', key, ARGV[1])\n"
  "  for j, facts in ipairs (consumers) do\n"
  "    local fact = {}\n"
  "    for k = 1, #facts, 2 do fact[facts[k]] = facts[k + 1] end\n"
  "    if fact.name ~= ARGV[2] and fact.pending == 0 and fact.idle >= tonumber (ARGV[4]) then\n"
  "      redis.call ('XGROUP', 'DELCONSUMER', key, ARGV[1], fact.name)\n"
  "    end\n"
  "  end\n"
  "end\n"
  "return n\n";

/* What is still with a consumer that goes would stay in the stream, seen by nobody. */
static const char leave_script[] =
  "for i, key in ipairs (KEYS) do\n"
  "  local got = redis.pcall ('XPENDING', key, ARGV[1], '-', '+', 1000, ARGV[2])\n"
  "  for j, entry in ipairs (got.err and {} or got) do\n"
  "    redis.call ('XACK', key, ARGV[1], entry[1])\n"
  "    redis.call ('XDEL', key, entry[1])\n"
  "  end\n"
  "  if not got.err then redis.call ('XGROUP', 'DELCONSUMER', key, ARGV[1], ARGV[2]) end\n"
  "end\n"
  "return 0\n";

static const char mark_script[] =
  "redis.call ('SETNX', KEYS[1], ARGV[1])\n"
  "return redis.call ('GET', KEYS[1])\n";

struct _LecRedisStreams
{
  LecRedisClient *client; /* owned */
  char *consumer;
};

/**
 * lec_redis_streams_new:
 * @consumer: who takes, as no other does
 *
 * Returns: (transfer full)
 */
LecRedisStreams *
lec_redis_streams_new (LecRedisClient *client,
                       const char *consumer)
{
  LecRedisStreams *self = NULL;

  g_return_val_if_fail (client != NULL && consumer != NULL, NULL);

  self = g_new0 (LecRedisStreams, 1);
  self->client = lec_redis_client_ref (client);
  self->consumer = g_strdup (consumer);
  return self;
}

void
lec_redis_streams_free (LecRedisStreams *self)
{
  if (self == NULL)
    return;

  lec_redis_client_unref (self->client);
  g_free (self->consumer);
  g_free (self);
}

/* Returns: (transfer none) */
LecRedisClient *
lec_redis_streams_get_client (LecRedisStreams *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->client;
}

char *
lec_redis_streams_make_key (LecRedisStreams *self,
                            const char *queue)
{
  g_return_val_if_fail (self != NULL && queue != NULL, NULL);

  return lec_redis_keys_make_queue (lec_redis_client_get_keys (self->client), queue);
}

gboolean
lec_redis_streams_add (LecRedisStreams *self,
                       const char *key,
                       gint64 task,
                       gint64 generation,
                       GError **error)
{
  g_autofree char *task_text = g_strdup_printf ("%" G_GINT64_FORMAT, task);
  g_autofree char *generation_text = g_strdup_printf ("%" G_GINT64_FORMAT, generation);
  const char *words[] = { "XADD", key, "MAXLEN", "~", MAX_HINTS, "*", "task", task_text, "generation", generation_text,
                          NULL };
  g_autoptr (LecRedisReply) reply = NULL;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  reply = lec_redis_client_run (self->client, words, 0, NULL, error);
  return reply != NULL;
}

/* @is_added: (out): not when as many are not finished */
gboolean
lec_redis_streams_add_within (LecRedisStreams *self,
                              const char *key,
                              gint64 task,
                              gint64 generation,
                              guint window,
                              gboolean *is_added,
                              GError **error)
{
  g_autofree char *window_text = g_strdup_printf ("%u", window);
  g_autofree char *task_text = g_strdup_printf ("%" G_GINT64_FORMAT, task);
  g_autofree char *generation_text = g_strdup_printf ("%" G_GINT64_FORMAT, generation);
  g_autoptr (LecRedisReply) reply = NULL;
  gint64 n = 0;

  g_return_val_if_fail (self != NULL && key != NULL && is_added != NULL, FALSE);

  reply = lec_redis_client_run_script (self->client, add_within_script, (const char *[]){ key, NULL },
                                       (const char *[]){ window_text, task_text, generation_text, NULL }, NULL, error);
  if (reply == NULL || !lec_redis_reply_read_integer (reply, &n, error))
    return FALSE;

  *is_added = n > 0;
  return TRUE;
}

/* All that are not finished, delivered or not; none when there is no stream. */
gboolean
lec_redis_streams_count (LecRedisStreams *self,
                         const char *key,
                         guint *n_entries,
                         GCancellable *cancellable,
                         GError **error)
{
  const char *words[] = { "XLEN", key, NULL };
  g_autoptr (LecRedisReply) reply = NULL;
  gint64 n = 0;

  g_return_val_if_fail (self != NULL && key != NULL && n_entries != NULL, FALSE);

  reply = lec_redis_client_run (self->client, words, 0, cancellable, error);
  if (reply == NULL || !lec_redis_reply_read_integer (reply, &n, error))
    return FALSE;

  *n_entries = (guint) CLAMP (n, 0, G_MAXINT);
  return TRUE;
}

/**
 * lec_redis_streams_make_groups:
 *
 * From the beginning of each stream: what was announced before anybody listened counts. That a
 * group is there already is no failure.
 */
gboolean
lec_redis_streams_make_groups (LecRedisStreams *self,
                               const char *const *keys,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (self != NULL && keys != NULL, FALSE);

  for (; *keys != NULL; keys++)
    {
      const char *words[] = { "XGROUP", "CREATE", *keys, LEC_REDIS_GROUP, "0", "MKSTREAM", NULL };
      g_autoptr (GError) reason = NULL;
      g_autoptr (LecRedisReply) reply = lec_redis_client_run (self->client, words, 0, cancellable, &reason);

      if (reply != NULL || g_error_matches (reason, LEC_REDIS_ERROR, LEC_REDIS_ERROR_EXISTS))
        continue;
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  return TRUE;
}

/* Runs a script of which the consumer is the second argument, after the group. */
static LecRedisReply *
run_as_consumer (LecRedisStreams *self,
                 const char *script,
                 const char *const *keys,
                 GCancellable *cancellable,
                 GError **error)
{
  const char *arguments[] = { LEC_REDIS_GROUP, self->consumer, NULL };

  return lec_redis_client_run_script (self->client, script, keys, arguments, cancellable, error);
}

/**
 * lec_redis_streams_take:
 *
 * Does not wait.
 *
 * Returns: (transfer full) (element-type LecStreamEntry): one, of the first stream that has any, or
 *   none; %LEC_REDIS_ERROR_NO_GROUP calls for lec_redis_streams_make_groups()
 */
GPtrArray *
lec_redis_streams_take (LecRedisStreams *self,
                        const char *const *keys,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (LecRedisReply) reply = NULL;

  g_return_val_if_fail (self != NULL && keys != NULL, NULL);

  reply = run_as_consumer (self, take_script, keys, cancellable, error);
  return reply != NULL ? lec_stream_entries_read (reply, error) : NULL;
}

/**
 * lec_redis_streams_wait:
 * @timeout_ms: from 1
 *
 * Returns: (transfer full) (element-type LecStreamEntry): as lec_redis_streams_take(), but of each
 *   stream that has any when the call begins
 */
GPtrArray *
lec_redis_streams_wait (LecRedisStreams *self,
                        const char *const *keys,
                        guint timeout_ms,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *block = g_strdup_printf ("%u", MAX (timeout_ms, 1));
  g_autoptr (LecRedisReply) reply = NULL;

  g_return_val_if_fail (self != NULL && keys != NULL, NULL);

  {
    const char *command[] = { "XREADGROUP", "GROUP", LEC_REDIS_GROUP, self->consumer, "COUNT", "1", "BLOCK", block,
                              "STREAMS" };

    for (guint i = 0; i < G_N_ELEMENTS (command); i++)
      g_ptr_array_add (words, (gpointer) command[i]);
  }
  for (const char *const *key = keys; *key != NULL; key++)
    g_ptr_array_add (words, (gpointer) *key);
  for (const char *const *key = keys; *key != NULL; key++)
    g_ptr_array_add (words, (gpointer) ">");
  g_ptr_array_add (words, NULL);

  reply = lec_redis_client_run (self->client, (const char *const *) words->pdata, timeout_ms, cancellable, error);
  return reply != NULL ? lec_stream_entries_read (reply, error) : NULL;
}

/* Takes an entry away, be it delivered or not. */
gboolean
lec_redis_streams_finish (LecRedisStreams *self,
                          const char *key,
                          const char *id,
                          GError **error)
{
  const char *keys[] = { key, NULL };
  const char *arguments[] = { LEC_REDIS_GROUP, id, NULL };
  g_autoptr (LecRedisReply) reply = NULL;

  g_return_val_if_fail (self != NULL && key != NULL && id != NULL, FALSE);

  reply = lec_redis_client_run_script (self->client, done_script, keys, arguments, NULL, error);
  return reply != NULL;
}

/**
 * lec_redis_streams_sweep:
 * @dead_after_ms: an entry that was taken so long ago and is not finished is taken away
 * @forgotten_after_ms: another consumer that was not heard of for so long, and has no entry, goes
 * @n_swept: (out): entries
 */
gboolean
lec_redis_streams_sweep (LecRedisStreams *self,
                         const char *const *keys,
                         guint dead_after_ms,
                         guint forgotten_after_ms,
                         guint64 *n_swept,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree char *dead = g_strdup_printf ("%u", dead_after_ms);
  g_autofree char *forgotten = g_strdup_printf ("%u", forgotten_after_ms);
  g_autoptr (LecRedisReply) reply = NULL;
  gint64 n = 0;

  g_return_val_if_fail (self != NULL && keys != NULL && n_swept != NULL, FALSE);

  reply = lec_redis_client_run_script (self->client, sweep_script, keys,
                                       (const char *[]){ LEC_REDIS_GROUP, self->consumer, dead, forgotten, NULL },
                                       cancellable, error);
  if (reply == NULL || !lec_redis_reply_read_integer (reply, &n, error))
    return FALSE;

  *n_swept = (guint64) MAX (n, 0);
  return TRUE;
}

/* Takes this consumer out of the groups, and away what he has not finished. */
gboolean
lec_redis_streams_leave (LecRedisStreams *self,
                         const char *const *keys,
                         GError **error)
{
  g_autoptr (LecRedisReply) reply = NULL;

  g_return_val_if_fail (self != NULL && keys != NULL, FALSE);

  reply = run_as_consumer (self, leave_script, keys, NULL, error);
  return reply != NULL;
}

/**
 * lec_redis_streams_read_mark:
 *
 * Returns: (transfer full): another text when what Redis held may be gone: it went with the mark in
 *   it, or, in part, when the server was started anew
 */
char *
lec_redis_streams_read_mark (LecRedisStreams *self,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *fresh = g_uuid_string_random ();
  g_autofree char *run_id = NULL;
  g_autoptr (LecRedisReply) reply = NULL;
  const char *found = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  key = lec_redis_keys_make_mark (lec_redis_client_get_keys (self->client));
  reply = lec_redis_client_run_script (self->client, mark_script, (const char *[]){ key, NULL },
                                       (const char *[]){ fresh, NULL }, cancellable, error);
  found = reply != NULL ? lec_redis_reply_get_string (reply, NULL, error) : NULL;
  run_id = lec_redis_client_dup_run_id (self->client);

  return found != NULL ? g_strconcat (found, " ", run_id, NULL) : NULL;
}
