/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A channel for each job that somebody listens to. It is looked up by the job
 * until that is over; whoever comes later gets another one, since the job may
 * have begun again. It goes with the last of its listeners.
 */
#include "http/event-hub.h"

#include <glib/gi18n-lib.h>

#include "http/api-error.h"
#include "http/api-exchange.h"
#include "http/event-client.h"
#include "http/event-watch.h"

/* Of all connections, so that some are left for those who only ask. */
#define MAX_LISTENERS 800
/* By one token. */
#define MAX_PER_CALLER 400
#define BEAT_S         5
/* How long the first look at a job may take. */
#define FIRST_US (20 * G_USEC_PER_SEC)

struct _LecEventHub
{
  LecEventWatch *watch;  /* (nullable) owned: until it is stopped */
  GHashTable *channels;  /* (element-type gint64 Channel): of jobs that are not over */
  GHashTable *listeners; /* (element-type SoupServerMessage Listener) */
  guint beat_source;
};

typedef struct
{
  gint64 job;
  guint number;         /* what the watch calls it */
  LecEventLog *log;     /* owned */
  GPtrArray *listeners; /* (element-type Listener): unowned */
} Channel;

typedef struct
{
  Channel *channel;           /* unowned */
  SoupServerMessage *message; /* unowned: as long as it is in the table */
  LecApiCall *call;           /* owned */
  LecEventClient *client;     /* owned */
  gint64 came_us;
  gboolean is_begun;
} Listener;

static void
channel_free (Channel *self)
{
  lec_event_log_free (self->log);
  g_ptr_array_unref (self->listeners);
  g_free (self);
}

static void
listener_free (Listener *self)
{
  lec_event_client_free (self->client);
  lec_api_call_free (self->call);
  g_free (self);
}

/* --- Channels --- */

static Channel *
ensure_channel (LecEventHub *self,
                gint64 job)
{
  Channel *channel = g_hash_table_lookup (self->channels, &job);

  if (channel != NULL)
    return channel;

  channel = g_new0 (Channel, 1);
  channel->job = job;
  channel->log = lec_event_log_new ();
  channel->listeners = g_ptr_array_new ();
  g_hash_table_insert (self->channels, g_memdup2 (&job, sizeof job), channel);
  channel->number = lec_event_watch_add (self->watch, job);
  return channel;
}

/* It is not looked up any more. */
static void
retire_channel (LecEventHub *self,
                Channel *channel)
{
  if (g_hash_table_lookup (self->channels, &channel->job) != channel)
    return;

  g_hash_table_remove (self->channels, &channel->job);
  if (self->watch != NULL)
    lec_event_watch_remove (self->watch, channel->job);
}

/* --- Answers --- */

static void
begin (Listener *listener)
{
  listener->is_begun = TRUE;
  lec_api_exchange_write (listener->message, listener->call);
  if (lec_event_client_begin (listener->client, lec_api_call_get_header (listener->call, "last-event-id")))
    return;

  /* By this a browser knows that it need not come again. */
  lec_api_call_answer_nothing (listener->call);
  lec_api_exchange_write (listener->message, listener->call);
  soup_server_message_unpause (listener->message);
}

/* One that was told nothing yet; it is one no more. */
static void
refuse_late (LecEventHub *self,
             Listener *listener)
{
  SoupServerMessage *message = listener->message;
  g_autoptr (GError) error =
    g_error_new_literal (LEC_API_ERROR, LEC_API_ERROR_UNAVAILABLE, _ ("the database is not reached; try again later"));

  lec_event_hub_remove (self, message);
  lec_api_exchange_refuse (message, error, NULL);
  soup_server_message_unpause (message);
}

static void
serve (Listener *listener)
{
  if (!listener->is_begun)
    begin (listener);
  else
    lec_event_client_write (listener->client);
}

static void
seen_cb (LecJobSnapshot *snapshot,
         guint number,
         gpointer data)
{
  LecEventHub *self = data;
  Channel *channel = g_hash_table_lookup (self->channels, &snapshot->job);

  if (channel == NULL || channel->number != number)
    {
      lec_job_snapshot_free (snapshot);
      return;
    }

  lec_event_log_update (channel->log, snapshot);
  for (guint i = channel->listeners->len; i > 0; i--)
    serve (g_ptr_array_index (channel->listeners, i - 1));
  if (lec_event_log_is_over (channel->log))
    retire_channel (self, channel);
}

/* --- Who may still listen --- */

static gboolean
is_good (const LecApiCaller *caller,
         const GPtrArray *tokens)
{
  gint64 now_us = g_get_real_time ();

  /* This machine's user, as long as there are no tokens. */
  if (caller->name == NULL)
    return tokens->len == 0;

  for (guint i = 0; i < tokens->len; i++)
    {
      const LecToken *token = g_ptr_array_index (tokens, i);

      if (g_str_equal (token->name, caller->name))
        return (token->expires_us == 0 || token->expires_us > now_us) && token->scope == caller->scope &&
               g_strcmp0 (token->scope == LEC_TOKEN_ADMIN ? NULL : token->owner, caller->owner) == 0;
    }

  return FALSE;
}

/* Returns: (transfer full) (element-type Listener): unowned */
static GPtrArray *
list_listeners (LecEventHub *self)
{
  GPtrArray *listeners = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer listener = NULL;

  g_hash_table_iter_init (&iter, self->listeners);
  while (g_hash_table_iter_next (&iter, NULL, &listener))
    g_ptr_array_add (listeners, listener);
  return listeners;
}

static void
tokens_cb (const GPtrArray *tokens,
           gpointer data)
{
  g_autoptr (GPtrArray) listeners = list_listeners (data);

  for (guint i = 0; i < listeners->len; i++)
    {
      Listener *listener = g_ptr_array_index (listeners, i);

      if (listener->is_begun && !is_good (&listener->call->caller, tokens))
        lec_event_client_end (listener->client);
    }
}

static gboolean
beat_cb (gpointer data)
{
  g_autoptr (GPtrArray) listeners = list_listeners (data);
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < listeners->len; i++)
    {
      Listener *listener = g_ptr_array_index (listeners, i);

      if (listener->is_begun)
        lec_event_client_keep_alive (listener->client, now_us);
      else if (now_us - listener->came_us > FIRST_US)
        refuse_late (data, listener);
    }

  return G_SOURCE_CONTINUE;
}

/* --- The hub --- */

LecEventHub *
lec_event_hub_new (const LecApiContext *context)
{
  LecEventHub *self = g_new0 (LecEventHub, 1);
  const LecEventWatchFuncs funcs = { seen_cb, tokens_cb, self };

  self->channels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->listeners = g_hash_table_new (NULL, NULL);
  self->watch = lec_event_watch_new (context, &funcs);
  self->beat_source = g_timeout_add_seconds (BEAT_S, beat_cb, self);
  return self;
}

void
lec_event_hub_stop (LecEventHub *self)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->beat_source, g_source_remove);
  g_clear_pointer (&self->watch, lec_event_watch_free);
}

void
lec_event_hub_free (LecEventHub *self)
{
  g_autoptr (GPtrArray) listeners = NULL;

  if (self == NULL)
    return;

  lec_event_hub_stop (self);
  listeners = list_listeners (self);
  for (guint i = 0; i < listeners->len; i++)
    lec_event_hub_remove (self, ((Listener *) g_ptr_array_index (listeners, i))->message);
  g_hash_table_unref (self->channels);
  g_hash_table_unref (self->listeners);
  g_free (self);
}

static guint
count_of (LecEventHub *self,
          const LecApiCaller *caller)
{
  GHashTableIter iter;
  gpointer listener = NULL;
  guint n_listeners = 0;

  g_hash_table_iter_init (&iter, self->listeners);
  while (g_hash_table_iter_next (&iter, NULL, &listener))
    if (g_strcmp0 (((const Listener *) listener)->call->caller.name, caller->name) == 0)
      n_listeners++;
  return n_listeners;
}

gboolean
lec_event_hub_add (LecEventHub *self,
                   SoupServerMessage *message,
                   LecApiCall *call,
                   GError **error)
{
  g_autoptr (LecApiCall) owned = call;
  Listener *listener = NULL;

  g_return_val_if_fail (self != NULL && self->watch != NULL && call->follows_job > 0, FALSE);

  if (g_hash_table_size (self->listeners) >= MAX_LISTENERS || count_of (self, &call->caller) >= MAX_PER_CALLER)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_UNAVAILABLE, _ ("too many listen at the same time"));
      return FALSE;
    }

  listener = g_new0 (Listener, 1);
  listener->channel = ensure_channel (self, call->follows_job);
  listener->message = message;
  listener->call = g_steal_pointer (&owned);
  listener->client = lec_event_client_new (message, listener->channel->log);
  listener->came_us = g_get_monotonic_time ();
  g_ptr_array_add (listener->channel->listeners, listener);
  g_hash_table_insert (self->listeners, message, listener);
  if (lec_event_log_is_begun (listener->channel->log))
    begin (listener);
  return TRUE;
}

void
lec_event_hub_remove (LecEventHub *self,
                      SoupServerMessage *message)
{
  Listener *listener = NULL;
  Channel *channel = NULL;

  g_return_if_fail (self != NULL);

  listener = g_hash_table_lookup (self->listeners, message);
  if (listener == NULL)
    return;

  channel = listener->channel;
  g_hash_table_remove (self->listeners, message);
  g_ptr_array_remove_fast (channel->listeners, listener);
  listener_free (listener);
  if (channel->listeners->len > 0)
    return;

  retire_channel (self, channel);
  channel_free (channel);
}

void
lec_event_hub_end_all (LecEventHub *self)
{
  g_autoptr (GPtrArray) listeners = NULL;

  g_return_if_fail (self != NULL);

  listeners = list_listeners (self);
  for (guint i = 0; i < listeners->len; i++)
    {
      Listener *listener = g_ptr_array_index (listeners, i);

      if (listener->is_begun)
        lec_event_client_end (listener->client);
      else
        refuse_late (self, listener);
    }
}

guint
lec_event_hub_count (LecEventHub *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->listeners);
}
