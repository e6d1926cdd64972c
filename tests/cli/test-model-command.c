/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A study guide that a language model adds to, made from a shell: a real server does as such
 * services do, and as they should not. Whatever it does, there is a guide.
 */
#include "base/error.h"
#include "cli/desk.h"
#include "net/talking-model.h"

#define KEY   "sk-s3cret-key"
#define USAGE lec_error_get_exit_code (LEC_ERROR_USAGE)

typedef struct
{
  WebServer *server;
  const char *mode;
} Model;

static void
model_cb (WebServer *server,
          guint n,
          const char *head,
          const char *body,
          gsize length,
          GOutputStream *out,
          gpointer user_data)
{
  const Model *model = user_data;
  gboolean knows = strstr (head, "Authorization: Bearer " KEY "\r\n") != NULL;

  if (!knows || g_str_equal (model->mode, "refuses"))
    web_server_answer (out, "401 Unauthorized", NULL, "{\"error\":{\"message\":\"bad key " KEY "\"}}");
  else
    talking_model_answer (server, n, model->mode, out);
}

static void
set_up (Desk *desk,
        gconstpointer data)
{
  g_autofree char *config = NULL;

  desk_set_up_at_home (desk, data);
  config = g_build_filename (desk->folder, "config", NULL);
  g_assert_true (g_setenv ("XDG_CONFIG_HOME", config, TRUE));
}

static void
run_model (Desk *desk,
           const Model *model,
           const char *arguments,
           int exit_code)
{
  g_autofree char *command =
    g_strdup_printf ("LECTERN_MODEL_SERVICE=%s LECTERN_MODEL=llama LECTERN_MODEL_KEY=" KEY
                     " \"$LECTERN\" study talk.mp4 --progress none --format markdown,json -f %s",
                     model->server->url, arguments);

  desk_run (desk, command);
  g_assert_cmpint (desk->exit_code, ==, exit_code);
  g_assert_null (strstr (desk->err, KEY));
}

/* Off unless it is asked for, and nothing goes out before somebody has agreed. */
static void
test_off (Desk *desk,
          gconstpointer data)
{
  Model model = { NULL, "works" };
  g_autoptr (WebServer) server = web_server_new (model_cb, &model);
  g_autofree char *agree = g_strdup_printf ("--agree 127.0.0.1:%u", server->port);

  model.server = server;
  desk_lectern (desk, "study talk.mp4 --language-model", USAGE);
  desk_assert_says (desk->err, "no language model is set");
  run_model (desk, &model, "", 0);
  run_model (desk, &model, "--language-model", 0);
  desk_assert_says (desk->err, "made without the language model: ");
  desk_assert_says (desk->err, agree);
  g_assert_cmpuint (web_server_count (server), ==, 0);
  run_model (desk, &model, agree, 0);
  g_assert_cmpuint (web_server_count (server), ==, 0);
  run_model (desk, &model, "--language-model", 0);
  g_assert_cmpuint (web_server_count (server), >, 0);
}

/* What names a slide is taken and marked; what names none, or one that is not there, is not. */
static void
test_adds (Desk *desk,
           gconstpointer data)
{
  Model model = { NULL, "works" };
  g_autoptr (WebServer) server = web_server_new (model_cb, &model);
  g_autofree char *arguments = g_strdup_printf ("--language-model --agree 127.0.0.1:%u", server->port);

  model.server = server;
  run_model (desk, &model, arguments, 0);
  g_assert_null (strstr (desk->err, "made without"));
  desk_shell (desk, "cat talk.md");
  desk_assert_says (desk->out, "Cited remark.");
  desk_assert_says (desk->out, "generated");
  desk_shell (desk, "! grep -E 'Invented|Uncited' talk.md talk.study.json");
  desk_shell (desk, "grep -q llama talk.study.json");
  desk_shell (desk, "! grep -r '" KEY "' home config talk.md talk.study.json");
}

/* The guide that was made here stays, and why is said. */
static void
test_faults (Desk *desk,
             gconstpointer data)
{
  static const struct
  {
    const char *mode;
    gboolean adds;
  } cases[] = { { "busy", TRUE }, { "refuses", FALSE }, { "nonsense", FALSE }, { "cut", FALSE } };
  Model none = { NULL, "works" };
  g_autoptr (WebServer) unused = web_server_new (model_cb, &none);

  none.server = unused;
  run_model (desk, &none, "", 0);
  desk_shell (desk, "cp talk.md local.md");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Model model = { NULL, cases[i].mode };
      g_autoptr (WebServer) server = web_server_new (model_cb, &model);
      g_autofree char *arguments = g_strdup_printf ("--language-model --agree 127.0.0.1:%u", server->port);

      model.server = server;
      run_model (desk, &model, arguments, 0);
      g_assert_cmpuint (web_server_count (server), >, 0);
      g_assert_true ((strstr (desk->err, "made without the language model: ") == NULL) == cases[i].adds);
      desk_shell (desk, cases[i].adds ? "grep -q 'Cited remark' talk.md" : "cmp talk.md local.md");
    }
}

int
main (int argc,
      char *argv[])
{
  static const DeskCase cases[] = {
    { "/model-command/off", test_off },
    { "/model-command/adds", test_adds },
    { "/model-command/faults", test_faults },
  };
  DeskShop shop = { .make = DESK_TALK };

  g_test_init (&argc, &argv, NULL);
  return desk_shop_run (&shop, set_up, cases, G_N_ELEMENTS (cases));
}
