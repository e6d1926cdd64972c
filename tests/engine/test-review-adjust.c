/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture adjusted: what runs for it, what is kept of it, and that a trial changes nothing.
 * Stages follow a script; what the real one finds with other settings is tested elsewhere.
 */
#include "engine/content-id.h"
#include "engine/review-adjust.h"
#include "studio.h"

typedef struct
{
  Studio studio;
  char *video;
  LecJob *job;
  LecReview *review;
} Fixture;

static void
open_review (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->review, lec_review_free);
  studio_begin (&fixture->studio);
  fixture->review = lec_review_open_job (fixture->studio.extractor, fixture->job, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  LecExtractRequest request = { .n_videos = 1 };
  g_autoptr (GError) error = NULL;

  studio_set_up (&fixture->studio);
  fixture->video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  request.videos = (const char *const *) &fixture->video;
  request.options = fixture->studio.options;
  request.output = fixture->studio.out;
  lec_extractor_extract (fixture->studio.extractor, &request, NULL, &fixture->studio.result, NULL, &error);
  g_assert_no_error (error);

  fixture->job = lec_job_new ();
  lec_job_request_free (fixture->job->request);
  fixture->job->request = lec_job_request_new ();
  g_ptr_array_add (fixture->job->request->videos, g_strdup (fixture->video));
  fixture->job->request->output = g_strdup (fixture->studio.out);
  fixture->job->content_hash = lec_content_id_of_file (fixture->video, NULL, NULL);
  open_review (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_review_free (fixture->review);
  lec_job_free (fixture->job);
  studio_tear_down (&fixture->studio);
  g_free (fixture->video);
}

static LecJobOptions *
make_settings (double shortest_s)
{
  LecJobOptions *settings = lec_job_options_new ();

  settings->shortest_s = shortest_s;
  /* Not for an adjustment to say. */
  settings->layout = LEC_LAYOUT_NOTES;
  return settings;
}

static void
assert_shortest (Fixture *fixture,
                 double shortest_s)
{
  g_autoptr (LecJobOptions) options = lec_review_dup_options (fixture->review, NULL, NULL);

  g_assert_cmpfloat (options->shortest_s, ==, shortest_s);
  g_assert_cmpint (options->layout, ==, LEC_LAYOUT_SLIDES);
}

static void
test_try (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (LecJobOptions) settings = make_settings (2);
  g_autoptr (LecReviewTrial) trial = NULL;
  g_autoptr (GError) error = NULL;
  const guint first = 1;

  g_assert_true (lec_review_remove (fixture->review, &first, 1, NULL));
  trial = lec_review_try (fixture->review, settings, NULL, &error);
  g_assert_no_error (error);
  assert_stages_ran (fixture->studio.log, "segment");
  /* The script finds what there is; the correction counts here, too. */
  g_assert_cmpuint (trial->lecture->slides->len, ==, 2);
  g_assert_cmpuint (trial->is_new->len, ==, 2);
  g_assert_cmpuint (trial->n_new, ==, 0);
  g_assert_cmpuint (trial->gone_s->len, ==, 0);
  assert_shortest (fixture, 0.6);
  g_assert_cmpuint (lec_edit_log_get_length (lec_review_get_log (fixture->review)), ==, 1);
  /* Nothing of it is left to be restored. */
  open_review (fixture);
  assert_stages_ran (fixture->studio.log, "");
}

static void
test_adjust (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecJobOptions) settings = make_settings (2);
  g_autoptr (GError) error = NULL;
  const guint first = 1;

  g_assert_true (lec_review_remove (fixture->review, &first, 1, NULL));
  g_assert_true (lec_review_adjust (fixture->review, settings, &error));
  g_assert_no_error (error);
  assert_stages_ran (fixture->studio.log, "segment segment");
  assert_shortest (fixture, 2);
  g_assert_cmpuint (lec_review_get_lecture (fixture->review)->slides->len, ==, 2);
  g_assert_false (lec_review_adjust (fixture->review, settings, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);

  /* Whoever opens the job later finds it so, and need not find it again. */
  open_review (fixture);
  assert_stages_ran (fixture->studio.log, "");
  assert_shortest (fixture, 2);
  g_assert_true (lec_review_undo (fixture->review, NULL));
  assert_stages_ran (fixture->studio.log, "segment");
  assert_shortest (fixture, 0.6);
  g_assert_cmpuint (lec_review_get_lecture (fixture->review)->slides->len, ==, 2);
  g_assert_true (lec_review_redo (fixture->review, NULL));
  assert_shortest (fixture, 2);
}

/* Without what was read of the video there is nothing to find slides in: said, and nothing kept. */
static void
test_no_track (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecJobOptions) settings = make_settings (2);
  g_autofree char *track = g_build_filename (fixture->studio.root, lec_review_get_lecture (fixture->review)->id,
                                             LEC_FILE_TRACK, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (track), ==, 0);
  g_assert_null (lec_review_try (fixture->review, settings, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (lec_review_adjust (fixture->review, settings, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_cmpuint (lec_edit_log_get_length (lec_review_get_log (fixture->review)), ==, 0);
  assert_shortest (fixture, 0.6);
}

/* A step that needs the track, when that has gone: it happens or changes nothing. */
static void
test_undo_without_track (Fixture *fixture,
                         gconstpointer data)
{
  g_autoptr (LecJobOptions) settings = make_settings (2);
  g_autofree char *track = g_build_filename (fixture->studio.root, lec_review_get_lecture (fixture->review)->id,
                                             LEC_FILE_TRACK, NULL);
  g_autofree char *aside = g_strconcat (track, ".aside", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_review_adjust (fixture->review, settings, NULL));
  g_assert_cmpint (g_rename (track, aside), ==, 0);
  g_assert_false (lec_review_undo (fixture->review, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  assert_shortest (fixture, 2);
  g_assert_nonnull (lec_edit_log_peek_step (lec_review_get_log (fixture->review), LEC_EDIT_UNDO));
  g_assert_null (lec_edit_log_peek_step (lec_review_get_log (fixture->review), LEC_EDIT_REDO));
  open_review (fixture);
  assert_shortest (fixture, 2);

  g_assert_cmpint (g_rename (aside, track), ==, 0);
  g_assert_true (lec_review_undo (fixture->review, NULL));
  assert_shortest (fixture, 0.6);
  g_assert_cmpint (g_rename (track, aside), ==, 0);
  g_clear_error (&error);
  g_assert_false (lec_review_redo (fixture->review, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  assert_shortest (fixture, 0.6);
  g_assert_nonnull (lec_edit_log_peek_step (lec_review_get_log (fixture->review), LEC_EDIT_REDO));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/review-adjust/try", test_try },
    { "/review-adjust/adjust", test_adjust },
    { "/review-adjust/no-track", test_no_track },
    { "/review-adjust/undo-without-track", test_undo_without_track },
  };

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
