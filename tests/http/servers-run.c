/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader has a connection that it keeps; what it asks for is a job that is there from the
 * beginning. Who sends does so until he is told that it is accepted, with the same key, as a client
 * should: nginx asks for a change once and no other server after that. A server that was killed is
 * started again at its port.
 */
#include "http/servers-run.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dying-child.h"
#include "free-port.h"
#include "temporary-folder.h"

#define N_SERVERS    3
#define N_WORKERS    2
#define STEP_US      20000
#define DEADLINE_S   900 /* other work may hold this one up */
#define KILLED_US    (2 * G_USEC_PER_SEC)
#define TRY_AGAIN_US 200000
#define REST_US      600000
#define MAX_ANSWER   65536

/* One answer: when it was asked for, and how long it took. */
typedef struct
{
  gint64 asked_us;
  gint64 took_us;
} Read;

typedef struct
{
  const ServersLoad *load;
  char *folder;
  char *token;
  guint16 port; /* of nginx */
  guint16 server_ports[N_SERVERS];
  GSubprocess *servers[N_SERVERS];
  GSubprocess *nginx;
  GSubprocess *workers[N_WORKERS];
  GBytes *form; /* what is sent */
  char *job;    /* path of the one that is read */
  int is_over;  /* (atomic) */
  GMutex lock;
  GArray *reads; /* (element-type Read): under @lock; so are the next three */
  guint n_failed;
  GPtrArray *sent; /* (element-type utf8): paths of jobs */
  guint n_again;
  GArray *kills_us; /* (element-type gint64) */
} Hall;

char *
servers_find_nginx (void)
{
  static const char *const places[] = { "/usr/sbin/nginx", "/usr/local/sbin/nginx" };
  char *found = g_find_program_in_path ("nginx");

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (places); i++)
    if (g_file_test (places[i], G_FILE_TEST_IS_EXECUTABLE))
      found = g_strdup (places[i]);
  return found;
}

/* --- Programs --- */

/* @name: of the file with what it says. Up to NULL. */
static GSubprocess *
start (const Hall *hall,
       const char *name,
       ...)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *log = g_build_filename (hall->folder, name, NULL);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;
  va_list list;

  va_start (list, name);
  do
    g_ptr_array_add (argv, va_arg (list, char *));
  while (g_ptr_array_index (argv, argv->len - 1) != NULL);
  va_end (list);
  g_subprocess_launcher_set_stdout_file_path (launcher, log);
  g_subprocess_launcher_set_flags (launcher, G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  return process;
}

/* Takes *@process. */
static void
stop (GSubprocess **process,
      int signum)
{
  if (*process == NULL)
    return;

  g_subprocess_send_signal (*process, signum);
  g_assert_true (g_subprocess_wait (*process, NULL, NULL));
  g_clear_object (process);
}

static void
wait_for_port (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  for (guint i = 0; i < DEADLINE_S * G_USEC_PER_SEC / STEP_US; i++)
    {
      g_autoptr (GSocketConnection) connection =
        g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);

      if (connection != NULL)
        return;
      g_usleep (STEP_US);
    }
  g_assert_not_reached ();
}

static void
start_server (Hall *hall,
              guint i)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", hall->server_ports[i]);
  g_autofree char *name = g_strdup_printf ("server%u.log", i + 1);

  hall->servers[i] = start (hall, name, g_getenv ("LECTERN"), "--serve", "--cluster", "--listen", listen, "--log-level",
                            "warning", "--requests-per-minute", "0", NULL);
}

/* Its files are those of data/deploy, but for where things are and for how often one machine may
 * ask. */
static void
start_nginx (Hall *hall)
{
  g_autofree char *script = g_strdup_printf (
    "mkdir -p '%1$s/nginx' && sed -e 's|/tmp/nginx|%1$s/nginx/nginx|; s|listen 8080|listen 127.0.0.1:%2$u|'"
    " -e 's|rate=[0-9]*r/s|rate=100000r/s|; s|burst=[0-9]*|burst=100000|' '%3$s/nginx.conf'"
    " > '%1$s/nginx/nginx.conf' &&"
    " sed -e 's|server1:5000|127.0.0.1:%4$u|; s|server2:5000|127.0.0.1:%5$u|; s|server3:5000|127.0.0.1:%6$u|'"
    " '%3$s/upstreams.conf' > '%1$s/nginx/upstreams.conf'",
    hall->folder, (guint) hall->port, hall->load->configuration, (guint) hall->server_ports[0],
    (guint) hall->server_ports[1], (guint) hall->server_ports[2]);
  const char *argv[] = { "/bin/sh", "-c", script, NULL };
  g_autofree char *configuration = g_build_filename (hall->folder, "nginx", "nginx.conf", NULL);
  g_autofree char *prefix = g_build_filename (hall->folder, "nginx", NULL);
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  hall->nginx = start (hall, "nginx.log", hall->load->nginx, "-g", "daemon off;", "-p", prefix, "-c", configuration,
                       NULL);
  wait_for_port (hall->port);
}

/* Returns: (transfer full): what "lectern @arguments" prints */
static char *
run_lectern (const char *arguments)
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

/* --- Asking --- */

/* Returns: (transfer full) (nullable): %NULL when nobody answered */
static SoupMessage *
ask (Hall *hall,
     SoupSession *session,
     const char *path,
     GBytes **answer)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u%s", (guint) hall->port, path);
  g_autofree char *bearer = g_strconcat ("Bearer ", hall->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
  *answer = soup_session_send_and_read (session, message, NULL, NULL);
  return *answer != NULL ? g_steal_pointer (&message) : NULL;
}

/* With a rest in the middle, so that a server that is killed has one on its way.
 * Returns: (transfer full) (nullable): the answer; %NULL when nobody gave one */
static char *
send_form (Hall *hall,
           const char *key)
{
  gsize length = 0;
  const char *form = g_bytes_get_data (hall->form, &length);
  g_autofree char *head =
    g_strdup_printf ("POST /api/extract HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
                     "Connection: close\r\n"
                     "Idempotency-Key: %s\r\nContent-Type: multipart/form-data; boundary=XXXX\r\n"
                     "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                     hall->token, key, length);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", hall->port, NULL, NULL);
  g_autofree char *answer = g_malloc0 (MAX_ANSWER);
  GOutputStream *out = connection != NULL ? g_io_stream_get_output_stream (G_IO_STREAM (connection)) : NULL;
  gsize n_read = 0;

  if (out == NULL || !g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL) ||
      !g_output_stream_write_all (out, form, length / 2, NULL, NULL, NULL))
    return NULL;
  g_usleep (REST_US);
  /* Who refuses may do so before all of it was sent. */
  g_output_stream_write_all (out, form + length / 2, length - length / 2, NULL, NULL, NULL);
  g_input_stream_read_all (g_io_stream_get_input_stream (G_IO_STREAM (connection)), answer, MAX_ANSWER - 1, &n_read,
                           NULL, NULL);

  return n_read > 0 ? g_steal_pointer (&answer) : NULL;
}

/* Of one that says that the job is accepted. Returns: (transfer full) (nullable): its path */
static char *
find_location (const char *answer)
{
  static const char name[] = "\r\nLocation: ";
  const char *location = NULL;

  if (answer == NULL || (!g_str_has_prefix (answer, "HTTP/1.1 200") && !g_str_has_prefix (answer, "HTTP/1.1 202")))
    return NULL;

  location = strstr (answer, name);
  g_assert_nonnull (location);
  location += strlen (name);
  return g_strndup (location, strcspn (location, "\r"));
}

/* Until somebody says that it is accepted. @n_again: (inout). Returns: (transfer full): the path of
 * the job */
static char *
send_job (Hall *hall,
          const char *key,
          guint *n_again)
{
  for (guint i = 0; i < DEADLINE_S * G_USEC_PER_SEC / TRY_AGAIN_US; i++)
    {
      g_autofree char *answer = send_form (hall, key);
      char *job = find_location (answer);

      if (job != NULL)
        return job;

      ++*n_again;
      g_usleep (TRY_AGAIN_US);
    }
  g_assert_not_reached ();
}

static gboolean
is_over (Hall *hall)
{
  return g_atomic_int_get (&hall->is_over) != 0;
}

static gpointer
send_jobs (gpointer data)
{
  Hall *hall = data;
  guint n_again = 0;

  while (!is_over (hall))
    {
      g_autofree char *key = g_uuid_string_random ();
      char *job = send_job (hall, key, &n_again);

      g_mutex_lock (&hall->lock);
      g_ptr_array_add (hall->sent, job);
      g_mutex_unlock (&hall->lock);
      g_usleep (TRY_AGAIN_US);
    }

  g_mutex_lock (&hall->lock);
  hall->n_again += n_again;
  g_mutex_unlock (&hall->lock);
  return NULL;
}

static gpointer
read_jobs (gpointer data)
{
  Hall *hall = data;
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 60, NULL);

  while (!is_over (hall))
    {
      Read read = { g_get_monotonic_time (), 0 };
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (SoupMessage) message = ask (hall, session, hall->job, &answer);
      gboolean is_right = message != NULL && soup_message_get_status (message) == 200 &&
                          g_bytes_get_size (answer) > 0;

      read.took_us = g_get_monotonic_time () - read.asked_us;
      g_mutex_lock (&hall->lock);
      g_array_append_val (hall->reads, read);
      hall->n_failed += !is_right;
      g_mutex_unlock (&hall->lock);
      if (!is_right)
        g_printerr ("a read was answered with %u\n", message != NULL ? soup_message_get_status (message) : 0);
    }
  return NULL;
}

/* --- The run --- */

static GBytes *
make_form (const char *video)
{
  GString *form = g_string_new ("--XXXX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"talk.mp4\"\r\n"
                                "Content-Type: video/mp4\r\n\r\n");
  g_autofree char *data = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (video, &data, &length, NULL));
  g_string_append_len (form, data, (gssize) length);
  g_string_append (form, "\r\n--XXXX--\r\n");
  return g_string_free_to_bytes (form);
}

/* One after the other, each for as long as until the next one. */
static void
kill_servers (Hall *hall)
{
  guint n_spans = hall->load->n_kills * 2 + 1;
  gulong span_us = (gulong) hall->load->seconds * G_USEC_PER_SEC / n_spans;

  for (guint i = 0; i < hall->load->n_kills; i++)
    {
      guint server = i % N_SERVERS;
      gint64 now_us = 0;

      g_usleep (span_us);
      now_us = g_get_monotonic_time ();
      g_array_append_val (hall->kills_us, now_us);
      stop (&hall->servers[server], SIGKILL);
      g_usleep (span_us);
      start_server (hall, server);
      wait_for_port (hall->server_ports[server]);
    }
  g_usleep (span_us);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static double
get_p99_ms (GArray *times_us)
{
  guint nth = 0;

  if (times_us->len == 0)
    return 0;

  g_array_sort (times_us, compare_times);
  nth = (times_us->len - 1) * 99 / 100;
  return (double) g_array_index (times_us, gint64, nth) / 1000;
}

static gboolean
is_after_kill (const Hall *hall,
               gint64 asked_us)
{
  for (guint i = 0; i < hall->kills_us->len; i++)
    {
      gint64 kill_us = g_array_index (hall->kills_us, gint64, i);

      if (asked_us >= kill_us - KILLED_US / 20 && asked_us < kill_us + KILLED_US)
        return TRUE;
    }

  return FALSE;
}

static void
count_reads (Hall *hall,
             ServersOutcome *outcome)
{
  g_autoptr (GArray) calm = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) killed = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < hall->reads->len; i++)
    {
      const Read *read = &g_array_index (hall->reads, Read, i);

      g_array_append_val (is_after_kill (hall, read->asked_us) ? killed : calm, read->took_us);
    }
  outcome->n_reads = hall->reads->len;
  outcome->n_failed = hall->n_failed;
  outcome->calm_p99_ms = get_p99_ms (calm);
  outcome->killed_p99_ms = get_p99_ms (killed);
}

/* Returns: (transfer full) (nullable): how it stands; %NULL when it is not there */
static char *
read_status (Hall *hall,
             SoupSession *session,
             const char *path)
{
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (SoupMessage) message = ask (hall, session, path, &answer);
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (message == NULL || soup_message_get_status (message) != 200 ||
      !json_parser_load_from_data (parser, g_bytes_get_data (answer, NULL), (gssize) g_bytes_get_size (answer), NULL))
    return NULL;

  return g_strdup (json_object_get_string_member (json_node_get_object (json_parser_get_root (parser)), "status"));
}

static gboolean
is_completed (Hall *hall,
              SoupSession *session,
              const char *path)
{
  for (guint i = 0; i < DEADLINE_S * 5; i++)
    {
      g_autofree char *status = read_status (hall, session, path);

      if (status == NULL || g_str_equal (status, "failed") || g_str_equal (status, "cancelled"))
        return FALSE;
      if (g_str_equal (status, "completed"))
        return TRUE;
      g_usleep (G_USEC_PER_SEC / 5);
    }

  return FALSE;
}

/* Whichever server is asked, it has what the workers have made. */
static gboolean
has_results (Hall *hall,
             SoupSession *session,
             const char *path)
{
  static const char *const results[] = { "pdf", "slides/1.jpg", "study-guide", "study-guide" };
  gboolean has_all = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autofree char *result = g_strconcat (path, "/", results[i], NULL);
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (SoupMessage) message = ask (hall, session, result, &answer);
      guint status = message != NULL ? soup_message_get_status (message) : 0;

      if (status != 200)
        g_printerr ("%s was answered with %u\n", result, status);
      has_all = has_all && status == 200;
    }

  return has_all;
}

static void
count_jobs (Hall *hall,
            ServersOutcome *outcome)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 60, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *all = NULL;
  g_auto (GStrv) lines = NULL;

  outcome->n_sent = hall->sent->len;
  outcome->n_again = hall->n_again;
  for (guint i = 0; i < hall->sent->len; i++)
    {
      const char *path = g_ptr_array_index (hall->sent, i);
      g_autofree char *status = read_status (hall, session, path);

      outcome->n_twice += !g_hash_table_add (seen, (gpointer) path);
      outcome->n_lost += status == NULL;
      outcome->n_completed += status != NULL && is_completed (hall, session, path);
    }
  outcome->has_results = has_results (hall, session, hall->job);

  /* Of whoever sent it again, both would be there. */
  all = run_lectern ("jobs --cluster --json");
  lines = g_strsplit (all, "\n", -1);
  outcome->n_twice += g_strv_length (lines) - MIN (g_strv_length (lines), hall->sent->len);
}

static void
open_hall (Hall *hall)
{
  static const char *const names[] = { "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "LECTERN_SHARED_FOLDER" };

  hall->folder = g_dir_make_tmp ("lectern-servers-XXXXXX", NULL);
  /* nginx may be another user's, and everybody has to get to it. */
  g_assert_cmpint (g_chmod (hall->folder, 0755), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (hall->folder, names[i], NULL);

      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      g_setenv (names[i], path, TRUE);
    }
  g_setenv ("DATABASE_URL", hall->load->postgres_url, TRUE);
  if (hall->load->redis_url != NULL)
    g_setenv ("REDIS_URL", hall->load->redis_url, TRUE);
  g_setenv ("LECTERN_LEASE", "2", TRUE);
  hall->form = make_form (hall->load->video);
  hall->reads = g_array_new (FALSE, FALSE, sizeof (Read));
  hall->kills_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  hall->sent = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&hall->lock);

  g_free (run_lectern ("cluster init"));
  hall->token = run_lectern ("token add load --scope admin --cluster");
  hall->port = find_free_port ();
  for (guint i = 0; i < N_SERVERS; i++)
    {
      hall->server_ports[i] = find_free_port ();
      start_server (hall, i);
    }
  for (guint i = 0; i < N_SERVERS; i++)
    wait_for_port (hall->server_ports[i]);
  for (guint i = 0; i < N_WORKERS; i++)
    hall->workers[i] = start (hall, i == 0 ? "worker1.log" : "worker2.log", g_getenv ("LECTERN"), "--worker",
                              "--concurrency", "1", "--log-level", "warning", NULL);
  start_nginx (hall);
}

static void
close_hall (Hall *hall)
{
  stop (&hall->nginx, SIGTERM);
  for (guint i = 0; i < N_WORKERS; i++)
    stop (&hall->workers[i], SIGTERM);
  for (guint i = 0; i < N_SERVERS; i++)
    stop (&hall->servers[i], SIGTERM);
  remove_all (hall->folder);
  g_free (hall->folder);
  g_free (hall->token);
  g_free (hall->job);
  g_bytes_unref (hall->form);
  g_array_unref (hall->reads);
  g_array_unref (hall->kills_us);
  g_ptr_array_unref (hall->sent);
  g_mutex_clear (&hall->lock);
}

void
servers_run (const ServersLoad *load,
             ServersOutcome *outcome)
{
  Hall hall = { .load = load };
  g_autoptr (GPtrArray) readers = g_ptr_array_new ();
  g_autoptr (GPtrArray) senders = g_ptr_array_new ();
  guint n_again = 0;

  *outcome = (ServersOutcome){ 0 };
  open_hall (&hall);
  hall.job = send_job (&hall, "first", &n_again);
  g_ptr_array_add (hall.sent, g_strdup (hall.job));
  for (guint i = 0; i < N_SERVERS; i++)
    g_ptr_array_add (senders, g_thread_new ("sends", send_jobs, &hall));
  for (guint i = 0; i < load->n_readers; i++)
    g_ptr_array_add (readers, g_thread_new ("reads", read_jobs, &hall));
  kill_servers (&hall);
  g_atomic_int_set (&hall.is_over, 1);
  for (guint i = 0; i < readers->len; i++)
    g_thread_join (g_ptr_array_index (readers, i));
  for (guint i = 0; i < senders->len; i++)
    g_thread_join (g_ptr_array_index (senders, i));

  outcome->n_killed = hall.kills_us->len;
  count_reads (&hall, outcome);
  count_jobs (&hall, outcome);
  close_hall (&hall);
}
