/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server is a child of the test and dies with it, however it ends. It is told apart by its
 * process id, never by its name.
 */
#include "redis/redis-server.h"

#include <gio/gio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dying-child.h"
#include "temporary-folder.h"

#define START_TIMEOUT_S 20
#define MAX_ATTEMPTS    5

struct _RedisServer
{
  GStrv options;
  char *folder;
  char *data; /* folder in it */
  char *url;
  guint16 port;
  GPid pid; /* 0 while it is away */
};

gboolean
redis_server_is_installed (void)
{
  g_autofree char *program = g_find_program_in_path ("redis-server");

  return program != NULL;
}

guint16
redis_server_choose_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) chosen = NULL;

  g_assert_no_error (error);
  g_assert_true (g_socket_bind (socket, any, FALSE, &error));
  chosen = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (chosen));
}

static void
spawn (RedisServer *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autofree char *log = g_build_filename (self->folder, "log", NULL);
  g_auto (GStrv) line = NULL;

  g_strv_builder_add_many (builder, "redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", self->data,
                           "--logfile", log, "--daemonize", "no", "--save", "", "--appendonly", "yes",
                           NULL);
  g_strv_builder_addv (builder, (const char **) self->options);
  line = g_strv_builder_end (builder);
  g_spawn_async (NULL, line, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                 die_with_parent, NULL, &self->pid, &error);
  g_assert_no_error (error);
}

/* Returns: whether it answers; one that wants a password does, too */
static gboolean
answers (RedisServer *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GInputStream *input = NULL;
  GOutputStream *output = NULL;
  char answer[8] = "";

  g_socket_client_set_timeout (client, 2);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);
  if (connection == NULL)
    return FALSE;
  input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  if (g_output_stream_write (output, "PING\r\n", 6, NULL, NULL) != 6 ||
      g_input_stream_read (input, answer, sizeof answer - 1, NULL, NULL) < 5)
    return FALSE;

  return g_str_has_prefix (answer, "+PONG") || g_str_has_prefix (answer, "-NOAUT");
}

/* Returns: %FALSE when it has ended, as when somebody else took the port meanwhile */
static gboolean
wait_until_it_answers (RedisServer *self)
{
  gint64 deadline_us = g_get_monotonic_time () + START_TIMEOUT_S * G_USEC_PER_SEC;

  while (!answers (self))
    {
      if (waitpid (self->pid, NULL, WNOHANG) == self->pid)
        {
          self->pid = 0;
          return FALSE;
        }
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
      g_usleep (5000);
    }

  return TRUE;
}

static void
choose_place (RedisServer *self)
{
  self->port = redis_server_choose_port ();
  g_free (self->url);
  self->url = g_strdup_printf ("redis://127.0.0.1:%u", self->port);
}

RedisServer *
redis_server_start (const char *const *options)
{
  static const char *const none[] = { NULL };
  RedisServer *self = g_new0 (RedisServer, 1);
  g_autoptr (GError) error = NULL;
  gboolean is_up = FALSE;

  self->options = g_strdupv ((char **) (options != NULL ? options : none));
  self->folder = g_dir_make_tmp ("lectern-redis-XXXXXX", &error);
  g_assert_no_error (error);
  self->data = g_build_filename (self->folder, "data", NULL);
  g_assert_cmpint (g_mkdir (self->data, 0700), ==, 0);
  for (guint i = 0; i < MAX_ATTEMPTS && !is_up; i++)
    {
      choose_place (self);
      spawn (self);
      is_up = wait_until_it_answers (self);
    }
  g_assert_true (is_up);
  return self;
}

void
redis_server_kill (RedisServer *self)
{
  g_assert_cmpint (self->pid, !=, 0);
  kill (self->pid, SIGKILL);
  g_assert_cmpint (waitpid (self->pid, NULL, 0), ==, self->pid);
  g_spawn_close_pid (self->pid);
  self->pid = 0;
}

void
redis_server_free (RedisServer *self)
{
  if (self == NULL)
    return;

  if (self->pid != 0)
    redis_server_kill (self);
  remove_all (self->folder);
  g_strfreev (self->options);
  g_free (self->folder);
  g_free (self->data);
  g_free (self->url);
  g_free (self);
}

const char *
redis_server_get_url (RedisServer *self)
{
  return self->url;
}

guint16
redis_server_get_port (RedisServer *self)
{
  return self->port;
}

void
redis_server_start_again (RedisServer *self)
{
  g_assert_cmpint (self->pid, ==, 0);
  spawn (self);
  g_assert_true (wait_until_it_answers (self));
}

void
redis_server_wipe (RedisServer *self)
{
  g_assert_cmpint (self->pid, ==, 0);
  remove_all (self->data);
  g_assert_cmpint (g_mkdir (self->data, 0700), ==, 0);
}

void
redis_server_pause (RedisServer *self)
{
  int status = 0;

  g_assert_cmpint (kill (self->pid, SIGSTOP), ==, 0);
  g_assert_cmpint (waitpid (self->pid, &status, WUNTRACED), ==, self->pid);
  g_assert_true (WIFSTOPPED (status));
}

void
redis_server_resume (RedisServer *self)
{
  g_assert_cmpint (kill (self->pid, SIGCONT), ==, 0);
}
