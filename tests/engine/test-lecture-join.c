/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times and numbers move, the page that stands through the break is one slide, and each part keeps
 * how far it was read.
 */
#include "base/error.h"
#include "engine/lecture-join.h"
#include "kept-slides.h"

#define N_PARTS 3

typedef struct
{
  char *folder;
  char *joined;
  char *folders[N_PARTS];
  LecLecture *lectures[N_PARTS];
  LecJoinPart parts[N_PARTS];
} Fixture;

/* Parts of 100 s with pages 10, 11 / 20, 21 / 30, 31. */
static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-join-XXXXXX", NULL);
  fixture->joined = g_build_filename (fixture->folder, "joined", NULL);
  for (guint i = 0; i < N_PARTS; i++)
    {
      g_autofree char *name = g_strdup_printf ("part%u", i);
      LecLecture *lecture = lec_lecture_new ();

      fixture->folders[i] = g_build_filename (fixture->folder, name, NULL);
      lecture->video->path = g_strdup_printf ("/films/%u.mp4", i);
      lecture->video->duration_s = lecture->read_s = 100;
      lecture->video->size_bytes = 1000;
      add_kept_slide (lecture, fixture->folders[i], 10 * (i + 1), 0, 50);
      add_kept_slide (lecture, fixture->folders[i], 10 * (i + 1) + 1, 50, 100);
      fixture->lectures[i] = lecture;
      fixture->parts[i] = (LecJoinPart){ lecture, fixture->folders[i] };
    }
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  remove_all (fixture->folder);
  for (guint i = 0; i < N_PARTS; i++)
    {
      lec_lecture_free (fixture->lectures[i]);
      g_free (fixture->folders[i]);
    }
  g_free (fixture->joined);
  g_free (fixture->folder);
}

static LecLecture *
join (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LecLecture *joined = lec_lecture_join (fixture->parts, N_PARTS, fixture->joined, &error);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (LecLecture) again = NULL;

  g_assert_no_error (error);
  node = lec_lecture_to_json (joined);
  again = lec_lecture_from_json (node, &error);
  g_assert_no_error (error);
  return joined;
}

static const LecVisit *
get_visit (const LecLecture *lecture,
           guint slide,
           guint visit)
{
  const LecSlide *found = g_ptr_array_index (lecture->slides, slide);

  g_assert_cmpuint (visit, <, found->visits->len);
  return &g_array_index (found->visits, LecVisit, visit);
}

static void
test_times (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (LecLecture) joined = join (fixture);

  g_assert_cmpuint (joined->slides->len, ==, 6);
  g_assert_cmpuint (joined->parts->len, ==, 3);
  g_assert_cmpfloat (joined->video->duration_s, ==, 300);
  g_assert_cmpint (joined->video->size_bytes, ==, 3000);
  for (guint i = 0; i < 6; i++)
    {
      const LecSlide *slide = g_ptr_array_index (joined->slides, i);
      g_autofree char *picture = g_build_filename (fixture->joined, slide->picture, NULL);

      g_assert_cmpuint (slide->number, ==, i + 1);
      g_assert_cmpfloat (get_visit (joined, i, 0)->start_s, ==, 50 * i);
      g_assert_cmpfloat (get_visit (joined, i, 0)->end_s, ==, 50 * (i + 1));
      g_assert_true (g_file_test (picture, G_FILE_TEST_IS_REGULAR));
    }
  g_assert_false (lec_lecture_is_cut_short (joined));
}

/* The recorder was restarted while a page stood. */
static void
test_page_through_the_break (Fixture *fixture,
                             gconstpointer data)
{
  g_autoptr (LecLecture) joined = NULL;

  save_page (fixture->folders[1], LEC_FOLDER_PICTURES "/00000.jpg", 11);
  joined = join (fixture);
  g_assert_cmpuint (joined->slides->len, ==, 5);
  g_assert_cmpfloat (get_visit (joined, 1, 0)->start_s, ==, 50);
  g_assert_cmpfloat (get_visit (joined, 1, 0)->end_s, ==, 150);
}

/* What is missing of a part is missing there, whichever it is. */
static void
test_cut_parts (Fixture *fixture,
                gconstpointer data)
{
  for (guint cut = 0; cut < N_PARTS; cut++)
    {
      g_autoptr (LecLecture) joined = NULL;

      fixture->lectures[cut]->read_s = 60;
      joined = join (fixture);
      fixture->lectures[cut]->read_s = 100;
      g_assert_true (lec_lecture_is_cut_short (joined));
      for (guint i = 0; i < N_PARTS; i++)
        {
          const LecVideoPart *part = g_ptr_array_index (joined->parts, i);

          g_assert_cmpstr (part->path, ==, fixture->lectures[i]->video->path);
          g_assert_cmpfloat (part->start_s, ==, 100 * i);
          g_assert_cmpfloat (part->duration_s, ==, 100);
          g_assert_cmpfloat (part->read_s, ==, i == cut ? 60 : 100);
          g_assert_cmpint (lec_video_part_is_cut_short (part), ==, i == cut);
        }
    }
}

static void
test_part_without_slides (Fixture *fixture,
                          gconstpointer data)
{
  g_autoptr (LecLecture) joined = NULL;
  LecLeftOut *left_out = lec_left_out_new (10, 90, LEC_LEFT_OUT_SPEAKER);

  left_out->picture = g_strdup (LEC_FOLDER_PICTURES "/00000.jpg");
  g_ptr_array_set_size (fixture->lectures[1]->slides, 0);
  g_ptr_array_add (fixture->lectures[1]->left_out, left_out);
  joined = join (fixture);
  g_assert_cmpuint (joined->slides->len, ==, 4);
  g_assert_cmpfloat (get_visit (joined, 2, 0)->start_s, ==, 200);
  left_out = g_ptr_array_index (joined->left_out, 0);
  g_assert_cmpfloat (left_out->start_s, ==, 110);
}

static void
test_suggestions (Fixture *fixture,
                  gconstpointer data)
{
  g_autoptr (LecLecture) joined = NULL;
  LecSuggestion suggestion = { LEC_SUGGESTION_MERGE, 50, 1, 2, 0.5 };

  g_array_append_val (fixture->lectures[2]->suggestions, suggestion);
  joined = join (fixture);
  suggestion = g_array_index (joined->suggestions, LecSuggestion, 0);
  g_assert_cmpfloat (suggestion.time_s, ==, 250);
  g_assert_cmpuint (suggestion.slide, ==, 5);
  g_assert_cmpuint (suggestion.other_slide, ==, 6);
}

static void
test_lost_picture (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *picture = g_build_filename (fixture->folders[1], LEC_FOLDER_PICTURES, "00001.jpg", NULL);
  g_autoptr (GError) error = NULL;

  g_unlink (picture);
  g_assert_null (lec_lecture_join (fixture->parts, N_PARTS, fixture->joined, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/lecture-join/times", Fixture, NULL, set_up, test_times, tear_down);
  g_test_add ("/lecture-join/page-through-the-break", Fixture, NULL, set_up, test_page_through_the_break, tear_down);
  g_test_add ("/lecture-join/cut-parts", Fixture, NULL, set_up, test_cut_parts, tear_down);
  g_test_add ("/lecture-join/part-without-slides", Fixture, NULL, set_up, test_part_without_slides, tear_down);
  g_test_add ("/lecture-join/suggestions", Fixture, NULL, set_up, test_suggestions, tear_down);
  g_test_add ("/lecture-join/lost-picture", Fixture, NULL, set_up, test_lost_picture, tear_down);
  return g_test_run ();
}
