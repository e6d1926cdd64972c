/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pages for people, and the files that they are made of: fixed ones, which
 * are in the program (data/http). They know nothing themselves; their scripts
 * ask the service as every other program does, with the token of whoever looks.
 */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "http/api-error.h"
#include "http/api-handlers.h"

#define FOLDER "/org/lectern/http/"

/* Nothing but what is here runs or is shown; pictures of slides are given to the page by its own
 * scripts. */
#define POLICY                                                                                          \
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " \
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

static const struct
{
  const char *ending;
  const char *type;
} types[] = {
  { ".css", "text/css; charset=utf-8" },
  { ".html", "text/html; charset=utf-8" },
  { ".js", "text/javascript; charset=utf-8" },
  { ".svg", "image/svg+xml" },
};

static const char *
find_type (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (name, types[i].ending))
      return types[i].type;

  return NULL;
}

/* @name: untrusted. What is in the program has no path beyond its folder. */
static gboolean
answer (LecApiCall *call,
        const char *name,
        GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  const char *type = find_type (name);
  gboolean is_name = type != NULL && strchr (name, '/') == NULL;
  g_autoptr (GBytes) content = is_name ? g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL) : NULL;

  if (content == NULL)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_NOT_FOUND, _ ("there is nothing at this address"));
      return FALSE;
    }

  lec_api_call_set_answer_header (call, "Content-Security-Policy", POLICY);
  lec_api_call_set_answer_header (call, "Cross-Origin-Opener-Policy", "same-origin");
  /* A resource ends in a zero byte. */
  lec_api_call_answer_text (call, type, g_bytes_get_data (content, NULL));
  return TRUE;
}

/* To programs that want no page: what can be asked, in words. */
gboolean
lec_api_pages_get_jobs (LecApiCall *call,
                        const LecApiContext *context,
                        GError **error)
{
  const char *accept = lec_api_call_get_header (call, "accept");
  gboolean wants_page = accept != NULL && strstr (accept, "text/html") != NULL;

  lec_api_call_set_answer_header (call, "Vary", "Accept");
  return wants_page ? answer (call, "jobs.html", error) : lec_api_help_get (call, context, error);
}

gboolean
lec_api_pages_get_dashboard (LecApiCall *call,
                             const LecApiContext *context,
                             GError **error)
{
  return answer (call, "dashboard.html", error);
}

gboolean
lec_api_pages_get_asset (LecApiCall *call,
                         const LecApiContext *context,
                         GError **error)
{
  return answer (call, call->arguments[0], error);
}
