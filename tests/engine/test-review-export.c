/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture exported: what runs for it, what is written, and that nothing of the lecture and its
 * own outputs is another afterwards. Stages follow a script, but for the edit stage.
 */
#include <string.h>

#include "engine/placed-outputs.h"
#include "engine/review-export.h"
#include "engine/review-study.h"
#include "studio.h"

typedef struct
{
  Studio studio;
  char *video;
  char *exported; /* where to */
  LecReview *review;
} Fixture;

static void
extract (Fixture *fixture)
{
  LecExtractRequest request = {
    .videos = (const char *const *) &fixture->video,
    .n_videos = 1,
    .options = fixture->studio.options,
    .output = fixture->studio.out,
  };
  g_autoptr (GError) error = NULL;

  lec_extractor_extract (fixture->studio.extractor, &request, NULL, &fixture->studio.result, NULL, &error);
  g_assert_no_error (error);
}

static void
open_review (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->review, lec_review_free);
  fixture->review = lec_review_open (fixture->studio.extractor, fixture->video, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  studio_set_up (&fixture->studio);
  fixture->video = make_video (fixture->studio.folder, "talk.mp4", GOOD);
  fixture->exported = g_build_filename (fixture->studio.folder, "elsewhere", "notes.pdf", NULL);
  extract (fixture);
  open_review (fixture);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_review_free (fixture->review);
  studio_tear_down (&fixture->studio);
  g_free (fixture->video);
  g_free (fixture->exported);
}

/* What is kept and what was placed, but for what the stages may share. */
static char *
describe_lecture (Fixture *fixture)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *id = g_strdup (lec_review_get_lecture (fixture->review)->id);
  g_autofree char *pdf = g_build_filename (fixture->studio.out, "talk.pdf", NULL);
  const char *names[] = { "state.json", LEC_FILE_PLACED, LEC_FILE_LECTURE, LEC_FILE_PDF };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->studio.root, id, names[i], NULL);
      g_autofree char *content = NULL;

      g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
      g_string_append (text, content);
    }
  {
    g_autofree char *folder = g_build_filename (fixture->studio.root, id, NULL);
    g_autofree char *content = NULL;

    g_assert_true (g_file_get_contents (pdf, &content, NULL, NULL));
    g_string_append_printf (text, "%s%u", content, count_below (folder));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean export(Fixture *fixture,
                       const LecJobOptions *options,
                       gboolean force,
                       GError **error)
{
  LecReviewExport what = { options, fixture->exported, force };

  studio_begin (&fixture->studio);
  return lec_review_export (fixture->review, &what, NULL, &fixture->studio.result, NULL, error);
}

static void
assert_exports (Fixture *fixture,
                const LecJobOptions *options,
                const char *stages,
                const char *wanted)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  export(fixture, options, FALSE, &error);
  g_assert_no_error (error);
  assert_stages_ran (fixture->studio.log, stages);
  g_assert_cmpstr (fixture->studio.result.pdf, ==, fixture->exported);
  g_assert_true (g_file_get_contents (fixture->exported, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, wanted));
}

/* In another layout; the lecture and its own PDF stay as they were, to the byte. */
static void
test_layout (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecJobOptions) options = lec_review_dup_options (fixture->review, NULL, NULL);
  g_autofree char *before = describe_lecture (fixture);
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;
  g_autofree char *wanted = NULL;

  options->layout = LEC_LAYOUT_NOTES;
  wanted = g_strdup_printf ("talk\n%s/elsewhere\n%d\n3 slides\n", fixture->studio.folder, LEC_LAYOUT_NOTES);
  assert_exports (fixture, options, "generate", wanted);
  after = describe_lecture (fixture);
  g_assert_cmpstr (after, ==, before);

  /* Nor does a later run see anything of it. */
  studio_begin (&fixture->studio);
  extract (fixture);
  assert_stages_ran (fixture->studio.log, "");
  again = describe_lecture (fixture);
  g_assert_cmpstr (again, ==, before);
}

/* What is there is replaced only when that was said. */
static void
test_in_the_way (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecJobOptions) options = lec_review_dup_options (fixture->review, NULL, NULL);
  LecReviewExport what = { options, fixture->exported, FALSE };
  g_autofree char *folder = g_path_get_dirname (fixture->exported);
  g_autoptr (GPtrArray) nothing = lec_review_list_in_the_way (fixture->review, &what, NULL);
  g_autoptr (GPtrArray) paths = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->exported, "mine", -1, NULL));
  paths = lec_review_list_in_the_way (fixture->review, &what, NULL);
  g_assert_cmpuint (paths->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (paths, 0), ==, fixture->exported);
  g_assert_false (export(fixture, options, FALSE, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_EXISTS);
  g_assert_true (g_file_get_contents (fixture->exported, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "mine");
  g_assert_true (export(fixture, options, TRUE, NULL));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (fixture->exported, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "3 slides"));
}

/* Whatever makes it: a document, or a stage. */
static void
test_study_in_the_way (Fixture *fixture,
                       gconstpointer data)
{
  static const char *const formats[] = { "html", "chaptered-video", "chapters", NULL };
  static const char *const names[] = { "talk.html", "talk.chapters.mkv" };
  LecStudyExport what = { .formats = formats, .output = fixture->studio.out };
  g_autoptr (GPtrArray) nothing = lec_review_list_study_in_the_way (fixture->review, &what, NULL);
  g_autoptr (GPtrArray) paths = NULL;

  g_assert_cmpuint (nothing->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->studio.out, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
    }
  paths = lec_review_list_study_in_the_way (fixture->review, &what, NULL);
  g_assert_cmpuint (paths->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < paths->len; i++)
    g_assert_true (g_str_has_suffix (g_ptr_array_index (paths, i), names[i]));
}

/* With corrections, rendered or not, and pictures and JSON of them. */
static void
test_edited (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (LecJobOptions) options = lec_review_dup_options (fixture->review, NULL, NULL);
  g_autoptr (LecLecture) lecture = NULL;
  g_autofree char *picture = NULL;
  g_autofree char *third = NULL;
  const guint second = 2;

  options->images = options->json = TRUE;
  g_assert_true (lec_review_remove (fixture->review, &second, 1, NULL));
  assert_exports (fixture, options, "edit generate", "\n2 slides\n");
  lecture = lec_lecture_load (fixture->studio.result.json, NULL);
  g_assert_cmpuint (lecture->slides->len, ==, 2);
  picture = g_build_filename (fixture->studio.result.images, "slide-002.jpg", NULL);
  third = g_build_filename (fixture->studio.result.images, "slide-003.jpg", NULL);
  g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));
  g_assert_false (g_file_test (third, G_FILE_TEST_EXISTS));

  studio_begin (&fixture->studio);
  g_assert_true (lec_review_render (fixture->review, NULL, FALSE, NULL, &fixture->studio.result, NULL, NULL));
  g_assert_true (export(fixture, options, TRUE, NULL));
  assert_stages_ran (fixture->studio.log, "generate");
}

/* Read again for it; whoever names the video then still means the lecture as it was read first. */
static void
test_lossless (Fixture *fixture,
               gconstpointer data)
{
  g_autoptr (LecJobOptions) options = lec_review_dup_options (fixture->review, NULL, NULL);
  g_autofree char *id = g_strdup (lec_review_get_lecture (fixture->review)->id);
  const guint second = 2;

  options->lossless = TRUE;
  assert_exports (fixture, options, "probe extract recognise generate", "\n3 slides\n");
  g_assert_false (fixture->studio.result.reused);
  open_review (fixture);
  g_assert_cmpstr (lec_review_get_lecture (fixture->review)->id, ==, id);
  g_assert_true (lec_review_remove (fixture->review, &second, 1, NULL));
  studio_begin (&fixture->studio);
  g_assert_true (lec_review_render (fixture->review, NULL, FALSE, NULL, &fixture->studio.result, NULL, NULL));
  g_assert_true (g_str_has_prefix (fixture->studio.result.pdf, fixture->studio.out));
}

static void
test_preview (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (LecJobOptions) options = lec_review_dup_options (fixture->review, NULL, NULL);
  g_autofree char *before = describe_lecture (fixture);
  g_autofree char *after = NULL;
  const char *wanted[] = { "\n2 slides\n", "\n1 slides\n" };

  g_assert_cmpuint (lec_review_count_sheets (fixture->review, options), ==, 3);
  options->layout = LEC_LAYOUT_HANDOUT;
  options->per_page = 2;
  g_assert_cmpuint (lec_review_count_sheets (fixture->review, options), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) page = lec_review_preview (fixture->review, options, i, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (g_strstr_len (g_bytes_get_data (page, NULL), (gssize) g_bytes_get_size (page), wanted[i]));
    }
  after = describe_lecture (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
test_cancelled (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecJobOptions) options = lec_review_dup_options (fixture->review, NULL, NULL);
  LecReviewExport what = { options, fixture->exported, FALSE };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = describe_lecture (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  studio_begin (&fixture->studio);
  g_assert_false (lec_review_export (fixture->review, &what, NULL, &fixture->studio.result, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (fixture->exported, G_FILE_TEST_EXISTS));
  after = describe_lecture (fixture);
  g_assert_cmpstr (after, ==, before);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/review-export/layout", test_layout },
    { "/review-export/in-the-way", test_in_the_way },
    { "/review-export/study-in-the-way", test_study_in_the_way },
    { "/review-export/edited", test_edited },
    { "/review-export/lossless", test_lossless },
    { "/review-export/preview", test_preview },
    { "/review-export/cancelled", test_cancelled },
  };

  if (argc > 1 && g_str_equal (argv[1], "--task"))
    return run_scripted_stages ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
