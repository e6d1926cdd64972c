/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Smaller copies of pictures: how large they are, which pictures stay as they are, and that
 * nothing of a lecture itself changes.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "media/picture.h"
#include "pipeline/slide-picture.h"
#include "pipeline/smaller-pictures.h"
#include "pipeline/stage.h"
#include "temporary-folder.h"

#define WIDTH  2560
#define HEIGHT 1440

typedef struct
{
  char *folder;
  LecLecture *lecture;
} Fixture;

/* Letters are such: dark and light side by side. */
static LecPicture *
draw_picture (int width,
              int height)
{
  LecPicture *picture = lec_picture_new (width, height, (LecColorimetry){ TRUE, FALSE });
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      picture->planes[0][(gsize) y * picture->strides[0] + (gsize) x] =
        (guint8) (((x / 11 + y / 13) % 2 == 0 ? 40 : 200) + g_rand_int_range (random, 0, 30));
  for (int i = 1; i < 3; i++)
    for (int y = 0; y < (height + 1) / 2; y++)
      memset (picture->planes[i] + (gsize) y * picture->strides[i], 100 + 40 * i, (gsize) (width + 1) / 2);

  return picture;
}

/* @name: (nullable): of its picture */
static LecSlide *
add_slide (Fixture *fixture,
           const char *name)
{
  LecSlide *slide = lec_slide_new (fixture->lecture->slides->len + 1);

  slide->picture = g_strdup (name);
  slide->picture_width = WIDTH;
  slide->picture_height = HEIGHT;
  g_ptr_array_add (fixture->lecture->slides, slide);
  return slide;
}

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *pictures = NULL;

  fixture->folder = g_dir_make_tmp ("lectern-smaller-XXXXXX", NULL);
  pictures = g_build_filename (fixture->folder, LEC_FOLDER_PICTURES, NULL);
  g_assert_cmpint (g_mkdir (pictures, 0700), ==, 0);
  fixture->lecture = lec_lecture_new ();
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_lecture_free (fixture->lecture);
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

static void
save_picture (Fixture *fixture,
              const char *name,
              int width,
              int height)
{
  g_autoptr (LecPicture) picture = draw_picture (width, height);
  g_autoptr (GError) error = NULL;

  lec_slide_picture_save (picture, fixture->folder, name, &error);
  g_assert_no_error (error);
}

static gboolean
make (Fixture *fixture,
      LecPictureQuality quality,
      GError **error)
{
  return lec_smaller_pictures_make (fixture->lecture, fixture->folder, quality, NULL, NULL, NULL, error);
}

static void
assert_picture (Fixture *fixture,
                const LecSlide *slide,
                const char *name,
                int width,
                int height)
{
  g_autoptr (LecPicture) picture = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (slide->picture, ==, name);
  picture = lec_slide_picture_load (fixture->folder, slide->picture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (picture->width, ==, width);
  g_assert_cmpint (picture->height, ==, height);
}

static goffset
measure (Fixture *fixture,
         const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  GStatBuf info = { 0 };

  return g_stat (path, &info) == 0 ? info.st_size : -1;
}

/* Each smaller than the one before; also one without loss is a JPEG then. */
static void
test_qualities (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *name = g_strconcat ("pictures/0001.", data, NULL);
  LecSlide *slide = add_slide (fixture, name);
  goffset medium = 0;
  g_autoptr (GError) error = NULL;

  save_picture (fixture, name, WIDTH, HEIGHT);
  make (fixture, LEC_PICTURE_QUALITY_HIGH, &error);
  g_assert_no_error (error);
  assert_picture (fixture, slide, name, WIDTH, HEIGHT);

  make (fixture, LEC_PICTURE_QUALITY_MEDIUM, &error);
  g_assert_no_error (error);
  assert_picture (fixture, slide, "smaller/0001.jpg", 1600, 900);
  medium = measure (fixture, slide->picture);
  g_assert_cmpint (medium, <, measure (fixture, name));
  g_assert_nonnull (slide->picture_sha256);
  /* Words are placed by this. */
  g_assert_cmpint (slide->picture_width, ==, WIDTH);

  g_free (slide->picture);
  slide->picture = g_strdup (name);
  make (fixture, LEC_PICTURE_QUALITY_LOW, &error);
  g_assert_no_error (error);
  assert_picture (fixture, slide, "smaller/0001.jpg", 1280, 720);
  g_assert_cmpint (measure (fixture, slide->picture), <, medium);

  lec_smaller_pictures_remove (fixture->folder);
  g_assert_cmpint (measure (fixture, LEC_FOLDER_SMALLER), ==, -1);
  g_assert_cmpint (measure (fixture, name), >, 0);
}

/* Missing, damaged, or as small as it gets. */
static void
test_stays (Fixture *fixture,
            gconstpointer data)
{
  const LecSlide *none = add_slide (fixture, NULL);
  const LecSlide *missing = add_slide (fixture, "pictures/0002.jpg");
  const LecSlide *damaged = add_slide (fixture, "pictures/0003.jpg");
  LecSlide *small = add_slide (fixture, "pictures/0004.jpg");
  g_autofree char *path = g_build_filename (fixture->folder, damaged->picture, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "\xff\xd8\xff no picture", -1, NULL));
  save_picture (fixture, small->picture, WIDTH, HEIGHT);
  make (fixture, LEC_PICTURE_QUALITY_LOW, &error);
  g_assert_no_error (error);
  g_assert_null (none->picture);
  g_assert_cmpstr (missing->picture, ==, "pictures/0002.jpg");
  g_assert_cmpstr (damaged->picture, ==, "pictures/0003.jpg");
  g_assert_cmpstr (small->picture, ==, "smaller/0004.jpg");
  /* Again: there is nothing to be had. */
  make (fixture, LEC_PICTURE_QUALITY_MEDIUM, &error);
  g_assert_no_error (error);
  assert_picture (fixture, small, "smaller/0004.jpg", 1280, 720);
}

static void
test_fails (Fixture *fixture,
            gconstpointer data)
{
  LecSlide *slide = add_slide (fixture, "pictures/0001.jpg");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (fixture->folder, LEC_FOLDER_SMALLER, NULL);
  g_autoptr (GError) error = NULL;

  save_picture (fixture, slide->picture, WIDTH, HEIGHT);
  g_cancellable_cancel (cancellable);
  g_assert_false (lec_smaller_pictures_make (fixture->lecture, fixture->folder, LEC_PICTURE_QUALITY_LOW, NULL, NULL,
                                             cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  lec_smaller_pictures_remove (fixture->folder);
  g_assert_true (g_file_set_contents (path, "in the way", -1, NULL));
  g_assert_false (make (fixture, LEC_PICTURE_QUALITY_LOW, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (slide->picture, ==, "pictures/0001.jpg");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/smaller-pictures/qualities/jpeg", Fixture, "jpg", set_up, test_qualities, tear_down);
  g_test_add ("/smaller-pictures/qualities/png", Fixture, "png", set_up, test_qualities, tear_down);
  g_test_add ("/smaller-pictures/stays", Fixture, NULL, set_up, test_stays, tear_down);
  g_test_add ("/smaller-pictures/fails", Fixture, NULL, set_up, test_fails, tear_down);

  return g_test_run ();
}
