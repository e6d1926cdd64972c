/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a made-up track with pictures to slides: no video is read.
 */
#include <glib/gstdio.h>

#include "media/made-pages.h"
#include "media/picture.h"
#include "pipeline/segmenting.h"
#include "pipeline/stage.h"

#define SCALE 2
#define DARK  90

/* @extension: of the pictures' names */
typedef struct
{
  char *folder;
  const char *extension;
  LecSignatureTrack *track;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *pictures = NULL;

  fixture->extension = data;
  fixture->folder = g_dir_make_tmp ("lectern-segmenting-XXXXXX", NULL);
  fixture->track = lec_signature_track_new (SCALE * PAGE_WIDTH, SCALE * PAGE_HEIGHT);
  pictures = g_build_filename (fixture->folder, LEC_FOLDER_PICTURES, NULL);
  g_assert_cmpint (g_mkdir (pictures, 0700), ==, 0);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *pictures = g_build_filename (fixture->folder, LEC_FOLDER_PICTURES, NULL);
  g_autoptr (GDir) dir = g_dir_open (pictures, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (pictures, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (pictures), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  lec_signature_track_free (fixture->track);
  g_free (fixture->folder);
}

static LecSignature *
write_page (guint32 seed)
{
  LecSignature *page = made_page_new ();

  for (int i = 0; i < 8; i++)
    made_page_write (page, i, seed + (guint32) i);

  return page;
}

/* Adds what is shown from where the track ends on; takes @page. */
static LecStretch *
show (Fixture *fixture,
      LecSignature *page,
      double stood_s)
{
  guint n = fixture->track->stretches->len;
  double start_s = n > 0 ? ((LecStretch *) fixture->track->stretches->pdata[n - 1])->end_s : 0;
  LecStretch *stretch;

  page->scale = SCALE;
  stretch = lec_stretch_new (start_s, start_s, page);
  stretch->end_s = start_s + stood_s;
  g_ptr_array_add (fixture->track->stretches, stretch);
  fixture->track->read_s = stretch->end_s;

  return stretch;
}

/* What the stretch shows becomes its picture. */
static void
take_picture (Fixture *fixture,
              LecStretch *stretch)
{
  const LecColorimetry full_range = { .full_range = TRUE };
  g_autoptr (LecPicture) picture = lec_picture_new (SCALE * PAGE_WIDTH, SCALE * PAGE_HEIGHT, full_range);
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;

  memset (picture->planes[1], 128, picture->strides[1] * SCALE * PAGE_HEIGHT / 2);
  memset (picture->planes[2], 128, picture->strides[2] * SCALE * PAGE_HEIGHT / 2);
  for (int y = 0; y < picture->height; y++)
    {
      const guint8 *from = stretch->page->luma + (gsize) (y / SCALE) * PAGE_WIDTH;
      guint8 *to = picture->planes[0] + (gsize) y * picture->strides[0];

      for (int x = 0; x < picture->width; x++)
        to[x] = from[x / SCALE];
    }
  stretch->picture = g_strdup_printf ("%05.0f%s", 100 * stretch->start_s, fixture->extension);
  stretch->picture_s = stretch->end_s;
  path = g_build_filename (fixture->folder, LEC_FOLDER_PICTURES, stretch->picture, NULL);
  bytes = lec_picture_encode_png (picture, NULL);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
}

/* Luma of the picture of @slide at a place of the page. */
static int
look_at (Fixture *fixture,
         const LecSlide *slide,
         int x,
         int y)
{
  g_autofree char *path = g_build_filename (fixture->folder, slide->picture, NULL);
  g_autofree char *data = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LecPicture) picture = NULL;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  picture = lec_picture_decode (bytes, NULL);
  g_assert_nonnull (picture);

  return picture->planes[0][(gsize) (y * SCALE) * picture->strides[0] + x * SCALE];
}

/* Where the last moment of a slide was too brief for a picture, that of the one before is used, and
   is freed of what stood in front of the page in it. */
static void
test_brief_end (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  g_autofree char *name = g_strconcat (LEC_FOLDER_PICTURES "/00500-free", fixture->extension, NULL);
  g_autoptr (GError) error = NULL;
  LecStretch *stretch;

  take_picture (fixture, show (fixture, write_page (1), 5));
  stretch = show (fixture, write_page (1), 2);
  made_page_fill (stretch->page, 100, 38, 4, 7, DARK);
  take_picture (fixture, stretch);
  show (fixture, write_page (1), 0.3);
  take_picture (fixture, show (fixture, write_page (100), 5));
  lecture->options->crop_mode = LEC_CROP_NONE;
  lecture->video->width = SCALE * PAGE_WIDTH;
  lecture->video->height = SCALE * PAGE_HEIGHT;
  lec_segmenting_fill_lecture (lecture, fixture->track, fixture->folder, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpuint (lecture->slides->len, ==, 2);
  g_assert_cmpstr (((const LecSlide *) lecture->slides->pdata[0])->picture, ==, name);
  g_assert_cmpint (look_at (fixture, lecture->slides->pdata[0], 102, 41), ==,
                   look_at (fixture, lecture->slides->pdata[0], 102, 34));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/segmenting/brief-end", Fixture, ".png", set_up, test_brief_end, tear_down);
  /* A track that nobody wrote with us. */
  g_test_add ("/segmenting/no-extension", Fixture, "", set_up, test_brief_end, tear_down);

  return g_test_run ();
}
