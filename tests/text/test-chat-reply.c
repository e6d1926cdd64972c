/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "net/net-error.h"
#include "text/chat-reply.h"

static JsonNode *
read_reply (const char *text,
            GError **error)
{
  g_autoptr (LecChatReply) reply = lec_chat_reply_new ("s3cret");

  for (const char *c = text; *c != '\0'; c++)
    if (!lec_chat_reply_push (reply, c, 1, error))
      return NULL;

  return lec_chat_reply_finish (reply, error);
}

static void
assert_answer (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = read_reply (text, &error);
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  line = lec_json_to_line (node);
  g_assert_cmpstr (g_strchomp (line), ==, "{\"a\": 1}");
}

#define EVENT(delta) "data: {\"choices\":[{\"index\":0,\"delta\":" delta ",\"finish_reason\":null}]}\n\n"
#define LENGTH       "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"
#define OVERLOADED   "data: {\"error\":{\"message\":\"s3cret overloaded\"}}\n\n"
#define STOP         "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"

static void
test_streamed (void)
{
  assert_answer (EVENT ("{\"role\":\"assistant\",\"content\":\"\"}") EVENT ("{\"content\":\"{\\\"a\"}")
                   EVENT ("{\"content\":\"\\\": 1}\"}") STOP);
  assert_answer (": ping\n\n" EVENT ("{\"content\":null}") EVENT ("{\"content\":\"{\\\"a\\\":1}\"}") STOP
                 "data: {\"choices\":[],\"usage\":{}}\n\n");
  assert_answer (EVENT ("{\"reasoning_content\":\"{no\"}") EVENT ("{\"content\":\"{\\\"a\\\":1}\"}") STOP);
}

static void
test_whole (void)
{
  assert_answer (" \n{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"{\\\"a\\\":1}\"},"
                 "\"finish_reason\":\"stop\"}]}");
}

/* Models put something around what they were asked for. */
static void
test_wrapped (void)
{
  assert_answer (EVENT ("{\"content\":\"<think>{maybe}</think>\\nHere it is:\\n```json\\n{\\\"a\\\":1}\\n```\"}") STOP);
}

static void
assert_fails (const char *text,
              GQuark domain,
              int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_reply (text, &error));
  g_assert_error (error, domain, code);
  g_assert_null (strstr (error->message, "s3cret"));
}

static void
test_refused (void)
{
  assert_fails ("", LEC_ERROR, LEC_ERROR_PROTOCOL);
  assert_fails ("{", LEC_ERROR, LEC_ERROR_PROTOCOL);
  assert_fails ("<html>", LEC_ERROR, LEC_ERROR_PROTOCOL);
  assert_fails ("data: nonsense\n\n", LEC_ERROR, LEC_ERROR_PROTOCOL);
  assert_fails ("data: {\"choices\": 1}\n\n", LEC_ERROR, LEC_ERROR_PROTOCOL);
  assert_fails (EVENT ("{\"content\":[]}"), LEC_ERROR, LEC_ERROR_PROTOCOL);
  assert_fails (EVENT ("{\"content\":\"only words\"}") STOP, LEC_ERROR, LEC_ERROR_PROTOCOL);
  assert_fails (EVENT ("{\"content\":\"[{}]x\"}") "data: [DONE]\n\n", LEC_ERROR, LEC_ERROR_PROTOCOL);
  /* Cut, though what is there would be JSON. */
  assert_fails (EVENT ("{\"content\":\"{\\\"a\\\":1}\"}"), LEC_ERROR, LEC_ERROR_PROTOCOL);
  assert_fails (EVENT ("{\"content\":\"{\\\"a\\\":1}\"}") LENGTH,
                LEC_ERROR, LEC_ERROR_PROTOCOL);
  assert_fails (EVENT ("{\"content\":\"{\"}") OVERLOADED, LEC_NET_ERROR,
                LEC_NET_ERROR_BUSY);
}

/* A model that does not stop. */
static void
test_endless (void)
{
  g_autoptr (LecChatReply) reply = lec_chat_reply_new (NULL);
  g_autofree char *filling = g_strnfill (60000, 'x');
  g_autofree char *event = g_strdup_printf (EVENT ("{\"content\":\"%s\"}"), filling);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  while (lec_chat_reply_push (reply, event, strlen (event), &error))
    g_assert_cmpuint (++n, <, 100);
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chat-reply/streamed", test_streamed);
  g_test_add_func ("/chat-reply/whole", test_whole);
  g_test_add_func ("/chat-reply/wrapped", test_wrapped);
  g_test_add_func ("/chat-reply/refused", test_refused);
  g_test_add_func ("/chat-reply/endless", test_endless);
  return g_test_run ();
}
