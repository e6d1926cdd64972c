/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The option table: defaults, what each type takes and refuses, what a change
 * repeats, JSON both ways.
 */
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "model/job-options.h"

static void
assert_value (const LecJobOptions *options,
              const char *name,
              const char *expected)
{
  g_autofree char *value = lec_job_options_dup_value (options, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_defaults (void)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  const LecOptionSpec *specs = NULL;
  gsize n_specs = 0;

  specs = lec_job_options_get_specs (&n_specs);
  for (gsize i = 0; i < n_specs; i++)
    {
      g_assert_true (lec_job_options_find_spec (specs[i].name) == &specs[i]);
      g_assert_false (g_str_has_suffix (specs[i].help, "."));
      if (specs[i].default_text != NULL)
        assert_value (options, specs[i].name, specs[i].default_text);
    }
  g_assert_cmpint (options->sensitivity, ==, LEC_SENSITIVITY_NORMAL);
  g_assert_cmpint (options->crop_mode, ==, LEC_CROP_AUTO);
  g_assert_cmpint (options->layout, ==, LEC_LAYOUT_SLIDES);
  g_assert_cmpfloat (options->shortest_s, ==, 0.6);
  g_assert_cmpfloat (options->to_s, ==, 0);
  g_assert_cmpint (options->per_page, ==, 3);
  g_assert_cmpint (options->paper, ==, LEC_PAPER_A4);
  g_assert_cmpint (options->picture_quality, ==, LEC_PICTURE_QUALITY_HIGH);
  g_assert_null (lec_job_options_find_spec ("no-such-option"));
}

static void
test_set (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *expected;
  } cases[] = {
    { "from", "1:02:03.5", "3723.5" },
    { "to", "90", "90" },
    { "sensitivity", "high", "high" },
    { "shortest", "0.2", "0.2" },
    { "shortest", "60", "60" },
    { "keep-builds", NULL, "true" },
    { "keep-builds", "false", "false" },
    { "crop", "none", "none" },
    { "crop", "1,2,300,400", "1,2,300,400" },
    { "crop", "auto", "auto" },
    { "ignore", "0,0,10,10", "0,0,10,10" },
    { "ignore", "5,5,10,10", "0,0,10,10 5,5,10,10" },
    { "language", "eng+chi_sim", "eng+chi_sim" },
    { "transcript", "none", "none" },
    { "transcript", "/a/../b/talk.de.SRT", "/b/talk.de.SRT" },
    { "transcript", "/a/words", "/a/words" },
    { "transcript", "sidecar", "sidecar" },
    { "transcript-language", "zh-Hans", "zh-Hans" },
    { "transcript-language", "auto", "auto" },
    { "layout", "handout", "handout" },
    { "per-page", "6", "6" },
    { "paper", "letter", "letter" },
    { "picture-quality", "low", "low" },
    { "lossless", "true", "true" },
    { "images", NULL, "true" },
    { "json", NULL, "true" },
  };
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (LecJobOptions) copy = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (lec_job_options_set (options, cases[i].name, cases[i].value, &error));
      g_assert_no_error (error);
      assert_value (options, cases[i].name, cases[i].expected);
    }
  copy = lec_job_options_copy (options);
  g_assert_cmpuint (lec_job_options_compare (options, copy), ==, 0);
  g_assert_cmpuint (copy->ignore->len, ==, 2);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *name;
    const char *value;
  } cases[] = {
    { "from", "later" },
    { "to", NULL },
    { "sensitivity", "HIGH" },
    { "sensitivity", "" },
    { "shortest", "0.1" },
    { "shortest", "61" },
    { "shortest", "nan" },
    { "shortest", "5x" },
    { "keep-builds", "maybe" },
    { "crop", "half" },
    { "crop", "1,2,3" },
    { "ignore", "1,2,0,4" },
    { "language", "" },
    { "language", "eng+" },
    { "language", "+eng" },
    { "language", "eng++deu" },
    { "language", "../../etc/passwd" },
    { "language", "eng deu" },
    { "transcript", "" },
    { "transcript", "embeded" },
    { "transcript", "talk.ass" },
    { "transcript", "/a/\xff.srt" },
    { "transcript", NULL },
    { "transcript-language", "" },
    { "transcript-language", "de_DE" },
    { "layout", "poster" },
    { "per-page", "5" },
    { "paper", "a5" },
    { "picture-quality", "75" },
    { "per-page", "3.0" },
    { "lossless", "1" },
    { "no-such-option", "1" },
  };
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (LecJobOptions) untouched = lec_job_options_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *flag = g_strconcat ("--", cases[i].name, NULL);

      g_assert_false (lec_job_options_set (options, cases[i].name, cases[i].value, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_assert_nonnull (strstr (error->message, flag));
    }
  g_assert_cmpuint (lec_job_options_compare (options, untouched), ==, 0);
}

static void
test_many_regions (void)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  guint n_taken = 0;

  while (n_taken < 1000 && lec_job_options_set (options, "ignore", "1,1,1,1", NULL))
    n_taken++;
  g_assert_cmpuint (n_taken, ==, 32);
}

/* A name counts from the folder that it was given in. */
static void
test_subtitles (void)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autofree char *here = g_get_current_dir ();
  g_autofree char *expected = g_build_filename (here, "talk.vtt", NULL);

  g_assert_null (lec_job_options_get_subtitles (options));
  g_assert_true (lec_job_options_set (options, "transcript", "talk.vtt", NULL));
  g_assert_cmpstr (lec_job_options_get_subtitles (options), ==, expected);
}

static void
test_validate (void)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (GError) error = NULL;

  options->from_s = 60;
  g_assert_true (lec_job_options_validate (options, &error));
  options->to_s = 60;
  g_assert_false (lec_job_options_validate (options, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  options->to_s = 61;
  g_assert_true (lec_job_options_validate (options, NULL));
}

static void
test_compare (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    guint affects;
  } cases[] = {
    { "from", "1", 15 },
    { "lossless", NULL, 15 },
    { "sensitivity", "low", 14 },
    { "ignore", "1,1,1,1", 15 },
    { "crop", "none", 14 },
    { "language", "deu", 12 },
    { "transcript", "none", 24 },
    { "transcript-language", "de", 24 },
    { "layout", "notes", 8 },
    { "images", NULL, 0 },
    { "json", NULL, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecJobOptions) a = lec_job_options_new ();
      g_autoptr (LecJobOptions) b = lec_job_options_new ();

      g_assert_true (lec_job_options_set (b, cases[i].name, cases[i].value, NULL));
      g_assert_cmpuint (lec_job_options_compare (a, b), ==, cases[i].affects);
      g_assert_cmpuint (lec_job_options_compare (b, a), ==, cases[i].affects);
    }
}

static void
test_json (void)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autoptr (LecJobOptions) again = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  lec_job_options_set (options, "from", "1:02.345", NULL);
  lec_job_options_set (options, "to", "2:00", NULL);
  lec_job_options_set (options, "shortest", "1.3", NULL);
  lec_job_options_set (options, "crop", "1,2,3,4", NULL);
  lec_job_options_set (options, "ignore", "1,2,3,4", NULL);
  lec_job_options_set (options, "ignore", "5,6,7,8", NULL);
  lec_job_options_set (options, "per-page", "4", NULL);
  lec_job_options_set (options, "json", NULL, NULL);
  node = lec_job_options_to_json (options);
  again = lec_job_options_from_json (node, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lec_job_options_compare (options, again), ==, 0);
  g_assert_true (again->json);
}

static void
test_json_refused (void)
{
  static const char *const cases[] = {
    "[]",
    "{\"from\": -1}",
    "{\"from\": \"1\"}",
    "{\"from\": 5, \"to\": 4}",
    "{\"shortest\": 1e5}",
    "{\"per_page\": 3.5}",
    "{\"per_page\": 5}",
    "{\"keep_builds\": 1}",
    "{\"crop\": \"1,2\"}",
    "{\"ignore\": \"1,2,3,4\"}",
    "{\"ignore\": [5]}",
    "{\"language\": \"a/b\"}",
    "{\"layout\": null, \"sensitivity\": \"none\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = lec_json_parse (cases[i], -1, 1000, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_job_options_from_json (node, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/job-options/defaults", test_defaults);
  g_test_add_func ("/job-options/set", test_set);
  g_test_add_func ("/job-options/refused", test_refused);
  g_test_add_func ("/job-options/many-regions", test_many_regions);
  g_test_add_func ("/job-options/subtitles", test_subtitles);
  g_test_add_func ("/job-options/validate", test_validate);
  g_test_add_func ("/job-options/compare", test_compare);
  g_test_add_func ("/job-options/json", test_json);
  g_test_add_func ("/job-options/json-refused", test_json_refused);
  return g_test_run ();
}
