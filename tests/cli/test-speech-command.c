/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was said, made of the sound, as a user asks for it: by a program on this machine that does
 * as whisper.cpp's does, and by a real server that does as such services do, and as they should
 * not.
 */
#include "base/error.h"
#include "desk-tone.h"
#include "model/lecture.h"
#include "net/web-server.h"

#define KEY        "sk-s3cret-key"
#define NOT_FOUND  lec_error_get_exit_code (LEC_ERROR_NOT_FOUND)
#define USAGE      lec_error_get_exit_code (LEC_ERROR_USAGE)
#define WEB        lec_error_get_exit_code (LEC_ERROR_WEB)
#define NOT_AGREED lec_error_get_exit_code (LEC_ERROR_NOT_AGREED)

/* Counts its calls, and does as the program does. */
#define WHISPER                                                                          \
  "#!/bin/sh\n"                                                                          \
  "[ \"$1\" != --help ] || { echo '  --prompt PROMPT [ ] initial prompt'; exit 0; }\n"   \
  "here=$(dirname \"$0\")\n"                                                             \
  "echo \"$@\" >> \"$here/calls\"\n"                                                     \
  "while [ $# -gt 0 ]; do case $1 in -f) audio=$2;; -of) base=$2;; esac; shift; done\n"  \
  "head -c 4 \"$audio\" | grep -q RIFF || exit 9\n"                                      \
  "echo 'whisper_print_progress_callback: progress = 50%' >&2\n"                         \
  "if [ -f \"$here/fails\" ]; then echo 'error: failed to load model' >&2; exit 3; fi\n" \
  "cp \"$here/heard.json\" \"$base.json\"\n"
#define SEGMENT                                                                               \
  "{\"timestamps\":{\"from\":\"\",\"to\":\"\"},\"offsets\":{\"from\":%u,\"to\":%u},\"text\":" \
  "\" %s\",\"tokens\":[]}"

static void
put (Desk *desk,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (desk->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* What the program would write. @lines: (array zero-terminated=1) */
static void
put_heard (Desk *desk,
           const char *const *lines)
{
  g_autoptr (GString) text = g_string_new ("{\"result\":{\"language\":\"en\"},\"transcription\":[");

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *segment = g_strdup_printf (SEGMENT, i * 6000 + 1000, i * 6000 + 3000, lines[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", segment);
    }
  g_string_append (text, "]}");
  put (desk, "heard.json", text->str);
}

/* Settings, what was agreed to and the cache are the desk's own. */
static void
set_up (Desk *desk,
        gconstpointer data)
{
  static const char *const own[][2] = { { "XDG_CONFIG_HOME", "config" }, { "XDG_CACHE_HOME", "cache" } };
  static const char *const lines[] = { "Good day.", "A lexer makes tokens.", NULL };

  desk_set_up_at_home (desk, data);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autofree char *path = g_build_filename (desk->folder, own[i][1], NULL);

      g_assert_true (g_setenv (own[i][0], path, TRUE));
    }
  desk_add_tone (desk);
  put (desk, "whisper-cli", WHISPER);
  put (desk, "ggml-tiny.bin", "model");
  put_heard (desk, lines);
  desk_shell (desk, "chmod +x whisper-cli");
}

#define WITH_WHISPER "LECTERN_WHISPER_PROGRAM=\"$PWD/whisper-cli\" LECTERN_WHISPER_MODEL=\"$PWD/ggml-tiny.bin\" "

/* Runs "lectern @arguments" with the program that stands in, and expects the exit code. */
static void
run_whisper (Desk *desk,
             const char *arguments,
             int exit_code)
{
  g_autofree char *command = g_strconcat (WITH_WHISPER "\"$LECTERN\" ", arguments, NULL);

  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, exit_code);
}

static guint
count_calls (Desk *desk)
{
  desk_shell (desk, "cat calls 2>/dev/null | wc -l");
  return (guint) g_ascii_strtoull (desk->out, NULL, 10);
}

/* Where there are no subtitles; the same sound is heard once. */
static void
test_whisper (Desk *desk,
              gconstpointer data)
{
  run_whisper (desk, "transcribe sound.mkv --format txt --progress none", 0);
  g_assert_cmpstr (desk->out, ==, "0:01 Good day.\n0:07 A lexer makes tokens.\n");
  g_assert_cmpstr (desk->err, ==, "");
  desk_shell (desk, "grep -c -- '-l auto' calls");
  run_whisper (desk, "transcribe sound.mkv --format json", 0);
  desk_assert_says (desk->out, "\"source\": \"whisper\"");
  desk_assert_says (desk->out, "\"origin\": \"ggml-tiny.bin\"");
  g_assert_cmpuint (count_calls (desk), ==, 1);

  /* Subtitles are better, unless it is asked for. */
  put (desk, "sound.srt", "1\n00:00:01,000 --> 00:00:02,000\nwritten\n");
  run_whisper (desk, "transcribe sound.mkv --format txt", 0);
  g_assert_cmpstr (desk->out, ==, "0:01 written\n");
  run_whisper (desk, "transcribe sound.mkv --transcript sidecar --format txt", 0);
  g_assert_cmpstr (desk->out, ==, "0:01 written\n");
  run_whisper (desk, "transcribe sound.mkv --transcript embedded", NOT_FOUND);
  run_whisper (desk, "transcribe sound.mkv --transcript auto --format txt", 0);
  g_assert_cmpstr (desk->out, ==, "0:01 written\n");
  run_whisper (desk, "transcribe sound.mkv --transcript whisper --language de --format txt --progress json", 0);
  g_assert_cmpstr (desk->out, ==, "0:01 Good day.\n0:07 A lexer makes tokens.\n");
  desk_assert_says (desk->err, "\"listen\"");
  desk_shell (desk, "tail -n 1 calls | grep -q -- '-l de '");
  run_whisper (desk, "transcribe sound.mkv --transcript whisper --subtitles sound.srt", USAGE);
  /* No sound is left lying about. */
  desk_shell (desk, "! find . -name '*.wav' | grep .");
}

/* How far it is, in each form. */
static void
test_progress (Desk *desk,
               gconstpointer data)
{
  run_whisper (desk, "transcribe sound.mkv --format txt --progress lines", 0);
  desk_assert_says (desk->err, "writing down what was said");
  run_whisper (desk, "transcribe sound.mkv --format txt --progress bar", 0);
  g_assert_nonnull (strchr (desk->err, '\r'));
  run_whisper (desk, "transcribe sound.mkv --format txt --progress none", 0);
  g_assert_cmpstr (desk->err, ==, "");
  run_whisper (desk, "transcribe sound.mkv --format txt --progress auto", 0);
}

/* What is missing is named, with what to install. */
static void
test_missing (Desk *desk,
              gconstpointer data)
{
  desk_lectern (desk, "transcribe sound.mkv --transcript whisper", NOT_FOUND);
  desk_assert_says (desk->err, "install whisper.cpp");
  desk_run (desk, "LECTERN_WHISPER_PROGRAM=\"$PWD/whisper-cli\" "
                  "\"$LECTERN\" transcribe sound.mkv --transcript whisper");
  g_assert_cmpint (desk->exit_code, ==, NOT_FOUND);
  desk_assert_says (desk->err, "no speech model is set");
  desk_lectern (desk, "transcribe sound.mkv --transcript service", USAGE);
  desk_assert_says (desk->err, "LECTERN_SPEECH_SERVICE");
  desk_run (desk, "LECTERN_WHISPER_MODEL=model.bin \"$LECTERN\" transcribe sound.mkv --transcript whisper");
  g_assert_cmpint (desk->exit_code, ==, USAGE);
  desk_assert_says (desk->err, "LECTERN_WHISPER_MODEL: it has to be an absolute path");
  /* Nobody has set any, and nothing is said of them. */
  desk_lectern (desk, "transcribe sound.mkv", NOT_FOUND);
  g_assert_null (strstr (desk->err, "whisper"));
  /* A lecture without sound. */
  run_whisper (desk, "transcribe talk.mp4 --transcript whisper", NOT_FOUND);
  desk_assert_says (desk->err, "has no sound");
  g_assert_cmpuint (count_calls (desk), ==, 0);
}

/* A model that goes astray, a program that fails, and one that writes no JSON. */
static void
test_astray (Desk *desk,
             gconstpointer data)
{
  const char *lines[41] = { NULL };

  for (guint i = 0; i < 40; i++)
    lines[i] = "Thank you for watching.";
  put_heard (desk, lines);
  run_whisper (desk, "transcribe sound.mkv --transcript whisper", NOT_FOUND);
  desk_assert_says (desk->err, "whisper: ");
  desk_assert_says (desk->err, "Thank you for watching");
  g_assert_cmpstr (desk->out, ==, "");

  desk_shell (desk, "rm -r cache; touch fails");
  run_whisper (desk, "transcribe sound.mkv --transcript whisper", lec_error_get_exit_code (LEC_ERROR_CRASHED));
  desk_assert_says (desk->err, "failed to load model");
  desk_shell (desk, "rm fails; echo '{\"transcription\": 7}' > heard.json");
  run_whisper (desk, "transcribe sound.mkv --transcript whisper", lec_error_get_exit_code (LEC_ERROR_PROTOCOL));
}

/* By extract, and by a job of the queue; what was heard once is not heard again. */
static void
test_job (Desk *desk,
          gconstpointer data)
{
  run_whisper (desk, "extract sound.mkv --progress none", 0);
  desk_assert_says (desk->err, "transcript: 2 lines");
  run_whisper (desk, "add sound.mkv --transcript whisper", 0);
  run_whisper (desk, "run --progress none", 0);
  desk_shell (desk, "grep -l lexer home/lectern/lectures/*/transcript.json");
  g_assert_cmpuint (count_calls (desk), ==, 1);
  run_whisper (desk, "study sound.mkv --progress none --format txt", 0);
  desk_shell (desk, "grep -q 'A lexer makes tokens' sound.transcript.txt");
  g_assert_cmpuint (count_calls (desk), ==, 1);
}

/* A word of a slide that is as good as any: long, of ASCII letters, with its slide. */
static char *
find_term (Desk *desk)
{
  g_autoptr (GRegex) pattern = g_regex_new ("\\b[A-Za-z]{9,14}\\b", 0, 0, NULL);
  g_autoptr (LecLecture) lecture = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  desk_shell (desk, "ls home/lectern/lectures/????????*/lecture.json");
  path = g_build_filename (desk->folder, g_strchomp (desk->out), NULL);
  lecture = lec_lecture_load (path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (lecture->slides, i);
      g_autoptr (GMatchInfo) match = NULL;

      if (slide->text != NULL && g_regex_match (pattern, slide->text, 0, &match))
        return g_match_info_fetch (match, 0);
    }
  g_assert_not_reached ();
}

/* The program is told the terms of slides that were read, and works without them as well. */
static void
test_prompt (Desk *desk,
             gconstpointer data)
{
  g_autofree char *term = NULL;
  g_autofree char *called = NULL;

  run_whisper (desk, "transcribe sound.mkv --format txt --progress none", 0);
  desk_shell (desk, "! grep -e --prompt calls");
  desk_shell (desk, "rm -r cache calls");
  run_whisper (desk, "extract sound.mkv --progress none", 0);
  g_assert_cmpuint (count_calls (desk), ==, 1);
  term = find_term (desk);
  called = g_strdup_printf ("grep -q -e ' --prompt .*%s.*[.]$' calls", term);
  desk_shell (desk, called);
}

/* Terms that were heard in two pieces are told with their slide, and put right where wanted. */
static void
test_terms (Desk *desk,
            gconstpointer data)
{
  g_autofree char *term = NULL;
  g_autofree char *line = NULL;
  g_autofree char *note = NULL;
  const char *lines[] = { NULL, NULL };

  run_whisper (desk, "transcribe sound.mkv --terms list", NOT_FOUND);
  desk_assert_says (desk->err, "its slides are not known yet");
  desk_lectern (desk, "extract sound.mkv --progress none", 0);
  term = find_term (desk);
  line = g_strdup_printf ("we say %.*s %s here", (int) strlen (term) / 2, term, term + strlen (term) / 2);
  note = g_strdup_printf ("0:01 “%.*s %s” may be “%s”, which is on slide ", (int) strlen (term) / 2, term,
                          term + strlen (term) / 2, term);
  lines[0] = line;
  put_heard (desk, lines);
  desk_shell (desk, "rm -r cache");

  run_whisper (desk, "transcribe sound.mkv --format txt --terms list", 0);
  desk_assert_says (desk->out, line);
  desk_assert_says (desk->err, note);
  run_whisper (desk, "transcribe sound.mkv --format txt --terms apply", 0);
  desk_assert_says (desk->err, note);
  g_assert_null (strstr (desk->out, line));
  desk_assert_says (desk->out, term);
  run_whisper (desk, "transcribe sound.mkv --terms guess", USAGE);
}

/* --- The service --- */

typedef struct
{
  WebServer *server;
  const char *mode;
} Service;

static void
service_cb (WebServer *server,
            guint n,
            const char *head,
            const char *body,
            gsize length,
            GOutputStream *out,
            gpointer user_data)
{
  const Service *service = user_data;

  if (strstr (head, "Authorization: Bearer " KEY "\r\n") == NULL || g_str_equal (service->mode, "refuses"))
    web_server_answer (out, "401 Unauthorized", NULL, "{\"error\":{\"message\":\"bad key " KEY "\"}}");
  else if (n == 0 && g_str_equal (service->mode, "busy"))
    web_server_answer (out, "429 Too Many Requests", "Retry-After: 1\r\n", "");
  else if (n == 0 && g_str_equal (service->mode, "cut"))
    web_server_say (out, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"text\":");
  else if (g_str_equal (service->mode, "nonsense"))
    web_server_answer (out, "200 OK", NULL, "{\"segments\": \"none\"}");
  else
    {
      if (g_str_equal (service->mode, "slow"))
        g_usleep (G_USEC_PER_SEC);
      web_server_answer (out, "200 OK", "Content-Type: application/json\r\n",
                         "{\"language\":\"english\",\"segments\":"
                         "[{\"start\":1,\"end\":2.5,\"text\":\" A service.\"}]}");
    }
}

/* Runs "lectern @arguments @more" with the server, and expects the exit code. */
static void
run_service (Desk *desk,
             Service *service,
             const char *arguments,
             const char *more,
             int exit_code)
{
  g_autofree char *command =
    g_strdup_printf ("LECTERN_SPEECH_SERVICE=%s LECTERN_SPEECH_KEY=" KEY " \"$LECTERN\" %s %s", service->server->url,
                     arguments, more);

  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, exit_code);
  g_assert_null (strstr (desk->err, KEY));
  g_assert_null (strstr (desk->out, KEY));
}

/* Nothing goes out before somebody has agreed to the machine; then it does, and is remembered. */
static void
test_agree (Desk *desk,
            gconstpointer data)
{
  Service service = { NULL, "works" };
  g_autoptr (WebServer) server = web_server_new (service_cb, &service);
  g_autofree char *agree = g_strdup_printf ("--agree 127.0.0.1:%u", server->port);

  service.server = server;
  run_service (desk, &service, "transcribe sound.mkv --transcript service", "", NOT_AGREED);
  desk_assert_says (desk->err, agree);
  desk_assert_says (desk->err, "nobody has agreed that this is sent to 127.0.0.1:");
  run_service (desk, &service, "extract sound.mkv --progress none", "", 0);
  desk_assert_says (desk->err, "no transcript: service: ");
  desk_assert_says (desk->err, agree);
  g_assert_cmpuint (web_server_count (server), ==, 0);
  run_service (desk, &service, "transcribe sound.mkv", "--agree 'not a host'", USAGE);
  g_assert_cmpuint (web_server_count (server), ==, 0);

  run_service (desk, &service, "transcribe sound.mkv --format txt", agree, 0);
  g_assert_cmpstr (desk->out, ==, "0:01 A service.\n");
  g_assert_cmpuint (web_server_count (server), ==, 1);
  /* What had none for want of it has one now, without anything being sent again. */
  run_service (desk, &service, "extract sound.mkv --progress none", "", 0);
  desk_assert_says (desk->err, "transcript: 1 line");
  g_assert_cmpuint (web_server_count (server), ==, 1);
  /* The key is nowhere. */
  desk_shell (desk, "! grep -r '" KEY "' home cache config");
}

/* A job does not wait for an answer: it is done without, says so, and begins again when it may. */
static void
test_job_unagreed (Desk *desk,
                   gconstpointer data)
{
  Service service = { NULL, "works" };
  g_autoptr (WebServer) server = web_server_new (service_cb, &service);
  g_autofree char *agree = g_strdup_printf ("--agree 127.0.0.1:%u", server->port);

  service.server = server;
  run_service (desk, &service, "add sound.mkv --layout notes", "", 0);
  run_service (desk, &service, "run --progress none", "", 0);
  desk_assert_says (desk->err, "without what was said: nobody has agreed that this is sent to 127.0.0.1:");
  run_service (desk, &service, "jobs --json", "", 0);
  desk_assert_says (desk->out, "\"not-agreed\"");
  g_assert_cmpuint (web_server_count (server), ==, 0);

  /* Its own document is replaced. */
  run_service (desk, &service, "transcribe sound.mkv --format txt", agree, 0);
  run_service (desk, &service, "retry 1", "", 0);
  run_service (desk, &service, "run --progress none", "", 0);
  g_assert_null (strstr (desk->err, "without what was said"));
  desk_shell (desk, "grep -l 'A service' home/lectern/lectures/*/transcript.json");
  g_assert_cmpuint (web_server_count (server), ==, 1);
}

/* On a terminal, with the machine and how much it is. */
static void
test_asked (Desk *desk,
            gconstpointer data)
{
  Service service = { NULL, "works" };
  g_autoptr (WebServer) server = web_server_new (service_cb, &service);
  g_autofree char *host = g_strdup_printf ("is to be sent to 127.0.0.1:%u (up to ", server->port);
  static const char ask[] = "printf '%s\\n' | LECTERN_SPEECH_SERVICE=%s LECTERN_SPEECH_KEY=" KEY
                            " script -qec '\"$LECTERN\" transcribe sound.mkv --format txt --progress none' /dev/null";
  g_autofree char *no = NULL;
  g_autofree char *yes = NULL;

  if (!desk_has_terminal (desk))
    return;

  service.server = server;
  no = g_strdup_printf (ask, "n", server->url);
  yes = g_strdup_printf (ask, "y", server->url);
  desk_run (desk, no);
  g_assert_cmpint (desk->exit_code, ==, NOT_AGREED);
  desk_assert_says (desk->out, host);
  desk_assert_says (desk->out, "it does not leave this machine");
  g_assert_cmpuint (web_server_count (server), ==, 0);
  desk_run (desk, yes);
  g_assert_cmpint (desk->exit_code, ==, 0);
  desk_assert_says (desk->out, "A service.");
  /* Once. */
  desk_shell (desk, "rm -r cache");
  desk_run (desk, no);
  g_assert_cmpint (desk->exit_code, ==, 0);
  g_assert_null (strstr (desk->out, host));
}

static void
test_faults (Desk *desk,
             gconstpointer data)
{
  static const struct
  {
    const char *mode;
    int exit_code;
    guint n_requests;
    const char *says;
  } cases[] = {
    { "busy", 0, 2, "" },
    { "cut", 0, 2, "" },
    { "slow", 0, 1, "" },
    { "refuses", 18, 1, "the server does not accept the key" },
    { "nonsense", 16, 1, "the speech service does not answer as expected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Service service = { NULL, cases[i].mode };
      g_autoptr (WebServer) server = web_server_new (service_cb, &service);
      g_autofree char *agree = g_strdup_printf ("--agree 127.0.0.1:%u", server->port);

      service.server = server;
      run_service (desk, &service, "transcribe sound.mkv --format txt", agree, cases[i].exit_code);
      g_assert_cmpuint (web_server_count (server), ==, cases[i].n_requests);
      g_assert_cmpstr (desk->out, ==, cases[i].exit_code == 0 ? "0:01 A service.\n" : "");
      desk_assert_says (desk->err, cases[i].says);
    }
  g_assert_cmpint (WEB, ==, 18);
}

/* A file, a key in another one that only its owner may read, and what is shown of both. */
static void
test_settings (Desk *desk,
               gconstpointer data)
{
  Service service = { NULL, "works" };
  g_autoptr (WebServer) server = web_server_new (service_cb, &service);
  g_autofree char *conf = NULL;
  g_autofree char *arguments = g_strdup_printf ("transcribe sound.mkv --format txt --agree 127.0.0.1:%u", server->port);

  service.server = server;
  desk_shell (desk, "mkdir -p config/lectern && umask 077 && echo " KEY " > key");
  conf = g_strdup_printf ("[speech]\nservice=%s\nservice-model=large\nkey-file=%s/key\n", server->url, desk->folder);
  put (desk, "config/lectern/lectern.conf", conf);
  desk_lectern (desk, arguments, 0);
  g_assert_cmpstr (desk->out, ==, "0:01 A service.\n");
  desk_lectern (desk, "config show", 0);
  desk_assert_says (desk->out, "speech.service-model");
  desk_assert_says (desk->out, "large");
  g_assert_null (strstr (desk->out, KEY));
  g_assert_cmpstr (desk->err, ==, "");
  desk_run (desk, "LECTERN_SPEECH_KEY=" KEY " \"$LECTERN\" config show --json");
  g_assert_null (strstr (desk->out, KEY));

  desk_shell (desk, "chmod 644 key && rm -r cache");
  desk_lectern (desk, "transcribe sound.mkv --transcript service", USAGE);
  desk_assert_says (desk->err, "chmod 600");
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/speech-command/whisper", test_whisper },
    { "/speech-command/progress", test_progress },
    { "/speech-command/missing", test_missing },
    { "/speech-command/astray", test_astray },
    { "/speech-command/job", test_job },
    { "/speech-command/prompt", test_prompt },
    { "/speech-command/terms", test_terms },
  };
  static const DeskCase service_cases[] = {
    { "/speech-command/whisper", test_whisper },
    { "/speech-command/progress", test_progress },
    { "/speech-command/missing", test_missing },
    { "/speech-command/astray", test_astray },
    { "/speech-command/job", test_job },
    { "/speech-command/prompt", test_prompt },
    { "/speech-command/terms", test_terms },
    { "/speech-command/agree", test_agree },
    { "/speech-command/job-unagreed", test_job_unagreed },
    { "/speech-command/asked", test_asked },
    { "/speech-command/faults", test_faults },
    { "/speech-command/settings", test_settings },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  return g_getenv ("LECTERN_HAS_WEB") != NULL
           ? desk_shop_run (&shop, set_up, service_cases, G_N_ELEMENTS (service_cases))
           : desk_shop_run (&shop, set_up, cases, G_N_ELEMENTS (cases));
}
