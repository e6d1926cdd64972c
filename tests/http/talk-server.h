/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A talk of three slides behind an address, for a service that may have it from there.
 */
#pragma once

#include "http/service.h"
#include "net/file-server.h"

G_BEGIN_DECLS

/* Whole seconds: other work may hold this one up. */
#define TALK_DEADLINE_S 900

static inline FileServer *
talk_server_start (Service *service)
{
  FileServer *self = g_new0 (FileServer, 1);
  g_autofree char *path = g_build_filename (service->folder, "talk.mp4", NULL);
  g_autofree char *line = g_strdup_printf ("'%s' builds --seed 106 --size 640x360 --seconds 20 -o '%s'",
                                           g_getenv ("LECTURE_VIDEO"), path);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;
  int status = 0;

  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, &status, &error));
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  file_server_start (self, g_bytes_new_take (data, length));
  self->etag = "\"one\"";
  self->type = "video/mp4";
  return self;
}

static inline void
talk_server_free (FileServer *self)
{
  file_server_stop (self);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FileServer, talk_server_free)

/* Asks for slides of it. Returns: (transfer full) (nullable): the path of the job */
static inline char *
talk_server_submit (FileServer *self,
                    Service *service,
                    guint status)
{
  g_autofree char *json =
    g_strdup_printf ("{\"url\": \"%s/talk.mp4\", \"options\": {\"images\": true}}", self->web->url);
  g_autoptr (JsonNode) node = NULL;

  service_post_json (service, "/api/extract", json, status);
  if (status >= 400)
    return NULL;
  node = service_get_json (service);
  return g_strdup (json_object_get_string_member (json_node_get_object (node), "url"));
}

/* Before the service works: jobs for @names, in that order: "talk.mp4", which has @words beside it,
 * and "broken.mp4", which is no video. */
static inline void
talk_server_add (Service *service,
                 const char *names,
                 const char *words)
{
  g_autofree char *path = g_build_filename (service->folder, "talk.vtt", NULL);
  g_autofree char *command =
    g_strdup_printf ("echo nothing >broken.mp4 && "
                     "\"$LECTURE_VIDEO\" builds --seed 106 --size 640x360 --seconds 20 -o talk.mp4 && "
                     "for name in %s; do \"$LECTERN\" add $name >>add.log || exit 1; done",
                     names);
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  int status = 0;

  g_assert_true (g_file_set_contents (path, words, -1, NULL));
  g_assert_true (
    g_spawn_sync (service->folder, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

/* Until the job is over. */
static inline void
talk_server_wait (Service *service,
                  const char *path,
                  const char *expected)
{
  g_autofree char *status = NULL;

  for (guint i = 0; i < TALK_DEADLINE_S * 5; i++)
    {
      g_autoptr (JsonNode) node = NULL;

      service_ask (service, "GET", path, 200);
      node = service_get_json (service);
      g_free (status);
      status = g_strdup (json_object_get_string_member (json_node_get_object (node), "status"));
      if (!g_str_equal (status, "queued") && !g_str_equal (status, "processing"))
        break;
      g_usleep (200000);
    }
  g_assert_cmpstr (status, ==, expected);
}

G_END_DECLS
