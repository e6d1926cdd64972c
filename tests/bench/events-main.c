/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: bench-events
 *
 * 200 clients listen to one job over the real service while a worker finds slides: whether each of
 * them is told everything in the same order, what memory one costs the service, and how soon the
 * last of them knows what the first one does. The job is that of a cluster of this machine; the
 * worker is this program, so that nothing but the service is measured.
 */
#include <poll.h>

#include "http/listener.h"

#define N_CLIENTS  200
#define N_SLIDES   200
#define STEP_US    50000
#define BUFFER     65536
#define DEADLINE_S 900

#define TARGET_KB 50.0

/* One that listens, over a socket. */
typedef struct
{
  GSocketConnection *connection;
  GString *got;
  gint64 end_us; /* when it was told the end; 0 for not yet */
} Client;

/* --- Listening --- */

static void
client_open (Client *self,
             Service *service,
             const char *path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                                              "Authorization: %s\r\n\r\n",
                                              path,
                                              (const char *) g_hash_table_lookup (service->headers, "Authorization"));
  g_autoptr (GError) error = NULL;

  self->connection = g_socket_client_connect_to_host (client, "127.0.0.1", service->port, NULL, &error);
  g_assert_no_error (error);
  self->got = g_string_new (NULL);
  self->end_us = 0;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (self->connection)), request, strlen (request),
                             NULL, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (g_socket_connection_get_socket (self->connection), FALSE);
}

static void
client_close (Client *self)
{
  g_clear_object (&self->connection);
  g_string_free (self->got, TRUE);
}

/* Returns: whether the other side has closed */
static gboolean
client_read (Client *self)
{
  g_autofree char *piece = g_malloc (BUFFER);
  gssize n_read = g_socket_receive (g_socket_connection_get_socket (self->connection), piece, BUFFER, NULL, NULL);

  if (n_read > 0)
    g_string_append_len (self->got, piece, n_read);
  if (self->end_us == 0 && strstr (self->got->str + MAX ((gssize) self->got->len - BUFFER, 0), "event: end") != NULL)
    self->end_us = g_get_monotonic_time ();
  return n_read == 0;
}

/* Reads what has come. Returns: how many have been closed */
static guint
read_all (Client *clients,
          guint n_clients,
          int timeout_ms)
{
  g_autofree struct pollfd *fds = g_new0 (struct pollfd, n_clients);
  guint n_closed = 0;

  for (guint i = 0; i < n_clients; i++)
    {
      fds[i].fd =
        clients[i].connection != NULL ? g_socket_get_fd (g_socket_connection_get_socket (clients[i].connection)) : -1;
      fds[i].events = POLLIN;
    }
  poll (fds, n_clients, timeout_ms);
  for (guint i = 0; i < n_clients; i++)
    {
      if (fds[i].fd >= 0 && (fds[i].revents & (POLLIN | POLLHUP)) != 0 && client_read (&clients[i]))
        g_clear_object (&clients[i].connection);
      n_closed += clients[i].connection == NULL;
    }

  return n_closed;
}

/* The events of an answer in chunks, without the comments. Returns: (transfer full) */
static char *
take_events (const Client *client,
             guint *n_events)
{
  const char *at = strstr (client->got->str, "\r\n\r\n");
  g_autoptr (GString) body = g_string_new (NULL);
  g_auto (GStrv) blocks = NULL;
  g_autoptr (GString) events = g_string_new (NULL);
  char *end = NULL;

  g_assert_true (g_str_has_prefix (client->got->str, "HTTP/1.1 200"));
  g_assert_nonnull (at);
  at += strlen ("\r\n\r\n");
  for (guint64 length = g_ascii_strtoull (at, &end, 16); length > 0; length = g_ascii_strtoull (at, &end, 16))
    {
      g_string_append_len (body, end + 2, (gssize) length);
      at = end + 2 + length + 2;
    }

  *n_events = 0;
  blocks = g_strsplit (body->str, "\n\n", -1);
  for (guint i = 0; blocks[i] != NULL; i++)
    if (g_str_has_prefix (blocks[i], "id: "))
      {
        g_string_append_printf (events, "%s\n\n", blocks[i]);
        ++*n_events;
      }
  return g_string_free (g_steal_pointer (&events), FALSE);
}

/* --- Memory --- */

/* The peak counts from now on. */
static void
forget_peak (Service *service)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/clear_refs", g_subprocess_get_identifier (service->process));

  g_assert_true (g_file_set_contents_full (path, "5", 1, G_FILE_SET_CONTENTS_NONE, 0644, NULL));
}

/* --- A run --- */

typedef struct
{
  double peak_kb;
  guint n_events; /* that the first client was told */
  guint n_same;   /* clients that were told the same */
  double spread_ms;
} Run;

static void
work (Worker *worker,
      Client *clients,
      guint n_clients)
{
  worker_claim (worker);
  for (guint i = 1; i <= N_SLIDES; i++)
    {
      gint64 next_us = g_get_monotonic_time () + STEP_US;

      worker_advance (worker, i / (double) N_SLIDES, i, i, "A slide of a lecture, with some words on it");
      while (g_get_monotonic_time () < next_us)
        read_all (clients, n_clients, (int) ((next_us - g_get_monotonic_time ()) / 1000));
    }
  worker_finish (worker, N_SLIDES, "A slide of a lecture, with some words on it");
}

static void
compare (const Client *clients,
         guint n_clients,
         Run *run)
{
  g_autofree char *first = take_events (&clients[0], &run->n_events);
  gint64 first_us = G_MAXINT64, last_us = 0;

  g_assert_true (g_str_has_suffix (first, "data: {\"status\":\"completed\"}\n\n"));
  for (guint i = 0; i < n_clients; i++)
    {
      guint n_events = 0;
      g_autofree char *events = take_events (&clients[i], &n_events);

      run->n_same += g_str_equal (events, first);
      first_us = MIN (first_us, clients[i].end_us);
      last_us = MAX (last_us, clients[i].end_us);
    }
  run->spread_ms = (double) (last_us - first_us) / 1000;
}

static void
run_job (Service *service,
         Worker *worker,
         gint64 job,
         guint n_clients,
         Run *run)
{
  g_autofree Client *clients = g_new0 (Client, n_clients);
  g_autofree char *path = g_strdup_printf ("/api/jobs/%" G_GINT64_FORMAT "/events", job);
  gint64 end_us = g_get_monotonic_time () + DEADLINE_S * G_USEC_PER_SEC;

  forget_peak (service);
  for (guint i = 0; i < n_clients; i++)
    client_open (&clients[i], service, path);
  /* Each has heard that the job waits. */
  for (guint i = 0; i < n_clients; i++)
    while (strstr (clients[i].got->str, "event: job") == NULL && g_get_monotonic_time () < end_us)
      read_all (clients, n_clients, 100);
  work (worker, clients, n_clients);
  while (read_all (clients, n_clients, 100) < n_clients)
    g_assert_cmpint (g_get_monotonic_time (), <, end_us);
  run->peak_kb = (double) service_read_memory_kb (service, "VmHWM:");
  compare (clients, n_clients, run);
  for (guint i = 0; i < n_clients; i++)
    client_close (&clients[i]);
}

int
main (int argc,
      char *argv[])
{
  Service service = { NULL };
  g_auto (Worker) worker = { NULL };
  g_autofree char *token = NULL;
  Run warm = { 0 }, alone = { 0 }, crowd = { 0 };
  double client_kb = 0;
  gboolean is_well = FALSE;

  g_setenv ("LECTERN", LECTERN, TRUE);
  service_set_up (&service, NULL);
  worker_start (&worker, &service);
  add_job (worker.store, "/srv/other.mp4", "ann", 0);
  add_job (worker.store, "/srv/third.mp4", "ann", 0);
  token = service_lectern (&service, "token add boss --scope admin --cluster");
  service_start (&service, "--cluster --log-level error");
  service_set_token (&service, token);

  /* What the service has once it has worked is not the clients'. */
  run_job (&service, &worker, 1, 1, &warm);
  run_job (&service, &worker, 2, 1, &alone);
  run_job (&service, &worker, 3, N_CLIENTS, &crowd);
  client_kb = (crowd.peak_kb - alone.peak_kb) / (N_CLIENTS - 1);
  g_print ("| %u clients of one job, %u slides in %.0f s | ours | target |\n|---|---|---|\n", (guint) N_CLIENTS,
           (guint) N_SLIDES, N_SLIDES * STEP_US / 1e6);
  g_print ("| told every one of %u events, in order | %u | %u |\n", crowd.n_events, crowd.n_same, (guint) N_CLIENTS);
  g_print ("| memory of a client in the service, peak (%.0f KB with one, %.0f with all) | %.1f KB | %.0f KB |\n",
           alone.peak_kb, crowd.peak_kb, client_kb, TARGET_KB);
  g_print ("| from the first to the last of them, that the job is over | %.1f ms | |\n", crowd.spread_ms);
  is_well = crowd.n_same == N_CLIENTS && client_kb <= TARGET_KB;
  service_tear_down (&service, NULL);
  return is_well ? 0 : 1;
}
