/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A made-up page is filmed with noise, a cursor and somebody walking through;
 * the still must show the page, and the builder must have kept the right
 * pictures for it.
 */
#include <math.h>
#include <stdlib.h>

#include "media/still.h"

#define WIDTH     321
#define HEIGHT    181
#define N_PIXELS  (WIDTH * HEIGHT)
#define FRAME_S   0.04
#define PLENTY    (64u << 20)
#define MAX_ERROR 4.0 /* of 255, the promised bound where something covered the page */

typedef struct
{
  LecPicture *page;
  guint8 covered[N_PIXELS]; /* by anything, in any frame */
  guint32 noise_state;
  int noise;
} Film;

/* A white page with lines of small dark strokes, and a coloured box. */
static LecPicture *
draw_page (void)
{
  LecPicture *page = lec_picture_new (WIDTH, HEIGHT, (LecColorimetry){ 0 });

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        gboolean stroke = y % 14 > 4 && (x * 7 + y / 14 * 13) % 11 < 4;

        page->planes[0][(gsize) y * page->strides[0] + (gsize) x] = stroke ? 40 : 225;
      }
  for (int plane = 1; plane < 3; plane++)
    for (int y = 0; y < (HEIGHT + 1) / 2; y++)
      for (int x = 0; x < (WIDTH + 1) / 2; x++)
        page->planes[plane][(gsize) y * page->strides[plane] + (gsize) x] = x < 40 ? 160 : 128;

  return page;
}

static void
film_init (Film *film,
           int noise)
{
  *film = (Film){ .page = draw_page (), .noise_state = 12345, .noise = noise };
}

static void
film_clear (Film *film)
{
  lec_picture_free (film->page);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Film, film_clear)

static int
roll_noise (Film *film)
{
  film->noise_state = film->noise_state * 1664525 + 1013904223;

  return film->noise == 0 ? 0 : (int) (film->noise_state >> 16) % (2 * film->noise + 1) - film->noise;
}

static LecPicture *
film_expose (Film *film)
{
  LecPicture *frame = lec_picture_copy (film->page);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint8 *sample = frame->planes[0] + (gsize) y * frame->strides[0] + x;

        *sample = (guint8) CLAMP (*sample + roll_noise (film), 0, 255);
      }

  return frame;
}

/* Something with folds and shades that moves as it walks. */
static void
film_cover (Film *film,
            LecPicture *frame,
            LecRect area,
            int phase)
{
  LecRect visible;

  if (!lec_rect_intersect (&area, &(LecRect){ 0, 0, WIDTH, HEIGHT }, &visible))
    return;

  for (int y = visible.y; y < visible.y + visible.height; y++)
    for (int x = visible.x; x < visible.x + visible.width; x++)
      {
        int shade = 60 + (x - area.x) * 2 + (y - area.y) + 29 * phase;

        frame->planes[0][(gsize) y * frame->strides[0] + (gsize) x] = (guint8) (30 + shade % 90);
        film->covered[y * WIDTH + x] = TRUE;
      }
}

static double
mean_error (const Film *film,
            const LecPicture *still,
            gboolean covered)
{
  double sum = 0;
  guint n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (film->covered[y * WIDTH + x] == covered)
        {
          sum += abs (still->planes[0][(gsize) y * still->strides[0] + (gsize) x] -
                      film->page->planes[0][(gsize) y * film->page->strides[0] + (gsize) x]);
          n++;
        }
  g_assert_cmpuint (n, >, 0);

  return sum / n;
}

/* Where something is at a time; an empty rectangle where it is not in the picture. */
typedef LecRect (*Path) (double time_s);

/* The still of every frame of @length_s; @last_error: that of the last frame where it is
   covered. */
static LecPicture *
shoot (Film *film,
       double length_s,
       Path path,
       double *last_error)
{
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  double picture_s;

  for (int i = 0; i * FRAME_S < length_s; i++)
    {
      g_autoptr (LecPicture) frame = film_expose (film);

      film_cover (film, frame, path (i * FRAME_S), i);
      lec_still_builder_offer (builder, frame, i * FRAME_S);
    }
  {
    g_autoptr (LecPicture) last = film_expose (film);

    film_cover (film, last, path (length_s), 7);
    *last_error = mean_error (film, last, TRUE);
  }

  return lec_still_builder_build (builder, &picture_s);
}

static LecRect
walk_through (double time_s)
{
  return (LecRect){ (int) (time_s * 40) - 70, 40, 60, 141 };
}

static LecRect
wander_cursor (double time_s)
{
  return (LecRect){ (int) (150 + 120 * sin (time_s)), (int) (90 + 60 * cos (time_s * 1.3)), 11, 17 };
}

/* Rests at one place, then at another, then hides. */
static LecRect
park_cursor (double time_s)
{
  return time_s > 7 ? (LecRect){ 0 } : (LecRect){ time_s < 4 ? 100 : 250, 60, 11, 17 };
}

/* In front of the same part of the page for six seconds of ten, never standing still. */
static LecRect
linger (double time_s)
{
  return time_s < 2 || time_s > 8 ? (LecRect){ 0 } : (LecRect){ (int) (100 + 9 * sin (time_s * 5)), 30, 80, 151 };
}

static void
check_film (int noise,
            double length_s,
            Path path,
            gboolean covers_last)
{
  g_auto (Film) film;
  g_autoptr (LecPicture) still = NULL;
  double last_error, error;

  film_init (&film, noise);
  still = shoot (&film, length_s, path, &last_error);
  error = mean_error (&film, still, TRUE);
  g_test_message ("covered: %.2f (last frame %.2f), elsewhere: %.2f",
                  error, last_error, mean_error (&film, still, FALSE));
  g_assert_cmpfloat (error, <=, MAX_ERROR);
  if (covers_last)
    g_assert_cmpfloat (error, <=, last_error / 2);
  g_assert_cmpfloat (mean_error (&film, still, FALSE), <=, noise * .35);
}

static void
test_walker (void)
{
  check_film (0, 10, walk_through, FALSE);
  check_film (6, 10, walk_through, FALSE);
}

static void
test_cursor (void)
{
  check_film (0, 12, wander_cursor, TRUE);
  check_film (6, 12, wander_cursor, TRUE);
}

static void
test_parked_cursor (void)
{
  check_film (4, 10, park_cursor, FALSE);
}

static void
test_covered_mostly (void)
{
  check_film (4, 10, linger, FALSE);
}

/* Noise with nothing in front: the still is closer to the page than any frame. */
static void
test_noise (void)
{
  g_auto (Film) film;
  g_autoptr (LecPicture) still = NULL;
  g_autoptr (LecPicture) frame = NULL;
  double ignored;

  film_init (&film, 9);
  film.covered[0] = TRUE;
  still = shoot (&film, 5, walk_through, &ignored);
  frame = film_expose (&film);
  g_assert_cmpfloat (mean_error (&film, still, FALSE), <, .5 * mean_error (&film, frame, FALSE));
}

/* A playing video agrees with nothing: one sharp frame of it, not a blend. */
static void
test_embedded_video (void)
{
  g_auto (Film) film;
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  g_autoptr (LecPicture) still = NULL;
  g_autoptr (LecPicture) newest = NULL;
  double picture_s;

  film_init (&film, 0);
  for (int i = 0; i < 50; i++)
    {
      g_autoptr (LecPicture) frame = film_expose (&film);

      film_cover (&film, frame, (LecRect){ 96, 48, 128, 96 }, i);
      lec_still_builder_offer (builder, frame, i);
      g_clear_pointer (&newest, lec_picture_free);
      newest = g_steal_pointer (&frame);
    }
  still = lec_still_builder_build (builder, &picture_s);
  for (int y = 0; y < HEIGHT; y++)
    g_assert_cmpmem (still->planes[0] + (gsize) y * still->strides[0], WIDTH,
                     newest->planes[0] + (gsize) y * newest->strides[0], WIDTH);
}

/* How far the picture is from the film at a time, where something moved. */
static double
measure_from (const Film *film,
              const LecPicture *still,
              const LecPicture *frame)
{
  double sum = 0;
  guint n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      if (film->covered[y * WIDTH + x])
        {
          sum += abs (still->planes[0][(gsize) y * still->strides[0] + x] -
                      frame->planes[0][(gsize) y * frame->strides[0] + x]);
          n++;
        }

  return sum / n;
}

/* A chart: white with marks, edges and lines. */
static void
draw_chart (Film *film,
            LecPicture *frame,
            int left)
{
  for (int y = 30; y < 150; y++)
    for (int x = left; x < left + 150; x++)
      {
        gboolean mark = (x - left) % 23 < 3 || y % 17 < 2 || ((x - left) * 5 + y * 3) % 31 < 4;

        frame->planes[0][(gsize) y * frame->strides[0] + x] = mark ? 60 : 235;
        film->covered[y * WIDTH + x] = TRUE;
      }
}

/* Something on the page moves a little all the time: the picture is one of what was seen, not
   pieces of several. */
static void
test_slow_motion (void)
{
  static const double speeds[] = { 0.4, 1, 2.3, 5 }; /* pixels between two pictures */

  for (guint s = 0; s < G_N_ELEMENTS (speeds); s++)
    {
      g_auto (Film) film;
      g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
      g_autoptr (LecPicture) still = NULL;
      g_autoptr (GPtrArray) frames = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_picture_free);
      double picture_s, nearest = G_MAXDOUBLE;

      film_init (&film, 2);
      for (int i = 0; i < 9; i++)
        {
          LecPicture *frame = film_expose (&film);

          draw_chart (&film, frame, 20 + (int) (speeds[s] * i));
          lec_still_builder_offer (builder, frame, i);
          g_ptr_array_add (frames, frame);
        }
      still = lec_still_builder_build (builder, &picture_s);
      for (guint i = 0; i < frames->len; i++)
        nearest = MIN (nearest, measure_from (&film, still, g_ptr_array_index (frames, i)));
      g_test_message ("%.1f pixels: %.2f from the nearest", speeds[s], nearest);
      g_assert_cmpfloat (nearest, <=, 4);
    }
}

static LecPicture *
make_flat (int width,
           int height,
           guint8 luma)
{
  LecPicture *picture = lec_picture_new (width, height, (LecColorimetry){ 0 });

  memset (picture->planes[0], luma, lec_picture_get_size_bytes (picture));

  return picture;
}

static void
offer_flat (LecStillBuilder *builder,
            double time_s,
            guint8 luma)
{
  g_autoptr (LecPicture) picture = make_flat (16, 16, luma);

  lec_still_builder_offer (builder, picture, time_s);
}

static void
offer_for (LecStillBuilder *builder,
           double from_s,
           double to_s,
           double step_s)
{
  int n = (int) ((to_s - from_s) / step_s + 0.999);

  for (int i = 0; i < n; i++)
    offer_flat (builder, from_s + i * step_s, 50);
}

/* However long the stretch and however frames come, the pictures stay spread over it. */
static void
test_spread (void)
{
  static const double lengths_s[] = { .5, 3, 47, 3600 };
  static const double steps_s[] = { FRAME_S, 1, 9.7 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths_s); i++)
    for (guint j = 0; j < G_N_ELEMENTS (steps_s); j++)
      {
        g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
        double length_s = lengths_s[i], picture_s;
        g_autoptr (LecPicture) still = NULL;

        if (length_s < 10 * steps_s[j])
          continue;
        offer_for (builder, 0, length_s, steps_s[j]);
        still = lec_still_builder_build (builder, &picture_s);
        g_assert_cmpfloat (picture_s, >=, length_s - MAX (.3, 1.01 * steps_s[j]));
        g_assert_cmpuint (lec_still_builder_get_n_pictures (builder), >=, 6);
        for (guint part = 0; part < 3; part++)
          {
            g_autoptr (LecStillBuilder) third = NULL;
            double end_s = length_s * (part + 1) / 3;

            third = lec_still_builder_split (builder, end_s, end_s);
            g_assert_cmpuint (lec_still_builder_get_n_pictures (third), >=, 2);
            g_assert_cmpuint (lec_still_builder_get_n_pictures (third), <=, 5);
          }
      }
}

/* Where a video is read in parts little comes of a new page before the gap: one picture at
   least. */
static void
test_before_gap (void)
{
  for (int lag = 0; lag < 10; lag++)
    {
      double cut_s = 10 + lag * FRAME_S;
      g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
      g_autoptr (LecStillBuilder) before = NULL;

      offer_for (builder, 0, cut_s + 0.2, FRAME_S);
      before = lec_still_builder_split (builder, cut_s, cut_s);
      g_assert_cmpuint (lec_still_builder_get_n_pictures (builder), >=, 1);
    }
}

/* What is not wanted is not kept, and what is wanted is. */
static void
test_wants (void)
{
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  guint n_wanted = 0;

  g_assert_true (lec_still_builder_wants (builder, 0));
  for (int i = 0; i < 2500; i++)
    {
      g_autoptr (LecPicture) still = NULL;
      gboolean wanted = lec_still_builder_wants (builder, i * FRAME_S);
      double picture_s;

      n_wanted += wanted;
      offer_flat (builder, i * FRAME_S, 50);
      still = lec_still_builder_build (builder, &picture_s);
      g_assert_cmpint (wanted, ==, picture_s == i * FRAME_S);
    }
  g_assert_cmpuint (n_wanted, >, 100);
  g_assert_cmpuint (n_wanted, <, 1000);
}

/* A page that gained a line a moment before the end must not lose the newest picture's time. */
static void
test_newest_counts (void)
{
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  g_autoptr (LecPicture) still = NULL;
  double picture_s;

  offer_for (builder, 0, 600, .1);
  lec_still_builder_drop_before (builder, 599.5);
  still = lec_still_builder_build (builder, &picture_s);
  g_assert_nonnull (still);
  g_assert_cmpfloat (picture_s, >=, 599.6);
}

static void
test_drop_before (void)
{
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  g_autoptr (LecPicture) still = NULL;
  double picture_s;

  for (int i = 0; i < 5; i++)
    offer_flat (builder, i, (guint8) (i < 3 ? 30 : 200));
  lec_still_builder_drop_before (builder, 3);
  g_assert_cmpuint (lec_still_builder_get_n_pictures (builder), ==, 2);
  still = lec_still_builder_build (builder, &picture_s);
  g_assert_cmpint (still->planes[0][0], ==, 200);
  g_assert_cmpfloat (picture_s, ==, 4);
}

static void
test_split (void)
{
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  g_autoptr (LecStillBuilder) before = NULL;
  g_autoptr (LecPicture) old_still = NULL;
  g_autoptr (LecPicture) new_still = NULL;
  double old_s, new_s;

  for (int i = 0; i < 8; i++)
    offer_flat (builder, i, (guint8) (i < 4 ? 30 : i < 5 ? 120
                                                         : 200));
  before = lec_still_builder_split (builder, 4, 5);
  g_assert_cmpuint (lec_still_builder_get_n_pictures (before), ==, 4);
  g_assert_cmpuint (lec_still_builder_get_n_pictures (builder), ==, 3);
  old_still = lec_still_builder_build (before, &old_s);
  new_still = lec_still_builder_build (builder, &new_s);
  g_assert_cmpint (old_still->planes[0][0], ==, 30);
  g_assert_cmpint (new_still->planes[0][0], ==, 200);
  g_assert_cmpfloat (old_s, ==, 3);
  g_assert_cmpfloat (new_s, ==, 7);
}

/* The newest before a time, be it that it would have made room long ago. */
static void
test_single (void)
{
  static const struct
  {
    double before_s;
    double wanted_s;
  } times[] = { { 100, 29.96 }, { 29.9, 29.8 }, { 29.5, 29.4 }, { 29.4, 29.3 }, { 0, 0 } };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
      g_autoptr (LecPicture) picture = NULL;
      double picture_s;

      g_assert_null (lec_still_builder_build_single (builder, 1, &picture_s));
      offer_for (builder, 0, 30, FRAME_S);
      picture = lec_still_builder_build_single (builder, times[i].before_s, &picture_s);
      g_assert_nonnull (picture);
      g_assert_cmpfloat_with_epsilon (picture_s, times[i].wanted_s, 0.13);
      g_assert_true (picture_s < times[i].before_s || picture_s == 0);
    }
}

static void
test_empty (void)
{
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  double picture_s;

  g_assert_null (lec_still_builder_build (builder, &picture_s));
  offer_flat (builder, 1, 9);
  lec_still_builder_drop_before (builder, 2);
  g_assert_null (lec_still_builder_build (builder, &picture_s));
}

static void
test_bounded (void)
{
  static const guint8 capacities[][2] = { { 0, 1 }, { 1, 1 }, { 2, 2 }, { 5, 5 }, { 9, 9 }, { 90, 9 } };
  g_autoptr (LecPicture) sample = make_flat (64, 32, 0);
  gsize size_bytes = lec_picture_get_size_bytes (sample);

  for (guint i = 0; i < G_N_ELEMENTS (capacities); i++)
    {
      g_autoptr (LecStillBuilder) builder = NULL;
      g_autoptr (LecPicture) still = NULL;
      double picture_s;

      builder = lec_still_builder_new ((capacities[i][0] + 1) * size_bytes - 1);
      for (int j = 0; j < 40; j++)
        {
          g_autoptr (LecPicture) picture = make_flat (64, 32, (guint8) (60 + j));

          lec_still_builder_offer (builder, picture, j);
        }
      g_assert_cmpuint (lec_still_builder_get_n_pictures (builder), ==, capacities[i][1]);
      still = lec_still_builder_build (builder, &picture_s);
      g_assert_cmpfloat (picture_s, ==, 39);
    }
}

/* Where there is no majority, the newer picture is right. */
static void
test_two_pictures (void)
{
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  g_autoptr (LecPicture) still = NULL;
  double picture_s;

  offer_flat (builder, 0, 30);
  offer_flat (builder, 1, 200);
  still = lec_still_builder_build (builder, &picture_s);
  g_assert_cmpint (still->planes[0][0], ==, 200);
}

static void
test_even_count (void)
{
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  g_autoptr (LecPicture) still = NULL;
  double picture_s;

  for (int i = 0; i < 4; i++)
    offer_flat (builder, i, (guint8) (100 + 2 * i));
  still = lec_still_builder_build (builder, &picture_s);
  g_assert_cmpint (still->planes[0][0], ==, 103);
}

/* The video's size changes: what was seen before is of another page. */
static void
test_new_size (void)
{
  g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
  g_autoptr (LecPicture) other = make_flat (20, 10, 70);
  g_autoptr (LecPicture) still = NULL;
  double picture_s;

  offer_for (builder, 0, 5, .5);
  lec_still_builder_offer (builder, other, 5);
  g_assert_cmpuint (lec_still_builder_get_n_pictures (builder), ==, 1);
  still = lec_still_builder_build (builder, &picture_s);
  g_assert_cmpint (still->width, ==, 20);
}

/* Samples of one sort in each picture count, whatever their order: against a plain sort. */
static void
test_median_of_each_count (void)
{
  static const guint8 values[] = { 117, 103, 110, 101, 119, 106, 114, 108, 112 };

  for (guint n = 1; n <= G_N_ELEMENTS (values); n++)
    {
      g_autoptr (LecStillBuilder) builder = lec_still_builder_new (PLENTY);
      g_autoptr (LecPicture) still = NULL;
      guint8 sorted[G_N_ELEMENTS (values)];
      double picture_s;

      for (guint i = 0; i < n; i++)
        {
          guint at = i;

          for (; at > 0 && sorted[at - 1] > values[i]; at--)
            sorted[at] = sorted[at - 1];
          sorted[at] = values[i];
          offer_flat (builder, i, values[i]);
        }
      still = lec_still_builder_build (builder, &picture_s);
      g_assert_cmpint (still->planes[0][0], ==, n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2] + 1) / 2);
      g_assert_cmpint (still->planes[2][0], ==, still->planes[0][0]);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/still/walker", test_walker);
  g_test_add_func ("/still/cursor", test_cursor);
  g_test_add_func ("/still/parked-cursor", test_parked_cursor);
  g_test_add_func ("/still/covered-mostly", test_covered_mostly);
  g_test_add_func ("/still/noise", test_noise);
  g_test_add_func ("/still/embedded-video", test_embedded_video);
  g_test_add_func ("/still/slow-motion", test_slow_motion);
  g_test_add_func ("/still/single", test_single);
  g_test_add_func ("/still/spread", test_spread);
  g_test_add_func ("/still/before-gap", test_before_gap);
  g_test_add_func ("/still/wants", test_wants);
  g_test_add_func ("/still/newest-counts", test_newest_counts);
  g_test_add_func ("/still/drop-before", test_drop_before);
  g_test_add_func ("/still/split", test_split);
  g_test_add_func ("/still/empty", test_empty);
  g_test_add_func ("/still/bounded", test_bounded);
  g_test_add_func ("/still/two-pictures", test_two_pictures);
  g_test_add_func ("/still/even-count", test_even_count);
  g_test_add_func ("/still/new-size", test_new_size);
  g_test_add_func ("/still/median-of-each-count", test_median_of_each_count);

  return g_test_run ();
}
