/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The real service with a library of its own, and a client that asks it over a socket.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "dying-child.h"
#include "http/described.h"
#include "temporary-folder.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *home;           /* XDG_DATA_HOME of all that it starts */
  GSubprocess *process; /* (nullable): while it runs */
  char *address;        /* "http://127.0.0.1:4711/" */
  guint16 port;
  SoupSession *session;
  GHashTable *headers;  /* (element-type utf8 utf8): that each request has */
  Described *described; /* (nullable): what each answer is compared with */

  /* of the last answer */
  guint status;
  char *text;
  gsize length;
  SoupMessageHeaders *answer_headers; /* (nullable) owned */
} Service;

static inline void
service_set_up (Service *service,
                gconstpointer data)
{
  g_autofree char *config = NULL;
  g_autofree char *cache = NULL;

  service->folder = g_dir_make_tmp ("lectern-service-XXXXXX", NULL);
  service->home = g_build_filename (service->folder, "home", NULL);
  config = g_build_filename (service->folder, "config", NULL);
  cache = g_build_filename (service->folder, "cache", NULL);
  g_setenv ("XDG_DATA_HOME", service->home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_unsetenv ("DATABASE_URL");
  g_unsetenv ("REDIS_URL");
  service->session = soup_session_new_with_options ("timeout", 600, NULL);
  service->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* Returns: (transfer full): what "lectern @arguments" prints; it has to end well */
static inline char *
service_lectern (Service *service,
                 const char *arguments)
{
  g_autofree char *line = g_strdup_printf ("'%s' %s", g_getenv ("LECTERN"), arguments);
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status = 0;

  g_spawn_command_line_sync (line, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return g_strchomp (out);
}

static inline void
service_start (Service *service,
               const char *arguments)
{
  g_autofree char *line =
    g_strdup_printf ("exec '%s' --serve --listen 127.0.0.1:0 %s", g_getenv ("LECTERN"), arguments);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  service->process = g_subprocess_launcher_spawn (launcher, &error, "/bin/sh", "-c", line, NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (service->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (out), FALSE);
  service->address = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (service->address);
  uri = g_uri_parse (service->address, G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);
  service->port = (guint16) g_uri_get_port (uri);
}

/* Returns: its exit code */
static inline int
service_end (Service *service,
             int signum)
{
  int code = -1;

  g_subprocess_send_signal (service->process, signum);
  g_assert_true (g_subprocess_wait (service->process, NULL, NULL));
  code = g_subprocess_get_if_exited (service->process) ? g_subprocess_get_exit_status (service->process) : -1;
  g_clear_object (&service->process);
  g_clear_pointer (&service->address, g_free);
  return code;
}

static inline void
service_forget_answer (Service *service)
{
  g_clear_pointer (&service->text, g_free);
  g_clear_pointer (&service->answer_headers, soup_message_headers_unref);
  service->status = 0;
}

static inline void
service_tear_down (Service *service,
                   gconstpointer data)
{
  if (service->process != NULL)
    g_assert_cmpint (service_end (service, SIGTERM), ==, 0);
  service_forget_answer (service);
  g_clear_pointer (&service->described, described_free);
  g_clear_object (&service->session);
  g_hash_table_unref (service->headers);
  remove_all (service->folder);
  g_free (service->folder);
  g_free (service->home);
}

static inline void
service_set_header (Service *service,
                    const char *name,
                    const char *value)
{
  if (value != NULL)
    g_hash_table_insert (service->headers, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (service->headers, name);
}

static inline void
service_set_token (Service *service,
                   const char *token)
{
  g_autofree char *value = token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;

  service_set_header (service, "Authorization", value);
}

/* @body: (nullable). What comes back is in @service then. */
static inline void
service_send (Service *service,
              const char *method,
              const char *path,
              const char *type,
              GBytes *body)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u%s", (guint) service->port, path);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer name = NULL, value = NULL;

  g_assert_nonnull (message);
  service_forget_answer (service);
  g_hash_table_iter_init (&iter, service->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, type, body);
  answer = soup_session_send_and_read (service->session, message, NULL, &error);
  g_assert_no_error (error);
  service->status = soup_message_get_status (message);
  service->length = g_bytes_get_size (answer);
  service->text = g_malloc0 (service->length + 1);
  if (service->length > 0)
    memcpy (service->text, g_bytes_get_data (answer, NULL), service->length);
  service->answer_headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  g_test_message ("%s %s: %u %.2000s", method, path, service->status,
                  g_utf8_validate (service->text, (gssize) service->length, NULL) ? service->text : "(no text)");
  if (service->described != NULL)
    described_check_answer (service->described, method, path, service->status, service->answer_headers,
                            service->text);
}

static inline void
service_ask (Service *service,
             const char *method,
             const char *path,
             guint status)
{
  service_send (service, method, path, NULL, NULL);
  g_assert_cmpuint (service->status, ==, status);
}

static inline void
service_send_text (Service *service,
                   const char *method,
                   const char *path,
                   const char *type,
                   const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  service_send (service, method, path, type, body);
}

static inline void
service_post_json (Service *service,
                   const char *path,
                   const char *json,
                   guint status)
{
  service_send_text (service, "POST", path, "application/json", json);
  g_assert_cmpuint (service->status, ==, status);
}

/* What was answered. Returns: (transfer full) */
static inline JsonNode *
service_get_json (Service *service)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (service->text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (soup_message_headers_get_one (service->answer_headers, "Content-Type"), ==, "application/json");
  return node;
}

/* @kind: a line of /proc/PID/status, as "VmRSS:" */
static inline gint64
service_read_memory_kb (const Service *service,
                        const char *kind)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (service->process));
  g_autofree char *text = NULL;
  const char *line = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  line = strstr (text, kind);
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen (kind), NULL, 10);
}

/* Why it was refused. */
static inline void
service_assert_error (Service *service,
                      const char *code)
{
  g_autoptr (JsonNode) node = service_get_json (service);
  JsonObject *error = json_object_get_object_member (json_node_get_object (node), "error");

  g_assert_cmpstr (json_object_get_string_member (error, "code"), ==, code);
  g_assert_cmpstr (json_object_get_string_member (error, "message"), !=, "");
}

/* Asks for what is refused, and why. */
static inline void
service_refused (Service *service,
                 const char *method,
                 const char *path,
                 guint status,
                 const char *code)
{
  service_ask (service, method, path, status);
  service_assert_error (service, code);
}

/* Sends @request as it is. Returns: (transfer full): all that comes until the other side closes, or
 * has said nothing for @silence_s */
static inline char *
service_send_raw (Service *service,
                  const char *request,
                  guint silence_s)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GString *answer = g_string_new (NULL);
  char piece[4096];
  gssize n_read = 0;

  g_socket_client_set_timeout (client, silence_s);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, NULL);
  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request, strlen (request), NULL,
                             NULL, NULL);
  while ((n_read = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), piece, sizeof piece,
                                        NULL, NULL)) > 0)
    g_string_append_len (answer, piece, n_read);
  g_test_message ("%.2000s", answer->str);
  return g_string_free (answer, FALSE);
}

typedef struct
{
  const char *path;
  void (*test) (Service *service, gconstpointer data);
} ServiceCase;

static inline void
service_set_up_described (Service *service,
                          gconstpointer data)
{
  service_set_up (service, data);
  service->described = described_new ();
}

static inline int
service_run (int argc,
             char *argv[],
             const ServiceCase *cases,
             gsize n_cases)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < n_cases; i++)
    g_test_add (cases[i].path, Service, NULL, service_set_up_described, cases[i].test, service_tear_down);
  return g_test_run ();
}

G_END_DECLS
