/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the extract stage shows of pages that hardly ever stand still: pages that are typed and
 * leave again, with a figure that never stands, and pages that fade into each other slowly, or
 * stop on their way. Each picture has to be of one time, of the page when it is whole, and of no
 * other page.
 */
#include <json-glib/json-glib.h>
#include <stdlib.h>

#include "lecture-video.h"
#include "media/frame-reader.h"
#include "media/gstreamer.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"
#include "temporary-folder.h"

#define BLOCK 16
/* Of luma, the mean over a block: what coding adds at most. */
#define MAX_ERROR 6.0
/* The elements of a page leave within so long, see case_exits() of the generator. */
#define LEAVE_S 0.6
/* Labels are frames. */
#define SLACK_S 0.05

/* A page that the film shows from @done_s on in its final state. */
typedef struct
{
  double start_s;
  double end_s;
  double done_s;
} TruePage;

typedef struct
{
  char *folder;
  char *video;
  GArray *pages; /* (element-type TruePage) */
  LecLecture *lecture;
} Film;

static void
load_truth (Film *film)
{
  g_autofree char *path = g_build_filename (film->folder, "talk.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *slides;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  slides = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "slides");
  for (guint i = 0; i < json_array_get_length (slides); i++)
    {
      JsonObject *slide = json_array_get_object_element (slides, i);
      TruePage page = { json_object_get_double_member (slide, "start"), json_object_get_double_member (slide, "end"),
                        json_object_get_double_member_with_default (slide, "done", 0) };

      page.done_s = MAX (page.done_s, page.start_s);
      g_array_append_val (film->pages, page);
    }
}

static void
progress_cb (double fraction,
             double position_s,
             gpointer user_data)
{
}

static void
slide_cb (const LecSlide *slide,
          gpointer user_data)
{
}

static void
extract (Film *film)
{
  const LecStageSink sink = { progress_cb, slide_cb, NULL, NULL };
  g_autoptr (LecTask) task = lec_task_new ("task", LEC_STAGE_EXTRACT, film->folder);
  g_autofree char *path = g_build_filename (film->folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (GError) error = NULL;

  task->video = g_strdup (film->video);
  task->options->lossless = TRUE;
  task->options->crop_mode = LEC_CROP_NONE;
  lec_stage_find (LEC_STAGE_EXTRACT)->run (task, &sink, NULL, &error);
  g_assert_no_error (error);
  film->lecture = lec_lecture_load (path, &error);
  g_assert_no_error (error);
}

static void
film_init (Film *film,
           const char *options)
{
  film->folder = g_dir_make_tmp ("lectern-pictures-XXXXXX", NULL);
  film->video = g_build_filename (film->folder, "talk.mp4", NULL);
  film->pages = g_array_new (FALSE, FALSE, sizeof (TruePage));
  lecture_video_make (options, film->video);
  load_truth (film);
  extract (film);
}

static void
film_clear (Film *film)
{
  remove_all (film->folder);
  g_free (film->folder);
  g_free (film->video);
  g_array_unref (film->pages);
  lec_lecture_free (film->lecture);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Film, film_clear)

/* Returns: (transfer full): the first frame from @time_s on */
static LecPicture *
read_frame (Film *film,
            double time_s)
{
  const LecReadOptions options = { .mode = LEC_READ_ALL_FRAMES, .from_s = time_s };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecFrameReader) reader = lec_frame_reader_open (film->video, &options, NULL, &error);
  LecFrame frame;

  g_assert_no_error (error);
  do
    g_assert_true (lec_frame_reader_next (reader, &frame, NULL, &error));
  while (frame.time_s < time_s - 0.001);

  return lec_picture_copy (&frame.picture);
}

/* Full range, whatever the picture has. */
static int
get_luma (const LecPicture *picture,
          int x,
          int y)
{
  int luma = picture->planes[0][(gsize) y * picture->strides[0] + (gsize) x];

  return picture->colorimetry.full_range ? luma : CLAMP ((luma - 16) * 255 / 219, 0, 255);
}

static double
measure_block (const LecPicture *a,
               const LecPicture *b,
               int left,
               int top)
{
  int sum = 0, n = 0;

  for (int y = top; y < MIN (top + BLOCK, a->height); y++)
    for (int x = left; x < MIN (left + BLOCK, a->width); x++, n++)
      sum += abs (get_luma (a, x, y) - get_luma (b, x, y));

  return (double) sum / n;
}

/* The mean difference of the worst block. */
static double
measure_worst (const LecPicture *a,
               const LecPicture *b)
{
  double worst = 0;

  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
  for (int y = 0; y < a->height; y += BLOCK)
    for (int x = 0; x < a->width; x += BLOCK)
      worst = MAX (worst, measure_block (a, b, x, y));

  return worst;
}

/* The one slide whose picture was taken while @page was seen. */
static const LecSlide *
find_slide (const Film *film,
            const TruePage *page)
{
  const LecSlide *found = NULL;

  for (guint i = 0; i < film->lecture->slides->len; i++)
    {
      const LecSlide *slide = g_ptr_array_index (film->lecture->slides, i);

      if (slide->picture_s < page->start_s || slide->picture_s >= page->end_s)
        continue;
      g_assert_null (found);
      found = slide;
    }
  g_assert_nonnull (found);

  return found;
}

static void
assert_shows (Film *film,
              const LecSlide *slide,
              double time_s)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPicture) picture = lec_slide_picture_load (film->folder, slide->picture, &error);
  g_autoptr (LecPicture) frame = read_frame (film, time_s);
  double worst;

  g_assert_no_error (error);
  worst = measure_worst (picture, frame);
  g_test_message ("slide %u, of %.2f: %.2f from the frame of %.2f", slide->number, slide->picture_s, worst, time_s);
  g_assert_cmpfloat (worst, <=, MAX_ERROR);
}

/* Of one time, which is between the last letter and the first that goes. */
static void
test_exits (void)
{
  g_auto (Film) film = { 0 };

  film_init (&film, "exits --seed 1 --size 480x270 --seconds 30");
  g_assert_cmpuint (film.lecture->slides->len, ==, film.pages->len);
  for (guint i = 0; i < film.pages->len; i++)
    {
      const TruePage *page = &g_array_index (film.pages, TruePage, i);
      const LecSlide *slide = find_slide (&film, page);
      gboolean leaves = i > 0 && i + 1 < film.pages->len;

      g_assert_cmpfloat (slide->picture_s, >=, page->done_s - SLACK_S);
      g_assert_cmpfloat (slide->picture_s, <=, page->end_s - (leaves ? LEAVE_S : 0) + SLACK_S);
      assert_shows (&film, slide, slide->picture_s);
    }
}

/* As the page is seen shortly after it has come, when nothing of the next one is. */
static void
test_stalls (void)
{
  g_auto (Film) film = { 0 };

  film_init (&film, "stalls --seed 2 --size 640x360 --seconds 50");
  g_assert_cmpuint (film.lecture->slides->len, ==, film.pages->len);
  for (guint i = 0; i < film.pages->len; i++)
    {
      const TruePage *page = &g_array_index (film.pages, TruePage, i);

      assert_shows (&film, find_slide (&film, page), page->done_s + 0.5);
    }
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  lec_gstreamer_init (&error);
  g_assert_no_error (error);
  g_test_add_func ("/slide-pictures/exits", test_exits);
  g_test_add_func ("/slide-pictures/stalls", test_stalls);

  return g_test_run ();
}
