/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A language model's service that adds to a study guide, for a web server: it does as such services
 * do, and as they should not.
 */
#pragma once

#include "net/web-server.h"

/* A note for the first slide; one for a slide that there is not, and one that names none. */
#define TALKING_MODEL_ANSWER                                                                           \
  "{\"notes\":[{\"slide\":1,\"note\":\"Cited remark.\"},{\"slide\":99,\"note\":\"Invented remark.\"}," \
  "{\"note\":\"Uncited remark.\"}],\"summary\":[],\"glossary\":[],\"questions\":[]}"
#define TALKING_MODEL_HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"

static inline void
talking_model_say (GOutputStream *out,
                   const char *answer)
{
  g_autofree char *escaped = g_strescape (answer, NULL);
  g_autofree char *event = g_strdup_printf ("data: {\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}\n\n"
                                            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                                            "data: [DONE]\n\n",
                                            escaped);

  web_server_say (out, TALKING_MODEL_HEAD);
  web_server_say (out, event);
}

/* For as long as somebody listens. */
static inline void
talking_model_think (WebServer *server,
                     GOutputStream *out)
{
  static const char thinking[] = ": thinking\n\n";

  web_server_say (out, TALKING_MODEL_HEAD);
  while (web_server_write (out, thinking, strlen (thinking)) && !g_atomic_int_get (&server->is_closed))
    g_usleep (20000);
}

/**
 * talking_model_answer:
 * @n: how many requests came before
 * @mode: what it does: "refuses", "busy" at first, talks "nonsense", is "cut", "thinks" without
 *   end, or works
 */
static inline void
talking_model_answer (WebServer *server,
                      guint n,
                      const char *mode,
                      GOutputStream *out)
{
  if (g_str_equal (mode, "refuses"))
    web_server_answer (out, "401 Unauthorized", NULL, "{\"error\":{\"message\":\"bad key\"}}");
  else if (n == 0 && g_str_equal (mode, "busy"))
    web_server_answer (out, "429 Too Many Requests", "Retry-After: 1\r\n", "");
  else if (g_str_equal (mode, "nonsense"))
    talking_model_say (out, "{\"notes\": 7}");
  else if (g_str_equal (mode, "cut"))
    web_server_say (out, TALKING_MODEL_HEAD "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"notes\\\":[\"}}]}\n\n");
  else if (g_str_equal (mode, "thinks"))
    talking_model_think (server, out);
  else
    talking_model_say (out, TALKING_MODEL_ANSWER);
}
