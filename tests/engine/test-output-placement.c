/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All outputs or none; nothing that somebody else made is touched unless that was asked for; the
 * data says where its pictures lie, and our own loader reads it.
 */
#include <signal.h>
#include <sys/resource.h>

#include "base/error.h"
#include "engine/output-placement.h"
#include "engine/placed-outputs.h"
#include "kept-slides.h"

/* A kept lecture of two slides, and a plan for all outputs in a folder that is not there yet. */
typedef struct
{
  char *folder;
  char *kept;
  char *out;
  LecLecture *lecture;
  LecOutputPlan *plan;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (LecJobOptions) options = lec_job_options_new ();
  g_autofree char *pdf = NULL;
  g_autofree char *output = NULL;

  fixture->folder = g_dir_make_tmp ("lectern-placement-XXXXXX", NULL);
  fixture->kept = g_build_filename (fixture->folder, "kept", NULL);
  fixture->out = g_build_filename (fixture->folder, "out", NULL);
  output = g_build_filename (fixture->out, "deep", NULL);
  g_mkdir (fixture->kept, 0700);
  fixture->lecture = lec_lecture_new ();
  add_kept_slide (fixture->lecture, fixture->kept, 1, 0, 10);
  add_kept_slide (fixture->lecture, fixture->kept, 2, 10, 20);
  pdf = g_build_filename (fixture->kept, LEC_FILE_PDF, NULL);
  g_assert_true (g_file_set_contents (pdf, "%PDF-", -1, NULL));
  options->images = options->json = TRUE;
  fixture->plan = lec_output_plan_new ("a talk.mp4", output, options, NULL);
  g_assert_nonnull (fixture->plan);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->folder);
  lec_output_plan_free (fixture->plan);
  lec_lecture_free (fixture->lecture);
  g_free (fixture->folder);
  g_free (fixture->kept);
  g_free (fixture->out);
}

static guint
place (Fixture *fixture,
       LecReplace replace)
{
  g_autoptr (GError) error = NULL;
  guint n_written = 99;

  lec_output_placement_run (fixture->plan, fixture->lecture, fixture->kept, replace, &n_written, &error);
  g_assert_no_error (error);
  return n_written;
}

static void
assert_fails (Fixture *fixture,
              LecReplace replace,
              LecError code)
{
  g_autoptr (GError) error = NULL;
  guint n_written = 99;

  g_assert_false (lec_output_placement_run (fixture->plan, fixture->lecture, fixture->kept, replace, &n_written,
                                            &error));
  g_assert_error (error, LEC_ERROR, (int) code);
  g_assert_cmpuint (n_written, ==, 0);
}

static void
assert_content (const char *path,
                const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_all (Fixture *fixture,
          gconstpointer data)
{
  g_autofree char *picture = g_build_filename (fixture->plan->images, "slide-002.jpg", NULL);

  g_assert_cmpuint (place (fixture, LEC_REPLACE_NOTHING), ==, 4);
  assert_content (fixture->plan->pdf, "%PDF-");
  g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));
  /* deep, the folder of pictures, 2 pictures, JSON, PDF */
  g_assert_cmpuint (count_below (fixture->out), ==, 6);
}

static void
test_again (Fixture *fixture,
            gconstpointer data)
{
  place (fixture, LEC_REPLACE_NOTHING);
  g_assert_cmpuint (place (fixture, LEC_REPLACE_NOTHING), ==, 0);
  g_assert_cmpuint (place (fixture, LEC_REPLACE_ALL), ==, 0);
  g_unlink (fixture->plan->json);
  g_assert_cmpuint (place (fixture, LEC_REPLACE_NOTHING), ==, 1);
}

/* A user's copy of the data: pictures are found from where it lies, and it can be read again. */
static void
test_json (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (LecLecture) read = NULL;
  g_autoptr (GError) error = NULL;
  LecLeftOut *left_out = lec_left_out_new (20, 30, LEC_LEFT_OUT_BLANK);

  left_out->picture = g_strdup (LEC_FOLDER_PICTURES "/00009.jpg");
  g_ptr_array_add (fixture->lecture->left_out, left_out);
  place (fixture, LEC_REPLACE_NOTHING);
  read = lec_lecture_load (fixture->plan->json, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->slides->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const LecSlide *slide = g_ptr_array_index (read->slides, i);
      g_autofree char *folder = g_path_get_dirname (fixture->plan->json);
      g_autofree char *path = g_build_filename (folder, slide->picture, NULL);

      g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
    }
  left_out = g_ptr_array_index (read->left_out, 0);
  g_assert_null (left_out->picture);
}

/* Without pictures beside it, none is named. */
static void
test_json_alone (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (LecLecture) read = NULL;
  const LecSlide *slide = NULL;

  g_clear_pointer (&fixture->plan->images, g_free);
  g_assert_cmpuint (place (fixture, LEC_REPLACE_NOTHING), ==, 2);
  read = lec_lecture_load (fixture->plan->json, NULL);
  slide = g_ptr_array_index (read->slides, 0);
  g_assert_null (slide->picture);
}

/* What is in the way of any output is in the way of all. */
static void
test_in_the_way (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *deep = g_path_get_dirname (fixture->plan->pdf);
  g_autofree char *picture = g_build_filename (fixture->plan->images, "slide-002.jpg", NULL);
  const char *const paths[] = { fixture->plan->pdf, fixture->plan->json, picture };

  g_mkdir_with_parents (fixture->plan->images, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_assert_true (g_file_set_contents (paths[i], "mine", -1, NULL));
      assert_fails (fixture, LEC_REPLACE_NOTHING, LEC_ERROR_EXISTS);
      assert_content (paths[i], "mine");
      /* The folder of pictures and that file. */
      g_assert_cmpuint (count_below (deep), ==, 2);
      g_unlink (paths[i]);
    }
}

/* Not even a link that leads nowhere is replaced, and none is followed. */
static void
test_link (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *deep = g_path_get_dirname (fixture->plan->pdf);
  g_autofree char *target = g_build_filename (fixture->folder, "precious", NULL);
  g_autoptr (GFile) link = g_file_new_for_path (fixture->plan->pdf);

  g_mkdir_with_parents (deep, 0700);
  g_assert_true (g_file_make_symbolic_link (link, target, NULL, NULL));
  assert_fails (fixture, LEC_REPLACE_NOTHING, LEC_ERROR_EXISTS);
  g_assert_true (g_file_set_contents (target, "mine", -1, NULL));
  place (fixture, LEC_REPLACE_ALL);
  assert_content (target, "mine");
}

/* What was placed of the lecture, unless somebody has changed it. */
static void
test_update (Fixture *fixture,
             gconstpointer data)
{
  g_autofree char *kept_pdf = g_build_filename (fixture->kept, LEC_FILE_PDF, NULL);
  g_autofree char *picture = g_build_filename (fixture->plan->images, "slide-002.jpg", NULL);

  place (fixture, LEC_REPLACE_NOTHING);
  g_assert_true (g_file_set_contents (kept_pdf, "%PDF-other", -1, NULL));
  g_ptr_array_set_size (fixture->lecture->slides, 1);
  assert_fails (fixture, LEC_REPLACE_NOTHING, LEC_ERROR_EXISTS);
  /* PDF and JSON; the second picture goes. */
  g_assert_cmpuint (place (fixture, LEC_REPLACE_OWN), ==, 2);
  assert_content (fixture->plan->pdf, "%PDF-other");
  g_assert_false (g_file_test (picture, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_set_contents (kept_pdf, "%PDF-", -1, NULL));
  g_assert_true (g_file_set_contents (fixture->plan->pdf, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (picture, "mine", -1, NULL));
  assert_fails (fixture, LEC_REPLACE_OWN, LEC_ERROR_EXISTS);
  assert_content (fixture->plan->pdf, "mine");
  g_unlink (fixture->plan->pdf);
  g_assert_cmpuint (place (fixture, LEC_REPLACE_OWN), ==, 1);
  assert_content (picture, "mine");
}

/* Whoever was cut off goes on with what he has placed, and with nothing else. */
static void
test_maker (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *kept_pdf = g_build_filename (fixture->kept, LEC_FILE_PDF, NULL);
  g_autofree char *picture = g_build_filename (fixture->plan->images, "slide-002.jpg", NULL);
  g_autoptr (LecPlacedOutputs) placed = NULL;

  fixture->plan->maker = g_strdup ("one");
  place (fixture, LEC_REPLACE_NOTHING);
  placed = lec_placed_outputs_load (fixture->kept);
  g_assert_true (lec_placed_outputs_has_begun (placed, fixture->plan));
  g_assert_true (g_file_set_contents (kept_pdf, "%PDF-other", -1, NULL));
  g_ptr_array_set_size (fixture->lecture->slides, 1);

  fixture->plan->maker[0] = 'x';
  g_assert_false (lec_placed_outputs_has_begun (placed, fixture->plan));
  assert_fails (fixture, LEC_REPLACE_NOTHING, LEC_ERROR_EXISTS);
  fixture->plan->maker[0] = 'o';
  /* PDF and JSON; the second picture goes. */
  g_assert_cmpuint (place (fixture, LEC_REPLACE_NOTHING), ==, 2);
  assert_content (fixture->plan->pdf, "%PDF-other");
  g_assert_false (g_file_test (picture, G_FILE_TEST_EXISTS));

  g_assert_true (g_file_set_contents (kept_pdf, "%PDF-", -1, NULL));
  g_assert_true (g_file_set_contents (fixture->plan->pdf, "mine", -1, NULL));
  assert_fails (fixture, LEC_REPLACE_NOTHING, LEC_ERROR_EXISTS);
  assert_content (fixture->plan->pdf, "mine");
}

/* Killed while it placed: what is there is of this one or of the one before, and ours. */
static void
test_update_killed (Fixture *fixture,
                    gconstpointer data)
{
  g_autofree char *kept_pdf = g_build_filename (fixture->kept, LEC_FILE_PDF, NULL);
  g_autoptr (LecPlacedOutputs) placed = NULL;
  g_autoptr (GBytes) next = g_bytes_new_static ("%PDF-next", strlen ("%PDF-next"));

  place (fixture, LEC_REPLACE_NOTHING);
  placed = lec_placed_outputs_load (fixture->kept);
  g_assert_true (lec_placed_outputs_owns (placed, fixture->plan->pdf, NULL));
  lec_placed_outputs_begin (placed, fixture->plan);
  lec_placed_outputs_note (placed, fixture->plan->pdf, next);
  g_assert_true (lec_placed_outputs_save (placed, fixture->kept, NULL));

  g_assert_true (g_file_set_contents (kept_pdf, "%PDF-last", -1, NULL));
  g_assert_cmpuint (place (fixture, LEC_REPLACE_OWN), ==, 1);
  g_assert_true (lec_placed_outputs_save (placed, fixture->kept, NULL));
  g_assert_true (g_file_set_contents (fixture->plan->pdf, "%PDF-next", -1, NULL));
  g_assert_cmpuint (place (fixture, LEC_REPLACE_OWN), ==, 1);
  assert_content (fixture->plan->pdf, "%PDF-last");
}

/* A list that somebody else has written says nothing of what is ours. */
static void
test_update_unknown (Fixture *fixture,
                     gconstpointer data)
{
  static const char *const texts[] = { "", "{}", "{\"version\":1,\"placements\":[{\"pdf\":\"/x\"}]}", "[" };
  g_autofree char *kept_pdf = g_build_filename (fixture->kept, LEC_FILE_PDF, NULL);
  g_autofree char *placed = g_build_filename (fixture->kept, LEC_FILE_PLACED, NULL);

  place (fixture, LEC_REPLACE_NOTHING);
  g_assert_true (g_file_set_contents (kept_pdf, "%PDF-other", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (placed, texts[i], -1, NULL));
      assert_fails (fixture, LEC_REPLACE_OWN, LEC_ERROR_EXISTS);
    }
}

static void
test_replace (Fixture *fixture,
              gconstpointer data)
{
  g_autofree char *stale = g_build_filename (fixture->plan->images, "slide-003.jpg", NULL);
  g_autofree char *foreign = g_build_filename (fixture->plan->images, "holiday.jpg", NULL);

  g_mkdir_with_parents (fixture->plan->images, 0700);
  g_assert_true (g_file_set_contents (stale, "old", -1, NULL));
  g_assert_true (g_file_set_contents (foreign, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (fixture->plan->pdf, "old", -1, NULL));
  g_assert_cmpuint (place (fixture, LEC_REPLACE_ALL), ==, 4);
  assert_content (fixture->plan->pdf, "%PDF-");
  assert_content (foreign, "mine");
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
}

/* Calls place() where no file may become larger than that: the disk is full. */
static void
place_on_full_disk (Fixture *fixture,
                    LecReplace replace,
                    guint max_bytes)
{
  struct rlimit before, limit;

  getrlimit (RLIMIT_FSIZE, &before);
  limit = before;
  limit.rlim_cur = max_bytes;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
  assert_fails (fixture, replace, LEC_ERROR_NO_SPACE);
  setrlimit (RLIMIT_FSIZE, &before);
}

static void
test_full_disk (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *kept_pdf = g_build_filename (fixture->kept, LEC_FILE_PDF, NULL);
  g_autofree char *big = g_strnfill (256 * 1024, 'x');

  place_on_full_disk (fixture, LEC_REPLACE_NOTHING, 16);
  g_assert_false (g_file_test (fixture->out, G_FILE_TEST_EXISTS));

  /* Pictures and data fit, the PDF does not. */
  g_assert_true (g_file_set_contents (kept_pdf, big, -1, NULL));
  place_on_full_disk (fixture, LEC_REPLACE_NOTHING, 128 * 1024);
  g_assert_false (g_file_test (fixture->out, G_FILE_TEST_EXISTS));

  /* A folder that was there stays. */
  g_mkdir (fixture->out, 0700);
  place_on_full_disk (fixture, LEC_REPLACE_NOTHING, 128 * 1024);
  g_assert_true (g_file_test (fixture->out, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (count_below (fixture->out), ==, 0);
}

/* What was there is there again: never the data of one result beside the document of another. */
static void
test_full_disk_again (Fixture *fixture,
                      gconstpointer data)
{
  static const LecReplace replaces[] = { LEC_REPLACE_OWN, LEC_REPLACE_ALL };
  g_autofree char *kept_pdf = g_build_filename (fixture->kept, LEC_FILE_PDF, NULL);
  g_autofree char *kept_picture = g_build_filename (fixture->kept, LEC_FOLDER_PICTURES, "00001.jpg", NULL);
  g_autofree char *picture = g_build_filename (fixture->plan->images, "slide-002.jpg", NULL);
  g_autofree char *big = g_strnfill (256 * 1024, 'x');
  g_autofree char *before = NULL;
  g_autofree char *shown = NULL;
  LecSlide *slide = g_ptr_array_index (fixture->lecture->slides, 0);

  place (fixture, LEC_REPLACE_NOTHING);
  g_assert_true (g_file_get_contents (fixture->plan->json, &before, NULL, NULL));
  g_assert_true (g_file_get_contents (picture, &shown, NULL, NULL));
  g_assert_true (g_file_set_contents (kept_pdf, big, -1, NULL));
  g_assert_true (g_file_set_contents (kept_picture, "other", -1, NULL));
  slide->title = g_strdup ("Another title");

  for (guint i = 0; i < G_N_ELEMENTS (replaces); i++)
    {
      place_on_full_disk (fixture, replaces[i], 128 * 1024);
      assert_content (fixture->plan->json, before);
      assert_content (picture, shown);
      assert_content (fixture->plan->pdf, "%PDF-");
      g_assert_cmpuint (count_below (fixture->out), ==, 6);
    }
  g_assert_cmpuint (place (fixture, LEC_REPLACE_OWN), ==, 3);
  assert_content (picture, "other");
  g_assert_cmpuint (count_below (fixture->out), ==, 6);
}

static void
test_lost_picture (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *picture = g_build_filename (fixture->kept, LEC_FOLDER_PICTURES, "00001.jpg", NULL);

  g_unlink (picture);
  assert_fails (fixture, LEC_REPLACE_NOTHING, LEC_ERROR_INTERNAL);
  g_assert_false (g_file_test (fixture->out, G_FILE_TEST_EXISTS));
}

/* A program was killed while it placed them: nothing of that is left. */
static void
test_after_kill (Fixture *fixture,
                 gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->plan->pdf);
  g_autofree char *beside = g_build_filename (folder, ".lectern-01234567.tmp", NULL);
  g_autofree char *inside = g_build_filename (fixture->plan->images, ".lectern-89abcdef.tmp", NULL);

  g_assert_cmpuint (place (fixture, LEC_REPLACE_NOTHING), ==, 4);
  g_assert_true (g_file_set_contents (beside, "half", -1, NULL));
  g_assert_true (g_file_set_contents (inside, "half", -1, NULL));
  g_assert_cmpuint (place (fixture, LEC_REPLACE_NOTHING), ==, 0);
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (inside, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/output-placement/all", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/output-placement/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/output-placement/json", Fixture, NULL, set_up, test_json, tear_down);
  g_test_add ("/output-placement/json-alone", Fixture, NULL, set_up, test_json_alone, tear_down);
  g_test_add ("/output-placement/in-the-way", Fixture, NULL, set_up, test_in_the_way, tear_down);
  g_test_add ("/output-placement/link", Fixture, NULL, set_up, test_link, tear_down);
  g_test_add ("/output-placement/update", Fixture, NULL, set_up, test_update, tear_down);
  g_test_add ("/output-placement/maker", Fixture, NULL, set_up, test_maker, tear_down);
  g_test_add ("/output-placement/update-killed", Fixture, NULL, set_up, test_update_killed, tear_down);
  g_test_add ("/output-placement/update-unknown", Fixture, NULL, set_up, test_update_unknown, tear_down);
  g_test_add ("/output-placement/replace", Fixture, NULL, set_up, test_replace, tear_down);
  g_test_add ("/output-placement/full-disk", Fixture, NULL, set_up, test_full_disk, tear_down);
  g_test_add ("/output-placement/full-disk-again", Fixture, NULL, set_up, test_full_disk_again, tear_down);
  g_test_add ("/output-placement/after-kill", Fixture, NULL, set_up, test_after_kill, tear_down);
  g_test_add ("/output-placement/lost-picture", Fixture, NULL, set_up, test_lost_picture, tear_down);
  return g_test_run ();
}
