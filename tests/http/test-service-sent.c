/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service of a cluster whose machines see no folder together: a video that was sent to the
 * service is sent on to the workers, and what they have made is brought when somebody asks for it.
 */
#include "cli/cluster-hall.h"
#include "http/service.h"

/* Of the desk's cluster. */
static void
start (Service *service,
       Desk *desk)
{
  *service = (Service){ 0 };
  service->folder = desk->folder;
  service->home = g_build_filename (desk->folder, "server", NULL);
  service->session = soup_session_new_with_options ("timeout", 600, NULL);
  service->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_setenv ("XDG_DATA_HOME", service->home, TRUE);
  service_start (service, "--cluster");
}

static void
end (Service *service)
{
  g_assert_cmpint (service_end (service, SIGTERM), ==, 0);
  service_forget_answer (service);
  g_clear_object (&service->session);
  g_hash_table_unref (service->headers);
  g_free (service->home);
}

static void
set_up (Desk *desk,
        gconstpointer data)
{
  hall_set_up (desk, data);
  g_unsetenv ("LECTERN_SHARED_FOLDER");
}

/* Returns: (transfer full): the path of the job */
static char *
post_talk (Service *service,
           Desk *desk)
{
  g_autofree char *path = g_build_filename (desk->folder, "talk.mp4", NULL);
  GString *form =
    g_string_new ("--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"talk.mp4\"\r\n\r\n");
  g_autoptr (GBytes) body = NULL;
  g_autofree char *data = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  g_string_append_len (form, data, (gssize) length);
  g_string_append (form, "\r\n--X--\r\n");
  body = g_string_free_to_bytes (form);
  service_send (service, "POST", "/api/extract", "multipart/form-data; boundary=X", body);
  g_assert_cmpuint (service->status, ==, 202);
  return g_strdup (soup_message_headers_get_one (service->answer_headers, "Location"));
}

static guint
count_files (Desk *desk,
             const char *name)
{
  g_autofree char *command = g_strdup_printf ("find server -name '%s' | wc -l", name);

  desk_shell (desk, command);
  return (guint) g_ascii_strtoull (desk->out, NULL, 10);
}

static void
test_life (Desk *desk,
           gconstpointer data)
{
  Service service = { NULL };
  GSubprocess *worker = NULL;
  g_autofree char *job = NULL;
  g_autofree char *pdf = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *guide = NULL;

  start (&service, desk);
  job = post_talk (&service, desk);
  pdf = g_strconcat (job, "/pdf", NULL);
  picture = g_strconcat (job, "/slides/1.jpg", NULL);
  guide = g_strconcat (job, "/study-guide", NULL);
  /* It was sent on. */
  g_assert_cmpuint (count_files (desk, "talk.mp4"), ==, 0);
  service_refused (&service, "GET", pdf, 409, "conflict");
  service_refused (&service, "GET", picture, 404, "not_found");

  worker = start_worker_at (desk, "1.err", "machine", NULL);
  await (desk, "\"$LECTERN\" jobs --cluster --status completed", "talk.mp4");
  stop_worker (worker);
  service_ask (&service, "GET", picture, 200);
  g_assert_cmpint ((guchar) service.text[0], ==, 0xff);
  service_ask (&service, "GET", pdf, 200);
  g_assert_true (g_str_has_prefix (service.text, "%PDF-"));
  service_ask (&service, "GET", guide, 200);
  g_assert_nonnull (strstr (service.text, "<html"));
  g_assert_null (strstr (service.text, desk->folder));

  /* It is not brought again, nor into anybody's library, and it goes with the job. */
  desk_lectern (desk, "jobs", 0);
  g_assert_cmpstr (desk->out, ==, "");
  g_assert_cmpuint (count_files (desk, "brought.json"), ==, 1);
  service_ask (&service, "GET", pdf, 200);
  service_ask (&service, "DELETE", job, 204);
  g_assert_cmpuint (count_files (desk, "*.pdf"), ==, 0);
  end (&service);
}

/* One job an hour: the next one is refused for now, with when to come again. */
static void
test_quota (Desk *desk,
            gconstpointer data)
{
  static const char second[] = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.mp4\"\r\n"
                               "\r\nabc\r\n--X--\r\n";
  g_autoptr (GBytes) body = g_bytes_new_static (second, strlen (second));
  g_autoptr (JsonNode) node = NULL;
  const char *wait = NULL;
  Service service;

  g_setenv ("LECTERN_JOBS_PER_HOUR", "1", TRUE);
  start (&service, desk);
  g_free (post_talk (&service, desk));
  service_send (&service, "POST", "/api/extract", "multipart/form-data; boundary=X", body);
  g_assert_cmpuint (service.status, ==, 429);
  wait = soup_message_headers_get_one (service.answer_headers, "Retry-After");
  g_assert_nonnull (wait);
  g_assert_cmpint (g_ascii_strtoll (wait, NULL, 10), >, 0);
  g_assert_cmpint (g_ascii_strtoll (wait, NULL, 10), <=, 3600);
  node = service_get_json (&service);
  g_assert_nonnull (strstr (service.text, "too_many_requests"));
  /* What is wrong with a request is told as before. */
  service_post_json (&service, "/api/extract", "{\"url\": \"nothing\"}", 400);
  end (&service);
  g_unsetenv ("LECTERN_JOBS_PER_HOUR");
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/service-sent/life", test_life },
    { "/service-sent/quota", test_quota },
  };

  g_test_init (&argc, &argv, NULL);
  return hall_run (set_up, cases, G_N_ELEMENTS (cases));
}
