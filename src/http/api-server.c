/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message is watched from its connection on: whoever sends nothing, or takes
 * nothing of what is sent, is cut off after a while, and so is who sends more
 * than is taken. What is decided by a request's headers is decided before its
 * body is read, of which nothing is kept then.
 */
#include "http/api-server.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "base/error.h"
#include "base/log.h"
#include "http/api-again.h"
#include "http/api-connections.h"
#include "http/api-cors.h"
#include "http/api-crews.h"
#include "http/api-error.h"
#include "http/api-exchange.h"
#include "http/api-intake.h"
#include "http/api-route.h"
#include "http/event-hub.h"

/* Bodies that go to a disk while they come: each has pieces in memory. */
#define MAX_INTAKES 64
/* What is kept of a body has come by then; of what goes to a disk so much comes in a second, or it
   is a connection that somebody else could have. */
#define MAX_BODY_US  (30 * G_USEC_PER_SEC)
#define MIN_RATE     1024
#define SILENCE_US   (30 * G_USEC_PER_SEC)
#define LOOK_S       5
#define STOP_LOOK_MS 50
#define STOP_US      (10 * G_USEC_PER_SEC)
/* Answers that are more than a little, all together: they are in memory until they are taken. */
#define LARGE_ANSWER (1024 * 1024)
#define MAX_ANSWERS  (512 * 1024 * 1024)
/* Of a body that is not wanted: whoever sends more does not want an answer. */
#define MAX_DISCARDED (4 * 1024 * 1024)

struct _LecApiServer
{
  SoupServer *soup;               /* owned */
  LecApiConnections *connections; /* (nullable) owned: once it listens */
  LecApiCrews *crews;             /* owned */
  LecApiAgain *again;             /* owned */
  LecEventHub *hub;               /* owned */
  GBytes *refusal;                /* of what is no request */
  GHashTable *watched;            /* (element-type SoupServerMessage Watch): unowned, as long as they are */
  const LecApiContext *context;   /* unowned */
  guint look_source;
  guint stop_source;
  guint n_running; /* calls that worker threads have, and intakes */
  guint n_intakes;
  gsize n_answer_bytes;
  gboolean is_stopping;
  gint64 stopping_us;
  void (*stopped) (gpointer data);
  gpointer stopped_data;
};

/* Of a message from its connection on. */
typedef struct
{
  LecApiServer *server;       /* unowned */
  SoupServerMessage *message; /* weak */
  char *question;             /* (nullable): of a GET: what its answer is kept by */
  LecApiCall *call;           /* (nullable) owned: until a worker thread has it */
  LecApiIntake *intake;       /* (nullable) owned: which has the call then */
  guint hurry_source;
  gint64 heard_us; /* when something has moved */
  gint64 began_us;
  gsize n_received;
  gsize n_answer_bytes;     /* of what is counted by the server */
  gboolean has_body;        /* whether all of it has come */
  gboolean is_answered_for; /* by a worker thread: it is not the other side that is waited for */
} Watch;

/* While a worker thread has the call. */
typedef struct
{
  LecApiServer *server;       /* unowned */
  SoupServerMessage *message; /* owned: of whoever waits */
  char *question;             /* (nullable) owned: what its answer is kept by */
  int n_changes;              /* before it was asked */
  gint64 began_us;
} Pending;

static void
drop_intake (Watch *self)
{
  if (self->intake == NULL)
    return;

  self->server->n_intakes--;
  self->server->n_running--;
  g_clear_pointer (&self->intake, lec_api_intake_free);
}

/* Of a connection that ends before a request was read libsoup tells nothing. */
static void
message_gone_cb (gpointer data,
                 GObject *message)
{
  LecApiServer *self = data;
  Watch *watch = g_hash_table_lookup (self->watched, message);

  watch->message = NULL;
  g_hash_table_remove (self->watched, message);
}

static void
watch_free (Watch *self)
{
  if (self->message != NULL)
    g_object_weak_unref (G_OBJECT (self->message), message_gone_cb, self->server);
  g_clear_handle_id (&self->hurry_source, g_source_remove);
  drop_intake (self);
  self->server->n_answer_bytes -= self->n_answer_bytes;
  lec_api_call_free (self->call);
  g_free (self->question);
  g_free (self);
}

static void
pending_free (Pending *self)
{
  g_object_unref (self->message);
  g_free (self->question);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

static Watch *
find_watch (LecApiServer *self,
            SoupServerMessage *message)
{
  return g_hash_table_lookup (self->watched, message);
}

/* It is over. */
static void
forget (LecApiServer *self,
        SoupServerMessage *message)
{
  lec_event_hub_remove (self->hub, message);
  g_signal_handlers_disconnect_by_data (message, self);
  g_hash_table_remove (self->watched, message);
}

static void
moved_cb (SoupServerMessage *message,
          gpointer data)
{
  Watch *watch = find_watch (data, message);

  if (watch != NULL)
    watch->heard_us = g_get_monotonic_time ();
}

static void
wrote_cb (SoupServerMessage *message,
          guint n_bytes,
          gpointer data)
{
  moved_cb (message, data);
}

/* --- The end of a call --- */

static void
log_answer (const char *method,
            const char *path,
            guint status,
            const char *caller,
            gint64 began_us)
{
  double took_ms = (double) (g_get_monotonic_time () - began_us) / 1000;

  lec_log (LEC_LOG_INFO, NULL, "%s %s %u %.1f ms %s", method, path, status, took_ms, caller != NULL ? caller : "-");
}

static void
log_message (SoupServerMessage *message,
             const char *caller,
             gint64 began_us)
{
  log_answer (soup_server_message_get_method (message), g_uri_get_path (soup_server_message_get_uri (message)),
              soup_server_message_get_status (message), caller, began_us);
}

static void
refuse (LecApiServer *self,
        SoupServerMessage *message,
        const GError *error,
        const char *allowed)
{
  Watch *watch = find_watch (self, message);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  lec_api_exchange_refuse (message, error, allowed);
  if (watch != NULL)
    log_message (message, NULL, watch->began_us);
}

static gboolean
hurry_cb (gpointer data)
{
  Watch *watch = data;
  LecApiServer *self = watch->server;
  g_autoptr (SoupServerMessage) message = g_object_ref (watch->message);

  watch->hurry_source = 0;
  forget (self, message);
  lec_api_exchange_hurry (message);
  return G_SOURCE_REMOVE;
}

/* Whoever goes on sending reads no answer before the end of what he sends, which may be far off.
   Not at once: the message may be in the middle of telling. */
static void
hurry (SoupServerMessage *message,
       Watch *watch)
{
  if (watch->hurry_source != 0)
    return;

  soup_server_message_pause (message);
  watch->hurry_source = g_idle_add (hurry_cb, watch);
}

static void
write_answer (LecApiServer *self,
              SoupServerMessage *message,
              const LecApiCall *call,
              gint64 began_us)
{
  lec_api_exchange_write (message, call);
  if (self->is_stopping)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
  log_message (message, call->caller.name, began_us);
}

/* Whether it can be kept until it is taken. */
static gboolean
count_answer (LecApiServer *self,
              Watch *watch,
              const LecApiCall *call)
{
  gsize n_bytes = call->content != NULL ? g_bytes_get_size (call->content) : 0;

  if (n_bytes < LARGE_ANSWER)
    return TRUE;
  if (n_bytes > MAX_ANSWERS - self->n_answer_bytes)
    return FALSE;

  watch->n_answer_bytes = n_bytes;
  self->n_answer_bytes += n_bytes;
  return TRUE;
}

/* Takes @call. */
static void
begin_events (LecApiServer *self,
              SoupServerMessage *message,
              LecApiCall *call)
{
  g_autoptr (GError) error = NULL;

  if (lec_event_hub_add (self->hub, message, call, &error))
    return;

  lec_api_exchange_refuse (message, error, NULL);
  soup_server_message_unpause (message);
}

static void
answered_cb (LecApiCall *call,
             gpointer data)
{
  g_autoptr (Pending) pending = data;
  g_autoptr (LecApiCall) owned = call;
  SoupServerMessage *message = pending->message;
  Watch *watch = find_watch (pending->server, message);
  g_autoptr (GError) too_many =
    g_error_new_literal (LEC_API_ERROR, LEC_API_ERROR_UNAVAILABLE, _ ("too many ask at the same time"));

  pending->server->n_running--;
  /* Whoever has asked may have gone. */
  if (watch == NULL)
    return;

  watch->is_answered_for = FALSE;
  watch->heard_us = g_get_monotonic_time ();
  if (count_answer (pending->server, watch, call))
    write_answer (pending->server, message, call, pending->began_us);
  else
    refuse (pending->server, message, too_many, NULL);
  if (call->follows_job > 0 && !pending->server->is_stopping)
    {
      begin_events (pending->server, message, g_steal_pointer (&owned));
      return;
    }

  if (pending->question != NULL)
    lec_api_again_keep (pending->server->again, pending->question, g_steal_pointer (&owned), pending->n_changes,
                        pending->began_us);
  soup_server_message_unpause (message);
}

/* Whether its sender waits with the body until he is told to go on. */
static gboolean
waits_with_body (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return (soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE) != 0;
}

static void
taken_cb (SoupServerMessage *message,
          LecApiCall *call,
          gboolean is_whole,
          gpointer data)
{
  LecApiServer *self = data;
  g_autoptr (LecApiCall) owned = call;
  Watch *watch = find_watch (self, message);

  g_assert (watch != NULL);

  drop_intake (watch);
  watch->heard_us = g_get_monotonic_time ();
  write_answer (self, message, call, watch->began_us);
  if (is_whole || (watch->n_received == 0 && waits_with_body (message)))
    soup_server_message_unpause (message);
  else
    hurry (message, watch);
}

/* --- The beginning --- */

static void
received_cb (SoupServerMessage *message,
             GBytes *chunk,
             gpointer data)
{
  Watch *watch = find_watch (data, message);
  g_autoptr (GError) error = NULL;
  gsize max_body = 0;

  moved_cb (message, data);
  if (watch == NULL)
    return;

  watch->n_received += g_bytes_get_size (chunk);
  if (watch->intake != NULL)
    {
      lec_api_intake_take (watch->intake, chunk);
      return;
    }

  max_body = watch->call != NULL ? watch->call->route->max_body : 0;
  if (watch->n_received > max_body + MAX_DISCARDED)
    hurry (message, watch);
  if (watch->call == NULL || watch->n_received <= max_body)
    return;

  error = g_error_new (LEC_API_ERROR, LEC_API_ERROR_TOO_LARGE, _ ("this address takes no more than %u bytes"),
                       (guint) max_body);
  g_clear_pointer (&watch->call, lec_api_call_free);
  refuse (data, message, error, NULL);
}

/* Returns: %FALSE when too many do it already */
static gboolean
begin_intake (LecApiServer *self,
              SoupServerMessage *message,
              Watch *watch)
{
  LecApiIntakeEvents events = { taken_cb, self };
  LecApiWorkers *takers = lec_api_crews_get_takers (self->crews);
  LecApiWorkers *finishers = lec_api_crews_choose_finishers (self->crews, watch->call->route);

  if (self->n_intakes >= MAX_INTAKES)
    return FALSE;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  watch->intake = lec_api_intake_new (message, watch->call, takers, finishers, &events);
  if (watch->intake == NULL)
    return FALSE;

  watch->call = NULL;
  self->n_intakes++;
  self->n_running++;
  return TRUE;
}

/* Where the same was asked a moment ago. */
static gboolean
answer_again (LecApiServer *self,
              SoupServerMessage *message,
              Watch *watch)
{
  const LecApiCall *answer = NULL;

  g_clear_pointer (&watch->question, g_free);
  watch->question = lec_api_exchange_dup_question (message);
  if (watch->question != NULL)
    answer = lec_api_again_find (self->again, message, watch->question, watch->began_us);
  if (answer != NULL)
    write_answer (self, message, answer, watch->began_us);
  return answer != NULL;
}

static void
headers_read_cb (SoupServer *soup,
                 SoupServerMessage *message,
                 const char *path,
                 GHashTable *query,
                 gpointer data)
{
  LecApiServer *self = data;
  Watch *watch = find_watch (self, message);
  g_autofree char *allowed = NULL;
  g_autoptr (GError) error = NULL;

  lec_api_exchange_expect_request (message);
  if (watch == NULL)
    return;

  watch->began_us = watch->heard_us = g_get_monotonic_time ();
  lec_api_cors_mark (message, self->context->settings);
  if (self->is_stopping)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection", "close");
      error = g_error_new_literal (LEC_API_ERROR, LEC_API_ERROR_UNAVAILABLE, _ ("the service is about to end"));
    }
  else if (lec_api_cors_answer (message, self->context->settings))
    log_message (message, NULL, watch->began_us);
  else if (!answer_again (self, message, watch))
    watch->call = lec_api_exchange_read (message, &allowed, &error);
  if (watch->call != NULL && lec_api_exchange_is_streamed (watch->call) && !begin_intake (self, message, watch))
    {
      g_clear_pointer (&watch->call, lec_api_call_free);
      error = g_error_new_literal (LEC_API_ERROR, LEC_API_ERROR_UNAVAILABLE, _ ("too many ask at the same time"));
    }
  if (error != NULL)
    refuse (self, message, error, allowed);
  g_signal_connect (message, "got-chunk", G_CALLBACK (received_cb), self);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_cb), self);
}

static void
take_body (LecApiCall *call,
           SoupServerMessage *message)
{
  if (call->route->max_body > 0)
    call->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
}

static void
body_read_cb (SoupServer *soup,
              SoupServerMessage *message,
              const char *path,
              GHashTable *query,
              gpointer data)
{
  LecApiServer *self = data;
  Watch *watch = find_watch (self, message);
  g_autoptr (Pending) pending = NULL;
  g_autoptr (GError) error = NULL;

  if (watch == NULL)
    return;
  watch->has_body = TRUE;
  if (watch->intake != NULL)
    lec_api_intake_end (watch->intake);
  if (watch->call == NULL)
    return;

  take_body (watch->call, message);
  pending = g_new0 (Pending, 1);
  *pending = (Pending){ self, g_object_ref (message), g_steal_pointer (&watch->question),
                        g_atomic_int_get (self->context->n_changes), watch->began_us };
  if (lec_api_workers_push (lec_api_crews_choose (self->crews, watch->call->route), watch->call, answered_cb, pending))
    {
      g_steal_pointer (&pending);
      watch->call = NULL;
      watch->is_answered_for = TRUE;
      self->n_running++;
      soup_server_message_pause (message);
      return;
    }

  error = g_error_new_literal (LEC_API_ERROR, LEC_API_ERROR_UNAVAILABLE, _ ("too many ask at the same time"));
  refuse (self, message, error, NULL);
}

/* --- Connections --- */

static void
request_started_cb (SoupServer *soup,
                    SoupServerMessage *message,
                    gpointer data)
{
  LecApiServer *self = data;
  Watch *watch = g_new0 (Watch, 1);

  lec_api_connections_begin_request (message);
  watch->server = self;
  watch->message = message;
  watch->heard_us = watch->began_us = g_get_monotonic_time ();
  g_object_weak_ref (G_OBJECT (message), message_gone_cb, self);
  g_hash_table_insert (self->watched, message, watch);
  lec_api_exchange_expect_nothing (message, self->refusal);
}

static void
request_ended_cb (SoupServer *soup,
                  SoupServerMessage *message,
                  gpointer data)
{
  forget (data, message);
  lec_api_connections_end_request (message);
}

/* Whether nothing moves, or so little that somebody keeps a connection busy. */
static gboolean
is_silent (const Watch *watch,
           gint64 now_us)
{
  gint64 took_us = now_us - watch->began_us;

  if (watch->is_answered_for || (watch->intake != NULL && lec_api_intake_is_busy (watch->intake)))
    return FALSE;
  if (now_us - watch->heard_us > SILENCE_US)
    return TRUE;
  if (watch->has_body || watch->n_received == 0 || took_us < MAX_BODY_US)
    return FALSE;

  return watch->intake == NULL || watch->n_received / (gsize) (took_us / G_USEC_PER_SEC) < MIN_RATE;
}

static gboolean
look_cb (gpointer data)
{
  LecApiServer *self = data;
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GPtrArray) silent = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer message = NULL, watch = NULL;

  g_hash_table_iter_init (&iter, self->watched);
  while (g_hash_table_iter_next (&iter, &message, &watch))
    if (is_silent (watch, now_us))
      g_ptr_array_add (silent, message);
  for (guint i = 0; i < silent->len; i++)
    lec_api_connections_cut_off (g_ptr_array_index (silent, i));
  if (self->connections != NULL)
    lec_api_connections_look (self->connections, now_us);

  return G_SOURCE_CONTINUE;
}

LecApiServer *
lec_api_server_new (const LecApiContext *context)
{
  LecApiServer *self = g_new0 (LecApiServer, 1);

  self->context = context;
  self->watched = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) watch_free);
  self->crews = lec_api_crews_new (context);
  self->again = lec_api_again_new (context, self->crews);
  self->hub = lec_event_hub_new (context);
  self->refusal = lec_api_exchange_make_refusal ();
  self->soup = soup_server_new ("server-header", "lectern", NULL);
  soup_server_add_early_handler (self->soup, NULL, headers_read_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, body_read_cb, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (request_ended_cb), self);
  g_signal_connect (self->soup, "request-aborted", G_CALLBACK (request_ended_cb), self);
  self->look_source = g_timeout_add_seconds (LOOK_S, look_cb, self);
  return self;
}

void
lec_api_server_free (LecApiServer *self)
{
  if (self == NULL)
    return;

  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_handle_id (&self->stop_source, g_source_remove);
  g_clear_pointer (&self->connections, lec_api_connections_close);
  soup_server_disconnect (self->soup);
  lec_event_hub_stop (self->hub);
  g_hash_table_remove_all (self->watched);
  lec_api_crews_end (self->crews);
  /* What they have answered meanwhile comes to nobody. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  lec_api_crews_free (self->crews);
  g_signal_handlers_disconnect_by_data (self->soup, self);
  g_object_unref (self->soup);
  lec_event_hub_free (self->hub);
  lec_api_again_free (self->again);
  g_bytes_unref (self->refusal);
  g_hash_table_unref (self->watched);
  g_free (self);
}

gboolean
lec_api_server_listen (LecApiServer *self,
                       char **address,
                       GError **error)
{
  const LecServerSettings *settings = self->context->settings;
  g_autoptr (GError) reason = NULL;

  self->connections = lec_api_connections_open (self->soup, settings->host, settings->port, &reason);
  if (self->connections == NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("the service cannot listen at %s port %u: %s"), settings->host,
                   (guint) settings->port, reason->message);
      return FALSE;
    }

  *address = lec_api_connections_dup_address (self->connections);
  return TRUE;
}

static gboolean
stop_cb (gpointer data)
{
  LecApiServer *self = data;
  guint n_running = self->n_running + lec_api_again_count_running (self->again);
  gboolean is_busy = n_running > 0 || lec_event_hub_count (self->hub) > 0;

  if (is_busy && g_get_monotonic_time () - self->stopping_us < STOP_US)
    return G_SOURCE_CONTINUE;

  self->stop_source = 0;
  self->stopped (self->stopped_data);
  return G_SOURCE_REMOVE;
}

void
lec_api_server_stop (LecApiServer *self,
                     void (*stopped) (gpointer data),
                     gpointer data)
{
  g_return_if_fail (self != NULL && stopped != NULL && !self->is_stopping);

  self->is_stopping = TRUE;
  self->stopping_us = g_get_monotonic_time ();
  self->stopped = stopped;
  self->stopped_data = data;
  lec_event_hub_end_all (self->hub);
  self->stop_source = g_timeout_add (STOP_LOOK_MS, stop_cb, self);
}
