/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads what was asked and makes answers, all in memory and bounded.
 */
#include "http/api-call.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/json.h"
#include "http/api-error.h"
#include "http/api-route.h"

#define MAX_FILE_BYTES (512 * 1024 * 1024)

LecApiCall *
lec_api_call_new (const LecApiRoute *route)
{
  LecApiCall *self = g_new0 (LecApiCall, 1);

  self->route = route;
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->answer_headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
lec_api_call_free (LecApiCall *self)
{
  if (self == NULL)
    return;

  lec_api_call_drop_taken (self);
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_strfreev (self->arguments);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_hash_table_unref (self->headers);
  g_hash_table_unref (self->answer_headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self->caller.name);
  g_free (self->caller.owner);
  g_free (self->caller.submits_as);
  g_free (self);
}

void
lec_api_call_drop_taken (LecApiCall *self)
{
  g_return_if_fail (self != NULL);

  if (self->taken != NULL && self->taken_free != NULL)
    self->taken_free (self->taken);
  self->taken = NULL;
}

gboolean
lec_api_call_has_type (const LecApiCall *self,
                       const char *type)
{
  const char *given = lec_api_call_get_header (self, "content-type");
  gsize length = strlen (type);

  return given != NULL && g_ascii_strncasecmp (given, type, length) == 0 && strchr ("; \t", given[length]) != NULL;
}

const char *
lec_api_call_get_header (const LecApiCall *self,
                         const char *name)
{
  return g_hash_table_lookup (self->headers, name);
}

/* --- The query --- */

static gboolean
add_parameter (LecApiCall *self,
               const char *name,
               const char *value,
               GError **error)
{
  if (!g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("a parameter is no valid UTF-8"));
      return FALSE;
    }
  if (!lec_api_route_takes (self->route, name))
    {
      g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("there is no parameter “%s” here"), name);
      return FALSE;
    }
  if (!g_hash_table_insert (self->query, g_strdup (name), g_strdup (value)))
    {
      g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("the parameter “%s” is given twice"), name);
      return FALSE;
    }

  return TRUE;
}

gboolean
lec_api_call_set_query (LecApiCall *self,
                        const char *text,
                        GError **error)
{
  GUriParamsIter iter;
  GError *reason = NULL;
  char *name = NULL, *value = NULL;
  guint n_parameters = 0;

  g_return_val_if_fail (self != NULL && self->query == NULL, FALSE);

  self->query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (text == NULL || *text == '\0')
    return TRUE;

  g_uri_params_iter_init (&iter, text, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &name, &value, &reason))
    {
      g_autofree char *owned_name = g_steal_pointer (&name);
      g_autofree char *owned_value = g_steal_pointer (&value);

      if (++n_parameters > LEC_API_MAX_PARAMETERS)
        {
          g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("there are too many parameters"));
          return FALSE;
        }
      if (!add_parameter (self, owned_name, owned_value, error))
        return FALSE;
    }
  if (reason == NULL)
    return TRUE;

  g_error_free (reason);
  g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST,
                       _ ("what follows the “?” cannot be read: NAME=VALUE, with “&” between them"));
  return FALSE;
}

gboolean
lec_api_call_read_number (const LecApiCall *self,
                          const char *name,
                          guint minimum,
                          guint maximum,
                          guint fallback,
                          guint *value,
                          GError **error)
{
  const char *text = g_hash_table_lookup (self->query, name);
  guint64 number = fallback;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, minimum, maximum, &number, NULL))
    {
      g_set_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST, _ ("“%s” is a number from %u to %u"), name,
                   minimum, maximum);
      return FALSE;
    }

  *value = (guint) number;
  return TRUE;
}

/* --- The answer --- */

void
lec_api_call_set_answer_header (LecApiCall *self,
                                const char *name,
                                const char *value)
{
  g_hash_table_insert (self->answer_headers, g_strdup (name), g_strdup (value));
}

static void
set_content (LecApiCall *self,
             const char *content_type,
             GBytes *content)
{
  g_clear_pointer (&self->content, g_bytes_unref);
  self->content_type = content_type;
  self->content = content;
}

/* RFC 9110: a list, or "*"; weak tags count as well. */
static gboolean
is_in_list (const char *list,
            const char *tag)
{
  g_auto (GStrv) tags = g_strsplit (list, ",", LEC_API_MAX_PARAMETERS);

  for (char **each = tags; *each != NULL; each++)
    {
      const char *one = g_strstrip (*each);

      if (g_str_has_prefix (one, "W/"))
        one += strlen ("W/");
      if (g_str_equal (one, tag) || g_str_equal (one, "*"))
        return TRUE;
    }

  return FALSE;
}

/* Where the same was had before, that is said, and it is not sent again. */
static void
set_tag (LecApiCall *self)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->content);
  g_autofree char *tag = g_strdup_printf ("\"%.32s\"", sum);
  const char *known = lec_api_call_get_header (self, "if-none-match");
  const char *part_of = lec_api_call_get_header (self, "if-range");

  self->ignores_range = part_of != NULL && !g_str_equal (part_of, tag);

  lec_api_call_set_answer_header (self, "ETag", tag);
  lec_api_call_set_answer_header (self, "Cache-Control", "private, no-cache");
  if (known == NULL || !is_in_list (known, tag))
    return;

  self->status = 304;
  set_content (self, NULL, NULL);
}

void
lec_api_call_answer_json (LecApiCall *self,
                          guint status,
                          JsonNode *node)
{
  g_autoptr (JsonNode) owned = node;
  char *line = lec_json_to_line (owned);

  self->status = status;
  set_content (self, "application/json", g_bytes_new_take (line, strlen (line)));
  if (status == 200 && g_str_equal (self->route->method, "GET"))
    set_tag (self);
  else
    lec_api_call_set_answer_header (self, "Cache-Control", "no-store");
}

void
lec_api_call_answer_text (LecApiCall *self,
                          const char *content_type,
                          const char *text)
{
  self->status = 200;
  set_content (self, content_type, g_bytes_new (text, strlen (text)));
  set_tag (self);
}

/* Whole in memory: it may be moved away or cut while it is sent. */
gboolean
lec_api_call_answer_file (LecApiCall *self,
                          const char *path,
                          const char *content_type,
                          const char *missing,
                          GError **error)
{
  GStatBuf facts = { 0 };
  char *data = NULL;
  gsize length = 0;

  if (g_stat (path, &facts) != 0 || !S_ISREG (facts.st_mode))
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_NOT_FOUND, missing);
      return FALSE;
    }
  if (facts.st_size > MAX_FILE_BYTES)
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_TOO_LARGE, _ ("this file is too large to be sent"));
      return FALSE;
    }
  if (!g_file_get_contents (path, &data, &length, NULL))
    {
      g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_NOT_FOUND, missing);
      return FALSE;
    }

  self->status = 200;
  set_content (self, content_type, g_bytes_new_take (data, length));
  lec_api_call_set_answer_header (self, "Accept-Ranges", "bytes");
  set_tag (self);
  return TRUE;
}

void
lec_api_call_answer_nothing (LecApiCall *self)
{
  self->status = 204;
  set_content (self, NULL, NULL);
}

void
lec_api_call_answer_events (LecApiCall *self,
                            gint64 job)
{
  self->status = 200;
  self->follows_job = job;
  set_content (self, "text/event-stream", NULL);
  lec_api_call_set_answer_header (self, "Cache-Control", "no-store");
  /* nginx passes on at once what comes. */
  lec_api_call_set_answer_header (self, "X-Accel-Buffering", "no");
}

void
lec_api_call_answer_error (LecApiCall *self,
                           const GError *error)
{
  LecApiError code = lec_api_error_get_code (error);

  lec_api_call_answer_json (self, lec_api_error_get_status (code), lec_api_error_to_json (error));
  if (code == LEC_API_ERROR_UNAUTHORIZED)
    lec_api_call_set_answer_header (self, "WWW-Authenticate", "Bearer realm=\"lectern\"");
}
