/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stream that was cut may look whole to HTTP: it is whole when the model has
 * said why it stopped.
 */
#include "text/chat-reply.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "net/event-stream.h"
#include "net/http-reason.h"
#include "net/net-error.h"

#define MAX_EVENT_BYTES (1024 * 1024)
#define MAX_TEXT_BYTES  (1024 * 1024)
#define MAX_NAME_BYTES  256
#define MAX_CHOICES     16

typedef enum
{
  FORM_UNKNOWN,
  FORM_STREAM,
  FORM_WHOLE,
} Form;

struct _LecChatReply
{
  Form form;
  const char *secret; /* (nullable) */
  LecEventStream *events;
  GString *whole; /* bytes of an answer that is not streamed */
  GString *text;
  char *stopped; /* (nullable): why the model has */
};

LecChatReply *
lec_chat_reply_new (const char *secret)
{
  LecChatReply *self = g_new0 (LecChatReply, 1);

  self->secret = secret;
  self->events = lec_event_stream_new (MAX_EVENT_BYTES);
  self->whole = g_string_new (NULL);
  self->text = g_string_new (NULL);

  return self;
}

void
lec_chat_reply_free (LecChatReply *self)
{
  if (self == NULL)
    return;

  lec_event_stream_free (self->events);
  g_string_free (self->whole, TRUE);
  g_string_free (self->text, TRUE);
  g_free (self->stopped);
  g_free (self);
}

gsize
lec_chat_reply_get_length (LecChatReply *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->text->len;
}

static gboolean
set_malformed (const char *message,
               GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, message);
  return FALSE;
}

static gboolean
add_text (LecChatReply *self,
          const char *text,
          GError **error)
{
  if (self->text->len + strlen (text) > MAX_TEXT_BYTES)
    return set_malformed (_ ("the model's answer does not end"), error);

  g_string_append (self->text, text);
  return TRUE;
}

/* @name: "delta" of a stream, "message" of a whole answer */
static gboolean
read_choice (LecChatReply *self,
             JsonObject *choice,
             const char *name,
             GError **error)
{
  JsonNode *node = NULL;
  JsonObject *message = NULL;
  g_autofree char *text = NULL;

  if (!lec_json_read_node (choice, name, LEC_JSON_OPTIONAL, &node, error))
    return FALSE;
  message = node != NULL ? lec_json_get_object (node, name, error) : NULL;
  if (node != NULL && message == NULL)
    return FALSE;
  if (message != NULL &&
      !lec_json_read_string (message, "content", LEC_JSON_OPTIONAL, MAX_TEXT_BYTES, &text, error))
    return FALSE;
  if (text != NULL && !add_text (self, text, error))
    return FALSE;

  if (!lec_json_read_string (choice, "finish_reason", LEC_JSON_OPTIONAL, MAX_NAME_BYTES, &self->stopped, error))
    return FALSE;
  /* Some write that for "not yet". */
  if (self->stopped != NULL && *self->stopped == '\0')
    g_clear_pointer (&self->stopped, g_free);
  return TRUE;
}

/* What a server says in the midst of a stream that began well. */
static gboolean
check_error (const LecChatReply *self,
             JsonObject *root,
             const char *text,
             GError **error)
{
  JsonNode *node = json_object_get_member (root, "error");
  g_autofree char *reason = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  reason = lec_http_reason_dup (text, strlen (text), self->secret);
  g_set_error (error, LEC_NET_ERROR, LEC_NET_ERROR_BUSY, _ ("the language service failed: %s"),
               reason != NULL ? reason : "?");
  return FALSE;
}

/* The first of the choices counts: one was asked for. Some events, on usage, have none. */
static gboolean
read_object (LecChatReply *self,
             const char *text,
             const char *name,
             GError **error)
{
  g_autoptr (JsonNode) node = lec_json_parse (text, -1, 2 * MAX_EVENT_BYTES, error);
  JsonObject *root = node != NULL ? lec_json_get_object (node, "reply", error) : NULL;
  JsonArray *choices = NULL;
  JsonObject *choice = NULL;

  if (root == NULL || !check_error (self, root, text, error) ||
      !lec_json_read_array (root, "choices", LEC_JSON_OPTIONAL, MAX_CHOICES, &choices, error))
    return FALSE;
  if (choices == NULL || json_array_get_length (choices) == 0)
    return TRUE;

  choice = lec_json_get_object (json_array_get_element (choices, 0), "choice", error);
  return choice != NULL && read_choice (self, choice, name, error);
}

static gboolean
read_events (LecChatReply *self,
             const char *data,
             gsize length,
             GError **error)
{
  if (!lec_event_stream_push (self->events, data, length, error))
    return FALSE;

  while (TRUE)
    {
      g_autofree char *event = lec_event_stream_pop (self->events);

      if (event == NULL)
        return TRUE;
      if (!g_str_equal (event, "[DONE]") && !read_object (self, event, "delta", error))
        return FALSE;
    }
}

gboolean
lec_chat_reply_push (LecChatReply *self,
                     const char *data,
                     gsize length,
                     GError **error)
{
  g_return_val_if_fail (self != NULL && (data != NULL || length == 0), FALSE);

  for (; self->form == FORM_UNKNOWN && length > 0; data++, length--)
    {
      if (g_ascii_isspace (*data))
        continue;
      self->form = *data == '{' ? FORM_WHOLE : FORM_STREAM;
      break;
    }
  if (self->form == FORM_STREAM)
    return read_events (self, data, length, error);
  if (self->whole->len + length > MAX_EVENT_BYTES)
    return set_malformed (_ ("the model's answer does not end"), error);

  g_string_append_len (self->whole, data, (gssize) length);
  return TRUE;
}

static gboolean
check_stopped (const LecChatReply *self,
               GError **error)
{
  if (g_strcmp0 (self->stopped, "length") == 0)
    return set_malformed (_ ("the model's answer breaks off: it has room for too few tokens"), error);
  if (g_strcmp0 (self->stopped, "content_filter") == 0)
    return set_malformed (_ ("the language service holds its answer back"), error);
  if (self->stopped == NULL)
    return set_malformed (_ ("the model's answer breaks off"), error);

  return TRUE;
}

/* "<think>…</think>", "```json", "Here it is:": also models that were asked for JSON write such. */
static JsonNode *
parse_answer (const char *text,
              GError **error)
{
  const char *thought = g_strrstr (text, "</think>");
  const char *start = strchr (thought != NULL ? thought : text, '{');
  const char *end = strrchr (text, '}');
  g_autoptr (JsonNode) node = NULL;

  if (start == NULL || end == NULL || end < start)
    {
      set_malformed (_ ("the model did not answer as it was asked to"), error);
      return NULL;
    }

  node = lec_json_parse (start, end + 1 - start, MAX_TEXT_BYTES, error);
  return node != NULL && lec_json_get_object (node, "answer", error) != NULL ? g_steal_pointer (&node) : NULL;
}

JsonNode *
lec_chat_reply_finish (LecChatReply *self,
                       GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->form == FORM_WHOLE && !read_object (self, self->whole->str, "message", error))
    return NULL;
  self->form = FORM_UNKNOWN;

  return check_stopped (self, error) ? parse_answer (self->text->str, error) : NULL;
}
