/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which services a user has chosen, what of that is shown, which machines they have agreed to, and
 * what it is called when they fail.
 * What programs make of it is tested with them (cli/).
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "engine/service-settings.h"
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
  int status = 0;

  g_assert_true (g_setenv ("XDG_CONFIG_HOME", home, TRUE));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service-settings/shown", test_shown);
  g_test_add_func ("/service-settings/refused", test_refused);
  g_test_add_func ("/service-settings/consent", test_consent);
  g_test_add_func ("/service-settings/consent-without-encryption", test_consent_without_encryption);
  g_test_add_func ("/service-settings/failures", test_failures);
  status = g_test_run ();
  remove_all (home);
  return status;
}
