/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides are drawn into frames as recordings have them. What is cut must be
 * the slide to the pixel; where it looks alike and is not, nothing is cut.
 */
#include <glib.h>
#include <string.h>

#include "media/slide-region.h"

#define WIDTH    320
#define HEIGHT   240
#define N_SLIDES 6
#define SCALE    2

static void
fill (LecPicture *picture,
      int x,
      int y,
      int width,
      int height,
      guint8 luma)
{
  for (int row = y; row < y + height; row++)
    memset (picture->planes[0] + (gsize) row * picture->strides[0] + x, luma, (gsize) width);
}

/* Lines of strokes that differ from slide to slide. */
static void
draw_lines (LecPicture *picture,
            const LecRect *area,
            int slide,
            guint8 luma)
{
  for (int y = area->y + 6; y + 6 < area->y + area->height; y += 12)
    for (int x = area->x + 8; x + 8 < area->x + area->width; x += 5)
      if ((x * 7 + y * 3 + slide * 11) % 13 < 6)
        fill (picture, x, y, 3, 6, luma);
}

static LecPicture *
new_frame (guint8 luma)
{
  LecPicture *frame = lec_picture_new (WIDTH, HEIGHT, (LecColorimetry){ .bt709 = TRUE });

  fill (frame, 0, 0, WIDTH, HEIGHT, luma);

  return frame;
}

static void
draw_slide (LecPicture *frame,
            const LecRect *area,
            int slide,
            guint8 ground,
            guint8 ink)
{
  fill (frame, area->x, area->y, area->width, area->height, ground);
  draw_lines (frame, area, slide, ink);
}

/* What makes a frame: slide number @slide, @area to draw it in. */
typedef void (*Painter) (LecPicture *frame, const LecRect *area, int slide);

static gboolean
find_region (Painter paint,
             const LecRect *area,
             const LecStretch *stretch,
             LecRect *region)
{
  g_autoptr (LecRegionFinder) finder = lec_region_finder_new ();

  for (int i = 0; i < N_SLIDES; i++)
    {
      g_autoptr (LecPicture) frame = new_frame (16);

      paint (frame, area, i);
      lec_region_finder_add (finder, frame, stretch);
    }

  return lec_region_finder_find (finder, region, NULL);
}

static void
check_found (Painter paint,
             const LecRect *area,
             const LecStretch *stretch)
{
  LecRect region;

  g_assert_true (find_region (paint, area, stretch, &region));
  g_assert_cmpint (region.x, ==, area->x);
  g_assert_cmpint (region.y, ==, area->y);
  g_assert_cmpint (region.width, ==, area->width);
  g_assert_cmpint (region.height, ==, area->height);
}

static void
check_left_whole (Painter paint,
                  const LecRect *area)
{
  LecRect region;

  g_assert_false (find_region (paint, area, NULL, &region));
  g_assert_cmpint (region.x, ==, 0);
  g_assert_cmpint (region.y, ==, 0);
  g_assert_cmpint (region.width, ==, WIDTH);
  g_assert_cmpint (region.height, ==, HEIGHT);
}

static void
paint_on_black (LecPicture *frame,
                const LecRect *area,
                int slide)
{
  draw_slide (frame, area, slide, 220, 40);
}

static void
paint_dark_on_black (LecPicture *frame,
                     const LecRect *area,
                     int slide)
{
  draw_slide (frame, area, slide, 50, 200);
}

static void
paint_on_colour (LecPicture *frame,
                 const LecRect *area,
                 int slide)
{
  fill (frame, 0, 0, WIDTH, HEIGHT, 120);
  draw_slide (frame, area, slide, 220, 40);
}

static void
paint_on_texture (LecPicture *frame,
                  const LecRect *area,
                  int slide)
{
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      frame->planes[0][(gsize) y * frame->strides[0] + x] = (guint8) (60 + (x * 13 + y * 29 + x * y) % 90);
  draw_slide (frame, area, slide, 230, 40);
}

/* The speaker to the right of it is another picture on each slide. */
static void
paint_beside_speaker (LecPicture *frame,
                      const LecRect *area,
                      int slide)
{
  LecRect speaker = { 256, 80, 64, 48 };

  paint_on_black (frame, area, slide);
  fill (frame, speaker.x, speaker.y, speaker.width, speaker.height, 90);
  draw_lines (frame, &speaker, slide * 5 + 1, 180);
}

static void
test_letterbox (void)
{
  check_found (paint_on_black, &(LecRect){ 0, 30, WIDTH, HEIGHT - 60 }, NULL);
}

static void
test_pillarbox (void)
{
  check_found (paint_on_black, &(LecRect){ 10, 0, WIDTH - 20, HEIGHT }, NULL);
}

static void
test_dark_slide (void)
{
  check_found (paint_dark_on_black, &(LecRect){ 0, 30, WIDTH, HEIGHT - 60 }, NULL);
}

static void
test_coloured_bars (void)
{
  check_found (paint_on_colour, &(LecRect){ 0, 30, WIDTH, HEIGHT - 60 }, NULL);
}

static void
test_before_texture (void)
{
  check_found (paint_on_texture, &(LecRect){ 16, 40, 224, 126 }, NULL);
}

/* What moves, in blocks of the page. */
static LecStretch *
make_stretch (const LecRect *moving)
{
  LecSignature *page = lec_signature_new (WIDTH / SCALE, HEIGHT / SCALE, SCALE);
  LecStretch *stretch = lec_stretch_new (0, 0, page);

  for (int i = 0; i < lec_signature_get_n_blocks (page); i++)
    {
      LecRect block = lec_signature_get_block (page, i);
      LecRect pixels = { block.x * SCALE, block.y * SCALE, block.width * SCALE, block.height * SCALE };
      LecRect common;

      stretch->activity[i] = lec_rect_intersect (&pixels, moving, &common) ? 200 : 0;
    }

  return stretch;
}

static void
test_beside_speaker (void)
{
  const LecRect area = { 0, 48, 256, 144 };
  g_autoptr (LecStretch) moving = make_stretch (&(LecRect){ 256, 80, 64, 48 });

  check_found (paint_beside_speaker, &area, moving);
}

/* The same without movement is a part of the page that changes. */
static void
test_beside_picture (void)
{
  check_left_whole (paint_beside_speaker, &(LecRect){ 0, 48, 256, 144 });
}

static void
paint_footer (LecPicture *frame,
              const LecRect *area,
              int slide)
{
  draw_slide (frame, &(LecRect){ 0, 0, WIDTH, HEIGHT }, slide, 45, 200);
  fill (frame, 0, 210, WIDTH, 30, 180);
}

/* A band with the title, which is another one on each slide. */
static void
paint_header (LecPicture *frame,
              const LecRect *area,
              int slide)
{
  LecRect band = { 0, 0, WIDTH, 60 };

  draw_slide (frame, &(LecRect){ 0, 0, WIDTH, HEIGHT }, slide, 230, 40);
  draw_slide (frame, &band, slide + 3, 60, 240);
}

static void
paint_side_band (LecPicture *frame,
                 const LecRect *area,
                 int slide)
{
  draw_slide (frame, &(LecRect){ 0, 0, WIDTH, HEIGHT }, slide, 230, 40);
  fill (frame, 0, 0, 32, HEIGHT, 70);
}

/* A black foot, without any text in it. */
static void
paint_black_foot (LecPicture *frame,
                  const LecRect *area,
                  int slide)
{
  draw_slide (frame, &(LecRect){ 0, 0, WIDTH, HEIGHT }, slide, 230, 40);
  fill (frame, 0, 180, WIDTH, 60, 16);
}

static void
paint_framed_content (LecPicture *frame,
                      const LecRect *area,
                      int slide)
{
  LecRect title = { 0, 4, WIDTH, 20 };

  fill (frame, 0, 0, WIDTH, HEIGHT, 230);
  draw_lines (frame, &title, slide + 5, 40);
  fill (frame, 30, 40, 240, 180, 60);
  draw_slide (frame, &(LecRect){ 32, 42, 236, 176 }, slide, 230, 40);
}

/* A photograph over the whole frame, with a horizon at the same place. */
static void
paint_photograph (LecPicture *frame,
                  const LecRect *area,
                  int slide)
{
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      frame->planes[0][(gsize) y * frame->strides[0] + x] =
        (guint8) ((y < 60 ? 180 : 40) + (x * (slide + 3) + y * (slide + 7)) % 60);
}

static void
paint_chart_on_page (LecPicture *frame,
                     const LecRect *area,
                     int slide)
{
  fill (frame, 0, 0, WIDTH, HEIGHT, 230);
  draw_lines (frame, &(LecRect){ 0, 0, WIDTH, 60 }, 1, 40);
  draw_slide (frame, &(LecRect){ 200, 100, 64, 48 }, slide, 60, 200);
}

static void
test_bands_of_templates (void)
{
  check_left_whole (paint_footer, NULL);
  check_left_whole (paint_header, NULL);
  check_left_whole (paint_side_band, NULL);
  check_left_whole (paint_black_foot, NULL);
}

static void
test_parts_of_pages (void)
{
  check_left_whole (paint_framed_content, NULL);
  check_left_whole (paint_photograph, NULL);
  check_left_whole (paint_chart_on_page, NULL);
}

static void
test_whole_frame (void)
{
  check_left_whole (paint_on_black, &(LecRect){ 0, 0, WIDTH, HEIGHT });
}

/* Hardly darker than the bars: nobody can tell. */
static void
paint_nearly_black (LecPicture *frame,
                    const LecRect *area,
                    int slide)
{
  draw_slide (frame, area, slide, 28, 200);
}

static void
test_unsure (void)
{
  check_left_whole (paint_nearly_black, &(LecRect){ 0, 30, WIDTH, HEIGHT - 60 });
  /* Too small, and of no shape that slides have. */
  check_left_whole (paint_on_black, &(LecRect){ 100, 80, 128, 72 });
  check_left_whole (paint_on_black, &(LecRect){ 0, 80, WIDTH, HEIGHT - 160 });
}

static void
test_one_slide_proves_nothing (void)
{
  g_autoptr (LecRegionFinder) finder = lec_region_finder_new ();
  g_autoptr (LecPicture) frame = new_frame (16);
  LecRect region;

  paint_on_black (frame, &(LecRect){ 0, 30, WIDTH, HEIGHT - 60 }, 0);
  lec_region_finder_add (finder, frame, NULL);
  g_assert_false (lec_region_finder_find (finder, &region, NULL));
  g_assert_cmpint (region.height, ==, HEIGHT);
}

/* On one slide the bars are not there. */
static void
paint_bars_mostly (LecPicture *frame,
                   const LecRect *area,
                   int slide)
{
  draw_slide (frame, slide == 2 ? &(LecRect){ 0, 0, WIDTH, HEIGHT } : area, slide, 220, 40);
}

static void
test_bars_not_always (void)
{
  check_left_whole (paint_bars_mostly, &(LecRect){ 0, 30, WIDTH, HEIGHT - 60 });
}

static void
test_no_slides (void)
{
  g_autoptr (LecRegionFinder) finder = lec_region_finder_new ();
  LecRect region;

  g_assert_false (lec_region_finder_find (finder, &region, NULL));
  g_assert_true (lec_rect_is_empty (&region));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/slide-region/letterbox", test_letterbox);
  g_test_add_func ("/slide-region/pillarbox", test_pillarbox);
  g_test_add_func ("/slide-region/dark-slide", test_dark_slide);
  g_test_add_func ("/slide-region/coloured-bars", test_coloured_bars);
  g_test_add_func ("/slide-region/before-texture", test_before_texture);
  g_test_add_func ("/slide-region/beside-speaker", test_beside_speaker);
  g_test_add_func ("/slide-region/beside-picture", test_beside_picture);
  g_test_add_func ("/slide-region/bands-of-templates", test_bands_of_templates);
  g_test_add_func ("/slide-region/parts-of-pages", test_parts_of_pages);
  g_test_add_func ("/slide-region/whole-frame", test_whole_frame);
  g_test_add_func ("/slide-region/unsure", test_unsure);
  g_test_add_func ("/slide-region/one-slide-proves-nothing", test_one_slide_proves_nothing);
  g_test_add_func ("/slide-region/bars-not-always", test_bars_not_always);
  g_test_add_func ("/slide-region/no-slides", test_no_slides);

  return g_test_run ();
}
