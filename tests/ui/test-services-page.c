/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page of the preferences for services, with settings, a list of machines and, where there is
 * one, a keyring of the test's own.
 */
#include "engine/service-key.h"
#include "engine/upload-consent.h"
#include "keyring-daemon.h"
#include "ui/agreed-group.h"
#include "ui/preferences.h"
#include "ui/services-page.h"
#include "window-fixture.h"

#define ADDRESS  "https://ears.example/v1"
#define KEY      "sk-s3cret-key"
#define PATIENCE 20000

static GtkWidget *
open_page (Fixture *fixture)
{
  GtkWidget *preferences = NULL;
  GtkWidget *page = NULL;

  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "preferences", NULL);
  preferences = find_window (LEC_TYPE_PREFERENCES);
  g_assert_nonnull (preferences);
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (preferences), "services");
  while ((page = find_widget (preferences, LEC_TYPE_SERVICES_PAGE, NULL)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return page;
}

typedef struct
{
  GType type;
  const char *title;
} Wanted;

static gboolean
is_wanted_row (GtkWidget *widget,
               gconstpointer data)
{
  const Wanted *wanted = data;

  return G_TYPE_CHECK_INSTANCE_TYPE (widget, wanted->type) && gtk_widget_get_mapped (widget) &&
         g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), wanted->title);
}

/* Returns: the row whose title begins so, as soon as it is there */
static GtkWidget *
wait_for_titled (GtkWidget *page,
                 GType type,
                 const char *title)
{
  const Wanted wanted = { type, title };
  GtkWidget *row = NULL;

  g_test_message ("waiting for the row “%s”", title);
  while ((row = walk_to (page, is_wanted_row, &wanted)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return row;
}

static gboolean
has_tooltip (GtkWidget *widget,
             gconstpointer text)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

static void
press (GtkWidget *row,
       const char *tooltip)
{
  GtkWidget *button = walk_to (row, has_tooltip, tooltip);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static void
apply (GtkWidget *page,
       const char *title,
       const char *text)
{
  GtkWidget *row = wait_for_titled (page, ADW_TYPE_ENTRY_ROW, title);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "apply");
}

static void
wait_for_text (GtkWidget *row,
               const char *text)
{
  g_test_message ("waiting for the text “%s”", text);
  while (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), text))
    g_main_context_iteration (NULL, TRUE);
}

static char *
build_conf_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "lectern", "lectern.conf", NULL);
}

static void
put_conf (const char *text)
{
  put_text_file (g_get_user_config_dir (), "lectern/lectern.conf", text);
}

static void
wait_for_conf (const char *expected)
{
  g_autofree char *path = build_conf_path ();
  gboolean is_there = FALSE;

  g_test_message ("waiting for “%s”", expected);
  while (!is_there)
    {
      g_autofree char *text = NULL;

      is_there = g_file_get_contents (path, &text, NULL, NULL) && g_str_equal (text, expected);
      g_main_context_iteration (NULL, !is_there);
    }
}

static void
remove_conf (void)
{
  g_autofree char *path = build_conf_path ();

  g_remove (path);
}

/* Each row has a name, and a person can do without a pointer. */
static void
check_page (GtkWidget *page)
{
  guint n_wrong = 0;

  check_widget (page, &n_wrong);
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* What is there is shown, what is typed is kept where the command line looks, and nothing else
 * changes there. */
static void
test_typed (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;
  GtkWidget *address = NULL;

  put_conf ("[cluster]\nuse-cluster=false\n\n[speech]\nservice=" ADDRESS "\n");
  page = open_page (fixture);
  address = wait_for_titled (page, ADW_TYPE_ENTRY_ROW, "Speech Service");
  wait_for_text (address, ADDRESS);
  check_page (page);

  apply (page, "Model of the Service", "large");
  wait_for_conf ("[cluster]\nuse-cluster=false\n\n[speech]\nservice=" ADDRESS "\nservice-model=large\n");
  apply (page, "Speech Service", "");
  wait_for_conf ("[cluster]\nuse-cluster=false\n\n[speech]\nservice-model=large\n");
  remove_conf ();
}

/* It is said, and can be mended; what stood there counts. */
static void
test_refused (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;
  GtkWidget *address = NULL;

  put_conf ("[speech]\nservice=" ADDRESS "\n");
  page = open_page (fixture);
  address = wait_for_titled (page, ADW_TYPE_ENTRY_ROW, "Speech Service");
  wait_for_text (address, ADDRESS);
  apply (page, "Speech Service", "ears.example");
  wait_until_says (GTK_WIDGET (gtk_widget_get_root (page)), "it begins with http:// or https://");
  g_assert_true (gtk_widget_has_css_class (address, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (address)), ==, "ears.example");
  wait_for_conf ("[speech]\nservice=" ADDRESS "\n");

  apply (page, "Speech Service", "https://other.example");
  wait_for_conf ("[speech]\nservice=https://other.example\n");
  while (gtk_widget_has_css_class (address, "error"))
    g_main_context_iteration (NULL, TRUE);
  remove_conf ();
}

/* What counts more than what could be typed is shown with where it stands. */
static void
test_fixed (gpointer data)
{
  Fixture *fixture = data;
  const Wanted typed = { ADW_TYPE_ENTRY_ROW, "Name of the Model" };
  GtkWidget *page = NULL;

  g_setenv ("LECTERN_MODEL", "large", TRUE);
  g_setenv ("LECTERN_MODEL_SERVICE", "http://localhost:1/v1", TRUE);
  page = open_page (fixture);
  wait_until_says (page, "large\nset by LECTERN_MODEL");
  g_assert_null (walk_to (page, is_wanted_row, &typed));
  g_assert_true (gtk_widget_is_sensitive (wait_for_titled (page, ADW_TYPE_ACTION_ROW, "Use for Study Guides")));
  g_assert_false (g_settings_get_boolean (fixture->settings, "use-language-model"));
  check_page (page);
  g_unsetenv ("LECTERN_MODEL");
  g_unsetenv ("LECTERN_MODEL_SERVICE");
}

/* A file that cannot be understood is not written into. */
static void
test_broken (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;

  put_conf ("these are no settings\n");
  page = open_page (fixture);
  wait_until_says (page, "The Settings Cannot Be Read");
  g_assert_false (
    gtk_widget_is_sensitive (wait_for_titled (page, ADW_TYPE_ENTRY_ROW, "Speech Service")));
  remove_conf ();
}

/* The model of whisper.cpp is a file; that it is wanted no more is a button. */
static void
test_file (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;
  GtkWidget *row = NULL;

  put_conf ("[speech]\nwhisper-model=/models/ggml-tiny.bin\n");
  page = open_page (fixture);
  wait_until_says (page, "/models/ggml-tiny.bin");
  row = wait_for_titled (page, ADW_TYPE_ACTION_ROW, "Speech Model on This Machine");
  g_assert_nonnull (find_widget (row, GTK_TYPE_BUTTON, "services.choose-whisper-model"));
  check_page (page);
  press (row, "No speech model");
  wait_until_says (page, "whisper.cpp is not asked");
  wait_for_conf ("[speech]\n");
  remove_conf ();
}

/* Taken back with one button. */
static void
test_agreed (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;
  GtkWidget *group = NULL;

  g_assert_true (lec_upload_consent_add ("ears.example", NULL));
  g_assert_true (lec_upload_consent_add ("http://plain.example:80", NULL));
  page = open_page (fixture);
  wait_until_says (page, "plain.example:80");
  group = walk_to_type (page, LEC_TYPE_AGREED_GROUP);
  g_assert_true (says (group, "anybody on the way can read it"));
  check_page (page);
  g_signal_emit_by_name (find_widget (group, GTK_TYPE_BUTTON, NULL), "clicked");
  while (says (group, "ears.example"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (lec_upload_consent_has ("ears.example"));
  g_assert_true (lec_upload_consent_has ("http://plain.example:80"));
  g_signal_emit_by_name (find_widget (group, GTK_TYPE_BUTTON, NULL), "clicked");
  while (gtk_widget_get_visible (group))
    g_main_context_iteration (NULL, TRUE);
}

/* A key belongs to an address, goes to the keyring, and is shown to nobody. */
static void
test_key (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *page = NULL;
  GtkWidget *row = NULL;
  char *kept = NULL;

  if (!keyring_daemon_is_installed ())
    return;

  remove_conf ();
  page = open_page (fixture);
  row = wait_for_titled (page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Key of the Service");
  while (gtk_widget_is_sensitive (row))
    g_main_context_iteration (NULL, TRUE);
  apply (page, "Speech Service", ADDRESS);
  while (!gtk_widget_is_sensitive (row))
    g_main_context_iteration (NULL, TRUE);

  gtk_editable_set_text (GTK_EDITABLE (row), KEY);
  g_signal_emit_by_name (row, "apply");
  wait_for_text (row, "");
  wait_for_titled (page, ADW_TYPE_PASSWORD_ENTRY_ROW, "Key of the Service (one is kept)");
  kept = lec_service_key_look_up (ADDRESS, PATIENCE, NULL, NULL);
  g_assert_cmpstr (kept, ==, KEY);
  g_clear_pointer (&kept, lec_service_key_free);
  wait_for_conf ("[speech]\nservice=" ADDRESS "\n");
  check_page (page);

  press (row, "Remove the key from the keyring");
  while (g_str_has_suffix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "(one is kept)"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (walk_to (row, has_tooltip, "Remove the key from the keyring"));
  g_assert_null (lec_service_key_look_up (ADDRESS, PATIENCE, NULL, NULL));
  remove_conf ();
}

int
main (int argc,
      char *argv[])
{
  static const WindowTest tests[] = {
    { "/services-page/typed", test_typed },
    { "/services-page/refused", test_refused },
    { "/services-page/fixed", test_fixed },
    { "/services-page/broken", test_broken },
    { "/services-page/file", test_file },
    { "/services-page/agreed", test_agreed },
    { "/services-page/key", test_key },
  };

  gboolean is_task = argc > 1 && g_str_equal (argv[1], "--task");
  g_autofree char *keyring = is_task ? NULL : g_find_program_in_path (KEYRING_DAEMON);
  KeyringDaemon daemon = { NULL };
  int status = 0;

  /* Before a page asks for one: the bus would start another, which nobody has unlocked. */
  if (keyring != NULL)
    keyring_daemon_start (&daemon);
  status = window_tests_run (argc, argv, tests, G_N_ELEMENTS (tests), run_application);
  if (keyring != NULL)
    keyring_daemon_end (&daemon);
  return status;
}
