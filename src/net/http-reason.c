/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * OpenAI and those who do as it does answer {"error": {"message": …}}; others
 * {"error": …}, {"message": …} or {"detail": …}.
 */
#include "net/http-reason.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/json.h"
#include "base/secret-mask.h"
#include "net/net-error.h"

#define MAX_JSON_BYTES  (64 * 1024)
#define MAX_TEXT_BYTES  4096
#define MAX_CHARACTERS  200
#define MIN_SECRET_SIZE 4 /* less than that is no secret, and would be found everywhere */

static const char *const members[] = { "error", "message", "detail" };

/* Returns: (nullable): borrowed */
static const char *
find_text (JsonNode *node,
           guint depth)
{
  JsonObject *object = NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  if (!JSON_NODE_HOLDS_OBJECT (node) || depth == 0)
    return NULL;

  object = json_node_get_object (node);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *member = json_object_get_member (object, members[i]);
      const char *text = member != NULL ? find_text (member, depth - 1) : NULL;

      if (text != NULL)
        return text;
    }

  return NULL;
}

static char *
dup_message (const char *body,
             gsize length)
{
  g_autoptr (JsonNode) node = NULL;
  const char *start = body;

  while (start < body + length && g_ascii_isspace (*start))
    start++;
  if (start == body + length || *start == '<')
    return NULL;
  if (*start != '{')
    return g_utf8_make_valid (body, (gssize) MIN (length, MAX_TEXT_BYTES));

  node = lec_json_parse (body, (gssize) length, MAX_JSON_BYTES, NULL);
  return node != NULL ? g_strdup (find_text (node, 2)) : NULL;
}

static void
hide (char **text,
      const char *secret)
{
  g_auto (GStrv) parts = NULL;

  if (secret == NULL || strlen (secret) < MIN_SECRET_SIZE)
    return;

  parts = g_strsplit (*text, secret, -1);
  g_free (*text);
  *text = g_strjoinv ("***", parts);
}

/* One line of what can be shown; no character that turns the direction of what follows. */
static char *
clean (const char *text)
{
  GString *out = g_string_new (NULL);
  guint n_characters = 0;
  gboolean is_space = TRUE;

  for (; *text != '\0' && n_characters < MAX_CHARACTERS; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      gboolean is_shown = g_unichar_isgraph (c) && g_unichar_type (c) != G_UNICODE_FORMAT;

      if (!is_shown && is_space)
        continue;
      g_string_append_unichar (out, is_shown ? c : ' ');
      is_space = !is_shown;
      n_characters++;
    }
  g_strchomp (out->str);
  out->len = strlen (out->str);
  if (*text != '\0' && n_characters == MAX_CHARACTERS)
    g_string_append (out, "…");

  return g_string_free (out, FALSE);
}

char *
lec_http_reason_dup (const char *body,
                     gsize length,
                     const char *secret)
{
  g_autofree char *text = NULL;
  g_autofree char *masked = NULL;
  g_autofree char *shown = NULL;

  if (body == NULL || length == 0)
    return NULL;

  text = dup_message (body, length);
  if (text == NULL)
    return NULL;

  hide (&text, secret);
  masked = lec_secret_mask (text);
  shown = clean (masked);
  return *shown != '\0' ? g_steal_pointer (&shown) : NULL;
}

static LecNetError
get_code (guint status)
{
  switch (status)
    {
    case 401:
    case 402:
    case 403:
    case 407:
      return LEC_NET_ERROR_REFUSED;
    case 404:
    case 410:
      return LEC_NET_ERROR_NOT_FOUND;
    case 413:
      return LEC_NET_ERROR_TOO_LARGE;
    case 408:
    case 429:
      return LEC_NET_ERROR_BUSY;
    default:
      return status >= 500 ? LEC_NET_ERROR_BUSY : LEC_NET_ERROR_REJECTED;
    }
}

static const char *
describe (guint status)
{
  switch (status)
    {
    case 401:
      return _ ("the server does not accept the key");
    case 402:
      return _ ("the server wants to be paid first");
    case 403:
      return _ ("the server does not allow this");
    case 404:
    case 410:
      return _ ("the server knows nothing under this address");
    case 408:
    case 504:
      return _ ("the server took too long");
    case 413:
      return _ ("what was sent is too large for the server");
    case 429:
      return _ ("the server wants fewer requests");
    default:
      return status >= 500 ? _ ("the server is out of order") : _ ("the server does not take the request");
    }
}

void
lec_http_reason_set_error (GError **error,
                           guint status,
                           const char *reason)
{
  /* What a server says to a wrong key may repeat it in a form of its own. */
  gboolean is_shown = reason != NULL && status != 401;

  if (is_shown)
    /* Translators: what is the matter, its number, and what the server says of it */
    g_set_error (error, LEC_NET_ERROR, (int) get_code (status), _ ("%s (%u): %s"), describe (status), status, reason);
  else
    /* Translators: what is the matter, and its number */
    g_set_error (error, LEC_NET_ERROR, (int) get_code (status), _ ("%s (%u)"), describe (status), status);
}
