/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small pictures: small enough, the last used ones kept, and what a cell says of a slide.
 */
#include <gdk-pixbuf/gdk-pixbuf.h>

#include "engine/file-tree.h"
#include "ui/slide-item.h"
#include "ui/thumbnails.h"

typedef struct
{
  char *folder;
  LecThumbnails *thumbnails;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("lectern-thumbnails-XXXXXX", NULL);
  fixture->thumbnails = lec_thumbnails_new (2, LEC_THUMBNAIL_HEIGHT);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  g_clear_object (&fixture->result);
  g_object_unref (fixture->thumbnails);
  lec_file_tree_remove (fixture->folder);
  g_free (fixture->folder);
}

static char *
make_picture (Fixture *fixture,
              const char *name,
              int width,
              int height)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));
  return path;
}

static void
loaded_cb (GObject *source,
           GAsyncResult *result,
           gpointer user_data)
{
  g_set_object (&((Fixture *) user_data)->result, result);
}

static GdkTexture *
load (Fixture *fixture,
      const char *path,
      GCancellable *cancellable,
      GError **error)
{
  g_clear_object (&fixture->result);
  lec_thumbnails_load_async (fixture->thumbnails, path, cancellable, loaded_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return lec_thumbnails_load_finish (fixture->thumbnails, fixture->result, error);
}

static void
assert_loads (Fixture *fixture,
              const char *path,
              int width,
              int height)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = load (fixture, path, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, width);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, height);
  g_assert_nonnull (lec_thumbnails_lookup (fixture->thumbnails, path));
}

static void
test_sizes (Fixture *fixture,
            gconstpointer data)
{
  g_autofree char *wide = make_picture (fixture, "wide.png", 1920, 1080);
  g_autofree char *tall = make_picture (fixture, "tall.png", 500, 1000);

  assert_loads (fixture, wide, 400, 225);
  assert_loads (fixture, tall, 200, 400);
}

/* Two are kept: the one that was looked at last, and the newest. */
static void
test_keeps_last_used (Fixture *fixture,
                      gconstpointer data)
{
  g_autofree char *first = make_picture (fixture, "1.png", 400, 300);
  g_autofree char *second = make_picture (fixture, "2.png", 400, 300);
  g_autofree char *third = make_picture (fixture, "3.png", 400, 300);

  assert_loads (fixture, first, 400, 300);
  assert_loads (fixture, second, 400, 300);
  g_assert_nonnull (lec_thumbnails_lookup (fixture->thumbnails, first));
  assert_loads (fixture, third, 400, 300);
  g_assert_nonnull (lec_thumbnails_lookup (fixture->thumbnails, first));
  g_assert_null (lec_thumbnails_lookup (fixture->thumbnails, second));
  assert_loads (fixture, third, 400, 300); /* once more: still kept once */
  assert_loads (fixture, second, 400, 300);
  g_assert_null (lec_thumbnails_lookup (fixture->thumbnails, first));
}

static void
test_failures (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *broken = g_build_filename (fixture->folder, "broken.png", NULL);
  g_autofree char *good = make_picture (fixture, "good.png", 400, 300);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (broken, "no picture", -1, NULL));
  g_assert_null (load (fixture, broken, NULL, &error));
  g_assert_nonnull (error);
  g_assert_null (lec_thumbnails_lookup (fixture->thumbnails, broken));
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (load (fixture, good, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What somebody has put into the place of a picture is nothing for any other decoder. */
static void
test_other_contents (Fixture *fixture,
                     gconstpointer data)
{
  g_autofree char *bitmap = g_build_filename (fixture->folder, "1.jpg", NULL);
  g_autofree char *empty = g_build_filename (fixture->folder, "2.jpg", NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 40, 30);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  g_assert_true (gdk_pixbuf_save (pixbuf, bitmap, "bmp", NULL, NULL));
  g_assert_null (load (fixture, bitmap, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_null (load (fixture, empty, NULL, &error));
  g_assert_nonnull (error);
}

static void
test_words (void)
{
  g_autoptr (LecSlide) slide = lec_slide_new (12);
  g_autoptr (LecSlideItem) untitled = NULL;
  g_autoptr (LecSlideItem) titled = NULL;

  lec_slide_add_visit (slide, 35, 50);
  untitled = lec_slide_item_new (slide, NULL, FALSE);
  slide->title = g_strdup ("Parsing by hand");
  titled = lec_slide_item_new (slide, "/pictures/12.jpg", FALSE);

  g_assert_cmpstr (lec_slide_item_get_label (titled), ==, "12 · 0:35");
  g_assert_cmpstr (lec_slide_item_get_title (titled), ==, "Parsing by hand");
  g_assert_cmpstr (lec_slide_item_get_spoken (titled), ==, "Slide 12: Parsing by hand, at 0:35");
  g_assert_cmpstr (lec_slide_item_get_picture (titled), ==, "/pictures/12.jpg");
  g_assert_cmpstr (lec_slide_item_get_title (untitled), ==, "");
  g_assert_cmpstr (lec_slide_item_get_spoken (untitled), ==, "Slide 12, at 0:35");
  g_assert_null (lec_slide_item_get_picture (untitled));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/thumbnails/sizes", Fixture, NULL, set_up, test_sizes, tear_down);
  g_test_add ("/thumbnails/keeps-last-used", Fixture, NULL, set_up, test_keeps_last_used, tear_down);
  g_test_add ("/thumbnails/failures", Fixture, NULL, set_up, test_failures, tear_down);
  g_test_add ("/thumbnails/other-contents", Fixture, NULL, set_up, test_other_contents, tear_down);
  g_test_add_func ("/thumbnails/words", test_words);

  return g_test_run ();
}
