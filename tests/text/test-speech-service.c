/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Against a real server that does as such services do, and as they should not.
 */
#include "base/error.h"
#include "net/net-error.h"
#include "net/web-server.h"
#include "temporary-folder.h"
#include "text/speech-service.h"
#include "text/transcript-text.h"

static const LecHttpSettings quick = {
  .allow_private = TRUE,
  .connect_timeout_ms = 3000,
  .idle_timeout_ms = 1000,
  .total_timeout_ms = 3000,
  .max_tries = 3,
  .first_wait_ms = 10,
  .max_wait_ms = 100,
};

static const LecSpeechPiece pieces[] = { { 0, 100 }, { 100, 190.5 }, { 300, 400 } };

typedef struct
{
  char *folder;
  LecSpeechServiceSettings settings;
  guint n_written;
  double fraction;
} Desk;

static void
desk_set_up (Desk *desk,
             gconstpointer data)
{
  desk->folder = g_dir_make_tmp ("lectern-speech-XXXXXX", NULL);
  desk->settings.key = "sk-s3cret";
  desk->settings.model = "whisper-1";
  desk->settings.language = "de-CH";
  desk->settings.http = &quick;
}

static void
desk_tear_down (Desk *desk,
                gconstpointer data)
{
  remove_all (desk->folder);
  g_free (desk->folder);
}

static gboolean
write_piece_cb (const LecSpeechPiece *piece,
                const char *path,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  Desk *desk = user_data;
  g_autofree char *text = g_strdup_printf ("sound from %g", piece->start_s);

  desk->n_written++;
  return g_file_set_contents (path, text, -1, error);
}

static void
progress_cb (double fraction,
             gpointer user_data)
{
  Desk *desk = user_data;

  g_assert_cmpfloat (fraction, >, desk->fraction);
  desk->fraction = fraction;
}

static LecTranscript *
run (Desk *desk,
     WebServer *server,
     GError **error)
{
  const LecSpeechServiceFuncs funcs = { write_piece_cb, progress_cb, desk };

  desk->settings.address = server->url;
  desk->fraction = 0;
  return lec_speech_service_run (&desk->settings, pieces, G_N_ELEMENTS (pieces), desk->folder, &funcs, NULL, error);
}

static gboolean
has (const char *body,
     gsize length,
     const char *text)
{
  return g_strstr_len (body, (gssize) length, text) != NULL;
}

/* A segment that names the piece it was sent. */
static void
answer_segment (GOutputStream *out,
                const char *body,
                gsize length)
{
  const char *sound = g_strstr_len (body, (gssize) length, "sound from ");
  const char *number = sound + strlen ("sound from ");
  g_autofree char *start = g_strndup (number, strspn (number, "0123456789"));
  g_autofree char *reply = g_strdup_printf ("{\"language\": \"german\", \"segments\": [{\"start\": 1, \"end\": 2.5, "
                                            "\"text\": \" Satz %s.\"}]}",
                                            start);

  web_server_answer (out, "200 OK", "Content-Type: application/json\r\n", reply);
}

static void
good_cb (WebServer *server,
         guint n,
         const char *head,
         const char *body,
         gsize length,
         GOutputStream *out,
         gpointer user_data)
{
  gboolean is_right = g_str_has_prefix (head, "POST /v1/audio/transcriptions HTTP/1.1\r\n") &&
                      strstr (head, "Authorization: Bearer sk-s3cret\r\n") != NULL &&
                      has (body, length, "name=\"model\"\r\n\r\nwhisper-1\r\n") &&
                      has (body, length, "name=\"language\"\r\n\r\nde\r\n") &&
                      has (body, length, "name=\"response_format\"\r\n\r\nverbose_json\r\n") &&
                      has (body, length, "name=\"timestamp_granularities[]\"\r\n\r\nword\r\n") &&
                      has (body, length, "filename=\"piece.flac\"\r\nContent-Type: audio/flac\r\n\r\nsound from ");

  if (is_right)
    answer_segment (out, body, length);
  else
    web_server_answer (out, "422 Unprocessable", NULL, "wrong request");
}

#define GOOD "1.0-2.5 Satz 0. | 101.0-102.5 Satz 100. | 301.0-302.5 Satz 300."

static void
assert_heard (const LecTranscript *transcript,
              const char *expected)
{
  g_autofree char *text = dup_transcript_text (transcript);

  g_assert_cmpstr (text, ==, expected);
}

/* Times count from where a piece began. */
static void
test_good (Desk *desk,
           gconstpointer data)
{
  g_autoptr (WebServer) server = web_server_new (good_cb, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) transcript = run (desk, server, &error);

  g_assert_no_error (error);
  assert_heard (transcript, GOOD);
  g_assert_cmpstr (transcript->language, ==, "de");
  g_assert_cmpstr (transcript->origin, ==, "whisper-1");
  g_assert_cmpint (transcript->source, ==, LEC_TRANSCRIPT_SERVICE);
  g_assert_cmpfloat (desk->fraction, ==, 1);
  g_assert_cmpuint (web_server_count (server), ==, 3);
}

/* It breaks down in the middle, and is asked once more another day. */
static void
breaking_cb (WebServer *server,
             guint n,
             const char *head,
             const char *body,
             gsize length,
             GOutputStream *out,
             gpointer user_data)
{
  if (n >= 1 && !g_atomic_int_get ((int *) user_data))
    web_server_answer (out, "503 Service Unavailable", "Retry-After: 0\r\n", "{\"error\": \"overloaded\"}");
  else
    answer_segment (out, body, length);
}

static void
test_goes_on (Desk *desk,
              gconstpointer data)
{
  int is_mended = FALSE;
  g_autoptr (WebServer) server = web_server_new (breaking_cb, &is_mended);
  g_autoptr (LecTranscript) transcript = NULL;
  g_autoptr (LecServiceDemand) demand = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (run (desk, server, &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "overloaded"));
  g_assert_cmpuint (web_server_count (server), ==, 4); /* one, and three tries */
  g_clear_error (&error);

  demand = lec_speech_service_look (&desk->settings, pieces, 3, desk->folder, NULL);
  g_assert_cmpuint (demand->n_requests, ==, 2);
  g_atomic_int_set (&is_mended, TRUE);
  transcript = run (desk, server, &error);
  g_assert_no_error (error);
  assert_heard (transcript, GOOD);
  g_assert_cmpuint (web_server_count (server), ==, 6);
  g_assert_cmpuint (desk->n_written, ==, 4);
}

/* Knows no times. */
static void
plain_cb (WebServer *server,
          guint n,
          const char *head,
          const char *body,
          gsize length,
          GOutputStream *out,
          gpointer user_data)
{
  if (has (body, length, "verbose_json"))
    web_server_answer (out, "400 Bad Request", NULL,
                       "{\"error\": {\"message\": \"response_format 'verbose_json' is not compatible\"}}");
  else
    web_server_answer (out, "200 OK", NULL, "{\"text\": \"Eins. Zwei.\"}");
}

static void
test_without_times (Desk *desk,
                    gconstpointer data)
{
  g_autoptr (WebServer) server = web_server_new (plain_cb, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecTranscript) transcript = run (desk, server, &error);

  g_assert_no_error (error);
  assert_heard (transcript, "0.0-45.5 Eins. | 45.5-100.0 Zwei. | 100.0-141.1 Eins. | 141.1-190.5 Zwei. | "
                            "300.0-345.5 Eins. | 345.5-400.0 Zwei.");
  g_assert_cmpuint (web_server_count (server), ==, 4);
}

static void
nonsense_cb (WebServer *server,
             guint n,
             const char *head,
             const char *body,
             gsize length,
             GOutputStream *out,
             gpointer user_data)
{
  web_server_answer (out, "200 OK", "Content-Type: application/json\r\n", user_data);
}

/* What is no answer is not kept as one. */
static void
test_nonsense (Desk *desk,
               gconstpointer data)
{
  static const char *const replies[] = { "", "{", "<html></html>", "{\"text\": [1]}", "{\"segments\": {}}" };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (WebServer) server = web_server_new (nonsense_cb, (gpointer) replies[i]);
      g_autoptr (LecServiceDemand) demand = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (run (desk, server, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      demand = lec_speech_service_look (&desk->settings, pieces, 3, desk->folder, NULL);
      g_assert_cmpuint (demand->n_requests, ==, 3);
    }
}

static void
wrong_key_cb (WebServer *server,
              guint n,
              const char *head,
              const char *body,
              gsize length,
              GOutputStream *out,
              gpointer user_data)
{
  web_server_answer (out, "401 Unauthorized", NULL, "{\"error\": \"sk-s3cret\"}");
}

static void
test_wrong_key (Desk *desk,
                gconstpointer data)
{
  g_autoptr (WebServer) server = web_server_new (wrong_key_cb, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (run (desk, server, &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_REFUSED);
  g_assert_null (strstr (error->message, "s3cret"));
  g_assert_cmpuint (web_server_count (server), ==, 1);
}

static gboolean
fail_piece_cb (const LecSpeechPiece *piece,
               const char *path,
               gpointer user_data,
               GCancellable *cancellable,
               GError **error)
{
  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NO_SPACE, "full");
  return FALSE;
}

static void
test_no_sound (Desk *desk,
               gconstpointer data)
{
  const LecSpeechServiceFuncs failing = { fail_piece_cb, NULL, NULL };
  g_autoptr (WebServer) server = web_server_new (good_cb, NULL);
  g_autoptr (GError) error = NULL;

  desk->settings.address = server->url;
  g_assert_null (lec_speech_service_run (&desk->settings, pieces, 3, desk->folder, &failing, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NO_SPACE);
  g_assert_cmpuint (web_server_count (server), ==, 0);
}

static void
assert_demand (const char *address,
               const char *host,
               gboolean is_encrypted,
               gboolean is_this_machine)
{
  const LecSpeechServiceSettings settings = { .address = address, .model = "m" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecServiceDemand) demand = lec_speech_service_look (&settings, pieces, 3, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (demand->host, ==, host);
  g_assert_true (demand->is_encrypted == is_encrypted && demand->is_this_machine == is_this_machine);
  g_assert_cmpuint (demand->n_requests, ==, 3);
  g_assert_cmpint (demand->max_bytes, >=, 290 * 32000);
  g_assert_cmpint (demand->max_bytes, <, 300 * 32000);
}

/* What a person is asked before. */
static void
test_demand (Desk *desk,
             gconstpointer data)
{
  const LecSpeechServiceSettings wrong = { .address = "ftp://example.org", .model = "m" };
  g_autoptr (GError) error = NULL;

  assert_demand ("https://api.example.org/v1", "api.example.org", TRUE, FALSE);
  assert_demand ("http://192.168.1.5:8000", "192.168.1.5:8000", FALSE, FALSE);
  assert_demand ("http://localhost:8000", "localhost:8000", FALSE, TRUE);
  assert_demand ("http://[::1]:8000/", "[::1]:8000", FALSE, TRUE);
  g_assert_null (lec_speech_service_look (&wrong, pieces, 3, NULL, &error));
  g_assert_error (error, LEC_NET_ERROR, LEC_NET_ERROR_ADDRESS);
}

static void
add (const char *name,
     void (*func) (Desk *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/speech-service/", name, NULL);

  g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("good", test_good);
  add ("goes-on", test_goes_on);
  add ("without-times", test_without_times);
  add ("nonsense", test_nonsense);
  add ("wrong-key", test_wrong_key);
  add ("no-sound", test_no_sound);
  add ("demand", test_demand);
  return g_test_run ();
}
