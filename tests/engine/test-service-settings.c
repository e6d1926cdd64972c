/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which services a user has chosen, what of that is shown, which machines they have agreed to, and
 * what it is called when they fail.
 * What programs make of it is tested with them (cli/).
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/service-settings.h"
#include "engine/speech-demand.h"
#include "engine/upload-consent.h"
#include "engine/web-failure.h"
#include "net/net-error.h"
#include "temporary-folder.h"

#define SECRET "s3cret"

static const LecServiceSetting *
find (const GPtrArray *list,
      const char *name)
{
  for (guint i = 0; i < list->len; i++)
    {
      const LecServiceSetting *setting = g_ptr_array_index (list, i);

      if (g_str_equal (setting->name, name))
        return setting;
    }
  g_assert_not_reached ();
}

/* What is behind the question mark may be a key: it is sent, and not shown. */
static void
test_shown (void)
{
  static const char address[] = "https://example.org/v1?api-version=2&key=" SECRET;
  g_autoptr (LecServiceSettings) settings = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("LECTERN_SPEECH_SERVICE", address, TRUE);
  g_setenv ("LECTERN_SPEECH_KEY", SECRET, TRUE);
  settings = lec_service_settings_load (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (settings->speech_address, ==, address);
  g_assert_cmpstr (settings->speech_key, ==, SECRET);
  list = lec_service_settings_list (&error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->len; i++)
    {
      const LecServiceSetting *setting = g_ptr_array_index (list, i);

      g_assert_null (setting->value != NULL ? strstr (setting->value, SECRET) : NULL);
    }
  g_assert_cmpstr (find (list, "speech.service")->value, ==, "https://example.org/v1?***");
  g_assert_cmpstr (find (list, "speech.service")->where, ==, "LECTERN_SPEECH_SERVICE");
  g_unsetenv ("LECTERN_SPEECH_SERVICE");
  g_unsetenv ("LECTERN_SPEECH_KEY");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *variable;
    const char *value;
  } cases[] = {
    { "LECTERN_SPEECH_SERVICE", "example.org/" SECRET },
    { "LECTERN_SPEECH_SERVICE", "https://me:" SECRET "@example.org" },
    { "LECTERN_WHISPER_MODEL", "models/" SECRET },
    { "LECTERN_MODEL_KEY_FILE", "/no/such/" SECRET },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_setenv (cases[i].variable, cases[i].value, TRUE);
      g_assert_null (lec_service_settings_load (&error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == LEC_ERROR);
      g_assert_true (i == 3 || strstr (error->message, SECRET) == NULL);
      g_unsetenv (cases[i].variable);
    }
}

static gboolean
asked_cb (const LecUploadDemand *demand,
          gpointer user_data)
{
  guint *n_asked = user_data;

  g_assert_cmpstr (demand->host, ==, "example.org:8080");
  return ++*n_asked > 1;
}

/* Once agreed is agreed; to that machine and port alone. */
static void
test_consent (void)
{
  const LecUploadDemand demand = {
    .what = "the sound",
    .host = "example.org:8080",
    .is_encrypted = TRUE,
    .max_bytes = 1000
  };
  g_autoptr (GError) error = NULL;
  guint n_asked = 0;

  g_assert_false (lec_upload_consent_obtain (&demand, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_AGREED);
  g_assert_nonnull (strstr (error->message, "--agree example.org:8080"));
  g_clear_error (&error);
  g_assert_false (lec_upload_consent_obtain (&demand, asked_cb, &n_asked, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_AGREED);
  g_clear_error (&error);
  g_assert_true (lec_upload_consent_obtain (&demand, asked_cb, &n_asked, &error));
  g_assert_true (lec_upload_consent_obtain (&demand, asked_cb, &n_asked, &error));
  g_assert_cmpuint (n_asked, ==, 2);
  g_assert_true (lec_upload_consent_has ("EXAMPLE.org:8080"));
  g_assert_false (lec_upload_consent_has ("example.org"));
  g_assert_false (lec_upload_consent_add ("https://example.org/", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (lec_upload_consent_add ("", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (lec_upload_consent_add ("other.org", &error));
  g_assert_true (lec_upload_consent_has ("other.org") && lec_upload_consent_has ("example.org:8080"));
}

/* Who has agreed to the one has not agreed to the other. */
static void
test_consent_without_encryption (void)
{
  LecUploadDemand demand = { .what = "the sound", .host = "plain.org", .max_bytes = 1000 };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_upload_consent_add ("plain.org", &error));
  g_assert_false (lec_upload_consent_obtain (&demand, NULL, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_AGREED);
  g_assert_nonnull (strstr (error->message, "--agree http://plain.org"));
  g_clear_error (&error);
  /* What does not leave this machine is on no way. */
  demand.is_this_machine = TRUE;
  g_assert_true (lec_upload_consent_obtain (&demand, NULL, NULL, &error));
  demand.is_this_machine = FALSE;
  g_assert_true (lec_upload_consent_add ("http://plain.org", &error));
  g_assert_true (lec_upload_consent_obtain (&demand, NULL, NULL, &error));
  g_assert_false (lec_upload_consent_add ("http://", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
}

/* Each once, until it is taken back. */
static void
test_consent_list (void)
{
  static const char text[] = "first.org\n\nfirst.org\nhttp://second.org:8080\nno machine/\n third.org \n";
  static const char *const expected[] = { "first.org", "http://second.org:8080", "third.org" };
  g_autoptr (GPtrArray) hosts = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  put_text_file (g_get_user_config_dir (), "lectern/agreed-hosts", text);
  hosts = lec_upload_consent_list (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (hosts->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < hosts->len; i++)
    g_assert_cmpstr (g_ptr_array_index (hosts, i), ==, expected[i]);

  g_assert_true (lec_upload_consent_remove ("First.org", &error));
  g_assert_true (lec_upload_consent_remove ("never.org", &error));
  g_assert_false (lec_upload_consent_has ("first.org"));
  g_assert_true (lec_upload_consent_has ("third.org"));
  left = lec_upload_consent_list (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (left->len, ==, 2);
}

/* What cannot be read is not written over: somebody has agreed to what is in it. */
static void
test_consent_unreadable (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "lectern", "agreed-hosts", NULL);
  g_autofree char *much = g_strnfill (100 * 1024, 'a');
  g_autoptr (GError) error = NULL;

  put_text_file (g_get_user_config_dir (), "lectern/agreed-hosts", much);
  g_assert_false (lec_upload_consent_add ("new.org", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (lec_upload_consent_list (&error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_false (lec_upload_consent_remove ("new.org", &error));
  g_assert_nonnull (error);
  g_remove (path);
}

#define CONF "lectern/lectern.conf"
/* With what a person writes, and what is no matter of services. */
#define BEFORE                                                            \
  "# mine\n[cluster]\ndatabase-url = postgresql://me:%20x;y@db/lectern\n" \
  "\n# ears\n[speech]\n# service=none\n"
#define AFTER "\n[other]\nservice=x\n"
static const char conf[] = BEFORE "service = https://old.org/v1\n" AFTER;

static void
assert_conf (const char *expected)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), CONF, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
choose (const char *name,
        const char *value)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_service_settings_choose (name, value, &error));
  g_assert_no_error (error);
}

/* Into the user's file, where all else stays as it was: values, comments, who may read it. */
static void
test_choose (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), CONF, NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf facts = { 0 };

  put_text_file (g_get_user_config_dir (), CONF, conf);
  g_assert_cmpint (g_chmod (path, 0640), ==, 0);
  choose ("speech.service", " https://new.org/v1?version=2 ");
  choose ("language-model.model", "llama 3");
  choose ("speech.service-model", "large");
  assert_conf (BEFORE "service=https://new.org/v1?version=2\nservice-model=large\n" AFTER
                      "\n[language-model]\nmodel=llama 3\n");
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0640);

  list = lec_service_settings_list_without_keyring (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (find (list, "speech.service")->own, ==, "https://new.org/v1?version=2");
  g_assert_cmpstr (find (list, "speech.service")->value, ==, "https://new.org/v1?***");
  g_assert_false (find (list, "speech.service")->is_fixed);
  g_assert_null (find (list, "speech.whisper-model")->own);
  g_assert_false (find (list, "speech.whisper-model")->is_fixed);

  choose ("language-model.model", "");
  choose ("speech.service-model", NULL);
  choose ("speech.service", NULL);
  assert_conf (BEFORE AFTER "\n[language-model]\n");
  choose ("speech.service", "https://old.org/v1");
  g_clear_pointer (&list, g_ptr_array_unref);
  list = lec_service_settings_list_without_keyring (NULL);
  g_assert_null (find (list, "language-model.model")->value);
  g_assert_cmpstr (find (list, "speech.service")->value, ==, "https://old.org/v1");
  g_remove (path);
}

/* One that is not there is made, for its user alone; one that is a link stays one. */
static void
test_choose_new (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), CONF, NULL);
  g_autofree char *target = g_build_filename (g_get_user_config_dir (), "kept", "conf", NULL);
  g_autofree char *text = NULL;
  GStatBuf facts = { 0 };

  choose ("speech.whisper-model", "/models/ggml-tiny.bin");
  assert_conf ("[speech]\nwhisper-model=/models/ggml-tiny.bin\n");
  g_assert_cmpint (g_stat (path, &facts), ==, 0);
  g_assert_cmpint (facts.st_mode & 0777, ==, 0600);

  g_remove (path);
  put_text_file (g_get_user_config_dir (), "kept/conf", "[speech]\n");
  g_assert_cmpint (symlink (target, path), ==, 0);
  choose ("speech.service-model", "large");
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (target, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "[speech]\nservice-model=large\n");
  g_remove (path);
}

/* What it cannot be is said, and what stands there stays. */
static void
test_choose_refused (void)
{
  static const struct
  {
    const char *name;
    const char *value;
  } cases[] = {
    { "speech.service", "old.org" },
    { "speech.service", "https://me:secret@old.org" },
    { "speech.whisper-model", "models/tiny.bin" },
    { "speech.whisper-model", "/models/\377.bin" },
    { "language-model.model", "two\nlines" },
    { "language-model.model", "\377" },
  };
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), CONF, NULL);
  g_autoptr (GError) error = NULL;

  put_text_file (g_get_user_config_dir (), CONF, conf);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_false (lec_service_settings_choose (cases[i].name, cases[i].value, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_clear_error (&error);
      assert_conf (conf);
    }

  put_text_file (g_get_user_config_dir (), CONF, "these are no settings\n");
  g_assert_false (lec_service_settings_choose ("speech.service", "https://new.org", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  assert_conf ("these are no settings\n");
  g_remove (path);
}

/* Where the user's file would change nothing. */
static void
test_fixed (void)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;

  put_text_file (g_get_system_config_dirs ()[0], CONF, "[speech]\nservice-model=ours\n");
  g_setenv ("LECTERN_MODEL", "large", TRUE);
  list = lec_service_settings_list_without_keyring (&error);
  g_assert_no_error (error);
  g_assert_true (find (list, "language-model.model")->is_fixed);
  g_assert_null (find (list, "language-model.model")->own);
  g_assert_cmpstr (find (list, "language-model.model")->where, ==, "LECTERN_MODEL");
  g_assert_true (find (list, "speech.service-model")->is_fixed);
  g_assert_cmpstr (find (list, "speech.service-model")->value, ==, "ours");
  g_unsetenv ("LECTERN_MODEL");
  remove_all (g_get_system_config_dirs ()[0]);
}

/* Which machine is to be agreed to, and how much it would hear at most. */
static void
test_speech_demand (void)
{
  g_autoptr (LecUploadDemand) demand = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_agreed = TRUE;

  g_assert_null (lec_speech_demand_look (60, &is_agreed, &error));
  g_assert_no_error (error);
  g_assert_false (is_agreed);

  g_setenv ("LECTERN_SPEECH_SERVICE", "http://ears.org:8080/v1", TRUE);
  demand = lec_speech_demand_look (60, &is_agreed, &error);
  g_assert_no_error (error);
  g_assert_false (is_agreed);
  g_assert_cmpstr (demand->host, ==, "ears.org:8080");
  g_assert_false (demand->is_encrypted || demand->is_this_machine);
  g_assert_cmpint (demand->max_bytes, >, 60 * 30000);
  g_assert_cmpint (demand->max_bytes, <, 60 * 40000);
  g_clear_pointer (&demand, lec_upload_demand_free);
  demand = lec_speech_demand_look (0, &is_agreed, &error);
  g_assert_cmpint (demand->max_bytes, ==, 0);

  g_assert_true (lec_upload_consent_add ("http://ears.org:8080", &error));
  g_assert_null (lec_speech_demand_look (60, &is_agreed, &error));
  g_assert_no_error (error);
  g_assert_true (is_agreed);
  g_unsetenv ("LECTERN_SPEECH_SERVICE");
}

/* With the words they came with. */
static void
test_failures (void)
{
  static const struct
  {
    LecNetError code;
    LecError becomes;
  } cases[] = {
    { LEC_NET_ERROR_ADDRESS, LEC_ERROR_USAGE },
    { LEC_NET_ERROR_MISSING, LEC_ERROR_UNSUPPORTED },
    { LEC_NET_ERROR_REFUSED, LEC_ERROR_WEB },
    { LEC_NET_ERROR_BUSY, LEC_ERROR_WEB },
  };
  g_autoptr (GError) other = g_error_new_literal (LEC_ERROR, LEC_ERROR_NO_SPACE, "full");
  g_autoptr (GError) same = lec_web_failure_new (other);

  g_assert_error (same, LEC_ERROR, LEC_ERROR_NO_SPACE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (LEC_NET_ERROR, (int) cases[i].code, "words");
      g_autoptr (GError) failure = lec_web_failure_new (error);

      g_assert_error (failure, LEC_ERROR, (int) cases[i].becomes);
      g_assert_cmpstr (failure->message, ==, "words");
    }
}

int
main (int argc,
      char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("lectern-services-XXXXXX", NULL);
  g_autofree char *system = g_build_filename (home, "system", NULL);
  int status = 0;

  g_assert_true (g_setenv ("XDG_CONFIG_HOME", home, TRUE));
  g_assert_true (g_setenv ("XDG_CONFIG_DIRS", system, TRUE));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service-settings/shown", test_shown);
  g_test_add_func ("/service-settings/refused", test_refused);
  g_test_add_func ("/service-settings/consent", test_consent);
  g_test_add_func ("/service-settings/consent-without-encryption", test_consent_without_encryption);
  g_test_add_func ("/service-settings/consent-list", test_consent_list);
  g_test_add_func ("/service-settings/consent-unreadable", test_consent_unreadable);
  g_test_add_func ("/service-settings/choose", test_choose);
  g_test_add_func ("/service-settings/choose-new", test_choose_new);
  g_test_add_func ("/service-settings/choose-refused", test_choose_refused);
  g_test_add_func ("/service-settings/fixed", test_fixed);
  g_test_add_func ("/service-settings/speech-demand", test_speech_demand);
  g_test_add_func ("/service-settings/failures", test_failures);
  status = g_test_run ();
  remove_all (home);
  return status;
}
