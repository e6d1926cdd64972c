/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture that is corrected: what runs for it, what becomes of its outputs, and that corrections
 * are there again whatever is run afterwards. Stages follow a script, but for the edit stage.
 */
#include <string.h>

#include "engine/content-id.h"
#include "engine/review.h"
#include "studio.h"

typedef struct
{
  Studio studio;
  char *video;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  studio_set_up (&fixture->studio);
  fixture->video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  fixture->studio.options->json = TRUE;
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  studio_tear_down (&fixture->studio);
  g_free (fixture->video);
}

/* @second: (nullable) */
static gboolean
extract (Fixture *fixture,
         const char *second,
         const char *stages,
         GError **error)
{
  const char *videos[] = { fixture->video, second };
  LecExtractRequest request = {
    .videos = videos,
    .n_videos = second != NULL ? 2 : 1,
    .options = fixture->studio.options,
    .output = fixture->studio.out,
    .force = TRUE,
  };
  gboolean works = FALSE;

  studio_begin (&fixture->studio);
  works = lec_extractor_extract (fixture->studio.extractor, &request, NULL, &fixture->studio.result, NULL, error);
  assert_stages_ran (fixture->studio.log, stages);
  return works;
}

static void
assert_extracts (Fixture *fixture,
                 const char *second,
                 const char *stages,
                 guint n_slides)
{
  g_autoptr (GError) error = NULL;

  extract (fixture, second, stages, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->studio.result.n_slides, ==, n_slides);
}

static LecReview *
open_review (Fixture *fixture,
             const char *source)
{
  g_autoptr (GError) error = NULL;
  LecReview *review = lec_review_open (fixture->studio.extractor, source, NULL, &error);

  g_assert_no_error (error);
  return review;
}

static void
remove_slide (LecReview *review,
              guint number)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_review_remove (review, &number, 1, &error));
  g_assert_no_error (error);
}

static void
assert_renders (Fixture *fixture,
                LecReview *review,
                const char *stages,
                guint n_slides)
{
  g_autofree char *wanted = g_strdup_printf ("\n%u slides\n", n_slides);
  g_autofree char *pdf = NULL;
  g_autoptr (GError) error = NULL;

  studio_begin (&fixture->studio);
  lec_review_render (review, NULL, FALSE, NULL, &fixture->studio.result, NULL, &error);
  g_assert_no_error (error);
  assert_stages_ran (fixture->studio.log, stages);
  g_assert_cmpuint (fixture->studio.result.n_slides, ==, n_slides);
  g_assert_cmpuint (lec_review_get_lecture (review)->slides->len, ==, n_slides);
  g_assert_true (g_file_get_contents (fixture->studio.result.pdf, &pdf, NULL, NULL));
  g_assert_nonnull (strstr (pdf, wanted));
}

/* The same place, JSON included, without being told. */
static void
test_render (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *pdf = g_build_filename (fixture->studio.out, "talk.pdf", NULL);
  g_autoptr (LecReview) review = NULL;
  g_autoptr (LecLecture) lecture = NULL;

  assert_extracts (fixture, NULL, "probe extract recognise generate", 3);
  review = open_review (fixture, fixture->video);
  remove_slide (review, 2);
  assert_renders (fixture, review, "edit generate", 2);
  g_assert_cmpstr (fixture->studio.result.pdf, ==, pdf);
  g_assert_cmpuint (fixture->studio.result.n_written, ==, 2);
  g_assert_true (fixture->studio.result.was_edited);
  lecture = lec_lecture_load (fixture->studio.result.json, NULL);
  g_assert_cmpuint (lecture->edits->len, ==, 1);
  g_assert_cmpuint (lecture->slides->len, ==, 2);
}

static void
test_undo (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecReview) review = NULL;
  g_autoptr (GError) error = NULL;

  assert_extracts (fixture, NULL, "probe extract recognise generate", 3);
  review = open_review (fixture, fixture->video);
  remove_slide (review, 2);
  g_assert_true (lec_review_retitle (review, 2, "Title", NULL));
  g_assert_true (lec_review_undo (review, NULL));
  assert_renders (fixture, review, "edit generate", 2);
  g_assert_true (lec_review_undo (review, NULL));
  assert_renders (fixture, review, "generate", 3);
  g_assert_cmpuint (fixture->studio.result.lecture->edits->len, ==, 0);
  g_assert_false (lec_review_undo (review, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_assert_true (lec_review_redo (review, NULL));
  g_assert_true (lec_review_redo (review, NULL));
  assert_renders (fixture, review, "edit generate", 2);
  g_assert_cmpstr (((LecSlide *) g_ptr_array_index (fixture->studio.result.lecture->slides, 1))->title, ==, "Title");

  g_assert_cmpuint (lec_edit_log_get_length (lec_review_get_log (review)), ==, 6);
  g_assert_cmpint (lec_review_find_record (review, 0)->outcome, ==, LEC_EDIT_APPLIED);
  g_assert_cmpuint (lec_review_find_record (review, 1)->slide, ==, 2);
  g_assert_null (lec_review_find_record (review, 2));
}

/* Whatever is run afterwards: again, segmented anew, read in another way, of nothing. */
static void
test_kept (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecReview) review = NULL;
  g_autofree char *kept = NULL;

  assert_extracts (fixture, NULL, "probe extract recognise generate", 3);
  review = open_review (fixture, fixture->video);
  remove_slide (review, 1);
  assert_extracts (fixture, NULL, "edit generate", 2);
  assert_extracts (fixture, NULL, "", 2);
  fixture->studio.options->shortest_s = 3;
  assert_extracts (fixture, NULL, "segment recognise edit generate", 2);
  fixture->studio.options->lossless = TRUE;
  assert_extracts (fixture, NULL, "probe extract recognise edit generate", 2);
  g_assert_true (fixture->studio.result.was_edited);

  kept = g_build_filename (fixture->studio.root, fixture->studio.result.lecture->id, NULL);
  remove_all (kept);
  assert_extracts (fixture, NULL, "probe extract recognise edit generate", 2);
}

/* The edited lecture was lost from the kept folder. */
static void
test_lost (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecReview) review = NULL;
  g_autofree char *edited = NULL;

  assert_extracts (fixture, NULL, "probe extract recognise generate", 3);
  review = open_review (fixture, fixture->video);
  remove_slide (review, 1);
  assert_extracts (fixture, NULL, "edit generate", 2);
  edited = g_build_filename (fixture->studio.root, fixture->studio.result.lecture->id, LEC_FILE_EDITED, NULL);
  g_assert_cmpint (g_unlink (edited), ==, 0);
  assert_extracts (fixture, NULL, "edit generate", 2);
}

/* A PDF that somebody has written into since is not ours; the edit is kept all the same. */
static void
test_changed_output (Fixture *fixture,
                     gconstpointer data)
{
  g_autoptr (LecReview) review = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *pdf = g_build_filename (fixture->studio.out, "talk.pdf", NULL);

  assert_extracts (fixture, NULL, "probe extract recognise generate", 3);
  g_assert_true (g_file_set_contents (pdf, "with my notes", -1, NULL));
  review = open_review (fixture, fixture->video);
  remove_slide (review, 1);
  studio_begin (&fixture->studio);
  g_assert_false (lec_review_render (review, NULL, FALSE, NULL, &fixture->studio.result, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (pdf, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "with my notes");
  g_clear_error (&error);
  g_assert_true (lec_review_render (review, NULL, TRUE, NULL, &fixture->studio.result, NULL, &error));
  g_assert_cmpuint (fixture->studio.result.n_slides, ==, 2);
}

static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  const guint all[] = { 1, 2, 3 };
  const guint same[] = { 2, 2 };
  const guint wrong[] = { 1, 4 };
  g_autofree char *long_title = g_strnfill (LEC_EDIT_MAX_TITLE_BYTES + 1, 'x');
  g_autoptr (LecReview) review = NULL;

  assert_extracts (fixture, NULL, "probe extract recognise generate", 3);
  review = open_review (fixture, fixture->video);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean is_done = (i == 0 && lec_review_remove (review, all, 3, &error)) ||
                         (i == 1 && lec_review_merge (review, same, 2, &error)) ||
                         (i == 2 && lec_review_remove (review, wrong, 2, &error)) ||
                         (i == 3 && lec_review_retitle (review, 1, long_title, &error)) ||
                         (i == 4 && lec_review_add (review, 100, &error)) ||
                         (i == 5 && lec_review_retitle (review, 0, "x", &error));

      g_assert_false (is_done);
      g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
      g_test_message ("%s", error->message);
    }
  g_assert_cmpuint (lec_edit_log_get_length (lec_review_get_log (review)), ==, 0);
}

/* Two windows on one lecture. */
static void
test_two (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (LecReview) first = NULL;
  g_autoptr (LecReview) second = NULL;

  assert_extracts (fixture, NULL, "probe extract recognise generate", 3);
  first = open_review (fixture, fixture->video);
  second = open_review (fixture, fixture->video);
  remove_slide (first, 1);
  /* By its number here, where the other's edit is not known yet. */
  remove_slide (second, 3);
  g_assert_cmpuint (lec_review_get_lecture (second)->slides->len, ==, 1);
  assert_extracts (fixture, NULL, "edit generate", 1);
}

static void
test_broken_log (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *id = lec_content_id_of_file (fixture->video, NULL, NULL);
  g_autofree char *name = g_strconcat (id, ".jsonl", NULL);
  g_autofree char *folder = g_build_filename (fixture->studio.root, "edits", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "{}", -1, NULL));
  /* Said before hours of work, not after. */
  g_assert_false (extract (fixture, NULL, "", &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
}

/* Of several files: by the JSON, since no file is the lecture. */
static void
test_joined (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *second =
    make_video (fixture->studio.folder, "second.mp4", "duration=50 read=50 slides=2 end=well");
  g_autoptr (LecReview) review = NULL;

  assert_extracts (fixture, second, "probe probe extract extract recognise generate", 5);
  review = open_review (fixture, fixture->studio.result.json);
  remove_slide (review, 5);
  assert_renders (fixture, review, "edit generate", 4);
  /* Where the files are is known again: that makes another key, and the same PDF. */
  assert_extracts (fixture, second, "edit generate", 4);
  g_assert_cmpuint (fixture->studio.result.n_written, ==, 0);
}

/* Returns: (transfer full): one that makes of the video what the tests do */
static LecJob *
make_job (Fixture *fixture)
{
  LecJob *job = lec_job_new ();

  lec_job_request_free (job->request);
  job->request = lec_job_request_new ();
  g_ptr_array_add (job->request->videos, g_strdup (fixture->video));
  job->request->output = g_strdup (fixture->studio.out);
  job->content_hash = lec_content_id_of_file (fixture->video, NULL, NULL);
  return job;
}

static void
assert_has_pictures (LecReview *review)
{
  const GPtrArray *slides = lec_review_get_lecture (review)->slides;
  g_autoptr (LecSlide) bare = lec_slide_new (1);

  g_assert_cmpuint (slides->len, ==, 3);
  for (guint i = 0; i < slides->len; i++)
    {
      g_autofree char *path = lec_review_build_picture_path (review, g_ptr_array_index (slides, i));

      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
  g_assert_null (lec_review_build_picture_path (review, bare));
}

static void
test_job (Fixture *fixture,
          gconstpointer data)
{
  g_autoptr (LecJob) job = make_job (fixture);
  g_autoptr (LecReview) review = NULL;
  g_autoptr (GError) error = NULL;

  job->request->options->layout = LEC_LAYOUT_NOTES;
  g_assert_null (lec_review_open_job (fixture->studio.extractor, job, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_clear_error (&error);

  fixture->studio.options->layout = LEC_LAYOUT_NOTES;
  assert_extracts (fixture, NULL, "probe extract recognise generate", 3);
  g_unlink (fixture->video);
  review = lec_review_open_job (fixture->studio.extractor, job, NULL, &error);
  g_assert_no_error (error);
  assert_has_pictures (review);
  remove_slide (review, 1);
  assert_renders (fixture, review, "edit generate", 2);
  g_assert_null (fixture->studio.result.json);
}

/* Jobs that read alike share what is kept: numbers are those of the job that is asked for. */
static void
test_two_jobs (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecJob) job = make_job (fixture);
  g_autoptr (LecReview) review = NULL;
  g_autoptr (GError) error = NULL;

  job->request->options->shortest_s = 3;
  assert_extracts (fixture, NULL, "probe extract recognise generate", 3);
  studio_begin (&fixture->studio);
  review = lec_review_open_job (fixture->studio.extractor, job, NULL, &error);
  g_assert_no_error (error);
  assert_stages_ran (fixture->studio.log, "segment");
  g_clear_pointer (&review, lec_review_free);
  studio_begin (&fixture->studio);
  review = lec_review_open_job (fixture->studio.extractor, job, NULL, &error);
  g_assert_no_error (error);
  assert_stages_ran (fixture->studio.log, "");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/review/render", test_render },
    { "/review/undo", test_undo },
    { "/review/kept", test_kept },
    { "/review/lost", test_lost },
    { "/review/changed-output", test_changed_output },
    { "/review/refused", test_refused },
    { "/review/two", test_two },
    { "/review/broken-log", test_broken_log },
    { "/review/joined", test_joined },
    { "/review/job", test_job },
    { "/review/two-jobs", test_two_jobs },
  };

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
