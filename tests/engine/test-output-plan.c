/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where outputs go for which names, and what is refused before any work.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "engine/output-plan.h"
#include "kept-slides.h"

typedef struct
{
  char *before;
  char *folder;
  LecJobOptions *options;
} Fixture;

/* The current folder is one of the test's own. */
static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->before = g_get_current_dir ();
  fixture->folder = g_dir_make_tmp ("lectern-plan-XXXXXX", NULL);
  fixture->options = lec_job_options_new ();
  g_assert_cmpint (g_chdir (fixture->folder), ==, 0);
  g_mkdir ("films", 0700);
  g_mkdir ("out", 0700);
  g_mkdir ("folder.pdf", 0700);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_assert_cmpint (g_chdir (fixture->before), ==, 0);
  remove_all (fixture->folder);
  g_free (fixture->before);
  g_free (fixture->folder);
  lec_job_options_free (fixture->options);
}

static void
test_places (Fixture *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *video;
    const char *output;
    const char *pdf;
    const char *images;
    const char *json;
  } cases[] = {
    { "talk.mp4", NULL, "talk.pdf", "talk-slides", "talk.json" },
    { "films/talk.mp4", NULL, "films/talk.pdf", "films/talk-slides", "films/talk.json" },
    { "films/talk.mp4", "out", "out/talk.pdf", "out/talk-slides", "out/talk.json" },
    { "films/talk.mp4", "out/", "out/talk.pdf", "out/talk-slides", "out/talk.json" },
    { "films/talk.mp4", "new/er", "new/er/talk.pdf", "new/er/talk-slides", "new/er/talk.json" },
    { "films/talk.mp4", "out/x.PDF", "out/x.PDF", "out/x-slides", "out/x.json" },
    { "films/talk.mp4", "folder.pdf", "folder.pdf/talk.pdf", "folder.pdf/talk-slides", "folder.pdf/talk.json" },
    { "Lecture 3. Graphs", NULL, "Lecture 3. Graphs.pdf", "Lecture 3. Graphs-slides", "Lecture 3. Graphs.json" },
    { ".hidden", NULL, ".hidden.pdf", ".hidden-slides", ".hidden.json" },
    { "-dash.mp4", NULL, "./-dash.pdf", "./-dash-slides", "./-dash.json" },
    { "a\nb.mp4", NULL, "a\nb.pdf", "a\nb-slides", "a\nb.json" },
  };

  fixture->options->images = TRUE;
  fixture->options->json = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecOutputPlan) plan = lec_output_plan_new (cases[i].video, cases[i].output, fixture->options, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (plan->pdf, ==, cases[i].pdf);
      g_assert_cmpstr (plan->images, ==, cases[i].images);
      g_assert_cmpstr (plan->json, ==, cases[i].json);
    }
  g_assert_false (g_file_test ("new", G_FILE_TEST_EXISTS));
}

/* Only the PDF unless more was asked for. */
static void
test_only_pdf (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecOutputPlan) plan = lec_output_plan_new ("talk.mp4", NULL, fixture->options, NULL);

  g_assert_cmpstr (plan->pdf, ==, "talk.pdf");
  g_assert_null (plan->images);
  g_assert_null (plan->json);
}

/* All names fit, those of what one studies from too, cut between characters. */
static void
test_long_name (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *stem = g_strnfill (250, 'x');
  g_autofree char *video = g_strconcat (stem, ".mp4", NULL);
  GString *emoji = g_string_new (NULL);
  g_autofree char *emoji_name = NULL;

  for (guint i = 0; i < 63; i++)
    g_string_append (emoji, "\360\237\216\223");
  emoji_name = g_string_free (emoji, FALSE);
  fixture->options->images = TRUE;
  {
    g_autoptr (LecOutputPlan) plan = lec_output_plan_new (video, NULL, fixture->options, NULL);
    g_autoptr (LecOutputPlan) cut = lec_output_plan_new (emoji_name, NULL, fixture->options, NULL);

    g_assert_cmpuint (strlen (plan->images), ==, 255 - strlen (".transcript.vtt") + strlen ("-slides"));
    g_assert_cmpuint (strlen (cut->images), <=, strlen (plan->images));
    g_assert_true (g_utf8_validate (cut->images, -1, NULL));
  }
}

static void
assert_refused (Fixture *fixture,
                const char *video,
                const char *output,
                LecError code,
                const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecOutputPlan) plan = lec_output_plan_new (video, output, fixture->options, &error);

  g_assert_null (plan);
  g_assert_error (error, LEC_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, says);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  g_assert_true (g_file_set_contents ("video.pdf", "x", -1, NULL));
  assert_refused (fixture, "talk.mp4", "video.pdf/below", LEC_ERROR_NOT_WRITABLE,
                  "video.pdf is not a folder; choose another with -o");
  assert_refused (fixture, "video.pdf", NULL, LEC_ERROR_EXISTS,
                  "video.pdf is the video itself, which is never replaced");
  assert_refused (fixture, "video.pdf", "out/../video.pdf", LEC_ERROR_EXISTS,
                  "out/../video.pdf is the video itself, which is never replaced");
}

/* In a sandbox what is written beside a video that was chosen is lost; in a folder that was chosen
 * it is not. */
static void
test_portal (Fixture *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *video; /* below the folder of the portal */
    const char *own;   /* (nullable): folder of what is not put beside it */
  } cases[] = {
    { "1a2b3c4d/talk.mp4", "documents/1a2b3c4d" },
    { "1a2b3c4d/Algebra/talk.mp4", NULL },
    { "talk.mp4", NULL },
  };
  g_autofree char *mount = g_build_filename (g_get_user_runtime_dir (), "doc", NULL);
  g_autofree char *folder = g_build_filename (mount, "1a2b3c4d", "Algebra", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *video = g_build_filename (mount, cases[i].video, NULL);
      g_autofree char *beside = g_path_get_dirname (video);
      g_autofree char *own = g_build_filename (g_get_user_data_dir (), cases[i].own, NULL);
      g_autofree char *pdf = g_build_filename (cases[i].own != NULL ? own : beside, "talk.pdf", NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LecOutputPlan) plan = lec_output_plan_new (video, NULL, fixture->options, &error);
      g_autoptr (LecOutputPlan) chosen = lec_output_plan_new (video, "out", fixture->options, NULL);

      g_assert_no_error (error);
      g_assert_cmpstr (plan->pdf, ==, pdf);
      g_assert_cmpstr (chosen->pdf, ==, "out/talk.pdf");
    }
}

static void
test_free (Fixture *fixture,
           gconstpointer data)
{
  static const char *const names[] = { "talk.pdf", "talk.json", "talk-slides" };

  fixture->options->images = TRUE;
  fixture->options->json = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LecOutputPlan) plan = lec_output_plan_new ("talk.mp4", NULL, fixture->options, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (lec_output_plan_check_free (plan, NULL));
      g_assert_true (g_file_set_contents (names[i], "mine", -1, NULL));
      g_assert_false (lec_output_plan_check_free (plan, &error));
      g_assert_error (error, LEC_ERROR, LEC_ERROR_EXISTS);
      g_assert_nonnull (strstr (error->message, names[i]));
      g_unlink (names[i]);
    }
}

static void
assert_distinct (Fixture *fixture,
                 const char *a,
                 const char *b,
                 const char *output,
                 gboolean distinct)
{
  const char *videos[] = { a, b };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (lec_output_plan_check_distinct (videos, 2, output, fixture->options, &error), ==, distinct);
  if (!distinct)
    g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
}

/* The second of two would replace what the first has become. */
static void
test_distinct (Fixture *fixture,
               gconstpointer data)
{
  g_assert_true (g_file_set_contents ("talk.mp4", "x", -1, NULL));
  g_assert_true (g_file_set_contents ("films/talk.mp4", "x", -1, NULL));
  assert_distinct (fixture, "talk.mp4", "other.mp4", NULL, TRUE);
  assert_distinct (fixture, "talk.mp4", "films/talk.mp4", NULL, TRUE);
  assert_distinct (fixture, "talk.mp4", "films/talk.mp4", "out", FALSE);
  assert_distinct (fixture, "talk.mp4", "talk.mkv", NULL, FALSE);
  assert_distinct (fixture, "talk.mp4", "films/../talk.mkv", NULL, FALSE);
  /* The same one twice does no harm. */
  assert_distinct (fixture, "talk.mp4", "films/../talk.mp4", NULL, TRUE);
}

int
main (int argc,
      char *argv[])
{
  g_autofree char *runtime = g_dir_make_tmp ("lectern-runtime-XXXXXX", NULL);
  int status = 0;

  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/output-plan/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/output-plan/only-pdf", Fixture, NULL, set_up, test_only_pdf, tear_down);
  g_test_add ("/output-plan/long-name", Fixture, NULL, set_up, test_long_name, tear_down);
  g_test_add ("/output-plan/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/output-plan/portal", Fixture, NULL, set_up, test_portal, tear_down);
  g_test_add ("/output-plan/free", Fixture, NULL, set_up, test_free, tear_down);
  g_test_add ("/output-plan/distinct", Fixture, NULL, set_up, test_distinct, tear_down);
  status = g_test_run ();
  remove_all (runtime);
  return status;
}
