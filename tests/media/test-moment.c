/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frame of a moment, on videos whose frames tell which page they show.
 */
#include <glib/gstdio.h>

#include "base/error.h"
#include "made-video.h"
#include "media/gstreamer.h"
#include "media/moment.h"

#define PAGE_S  2.0
#define N_PAGES 6

/* A folder for one video. */
typedef struct
{
  char *folder;
  char *path;
} Place;

static void
set_up (Place *place,
        gconstpointer data)
{
  const MadeVideo *video = data;

  place->folder = g_dir_make_tmp ("lectern-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "video", NULL);
  made_video_write (video, place->path);
}

static void
tear_down (Place *place,
           gconstpointer data)
{
  g_unlink (place->path);
  g_rmdir (place->folder);
  g_free (place->path);
  g_free (place->folder);
}

static void
test_pages (Place *place,
            gconstpointer data)
{
  static const double times_s[] = { 0, 0.7, 1.96, 2, 2.04, 5.5, 8.001, 11.9 };

  for (guint i = 0; i < G_N_ELEMENTS (times_s); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LecPicture) picture = lec_moment_read (place->path, times_s[i], NULL, &error);

      g_assert_no_error (error);
      g_test_message ("%g s", times_s[i]);
      g_assert_cmpint (made_video_recognise (picture, N_PAGES), ==, (int) (times_s[i] / PAGE_S));
    }
}

/* The last frame stands. */
static void
test_after_end (Place *place,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPicture) picture = lec_moment_read (place->path, 14, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (made_video_recognise (picture, N_PAGES), ==, N_PAGES - 1);
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_moment_read ("/no/such/video.mp4", 1, NULL, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  static const MadeVideo steady = {
    .tail = "x264enc speed-preset=veryfast key-int-max=75 bframes=2 ! h264parse ! mp4mux",
    .n_pages = N_PAGES,
    .page_frames = 50,
  };
  /* A frame a page: what is shown came long before. */
  static const MadeVideo slow = {
    .tail = "vp8enc deadline=1 ! webmmux",
    .fps = 1,
    .n_pages = N_PAGES,
    .page_frames = 2,
  };

  g_test_init (&argc, &argv, NULL);
  g_assert_true (lec_gstreamer_init (NULL));
  g_test_add ("/moment/pages", Place, &steady, set_up, test_pages, tear_down);
  g_test_add ("/moment/slow", Place, &slow, set_up, test_pages, tear_down);
  g_test_add ("/moment/after-end", Place, &steady, set_up, test_after_end, tear_down);
  g_test_add_func ("/moment/refused", test_refused);
  return g_test_run ();
}
