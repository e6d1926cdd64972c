/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Redirects and further tries around single exchanges. A session is kept for
 * one origin, so that connections are used again; a guarded one can connect to
 * no other. In the module that is opened for the first request.
 */
#include <config.h>
#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "net/guarded-address.h"
#include "net/http-engine.h"
#include "net/http-exchange.h"
#include "net/http-reason.h"
#include "net/net-error.h"
#include "net/retry-rules.h"
#include "net/web-address.h"

struct _LecHttpClient
{
  LecHttpSettings settings;
  GMainContext *context;
  SoupSession *session;     /* (nullable) */
  GUri *origin;             /* (nullable) of @session */
  LecGuardedAddress *guard; /* (nullable) of @session */
};

static void
fill_in (guint *value,
         guint usual)
{
  if (*value == 0)
    *value = usual;
}

static LecHttpClient *
start_client (const LecHttpSettings *settings)
{
  LecHttpClient *self = g_new0 (LecHttpClient, 1);

  if (settings != NULL)
    self->settings = *settings;
  fill_in (&self->settings.connect_timeout_ms, 20000);
  fill_in (&self->settings.idle_timeout_ms, 60000);
  fill_in (&self->settings.max_redirects, 5);
  fill_in (&self->settings.max_tries, 4);
  fill_in (&self->settings.first_wait_ms, 1000);
  fill_in (&self->settings.max_wait_ms, 60000);
  self->context = g_main_context_new ();

  return self;
}

static void
drop_session (LecHttpClient *self)
{
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->guard);
  g_clear_pointer (&self->origin, g_uri_unref);
  /* What was cancelled ends in the context. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
}

static void
free_client (LecHttpClient *self)
{
  g_main_context_push_thread_default (self->context);
  drop_session (self);
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_free (self);
}

/* The context is the thread's default. */
static void
open_session (LecHttpClient *self,
              GUri *uri)
{
  if (self->session != NULL && lec_web_address_is_same_origin (self->origin, uri))
    return;

  drop_session (self);
  self->origin = g_uri_ref (uri);
  if (self->settings.allow_private)
    self->session = soup_session_new ();
  else
    {
      self->guard = lec_guarded_address_new (g_uri_get_scheme (uri), g_uri_get_host (uri),
                                             (guint16) g_uri_get_port (uri));
      self->session = g_object_new (SOUP_TYPE_SESSION, "remote-connectable", self->guard, "proxy-resolver", NULL, NULL);
    }
  soup_session_set_user_agent (self->session, "Lectern/" LECTERN_VERSION);
  soup_session_set_timeout (self->session, 0); /* the exchange has its own */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
}

static gboolean
is_redirect (const LecHttpExchange *exchange,
             gboolean is_post)
{
  switch (exchange->status)
    {
    case 301:
    case 302:
    case 303:
      return !is_post; /* what was sent would be lost */
    case 307:
    case 308:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
prefix_host (GUri *uri,
             GError **error)
{
  g_autofree char *host = lec_web_address_dup_shown_host (uri);

  if (error != NULL && *error != NULL && (*error)->domain == LEC_NET_ERROR)
    g_prefix_error (error, "%s: ", host);
}

/* Returns: whether an answer came that is no redirect */
static gboolean
follow (LecHttpClient *self,
        LecHttpExchange *exchange,
        GUri *first,
        GUri **last,
        GCancellable *cancellable,
        GError **error)
{
  gboolean is_post = lec_http_request_is_post (exchange->request);

  for (guint i = 0; i <= self->settings.max_redirects; i++)
    {
      GUri *next = NULL;

      open_session (self, *last);
      exchange->session = self->session;
      exchange->guard = self->guard;
      exchange->uri = *last;
      exchange->key = lec_web_address_is_same_origin (first, *last) ? lec_http_request_get_key (exchange->request)
                                                                    : NULL;
      if (!lec_http_exchange_run (exchange, cancellable, error))
        return FALSE;
      if (!is_redirect (exchange, is_post))
        return TRUE;

      next = lec_web_address_follow (*last, exchange->location, is_post, error);
      if (next == NULL)
        return FALSE;
      g_uri_unref (*last);
      *last = next;
    }

  g_set_error_literal (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS, _ ("the server sends from one address to another"));
  return FALSE;
}

/* One try. @is_passing: (out): whether another one may go better */
static gboolean
try_once (LecHttpClient *self,
          LecHttpExchange *exchange,
          GUri *first,
          gboolean *is_passing,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GUri) last = g_uri_ref (first);
  g_autoptr (GError) own = NULL;

  if (!follow (self, exchange, first, &last, cancellable, &own))
    {
      gboolean is_new = exchange->n_given_bytes == 0 || exchange->is_collected;

      *is_passing = is_new && lec_net_error_is_passing (own);
    }
  else if (exchange->status < 200 || exchange->status >= 300)
    {
      lec_http_reason_set_error (&own, exchange->status, exchange->reason);
      *is_passing = lec_retry_rules_is_passing (exchange->status);
    }
  if (own == NULL)
    return TRUE;

  prefix_host (last, &own);
  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}

/* Returns: %FALSE when cancelled */
static gboolean
wait_ms (guint ms,
         GCancellable *cancellable,
         GError **error)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (cancellable, &fd))
    g_usleep ((gulong) ms * 1000);
  else
    {
      gint64 end_us = g_get_monotonic_time () + (gint64) ms * 1000;

      while (!g_cancellable_is_cancelled (cancellable) && g_get_monotonic_time () < end_us)
        g_poll (&fd, 1, (int) ((end_us - g_get_monotonic_time ()) / 1000 + 1));
      g_cancellable_release_fd (cancellable);
    }

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
try_often (LecHttpClient *self,
           LecHttpExchange *exchange,
           GUri *uri,
           GCancellable *cancellable,
           GError **error)
{
  for (guint n_failed = 1;; n_failed++)
    {
      g_autoptr (GError) own = NULL;
      gboolean is_passing = FALSE;

      if (try_once (self, exchange, uri, &is_passing, cancellable, &own))
        return TRUE;
      if (!is_passing || n_failed >= self->settings.max_tries)
        {
          g_propagate_error (error, g_steal_pointer (&own));
          return FALSE;
        }
      g_debug ("try %u failed: %s", n_failed, own->message);
      if (!wait_ms (lec_retry_rules_get_wait_ms (n_failed, self->settings.first_wait_ms, exchange->asked_ms,
                                                 self->settings.max_wait_ms, g_random_double ()),
                    cancellable, error))
        return FALSE;
    }
}

static gboolean
run (LecHttpClient *self,
     LecHttpExchange *exchange,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GUri) uri = lec_web_address_parse (lec_http_request_get_address (exchange->request), error);
  gboolean done = FALSE;

  if (uri == NULL)
    return FALSE;

  g_main_context_push_thread_default (self->context);
  done = try_often (self, exchange, uri, cancellable, error);
  if (!done)
    drop_session (self);
  g_main_context_pop_thread_default (self->context);

  return done;
}

static gboolean
stream (LecHttpClient *self,
        const LecHttpRequest *request,
        LecHttpDataFunc func,
        gpointer user_data,
        GCancellable *cancellable,
        GError **error)
{
  g_auto (LecHttpExchange) exchange = { 0 };

  exchange.context = self->context;
  exchange.settings = &self->settings;
  exchange.request = request;
  exchange.func = func;
  exchange.user_data = user_data;

  return run (self, &exchange, cancellable, error);
}

typedef struct
{
  LecHttpExchange *exchange;
  GByteArray *bytes;
} Collection;

static gboolean
collect_cb (const char *data,
            gsize length,
            gpointer user_data,
            GError **error)
{
  Collection *self = user_data;

  /* The first piece of another try. */
  if (self->exchange->n_given_bytes == (gint64) length)
    g_byte_array_set_size (self->bytes, 0);
  g_byte_array_append (self->bytes, (const guint8 *) data, (guint) length);
  return TRUE;
}

static GBytes *
send_request (LecHttpClient *self,
              const LecHttpRequest *request,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (LecHttpExchange) exchange = { 0 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Collection collection = { .exchange = &exchange, .bytes = bytes };

  exchange.context = self->context;
  exchange.settings = &self->settings;
  exchange.request = request;
  exchange.func = collect_cb;
  exchange.user_data = &collection;
  exchange.is_collected = TRUE;
  if (!run (self, &exchange, cancellable, error))
    return NULL;

  /* The last try may have got nothing, and one before it something. */
  g_byte_array_set_size (bytes, (guint) exchange.n_given_bytes);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

const LecHttpEngine lec_http_engine = {
  .start = start_client,
  .free = free_client,
  .send = send_request,
  .stream = stream,
};
