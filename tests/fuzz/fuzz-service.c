/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What comes over a connection to the service: one request or several, or what is none. It is
 * answered or closed in time, and never with 500. A "$" stands for the id of an upload that has all
 * but one of its bytes. The service is the real one, but nobody works on its jobs, and it reaches
 * no other machine.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/upload.h"
#include "fuzz/fuzz.h"
#include "http/api-server.h"
#include "temporary-folder.h"

/* Less than the silence after which the service cuts off whoever says nothing. */
#define DEADLINE_S 20
/* Then it begins anew: jobs and uploads become more. */
#define MAX_ASKED 256
#define BODY      "talk"

typedef struct
{
  char *folder;
  char *uploads;
  char *origins[2];
  LecServerSettings settings;
  LecApiContext context;
  LecApiServer *server;
  int n_changes;
  guint16 port;
  guint n_asked;
  GAsyncQueue *questions; /* (element-type Question): to the client's thread */
} Fixture;

/* (nullable): from the first input on */
static Fixture *fixture;

typedef struct
{
  guint16 port;
  GBytes *input;
  GByteArray *answer;
  gboolean is_late;
  gboolean is_done; /* of the main context */
} Question;

/* --- The client --- */

static int
knock (guint16 port)
{
  const struct timeval deadline = { .tv_sec = DEADLINE_S };
  const struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
    .sin_port = htons (port),
  };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline), ==, 0);
  g_assert_cmpint (setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline), ==, 0);
  g_assert_cmpint (connect (fd, (const struct sockaddr *) &address, sizeof address), ==, 0);
  return fd;
}

/* Whoever is answered early reads no more. */
static void
send_all (int fd,
          GBytes *input)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (input, &length);

  while (length > 0)
    {
      gssize n_sent = send (fd, data, length, MSG_NOSIGNAL);

      if (n_sent <= 0)
        return;
      data += n_sent;
      length -= (gsize) n_sent;
    }
  shutdown (fd, SHUT_WR);
}

/* Events of a job that is not over come for ever. */
static gboolean
is_endless (const GByteArray *answer)
{
  return answer->len > 0 && g_strstr_len ((const char *) answer->data, answer->len, "text/event-stream") != NULL;
}

static gboolean
done_cb (gpointer data)
{
  Question *question = data;

  question->is_done = TRUE;
  return G_SOURCE_REMOVE;
}

static gpointer
run_client (gpointer data)
{
  while (TRUE)
    {
      Question *question = g_async_queue_pop (data);
      int fd = knock (question->port);
      guint8 piece[4096];
      gssize n_read = 0;

      send_all (fd, question->input);
      while (!is_endless (question->answer) && (n_read = recv (fd, piece, sizeof piece, 0)) > 0)
        g_byte_array_append (question->answer, piece, (guint) n_read);
      question->is_late = n_read < 0 && errno == EAGAIN;
      close (fd);
      g_main_context_invoke (NULL, done_cb, question);
    }

  return NULL;
}

/* --- The service --- */

/* Of this thread and those that it begins: addresses that are made up may be somebody's. */
static void
stay_here (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);

  g_assert_nonnull (filter);
  g_assert_cmpint (seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENETUNREACH), SCMP_SYS (connect), 0), ==, 0);
  g_assert_cmpint (seccomp_load (filter), ==, 0);
  seccomp_release (filter);
}

static void
add_job (LecJobs *jobs,
         const char *name)
{
  g_autoptr (LecJobRequest) request = lec_job_request_new ();
  g_autoptr (GError) error = NULL;
  LecJobsAdded added = LEC_JOBS_NEW;

  put_text_file (fixture->folder, name, name);
  g_ptr_array_add (request->videos, g_build_filename (fixture->folder, name, NULL));
  lec_jobs_add (jobs, request, LEC_PRIORITY_NORMAL, &added, NULL, &error);
  g_assert_no_error (error);
}

/* Job 1 waits, job 2 is over. */
static void
make_library (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecJobs) jobs = lec_jobs_open (NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  fixture->uploads = lec_upload_dup_root (jobs);
  add_job (jobs, "waits.mp4");
  add_job (jobs, "over.mp4");
  g_assert_true (lec_jobs_change (jobs, 2, LEC_JOB_ACTION_CANCEL, NULL, &error));
}

static void
start (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autofree char *address = NULL;

  make_library ();
  fixture->context = (LecApiContext){
    .settings = &fixture->settings,
    .uploads = fixture->uploads,
    .limits = lec_token_limits_new (0, 0),
    .cancellable = g_cancellable_new (),
    .n_changes = &fixture->n_changes,
  };
  fixture->server = lec_api_server_new (&fixture->context);
  lec_api_server_listen (fixture->server, &address, &error);
  g_assert_no_error (error);
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  fixture->port = (guint16) g_uri_get_port (uri);
}

static void
stop (void)
{
  g_clear_pointer (&fixture->server, lec_api_server_free);
  g_clear_pointer (&fixture->context.limits, lec_token_limits_free);
  g_clear_object (&fixture->context.cancellable);
  g_clear_pointer (&fixture->uploads, g_free);
  remove_all (fixture->folder);
  fixture->n_asked = 0;
}

static void
clean_up (void)
{
  if (fixture->server != NULL)
    stop ();
}

static void
set_up (void)
{
  fixture = g_new0 (Fixture, 1);
  fixture->folder = g_dir_make_tmp ("lectern-fuzz-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", fixture->folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", fixture->folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", fixture->folder, TRUE);
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
  fixture->origins[0] = g_strdup ("https://example.org");
  fixture->settings = (LecServerSettings){
    .host = g_strdup ("127.0.0.1"),
    .max_upload_bytes = 65536,
    .allow_origins = fixture->origins,
  };
  /* As a loop does: worker threads would run here themselves what is for this one. */
  g_assert_true (g_main_context_acquire (NULL));
  fixture->questions = g_async_queue_new ();
  g_thread_unref (g_thread_new ("client", run_client, fixture->questions));
  stay_here ();
  atexit (clean_up);
}

/* --- One input --- */

/* Returns: (transfer full) (nullable): what "$" stands for */
static char *
make_upload (void)
{
  const LecUploadFacts facts = { .given = BODY ".mp4", .size_bytes = strlen (BODY) };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecUpload) upload = lec_upload_new (fixture->uploads, NULL, &facts, &error);

  g_assert_no_error (error);
  g_assert_true (lec_upload_write (upload, BODY, strlen (BODY) - 1, &error));
  return g_strdup (lec_upload_get_id (upload));
}

static GBytes *
fill_in (const uint8_t *data,
         size_t size)
{
  g_autofree char *id = memchr (data, '$', size) != NULL ? make_upload () : NULL;
  GByteArray *filled = g_byte_array_new ();

  for (size_t i = 0; i < size; i++)
    if (data[i] == '$' && id != NULL)
      g_byte_array_append (filled, (const guint8 *) id, (guint) strlen (id));
    else
      g_byte_array_append (filled, data + i, 1);
  return g_byte_array_free_to_bytes (filled);
}

static gboolean
begins_with (const GByteArray *answer,
             const char *text)
{
  return answer->len >= strlen (text) && memcmp (answer->data, text, strlen (text)) == 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  Question question = { 0 };

  if (fixture == NULL)
    set_up ();
  if (fixture->server == NULL)
    start ();

  question.port = fixture->port;
  question.input = fill_in (data, size);
  question.answer = g_byte_array_new ();
  g_async_queue_push (fixture->questions, &question);
  while (!question.is_done)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (question.is_late);
  g_assert_true (question.answer->len == 0 || begins_with (question.answer, "HTTP/1."));
  g_assert_false (begins_with (question.answer, "HTTP/1.1 500") || begins_with (question.answer, "HTTP/1.0 500"));
  g_bytes_unref (question.input);
  g_byte_array_unref (question.answer);
  if (++fixture->n_asked == MAX_ASKED)
    stop ();
  return 0;
}
