/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The settings say of options what their table says, and nothing else gets into jobs.
 */
#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "ui/language-rows.h"
#include "ui/option-settings.h"
#include "ui/option-words.h"

#define SCHEMA "org.lectern.Lectern"

static GSettings *
make_settings (void)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();

  return g_settings_new_with_backend (SCHEMA, backend);
}

/* What nobody has chosen is what --help says. */
static void
test_defaults (void)
{
  g_autoptr (GSettings) settings = make_settings ();
  g_autoptr (LecJobOptions) options = lec_option_settings_read (settings);
  g_autoptr (LecJobOptions) defaults = lec_job_options_new ();
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);
  guint n_keys = 0;

  for (gsize i = 0; i < n_specs; i++)
    {
      g_autofree char *key = lec_option_settings_dup_key (settings, specs[i].name);
      g_autofree char *value = lec_job_options_dup_value (options, specs[i].name);
      g_autofree char *wanted = lec_job_options_dup_value (defaults, specs[i].name);

      g_assert_cmpstr (value, ==, wanted);
      n_keys += key != NULL;
      /* Each that is shown has a title of its own. */
      g_assert_true (key == NULL || !g_str_equal (lec_option_words_get_title (&specs[i]), specs[i].name));
    }
  g_assert_cmpuint (n_keys, ==, 12);
}

static void
test_chosen (void)
{
  g_autoptr (GSettings) settings = make_settings ();
  g_autoptr (LecJobOptions) options = NULL;
  g_autofree char *shortest = NULL;
  g_autofree char *crop = NULL;
  g_autofree char *per_page = NULL;

  g_settings_set_string (settings, "option-sensitivity", "high");
  g_settings_set_double (settings, "option-shortest", 2.5);
  g_settings_set_string (settings, "option-crop", "1,2,30,40");
  g_settings_set_boolean (settings, "option-lossless", TRUE);
  g_settings_set_int (settings, "option-per-page", 6);
  g_settings_set_string (settings, "option-paper", "letter");
  g_settings_set_string (settings, "option-picture-quality", "medium");
  options = lec_option_settings_read (settings);
  shortest = lec_job_options_dup_value (options, "shortest");
  crop = lec_job_options_dup_value (options, "crop");
  per_page = lec_job_options_dup_value (options, "per-page");
  g_assert_cmpint (options->sensitivity, ==, LEC_SENSITIVITY_HIGH);
  g_assert_true (options->lossless);
  g_assert_cmpstr (shortest, ==, "2.5");
  g_assert_cmpstr (crop, ==, "1,2,30,40");
  g_assert_cmpstr (per_page, ==, "6");
  g_assert_cmpint (options->paper, ==, LEC_PAPER_LETTER);
  g_assert_cmpint (options->picture_quality, ==, LEC_PICTURE_QUALITY_MEDIUM);
}

/* Whoever wrote that. */
static void
test_nonsense (void)
{
  g_autoptr (GSettings) settings = make_settings ();
  g_autoptr (LecJobOptions) options = NULL;
  g_autoptr (LecJobOptions) defaults = lec_job_options_new ();

  g_settings_set_string (settings, "option-crop", "everything");
  g_settings_set_string (settings, "option-language", "../eng");
  g_settings_set_int (settings, "option-per-page", 5);
  options = lec_option_settings_read (settings);
  g_assert_cmpint (lec_job_options_compare (options, defaults), ==, 0);
}

static void
test_languages (void)
{
  static const struct
  {
    const char *before;
    const char *language;
    gboolean is_wanted;
    const char *after;
  } cases[] = {
    { "eng", "deu", TRUE, "eng+deu" },
    { "eng+deu", "eng", FALSE, "deu" },
    { "eng+deu", "deu", TRUE, "eng+deu" },
    { "eng", "eng", FALSE, "eng" },
    { "", "fra", TRUE, "fra" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *after =
        lec_language_rows_change (cases[i].before, cases[i].language, cases[i].is_wanted);

      g_assert_cmpstr (after, ==, cases[i].after);
    }
}

static void
test_words (void)
{
  g_autofree char *subtitle = lec_option_words_dup_subtitle (lec_job_options_find_spec ("sensitivity"));

  g_assert_cmpstr (subtitle, ==, "How small a change makes a new slide");
  g_assert_cmpstr (lec_option_words_get_value (lec_job_options_find_spec ("crop"), "auto"), ==, "Where it is certain");
  g_assert_cmpstr (lec_option_words_get_value (lec_job_options_find_spec ("crop"), "1,2,3,4"), ==, "1,2,3,4");
  g_assert_cmpstr (lec_option_words_get_value (lec_job_options_find_spec ("sensitivity"), "high"), ==, "High");
  g_assert_cmpstr (lec_option_words_get_value (lec_job_options_find_spec ("picture-quality"), "medium"), ==, "Medium");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/option-settings/defaults", test_defaults);
  g_test_add_func ("/option-settings/chosen", test_chosen);
  g_test_add_func ("/option-settings/nonsense", test_nonsense);
  g_test_add_func ("/option-settings/languages", test_languages);
  g_test_add_func ("/option-settings/words", test_words);

  return g_test_run ();
}
