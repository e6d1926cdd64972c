/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides as stretches of made-up pages, with things in front of them: those
 * have to go, and builds, exits and films on a page have to stay.
 */
#include "made-pages.h"
#include "media/uncovering.h"

#define N_COLUMNS (PAGE_WIDTH / LEC_SIGNATURE_BLOCK)
#define SHOWN_S   5.0

typedef struct
{
  GPtrArray *stretches;
  GArray *owners;
  double now_s;
} Film;

static void
film_init (Film *film)
{
  film->stretches = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_stretch_free);
  film->owners = g_array_new (FALSE, FALSE, sizeof (int));
  film->now_s = 0;
}

static void
film_clear (Film *film)
{
  g_ptr_array_unref (film->stretches);
  g_array_unref (film->owners);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Film, film_clear)

/* A page with a title and @n_lines lines, another one for each @slide. */
static LecSignature *
write_page (int slide,
            int n_lines)
{
  LecSignature *page = made_page_new ();

  for (int i = 0; i <= n_lines; i++)
    made_page_write (page, i, (guint32) (slide * 100 + i));

  return page;
}

/* Shows @page, which it takes. */
static LecStretch *
film_show (Film *film,
           int slide,
           LecSignature *page)
{
  LecStretch *stretch = lec_stretch_new (film->now_s, film->now_s, page);

  film->now_s += SHOWN_S;
  stretch->end_s = film->now_s;
  stretch->picture = g_strdup_printf ("%u.png", film->stretches->len);
  g_ptr_array_add (film->stretches, stretch);
  g_array_append_val (film->owners, slide);

  return stretch;
}

static void
draw_cursor (LecSignature *page,
             int x,
             int y)
{
  made_page_fill (page, x, y, 4, 7, 0);
}

static void
draw_toast (LecSignature *page)
{
  made_page_fill (page, 220, 0, 100, 30, 90);
  made_page_fill (page, 226, 10, 60, 4, 250);
}

/* What all slides share where notifications come. */
static void
draw_logo (LecSignature *page)
{
  for (int x = 230; x < 310; x += 6)
    made_page_fill (page, x, 4, 3, 22, 90);
}

/* A box with words near the lower edge. */
static void
draw_caption (LecSignature *page,
              guint32 seed)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);

  made_page_fill (page, 40, 148, 240, 24, 30);
  for (int x = 100; x < 220; x += 3)
    if (g_rand_boolean (dice))
      made_page_fill (page, x, 156, 2, 8, 240);
}

/* Moving blocks, and something to be seen in them. */
static void
draw_person (LecStretch *stretch,
             const LecRect *area,
             int pose)
{
  for (int i = 0; i < lec_signature_get_n_blocks (stretch->page); i++)
    {
      LecRect block = lec_signature_get_block (stretch->page, i);
      LecRect common;

      if (lec_rect_intersect (&block, area, &common))
        stretch->activity[i] = 200;
    }
  made_page_fill (stretch->page, area->x, area->y, area->width, area->height, (guint8) (90 + 11 * pose));
}

/* Somebody from the head down to the lower edge. */
static void
draw_figure (LecStretch *stretch,
             int x,
             int pose)
{
  const LecRect head = { x + 24, 64, 32, 48 }, body = { x, 112, 80, PAGE_HEIGHT - 112 };

  draw_person (stretch, &head, pose);
  draw_person (stretch, &body, pose);
}

static int
block_at (int x,
          int y)
{
  return y / LEC_SIGNATURE_BLOCK * N_COLUMNS + x / LEC_SIGNATURE_BLOCK;
}

static GArray *
uncover (Film *film,
         guint stretch)
{
  return lec_uncovering_find (film->stretches, (const int *) (void *) film->owners->data, stretch);
}

/* Where the block at a place of the page is taken from, -1 when it is left. */
static int
find_source (GArray *free_blocks,
             int x,
             int y)
{
  for (guint i = 0; i < free_blocks->len; i++)
    {
      const LecFreeBlock *block = &g_array_index (free_blocks, LecFreeBlock, i);

      if (block->block == block_at (x, y))
        return (int) block->stretch;
    }

  return -1;
}

static void
test_nothing_in_front (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 4));
  film_show (&film, 1, write_page (1, 4));
  blocks = uncover (&film, 1);
  g_assert_cmpuint (blocks->len, ==, 0);
}

static void
test_cursor_at_rest (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 4));
  draw_cursor (film_show (&film, 0, write_page (0, 4))->page, 100, 38);
  film_show (&film, 0, write_page (0, 4));
  blocks = uncover (&film, 1);
  g_assert_cmpint (find_source (blocks, 101, 40), ==, 2);
  g_assert_cmpint (find_source (blocks, 20, 150), ==, -1);
}

/* It was there when the slide changed and went in the middle of the next one. */
static void
test_cursor_over_a_change (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;
  g_autoptr (GArray) later = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 4));
  draw_cursor (film_show (&film, 0, write_page (0, 4))->page, 100, 38);
  draw_cursor (film_show (&film, 1, write_page (1, 4))->page, 100, 38);
  film_show (&film, 1, write_page (1, 4));
  blocks = uncover (&film, 1);
  g_assert_cmpint (find_source (blocks, 101, 40), ==, 0);
  later = uncover (&film, 2);
  g_assert_cmpint (find_source (later, 101, 40), ==, 3);
}

/* It rests to the end of the slide, but came when another one like it went. */
static void
test_cursor_that_moved (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 2));
  draw_cursor (film_show (&film, 0, write_page (0, 2))->page, 100, 120);
  draw_cursor (film_show (&film, 0, write_page (0, 2))->page, 200, 90);
  film_show (&film, 1, write_page (1, 4));
  blocks = uncover (&film, 2);
  g_assert_cmpint (find_source (blocks, 201, 92), >=, 0);
  g_assert_cmpint (find_source (blocks, 101, 124), ==, -1);
}

static void
test_notification (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;
  g_autoptr (GArray) without = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 4));
  draw_toast (film_show (&film, 0, write_page (0, 4))->page);
  film_show (&film, 0, write_page (0, 4));
  draw_toast (film_show (&film, 0, write_page (0, 4))->page);
  blocks = uncover (&film, 1);
  for (int x = 224; x < PAGE_WIDTH; x += LEC_SIGNATURE_BLOCK)
    g_assert_cmpint (find_source (blocks, x, 12), ==, 2);
  /* Seen from the page, the notification comes before and after: it stays away. */
  without = uncover (&film, 2);
  g_assert_cmpint (find_source (without, 260, 12), ==, -1);
}

/* It is there when the slide ends and gone when the next one stands, but it came before, too. */
static void
test_notification_at_the_end (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 4));
  draw_toast (film_show (&film, 0, write_page (0, 4))->page);
  film_show (&film, 0, write_page (0, 4));
  film_show (&film, 1, write_page (1, 4));
  draw_toast (film_show (&film, 1, write_page (1, 4))->page);
  film_show (&film, 2, write_page (2, 4));
  blocks = uncover (&film, 4);
  for (int x = 224; x < PAGE_WIDTH; x += LEC_SIGNATURE_BLOCK)
    g_assert_cmpint (find_source (blocks, x, 12), ==, 3);
  g_assert_cmpint (find_source (blocks, 60, 12), ==, -1);
}

/* What is behind has more outlines than what is in front, but is what other slides show, too. */
static void
test_notification_over_logo (void)
{
  const int owners[] = { 0, 0, 1, 1, 2 };
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  for (int i = 0; i < (int) G_N_ELEMENTS (owners); i++)
    {
      LecSignature *page = film_show (&film, owners[i], write_page (owners[i], 4))->page;

      draw_logo (page);
      if (i == 1 || i == 2)
        made_page_fill (page, 220, 0, 100, 30, 90);
    }
  blocks = uncover (&film, 1);
  g_assert_cmpint (find_source (blocks, 260, 12), ==, 0);
}

/* Only this slide looks like that behind it, while the next one shows it for a while. */
static void
test_notification_on_title_page (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  for (int i = 0; i < 4; i++)
    {
      LecSignature *page = film_show (&film, i / 2, write_page (i / 2, 4))->page;

      if (i < 2)
        made_page_fill (page, 200, 0, 120, 48, 180);
      if (i == 1 || i == 2)
        made_page_fill (page, 216, 0, 104, 32, 90);
    }
  for (int slide = 2; slide < 6; slide++)
    film_show (&film, slide, write_page (slide, 4));
  blocks = uncover (&film, 1);
  for (int x = 224; x < PAGE_WIDTH; x += LEC_SIGNATURE_BLOCK)
    g_assert_cmpint (find_source (blocks, x, 12), ==, 0);
}

/* Captions come all the time; what is behind them is seen in between, and in other slides. */
static void
test_captions (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 4));
  draw_caption (film_show (&film, 0, write_page (0, 4))->page, 1);
  film_show (&film, 1, write_page (1, 4));
  draw_caption (film_show (&film, 1, write_page (1, 4))->page, 2);
  draw_caption (film_show (&film, 1, write_page (1, 4))->page, 3);
  film_show (&film, 2, write_page (2, 4));
  blocks = uncover (&film, 4);
  for (int x = 44; x < 280; x += LEC_SIGNATURE_BLOCK)
    g_assert_cmpint (find_source (blocks, x, 160), ==, 2);
  g_assert_cmpint (find_source (blocks, 60, 12), ==, -1);
}

/* What is beside a caption stays, though something else was there while the caption was not. */
static void
test_beside_captions (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 4));
  draw_caption (film_show (&film, 0, write_page (0, 4))->page, 1);
  made_page_fill (film_show (&film, 1, write_page (1, 4))->page, 8, 148, 28, 24, 90);
  film_show (&film, 1, write_page (1, 4));
  draw_caption (film_show (&film, 1, write_page (1, 4))->page, 2);
  film_show (&film, 2, write_page (2, 4));
  blocks = uncover (&film, 4);
  g_assert_cmpint (find_source (blocks, 60, 160), ==, 3);
  g_assert_cmpint (find_source (blocks, 33, 160), ==, -1);
}

/* Lines at the lower edge, and the same figure in two slides, are built there as captions come. */
static void
test_late_builds_stay (void)
{
  g_auto (Film) film;

  film_init (&film);
  for (int slide = 0; slide < 2; slide++)
    {
      film_show (&film, slide, write_page (slide, 9));
      film_show (&film, slide, write_page (slide, 10));
      made_page_fill (film_show (&film, slide, write_page (slide, 10))->page, 268, 60, 30, 40, 90);
    }
  film_show (&film, 2, write_page (2, 4));
  for (guint i = 0; i < film.stretches->len; i++)
    {
      g_autoptr (GArray) blocks = uncover (&film, i);

      g_assert_cmpuint (blocks->len, ==, 0);
    }
}

/* The inset of a speaker moves from one corner to another while a slide is shown. */
static void
test_inset_that_moves (void)
{
  const LecRect left = { 0, 120, 80, 56 }, right = { 240, 120, 80, 56 };
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  draw_person (film_show (&film, 0, write_page (0, 4)), &left, 0);
  draw_person (film_show (&film, 1, write_page (1, 4)), &left, 1);
  draw_person (film_show (&film, 1, write_page (1, 4)), &right, 2);
  draw_person (film_show (&film, 2, write_page (2, 4)), &right, 3);
  blocks = uncover (&film, 2);
  for (int x = right.x; x < right.x + right.width; x += LEC_SIGNATURE_BLOCK)
    g_assert_cmpint (find_source (blocks, x, 140), ==, 1);
  g_assert_cmpint (find_source (blocks, 20, 140), ==, -1);
}

/* A film that begins on a page and ends with it is a part of it. */
static void
test_film_on_page (void)
{
  const LecRect area = { 80, 60, 160, 100 };
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 1));
  draw_person (film_show (&film, 0, write_page (0, 1)), &area, 1);
  film_show (&film, 1, write_page (1, 4));
  blocks = uncover (&film, 1);
  g_assert_cmpint (find_source (blocks, 160, 100), ==, -1);
}

/* Who walks in front of a page is none of it, though nothing moved when it began. */
static void
test_somebody_who_stays (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 6));
  draw_figure (film_show (&film, 0, write_page (0, 6)), 160, 1);
  film_show (&film, 1, write_page (1, 4));
  blocks = uncover (&film, 1);
  g_assert_cmpint (find_source (blocks, 200, 80), ==, 0);
  g_assert_cmpint (find_source (blocks, 164, 170), ==, 0);
  g_assert_cmpint (find_source (blocks, 60, 80), ==, -1);
}

/* A film that reaches down to the lower edge. */
static void
test_film_at_the_edge (void)
{
  const LecRect area = { 160, 64, 80, PAGE_HEIGHT - 64 };
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 1));
  draw_person (film_show (&film, 0, write_page (0, 1)), &area, 1);
  film_show (&film, 1, write_page (1, 4));
  blocks = uncover (&film, 1);
  g_assert_cmpint (find_source (blocks, 200, 100), ==, -1);
}

static void
test_builds_stay (void)
{
  g_auto (Film) film;

  film_init (&film);
  for (int n = 1; n <= 6; n++)
    film_show (&film, 0, write_page (0, n));
  film_show (&film, 1, write_page (1, 3));
  film_show (&film, 1, write_page (1, 5));
  for (guint i = 0; i < film.stretches->len; i++)
    {
      g_autoptr (GArray) blocks = uncover (&film, i);

      g_assert_cmpuint (blocks->len, ==, 0);
    }
}

/* Lines that leave one by one were part of the page all the same. */
static void
test_lines_that_leave_stay (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  for (int n = 1; n <= 5; n++)
    film_show (&film, 0, write_page (0, n));
  for (int n = 4; n >= 1; n--)
    film_show (&film, 0, write_page (0, n));
  blocks = uncover (&film, 4);
  g_assert_cmpuint (blocks->len, ==, 0);
}

/* The next page keeps what was built on this one, and adds to it. */
static void
test_page_that_goes_on_stays (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  film_show (&film, 0, write_page (0, 2));
  film_show (&film, 0, write_page (0, 4));
  film_show (&film, 1, write_page (0, 4));
  film_show (&film, 1, write_page (0, 7));
  film_show (&film, 2, write_page (2, 4));
  blocks = uncover (&film, 1);
  g_assert_cmpuint (blocks->len, ==, 0);
}

/* A small mark that comes while a cursor moves, and is not like it. */
static void
test_small_build_stays (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;
  LecStretch *last;

  film_init (&film);
  film_show (&film, 0, write_page (0, 2));
  draw_cursor (film_show (&film, 0, write_page (0, 2))->page, 100, 120);
  last = film_show (&film, 0, write_page (0, 2));
  made_page_fill (last->page, 200, 90, 18, 3, 150);
  film_show (&film, 1, write_page (1, 4));
  blocks = uncover (&film, 2);
  g_assert_cmpint (find_source (blocks, 204, 91), ==, -1);
}

/* Only stretches whose picture was kept can give something. */
static void
test_without_picture (void)
{
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  g_clear_pointer (&film_show (&film, 0, write_page (0, 4))->picture, g_free);
  draw_cursor (film_show (&film, 0, write_page (0, 4))->page, 100, 38);
  g_clear_pointer (&film_show (&film, 0, write_page (0, 4))->picture, g_free);
  blocks = uncover (&film, 1);
  g_assert_cmpint (find_source (blocks, 101, 40), ==, -1);
}

/* A visit later on shows what was hidden in the first. */
static void
test_other_visit (void)
{
  const LecRect inset = { 240, 120, 80, 56 };
  g_auto (Film) film;
  g_autoptr (GArray) blocks = NULL;

  film_init (&film);
  draw_person (film_show (&film, 0, write_page (0, 4)), &inset, 0);
  draw_person (film_show (&film, 1, write_page (1, 4)), &inset, 1);
  film_show (&film, 1, write_page (1, 4));
  film_show (&film, 0, write_page (0, 4));
  blocks = uncover (&film, 0);
  g_assert_cmpint (find_source (blocks, 280, 140), ==, 3);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uncovering/nothing-in-front", test_nothing_in_front);
  g_test_add_func ("/uncovering/cursor-at-rest", test_cursor_at_rest);
  g_test_add_func ("/uncovering/cursor-over-a-change", test_cursor_over_a_change);
  g_test_add_func ("/uncovering/cursor-that-moved", test_cursor_that_moved);
  g_test_add_func ("/uncovering/notification", test_notification);
  g_test_add_func ("/uncovering/notification-at-the-end", test_notification_at_the_end);
  g_test_add_func ("/uncovering/notification-over-logo", test_notification_over_logo);
  g_test_add_func ("/uncovering/captions", test_captions);
  g_test_add_func ("/uncovering/notification-on-title-page", test_notification_on_title_page);
  g_test_add_func ("/uncovering/beside-captions", test_beside_captions);
  g_test_add_func ("/uncovering/late-builds-stay", test_late_builds_stay);
  g_test_add_func ("/uncovering/inset-that-moves", test_inset_that_moves);
  g_test_add_func ("/uncovering/film-on-page", test_film_on_page);
  g_test_add_func ("/uncovering/somebody-who-stays", test_somebody_who_stays);
  g_test_add_func ("/uncovering/film-at-the-edge", test_film_at_the_edge);
  g_test_add_func ("/uncovering/builds-stay", test_builds_stay);
  g_test_add_func ("/uncovering/lines-that-leave-stay", test_lines_that_leave_stay);
  g_test_add_func ("/uncovering/page-that-goes-on-stays", test_page_that_goes_on_stays);
  g_test_add_func ("/uncovering/small-build-stays", test_small_build_stays);
  g_test_add_func ("/uncovering/without-picture", test_without_picture);
  g_test_add_func ("/uncovering/other-visit", test_other_visit);

  return g_test_run ();
}
