/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever may do most sees everybody's jobs; all others see those of the owner
 * that their token names, and of others not even that they are there.
 */
#include "http/api-access.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "engine/access-tokens.h"
#include "http/api-error.h"
#include "http/api-route.h"

#define SCHEME "Bearer "

/* "127.0.0.1:5000" → "127.0.0.1", "[::1]" → "::1". Returns: (transfer full) */
static char *
cut_port (const char *host)
{
  const char *bracket = *host == '[' ? strchr (host, ']') : NULL;

  return bracket != NULL ? g_strndup (host + 1, (gsize) (bracket - host) - 1) : g_strndup (host, strcspn (host, ":"));
}

static gboolean
is_loopback (const char *host)
{
  g_autofree char *name = cut_port (host);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (name);

  return g_ascii_strcasecmp (name, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

/* A page of somebody else's may have a browser ask for anything here; it cannot hide where it is
 * from. Nor can a name that leads to this machine today hide that it is one (DNS rebinding). */
gboolean
lec_api_access_is_at_home (const char *host,
                           const char *origin)
{
  g_autofree char *own = NULL;

  if (host == NULL || !is_loopback (host))
    return FALSE;

  own = g_strconcat ("http://", host, NULL);
  return origin == NULL || g_ascii_strcasecmp (origin, own) == 0;
}

static gboolean
let_in (LecApiCall *call,
        const LecToken *token,
        GError **error)
{
  gboolean is_admin = token->scope == LEC_TOKEN_ADMIN;

  if (call->route->access != LEC_API_OPEN && (guint) token->scope + LEC_API_READ < (guint) call->route->access)
    return lec_api_error_refuse (LEC_API_ERROR_FORBIDDEN, _ ("this token is not good for that"), error);

  call->caller.name = g_strdup (token->name);
  call->caller.scope = token->scope;
  call->caller.owner = is_admin ? NULL : g_strdup (token->owner);
  call->caller.submits_as = *token->owner != '\0' ? g_strdup (token->owner) : NULL;
  return TRUE;
}

static gboolean
admit_token (LecApiCall *call,
             const LecApiContext *context,
             const char *shown,
             GError **error)
{
  g_autoptr (LecToken) token = NULL;
  GError *reason = NULL;

  lec_access_tokens_find (context->jobs, shown, g_get_real_time (), &token, context->cancellable, &reason);
  if (reason != NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);
  if (token == NULL)
    return lec_api_error_refuse (LEC_API_ERROR_UNAUTHORIZED, _ ("this token is not known here, or its time is over"),
                                 error);

  return let_in (call, token, error);
}

/* Of a request for which a browser or a proxy says that somebody else is behind it: a picture in a
 * page from elsewhere has no Origin; a proxy on this machine asks for the whole world. */
static gboolean
is_for_others (const LecApiCall *call)
{
  const char *site = lec_api_call_get_header (call, "sec-fetch-site");

  return (site != NULL && !g_str_equal (site, "same-origin") && !g_str_equal (site, "none")) ||
         lec_api_call_get_header (call, "forwarded") != NULL ||
         lec_api_call_get_header (call, "x-forwarded-for") != NULL;
}

/* The user of this machine, as long as nobody has made a token. */
static gboolean
admit_local (LecApiCall *call,
             const LecApiContext *context,
             GError **error)
{
  GError *reason = NULL;
  g_autoptr (GPtrArray) tokens = NULL;

  if (!lec_server_settings_is_loopback (context->settings))
    return lec_api_error_refuse (LEC_API_ERROR_UNAUTHORIZED, _ ("a token is missing: “Authorization: Bearer TOKEN”"),
                                 error);

  tokens = lec_access_tokens_list (context->jobs, context->cancellable, &reason);
  if (tokens == NULL)
    return lec_api_error_pass_on (reason, LEC_API_ERROR_INTERNAL, error);
  if (tokens->len > 0)
    return lec_api_error_refuse (LEC_API_ERROR_UNAUTHORIZED, _ ("a token is missing: “Authorization: Bearer TOKEN”"),
                                 error);
  if (is_for_others (call) ||
      !lec_api_access_is_at_home (lec_api_call_get_header (call, "host"), lec_api_call_get_header (call, "origin")))
    return lec_api_error_refuse (LEC_API_ERROR_FORBIDDEN,
                                 _ ("without a token only this machine may ask, and no page of another"),
                                 error);

  call->caller.scope = LEC_TOKEN_ADMIN;
  call->caller.owner = g_strdup (lec_jobs_get_owner (context->jobs));
  call->caller.submits_as = g_strdup (call->caller.owner);
  return TRUE;
}

gboolean
lec_api_access_admit (LecApiCall *call,
                      const LecApiContext *context,
                      GError **error)
{
  const char *authorization = lec_api_call_get_header (call, "authorization");

  if (call->route->access == LEC_API_OPEN)
    return TRUE;
  if (context->jobs == NULL)
    return lec_api_error_refuse (LEC_API_ERROR_UNAVAILABLE, _ ("the database is not reached; try again later"), error);
  if (authorization == NULL)
    return admit_local (call, context, error);
  if (g_ascii_strncasecmp (authorization, SCHEME, strlen (SCHEME)) != 0)
    return lec_api_error_refuse (LEC_API_ERROR_UNAUTHORIZED, _ ("a token is missing: “Authorization: Bearer TOKEN”"),
                                 error);

  return admit_token (call, context, authorization + strlen (SCHEME), error);
}

gboolean
lec_api_access_check_listen (LecJobs *jobs,
                             const LecServerSettings *settings,
                             GError **error)
{
  g_autoptr (GPtrArray) tokens = NULL;

  if (lec_server_settings_is_loopback (settings))
    return TRUE;

  tokens = lec_access_tokens_list (jobs, NULL, error);
  if (tokens == NULL)
    return FALSE;
  if (tokens->len > 0)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("others could ask the service at %s, and there is no token: make one first (lectern token add NAME)"),
               settings->host);
  return FALSE;
}
