/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lectern token: who may ask the service (lectern --serve), and for what. A new
 * token is printed once; nobody can read it again.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/json.h"
#include "cli/arguments.h"
#include "cli/jobs-session.h"
#include "cli/report.h"
#include "cli/terminal-text.h"
#include "cli/text-table.h"
#include "engine/access-tokens.h"

#define MAX_DAYS 36500

/* Returns: (transfer full) */
static char *
format_time (gint64 time_us)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return moment != NULL ? g_date_time_format_iso8601 (moment) : g_strdup ("?");
}

static void
print_json (const LecToken *token)
{
  g_autofree char *created = format_time (token->created_us);
  g_autofree char *expires = token->expires_us != 0 ? format_time (token->expires_us) : NULL;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", token->name);
  json_object_set_string_member (object, "scope", lec_token_scope_get_name (token->scope));
  json_object_set_string_member (object, "owner", token->owner);
  json_object_set_string_member (object, "created", created);
  lec_json_set_string (object, "expires", expires);
  lec_report_json (lec_json_wrap (object));
}

static void
print_table (const GPtrArray *tokens)
{
  const char *const headings[] = { _ ("Token"), _ ("Scope"), _ ("Owner"), _ ("Created"), _ ("Expires"), NULL };
  g_autoptr (LecTextTable) table = lec_text_table_new (headings);
  g_autofree char *text = NULL;

  for (guint i = 0; i < tokens->len; i++)
    {
      const LecToken *token = g_ptr_array_index (tokens, i);
      char *cells[] = {
        g_strdup (token->name),
        g_strdup (lec_token_scope_get_name (token->scope)),
        g_strdup (token->owner),
        format_time (token->created_us),
        token->expires_us != 0 ? format_time (token->expires_us) : g_strdup (_ ("never")),
      };

      lec_text_table_take_row (table, cells);
    }

  text = tokens->len > 0 ? lec_text_table_format (table) : g_strdup ("");
  lec_report_text (text);
}

static gboolean
list (LecJobsSession *session,
      const LecArguments *arguments,
      GError **error)
{
  g_autoptr (GPtrArray) tokens =
    lec_access_tokens_list (session->jobs, lec_jobs_session_get_cancellable (session), error);

  if (tokens == NULL)
    return FALSE;

  if (!lec_arguments_has (arguments, "json"))
    print_table (tokens);
  for (guint i = 0; lec_arguments_has (arguments, "json") && i < tokens->len; i++)
    print_json (g_ptr_array_index (tokens, i));
  return TRUE;
}

static gboolean
add (LecJobsSession *session,
     const LecArguments *arguments,
     const char *name,
     GError **error)
{
  LecTokenScope scope = LEC_TOKEN_READ;
  guint n_days = 0;
  gint64 expires_us = 0;
  g_autofree char *secret = NULL;
  g_autofree char *line = NULL;

  lec_token_scope_from_name (lec_arguments_get_value (arguments, "scope"), &scope);
  if (!lec_jobs_session_read_number (arguments, "expires", 1, MAX_DAYS, 0, &n_days, error))
    return FALSE;

  if (n_days > 0)
    expires_us = g_get_real_time () + n_days * G_TIME_SPAN_DAY;
  secret = lec_access_tokens_add (session->jobs, name, scope, lec_arguments_get_value (arguments, "owner"), expires_us,
                                  lec_jobs_session_get_cancellable (session), error);
  if (secret == NULL)
    return FALSE;

  line = g_strconcat (secret, "\n", NULL);
  lec_report_text (line);
  return TRUE;
}

static gboolean
run (LecJobsSession *session,
     const LecArguments *arguments,
     GError **error)
{
  gsize n_words = 0;
  const char *const *words = lec_arguments_get_inputs (arguments, &n_words);

  if (n_words == 0 || (n_words == 1 && g_str_equal (words[0], "list")))
    return lec_jobs_session_init_to_read (session, arguments, error) && list (session, arguments, error);
  if (n_words == 2 && g_str_equal (words[0], "add"))
    return lec_jobs_session_init (session, arguments, error) && add (session, arguments, words[1], error);
  if (n_words == 2 && g_str_equal (words[0], "remove"))
    return lec_jobs_session_init (session, arguments, error) &&
           lec_access_tokens_remove (session->jobs, words[1], lec_jobs_session_get_cancellable (session), error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                       _ ("this is nothing that can be done; see “lectern token --help”"));
  return FALSE;
}

int
lec_command_run_token (const LecArguments *arguments)
{
  g_auto (LecJobsSession) session = { NULL };
  g_autoptr (GError) error = NULL;

  return run (&session, arguments, &error) ? 0 : lec_report_failure (NULL, error);
}
