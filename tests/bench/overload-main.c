/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * usage: bench-overload [SECONDS]
 *
 * Ten minutes at thrice the limit: with one token three times as many questions are asked as it
 * may, and three times as many videos sent, while with another one somebody reads now and then.
 * Whether each is answered, with what was asked for or with when to come again; whether each job
 * that was accepted is completed, and none is there that was refused; what the other one notices.
 */
#include <stdio.h>

#include "http/service.h"

#define DEFAULT_SECONDS 600
#define PER_MINUTE      600 /* questions */
#define PER_HOUR        60  /* jobs */
#define TIMES_OVER      3
#define VIDEO_EACH      86 /* questions: 210 in ten minutes, in which 70 may be sent, an hour's and ten more */
#define N_SENDERS       4
#define CALM_S          20
#define READ_EVERY_US   200000
#define DEADLINE_S      1800

typedef struct
{
  guint n_answered;   /* with what was asked for */
  guint n_refused;    /* 429 that says when to come again */
  guint n_impolite;   /* anything else, or nothing */
  guint most_after_s; /* that somebody was told to wait */
} Answers;

typedef struct
{
  Service *service;
  GBytes *form; /* a video, of FORM_TYPE */
  const char *sender;
  const char *reader;
  gint64 begin_us;
  gint64 end_us;

  GMutex lock; /* the rest */
  Answers questions;
  Answers videos;
  GPtrArray *accepted; /* (element-type utf8): paths of jobs */
  Answers reads;
  GArray *calm_us; /* (element-type gint64): what a read took, before the load */
  GArray *loaded_us;
} Crowd;

#define FORM_TYPE "multipart/form-data; boundary=XXXX"
#define LIMITS \
  "--log-level error --requests-per-minute " G_STRINGIFY (PER_MINUTE) " --token-jobs-per-hour " G_STRINGIFY (PER_HOUR)

static GBytes *
make_form (const char *folder)
{
  g_autofree char *video = g_build_filename (folder, "talk.mp4", NULL);
  g_autofree char *line =
    g_strdup_printf ("'%s' builds --seed 107 --size 640x360 --seconds 10 -o '%s'", LECTURE_VIDEO, video);
  GString *form = g_string_new ("--XXXX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"talk.mp4\"\r\n"
                                "Content-Type: video/mp4\r\n\r\n");
  g_autofree char *data = NULL;
  gsize length = 0;

  g_assert_true (g_spawn_command_line_sync (line, NULL, NULL, NULL, NULL));
  g_assert_true (g_file_get_contents (video, &data, &length, NULL));
  g_string_append_len (form, data, (gssize) length);
  g_string_append (form, "\r\n--XXXX--\r\n");
  return g_string_free_to_bytes (form);
}

/* --- Asking --- */

/* @error: (nullable): that there was no answer */
static void
count (Answers *answers,
       SoupMessage *message,
       const GError *error)
{
  const char *after = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  guint status = error == NULL ? soup_message_get_status (message) : 0;
  guint64 after_s = 0;

  if (status == 200 || status == 202)
    answers->n_answered++;
  else if (status == 429 && after != NULL && g_ascii_string_to_unsigned (after, 10, 1, 3600, &after_s, NULL))
    answers->n_refused++;
  else
    {
      answers->n_impolite++;
      g_printerr ("answered with %u: %s\n", status, error != NULL ? error->message : "");
    }
  answers->most_after_s = MAX (answers->most_after_s, (guint) after_s);
}

/* @form: (nullable): a GET without. Returns: (transfer full) (nullable): where the job is that was
 * accepted */
static char *
ask (Crowd *crowd,
     SoupSession *session,
     const char *token,
     GBytes *form,
     Answers *answers)
{
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u/api/%s", (guint) crowd->service->port,
                                          form != NULL ? "extract" : "jobs?limit=5");
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (form != NULL ? "POST" : "GET", url);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
  if (form != NULL)
    soup_message_set_request_body_from_bytes (message, FORM_TYPE, form);
  answer = soup_session_send_and_read (session, message, NULL, &error);

  g_mutex_lock (&crowd->lock);
  count (answers, message, error);
  g_mutex_unlock (&crowd->lock);
  return answer != NULL && soup_message_get_status (message) == 202
           ? g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"))
           : NULL;
}

/* One of N_SENDERS. When an answer is late, the next ones come without a rest. */
static gpointer
send_too_much (gpointer data)
{
  Crowd *crowd = data;
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 60, NULL);
  const gint64 every_us = G_GINT64_CONSTANT (60) * G_USEC_PER_SEC * N_SENDERS / (PER_MINUTE * TIMES_OVER);

  for (guint i = 1; g_get_monotonic_time () < crowd->end_us; i++)
    {
      gboolean is_video = i % VIDEO_EACH == VIDEO_EACH / 2;
      char *job = ask (crowd, session, crowd->sender, is_video ? crowd->form : NULL,
                       is_video ? &crowd->videos : &crowd->questions);
      gint64 left_us = crowd->begin_us + i * every_us - g_get_monotonic_time ();

      if (job != NULL)
        {
          g_mutex_lock (&crowd->lock);
          g_ptr_array_add (crowd->accepted, job);
          g_mutex_unlock (&crowd->lock);
        }
      if (left_us > 0)
        g_usleep ((gulong) left_us);
    }
  return NULL;
}

static void
read_until (Crowd *crowd,
            SoupSession *session,
            gint64 end_us,
            GArray *took)
{
  while (g_get_monotonic_time () < end_us)
    {
      gint64 before_us = g_get_monotonic_time ();
      gint64 took_us = 0;

      g_free (ask (crowd, session, crowd->reader, NULL, &crowd->reads));
      took_us = g_get_monotonic_time () - before_us;
      g_array_append_val (took, took_us);
      g_usleep (READ_EVERY_US);
    }
}

/* --- What came of it --- */

/* Returns: how it stands, "" when it is not there */
static const char *
read_status (Service *service,
             const char *path)
{
  g_autoptr (JsonNode) node = NULL;

  service_send (service, "GET", path, NULL, NULL);
  if (service->status != 200)
    return "";
  node = service_get_json (service);
  return g_intern_string (json_object_get_string_member (json_node_get_object (node), "status"));
}

static const char *
wait_until_over (Service *service,
                 const char *path)
{
  const char *status = "";

  for (guint i = 0; i < DEADLINE_S; i++)
    {
      status = read_status (service, path);
      if (g_strv_contains ((const char *[]){ "", "completed", "failed", "cancelled", NULL }, status))
        break;
      g_usleep (G_USEC_PER_SEC);
    }

  return status;
}

static gint64
count_all (Service *service)
{
  g_autoptr (JsonNode) node = NULL;

  service_ask (service, "GET", "/api/jobs?limit=1", 200);
  node = service_get_json (service);
  return json_object_get_int_member (json_node_get_object (node), "total");
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
get_ms (GArray *times_us,
        guint percent)
{
  guint nth = (times_us->len - 1) * percent / 100;

  g_array_sort (times_us, compare_times);
  return (double) g_array_index (times_us, gint64, nth) / 1000;
}

static void
print_answers (const char *what,
               const Answers *answers)
{
  g_print ("| %s: answered / told when to come again (after %u s at most) / neither | %u / %u / %u | 0 neither |\n",
           what, answers->most_after_s, answers->n_answered, answers->n_refused, answers->n_impolite);
}

static void
print_table (Crowd *crowd,
             guint seconds)
{
  guint n_completed = 0, n_lost = 0;
  guint n_answered = crowd->videos.n_answered;

  for (guint i = 0; i < crowd->accepted->len; i++)
    {
      const char *status = wait_until_over (crowd->service, g_ptr_array_index (crowd->accepted, i));

      n_completed += g_str_equal (status, "completed");
      n_lost += *status == '\0';
    }
  g_print ("| %u s, %d questions a minute and %d jobs an hour for each token | ours | target |\n|---|---|---|\n",
           seconds, PER_MINUTE, PER_HOUR);
  print_answers ("questions at thrice that", &crowd->questions);
  print_answers ("videos at thrice that", &crowd->videos);
  g_print ("| jobs accepted / lost / completed | %u / %u / %u | 0 lost, all completed |\n", n_answered, n_lost,
           n_completed);
  g_print ("| jobs that are there and were refused | %" G_GINT64_FORMAT " | 0 |\n",
           count_all (crowd->service) - n_answered);
  print_answers ("who asks now and then with another token", &crowd->reads);
  g_print ("| his p50 / p99 before, ms | %.1f / %.1f | |\n", get_ms (crowd->calm_us, 50), get_ms (crowd->calm_us, 99));
  g_print ("| his p50 / p99 meanwhile, ms (jobs are worked on beside it) | %.1f / %.1f | |\n",
           get_ms (crowd->loaded_us, 50), get_ms (crowd->loaded_us, 99));
}

static void
run (Crowd *crowd,
     guint seconds)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", 60, NULL);
  GThread *senders[N_SENDERS];

  read_until (crowd, session, g_get_monotonic_time () + CALM_S * G_USEC_PER_SEC, crowd->calm_us);
  crowd->begin_us = g_get_monotonic_time ();
  crowd->end_us = crowd->begin_us + (gint64) seconds * G_USEC_PER_SEC;
  for (guint i = 0; i < N_SENDERS; i++)
    senders[i] = g_thread_new ("sender", send_too_much, crowd);
  read_until (crowd, session, crowd->end_us, crowd->loaded_us);
  for (guint i = 0; i < N_SENDERS; i++)
    g_thread_join (senders[i]);
}

int
main (int argc,
      char *argv[])
{
  Service service = { NULL };
  guint seconds = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_SECONDS;
  g_autofree char *sender = NULL, *reader = NULL, *admin = NULL;
  Crowd crowd = { .service = &service };

  g_assert_cmpuint (seconds, >, 0);
  g_setenv ("LECTERN", LECTERN, FALSE);
  service_set_up (&service, NULL);
  crowd.sender = sender = service_lectern (&service, "token add ann --scope submit");
  crowd.reader = reader = service_lectern (&service, "token add ben");
  admin = service_lectern (&service, "token add cat --scope admin");
  crowd.form = make_form (service.folder);
  crowd.accepted = g_ptr_array_new_with_free_func (g_free);
  crowd.calm_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  crowd.loaded_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_mutex_init (&crowd.lock);

  service_start (&service, LIMITS);
  run (&crowd, seconds);
  service_set_token (&service, admin);
  print_table (&crowd, seconds);

  g_mutex_clear (&crowd.lock);
  g_array_unref (crowd.loaded_us);
  g_array_unref (crowd.calm_us);
  g_ptr_array_unref (crowd.accepted);
  g_bytes_unref (crowd.form);
  service_tear_down (&service, NULL);
  return 0;
}
