/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Connections, whatever is asked over them: how many may come at once, how long they are kept, and
 * what they leave behind.
 */
#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>

#include "http/service.h"

#define N_CROWD  200
#define CROWD_MS 5000
#define N_LEFT   20
#define N_SILENT 20
/* Until the service has looked. */
#define SILENCE_S 36

/* Returns: a socket that is being connected */
static int
knock (guint16 port)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
    .sin_port = htons (port),
  };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  g_assert_cmpint (fd, >=, 0);
  if (connect (fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_assert_cmpint (errno, ==, EINPROGRESS);
  return fd;
}

static guint
count_connected (const int *fds)
{
  struct pollfd polled[N_CROWD];
  guint n_connected = 0;

  for (guint i = 0; i < N_CROWD; i++)
    polled[i] = (struct pollfd){ .fd = fds[i], .events = POLLOUT };
  poll (polled, N_CROWD, 0);
  for (guint i = 0; i < N_CROWD; i++)
    n_connected += (polled[i].revents & POLLOUT) != 0;
  return n_connected;
}

/* The service has no time for any of them. Who is not let wait is dropped by the kernel, and comes
 * again after a second. */
static void
test_crowd (Service *service,
            gconstpointer data)
{
  gint64 end_us = 0;
  int fds[N_CROWD];

  service_start (service, "");
  g_subprocess_send_signal (service->process, SIGSTOP);
  end_us = g_get_monotonic_time () + CROWD_MS / 10 * 1000;
  for (guint i = 0; i < N_CROWD; i++)
    fds[i] = knock (service->port);
  while (count_connected (fds) < N_CROWD && g_get_monotonic_time () < end_us)
    g_usleep (10000);
  g_assert_cmpuint (count_connected (fds), ==, N_CROWD);
  g_subprocess_send_signal (service->process, SIGCONT);
  service_ask (service, "GET", "/api/health?probe=live", 200);
  for (guint i = 0; i < N_CROWD; i++)
    close (fds[i]);
}

/* Asks and reads until there is an answer, which has no more than one piece. */
static void
ask_over (GSocketConnection *connection)
{
  static const char request[] = "GET /api/health?probe=live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  GInputStream *in = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) answer = g_string_new (NULL);
  char piece[4096];

  g_assert_true (g_output_stream_write_all (out, request, sizeof request - 1, NULL, NULL, &error));
  while (strchr (answer->str, '}') == NULL)
    {
      gssize n_read = g_input_stream_read (in, piece, sizeof piece, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (n_read, >, 0);
      g_string_append_len (answer, piece, n_read);
    }
  g_assert_true (g_str_has_prefix (answer->str, "HTTP/1.1 200"));
}

/* A connection is kept for the next request. */
static void
test_kept (Service *service,
           gconstpointer data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  service_start (service, "");
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, NULL);
  g_assert_nonnull (connection);
  for (guint i = 0; i < 3; i++)
    ask_over (connection);
}

static guint
count_sockets (Service *service)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/fd", g_subprocess_get_identifier (service->process));
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;
  guint n_sockets = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *link = g_build_filename (path, name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);

      n_sockets += target != NULL && g_str_has_prefix (target, "socket:");
    }
  return n_sockets;
}

/* Who has asked once, or twice, and goes without a word leaves nothing open. */
static void
test_left (Service *service,
           gconstpointer data)
{
  gint64 end_us = 0;
  guint n_before = 0;

  service_start (service, "");
  service_ask (service, "GET", "/api/health?probe=live", 200);
  n_before = count_sockets (service);
  for (guint i = 0; i < N_LEFT; i++)
    {
      g_autoptr (GSocketClient) client = g_socket_client_new ();
      g_autoptr (GSocketConnection) connection =
        g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, NULL);

      g_assert_nonnull (connection);
      for (guint j = 0; j <= i % 2; j++)
        ask_over (connection);
    }
  end_us = g_get_monotonic_time () + CROWD_MS * 1000;
  while (count_sockets (service) > n_before && g_get_monotonic_time () < end_us)
    g_usleep (10000);
  g_assert_cmpuint (count_sockets (service), <=, n_before);
}

/* They come, say nothing and go; half a minute later the service looks for who is silent. */
static void
test_silent (Service *service,
             gconstpointer data)
{
  service_start (service, "--log-level error");
  for (guint i = 0; i < N_SILENT; i++)
    {
      int fd = knock (service->port);
      struct pollfd polled = { .fd = fd, .events = POLLOUT };

      g_assert_cmpint (poll (&polled, 1, CROWD_MS), ==, 1);
      close (fd);
    }
  g_usleep (SILENCE_S * G_USEC_PER_SEC);
  service_ask (service, "GET", "/api/health?probe=live", 200);
}

/* The address sanitizer keeps what was freed, and finds what was not. */
#ifndef __SANITIZE_ADDRESS__

#define N_WARM     1000
#define N_MEASURED 3000
#define MAX_KB     400

static void
connect_many (Service *service,
              guint n_connections)
{
  static const char request[] = "GET /api/health?probe=live HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
  char answer[4096];

  for (guint i = 0; i < n_connections; i++)
    {
      int fd = knock (service->port);
      struct pollfd polled = { .fd = fd, .events = POLLOUT };
      gssize n_read = 0;

      g_assert_cmpint (poll (&polled, 1, CROWD_MS), ==, 1);
      g_assert_cmpint (send (fd, request, sizeof request - 1, 0), ==, sizeof request - 1);
      polled.events = POLLIN;
      do
        {
          g_assert_cmpint (poll (&polled, 1, CROWD_MS), ==, 1);
          n_read = recv (fd, answer, sizeof answer, 0);
        }
      while (n_read > 0);
      g_assert_cmpint (n_read, ==, 0);
      close (fd);
    }
}

/* An object of 400 bytes for each of them would be more than a thousand KB. */
static void
test_memory (Service *service,
             gconstpointer data)
{
  gint64 before_kb = 0;

  service_start (service, "--log-level error");
  connect_many (service, N_WARM);
  before_kb = service_read_memory_kb (service, "RssAnon:");
  connect_many (service, N_MEASURED);
  g_test_message ("%" G_GINT64_FORMAT " KB more", service_read_memory_kb (service, "RssAnon:") - before_kb);
  g_assert_cmpint (service_read_memory_kb (service, "RssAnon:") - before_kb, <, MAX_KB);
}

#endif

int
main (int argc,
      char *argv[])
{
  static const ServiceCase cases[] = {
    { "/http/connections/crowd", test_crowd },
    { "/http/connections/kept", test_kept },
    { "/http/connections/left", test_left },
    { "/http/connections/silent", test_silent },
#ifndef __SANITIZE_ADDRESS__
    { "/http/connections/memory", test_memory },
#endif
  };

  return service_run (argc, argv, cases, G_N_ELEMENTS (cases));
}
