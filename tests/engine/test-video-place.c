/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a video lies by now, and whether it is that one.
 */
#include "base/error.h"
#include "engine/content-id.h"
#include "engine/file-tree.h"
#include "engine/video-place.h"

typedef struct
{
  char *folder;
  char *first;
  char *second;
  char *first_id;
  char *joined_id;
} Fixture;

static char *
make_video (Fixture *fixture,
            const char *name)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, name, -1, NULL));
  return path;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *second_id = NULL;

  fixture->folder = g_dir_make_tmp ("lectern-place-XXXXXX", NULL);
  fixture->first = make_video (fixture, "one.mp4");
  fixture->second = make_video (fixture, "two.mp4");
  fixture->first_id = lec_content_id_of_file (fixture->first, NULL, NULL);
  second_id = lec_content_id_of_file (fixture->second, NULL, NULL);
  fixture->joined_id = lec_content_id_combine ((const char *[]){ fixture->first_id, second_id }, 2, "joined");
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_file_tree_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->first);
  g_free (fixture->second);
  g_free (fixture->first_id);
  g_free (fixture->joined_id);
}

static void
test_check (Fixture *fixture,
            gconstpointer data)
{
  const char *both[] = { fixture->first, fixture->second };
  const char *swapped[] = { fixture->second, fixture->first };
  const char *gone[] = { fixture->first, "/no/such/video.mp4" };
  g_autoptr (GError) error = NULL;

  g_assert_true (lec_video_place_check (both, 1, fixture->first_id, NULL, NULL));
  g_assert_true (lec_video_place_check (both, 2, fixture->joined_id, NULL, NULL));
  g_assert_false (lec_video_place_check (swapped, 1, fixture->first_id, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (lec_video_place_check (swapped, 2, fixture->joined_id, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_false (lec_video_place_check (gone, 2, fixture->joined_id, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, "video.mp4: "));
}

static void
check_place (Fixture *fixture,
             const char *video,
             const char *wanted)
{
  g_autofree char *place = lec_video_place_load (fixture->folder, fixture->first_id, video);

  g_assert_cmpstr (place, ==, wanted);
}

static void
test_keep (Fixture *fixture,
           gconstpointer data)
{
  check_place (fixture, "/was/here.mp4", NULL);
  g_assert_true (lec_video_place_save (fixture->folder, fixture->first_id, "/was/here.mp4", fixture->first, NULL));
  check_place (fixture, "/was/here.mp4", fixture->first);
  check_place (fixture, "/was/there.mp4", NULL);
  g_assert_true (lec_video_place_save (fixture->folder, fixture->first_id, "/was/here.mp4", fixture->second, NULL));
  check_place (fixture, "/was/here.mp4", fixture->second);
}

/* What is written there is not trusted. */
static void
test_spoilt (Fixture *fixture,
             gconstpointer data)
{
  static const char *const texts[] = { "", "relative.mp4", "/with\0zero" };
  static const gsize lengths[] = { 0, 12, 10 };
  const char *content_id = fixture->first_id;
  g_autofree char *name = lec_content_id_combine (&content_id, 1, "/was/here.mp4");
  g_autofree char *path = g_build_filename (fixture->folder, "lectures", LEC_FOLDER_VIDEOS, name, NULL);

  g_assert_true (lec_video_place_save (fixture->folder, fixture->first_id, "/was/here.mp4", fixture->first, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (path, texts[i], (gssize) lengths[i], NULL));
      check_place (fixture, "/was/here.mp4", NULL);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/video-place/check", Fixture, NULL, set_up, test_check, tear_down);
  g_test_add ("/video-place/keep", Fixture, NULL, set_up, test_keep, tear_down);
  g_test_add ("/video-place/spoilt", Fixture, NULL, set_up, test_spoilt, tear_down);
  return g_test_run ();
}
