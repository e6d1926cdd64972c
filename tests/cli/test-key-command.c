/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys of services in a real keyring, on a bus of the test's own: given once, used by whatever asks
 * the service, and nowhere else. Real servers take nothing without the key.
 */
#include "base/error.h"
#include "desk-tone.h"
#include "keyring-daemon.h"
#include "net/web-server.h"

#define KEY      "sk-s3cret-key"
#define USAGE    lec_error_get_exit_code (LEC_ERROR_USAGE)
#define INTERNAL lec_error_get_exit_code (LEC_ERROR_INTERNAL)

#define SAID "{\"language\":\"english\",\"segments\":[{\"start\":1,\"end\":2.5,\"text\":\" A service.\"}]}"
#define NOTE                                                               \
  "{\\\"notes\\\":[{\\\"slide\\\":1,\\\"note\\\":\\\"Cited remark.\\\"}]," \
  "\\\"summary\\\":[],\\\"glossary\\\":[],\\\"questions\\\":[]}"

/* Both services. */
static void
service_cb (WebServer *server,
            guint n,
            const char *head,
            const char *body,
            gsize length,
            GOutputStream *out,
            gpointer user_data)
{
  if (strstr (head, "Authorization: Bearer " KEY "\r\n") == NULL)
    web_server_answer (out, "401 Unauthorized", NULL, "{\"error\":{\"message\":\"no key\"}}");
  else if (strstr (head, "/audio/") != NULL)
    web_server_answer (out, "200 OK", "Content-Type: application/json\r\n", SAID);
  else
    web_server_say (out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
                         "data: {\"choices\":[{\"delta\":{\"content\":\"" NOTE "\"}}]}\n\n"
                         "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
}

/* Settings, what was agreed to and the cache are the desk's own. */
static void
set_up (Desk *desk,
        gconstpointer data)
{
  static const char *const own[][2] = { { "XDG_CONFIG_HOME", "config" }, { "XDG_CACHE_HOME", "cache" } };

  desk_set_up_at_home (desk, data);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autofree char *path = g_build_filename (desk->folder, own[i][1], NULL);

      g_assert_true (g_setenv (own[i][0], path, TRUE));
    }
  desk_shell (desk, "mkdir -p config/lectern cache home");
}

/* They have addresses, and a person has agreed to their machine. */
static void
set_services (Desk *desk,
              const WebServer *server)
{
  g_autofree char *command =
    g_strdup_printf ("cd config/lectern && echo 127.0.0.1:%u > agreed-hosts && cat > lectern.conf <<.\n"
                     "[speech]\nservice=%s/v1\n[language-model]\nservice=%s/v2\nmodel=llama\n.\n",
                     server->port, server->url, server->url);

  desk_shell (desk, command);
}

/* Not even in a log that tells all. */
static void
run (Desk *desk,
     const char *arguments,
     int exit_code)
{
  g_autofree char *command = g_strdup_printf ("LECTERN_LOG=debug G_MESSAGES_DEBUG=all \"$LECTERN\" %s", arguments);

  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, exit_code);
  g_assert_null (strstr (desk->out, KEY));
  g_assert_null (strstr (desk->err, KEY));
}

static void
assert_key_in_no_file (Desk *desk)
{
  desk_shell (desk, "! grep -ra '" KEY "' home cache config");
}

static void
test_language_model (Desk *desk,
                     gconstpointer data)
{
  KeyringDaemon daemon = { NULL };
  g_autoptr (WebServer) server = web_server_new (service_cb, NULL);
  const char *study = "study talk.mp4 --progress none --format markdown -f --language-model";

  if (!keyring_daemon_is_installed ())
    return;

  keyring_daemon_start (&daemon);
  set_services (desk, server);
  run (desk, study, 0);
  desk_assert_says (desk->err, "the server does not accept the key");
  run (desk, "config set-key language-model <<.\n" KEY "\nmore\n.\n", 0);
  run (desk, "config show --json", 0);
  desk_assert_says (desk->out, "{\"name\": \"language-model.key\", \"value\": \"***\", \"where\": \"keyring\"}");
  desk_assert_says (desk->out, "{\"name\": \"speech.key\"}");
  run (desk, study, 0);
  g_assert_null (strstr (desk->err, "made without"));
  desk_shell (desk, "grep -q 'Cited remark' talk.md");
  assert_key_in_no_file (desk);

  run (desk, "config forget-key language-model", 0);
  run (desk, study, 0);
  desk_assert_says (desk->err, "the server does not accept the key");
  keyring_daemon_end (&daemon);
}

/* Of a job, which another program works on: it finds the key for itself. */
static void
test_speech (Desk *desk,
             gconstpointer data)
{
  KeyringDaemon daemon = { NULL };
  g_autoptr (WebServer) server = web_server_new (service_cb, NULL);

  if (!keyring_daemon_is_installed ())
    return;

  keyring_daemon_start (&daemon);
  set_services (desk, server);
  desk_add_tone (desk);
  run (desk, "config set-key speech <<.\n" KEY "\n.\n", 0);
  run (desk, "add sound.mkv --transcript service", 0);
  run (desk, "run", 0);
  run (desk, "transcribe sound.mkv --format txt", 0);
  desk_assert_says (desk->out, "0:01 A service.\n");
  g_assert_cmpuint (web_server_count (server), ==, 1);
  assert_key_in_no_file (desk);
  keyring_daemon_end (&daemon);
}

/* What is typed is not shown, and the terminal is afterwards what it was. */
static void
test_typed (Desk *desk,
            gconstpointer data)
{
  KeyringDaemon daemon = { NULL };
  g_autoptr (WebServer) server = web_server_new (service_cb, NULL);

  if (!keyring_daemon_is_installed () || !desk_has_terminal (desk))
    return;

  keyring_daemon_start (&daemon);
  set_services (desk, server);
  desk_shell (desk, "(until grep -qs 'Key for' typed; do sleep 0.1; done; echo " KEY "; sleep 1) | "
                    "script -qefc '\"$LECTERN\" config set-key speech && stty -a' typed");
  desk_assert_says (desk->out, "Key for http://127.0.0.1:");
  desk_assert_says (desk->out, " echo ");
  g_assert_null (strstr (desk->out, KEY));
  run (desk, "config show --json", 0);
  desk_assert_says (desk->out, "{\"name\": \"speech.key\", \"value\": \"***\", \"where\": \"keyring\"}");
  desk_run (desk, "sleep 5 | timeout --preserve-status -s INT 2 \"$LECTERN\" config set-key speech");
  g_assert_cmpint (desk->exit_code, ==, 130);
  run (desk, "config show --json", 0);
  desk_assert_says (desk->out, "{\"name\": \"speech.key\", \"value\": \"***\", \"where\": \"keyring\"}");
  keyring_daemon_end (&daemon);
}

/* Each says what to do. */
static void
test_faults (Desk *desk,
             gconstpointer data)
{
  g_autoptr (WebServer) server = web_server_new (service_cb, NULL);

  run (desk, "config set-key speech < /dev/null", USAGE);
  desk_assert_says (desk->err, "set service= in lectern.conf under [speech] first");
  set_services (desk, server);
  run (desk, "config set-key speech < /dev/null", USAGE);
  desk_assert_says (desk->err, "there is no key");
  run (desk, "config set-key cluster < /dev/null", USAGE);
  run (desk, "config set-key", USAGE);
  run (desk, "config set-key speech <<.\n" KEY " " KEY "\n.\n", USAGE);
  run (desk, "config set-key speech <<.\n" KEY "\n.\n", INTERNAL);
  desk_assert_says (desk->err, "keyring");
  assert_key_in_no_file (desk);
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/key-command/faults", test_faults },
    { "/key-command/language-model", test_language_model },
    { "/key-command/speech", test_speech },
    { "/key-command/typed", test_typed },
  };
  /* Never freed: that would wait for connections that libraries keep. */
  static GTestDBus *bus = NULL;
  DeskShop shop = { .make = DESK_TALK };
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  gst_init (NULL, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  status = desk_shop_run (&shop, set_up, cases, G_N_ELEMENTS (cases));

  g_test_dbus_stop (bus);
  return status;
}
