/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way through a deck, where pages lie on slides, pages that are steps of
 * one slide, and all of it together; on made-up pages.
 */
#include <string.h>

#include "pipeline/deck-alignment.h"
#include "pipeline/deck-match.h"
#include "pipeline/deck-placement.h"
#include "pipeline/deck-steps.h"

/* --- The way through the deck --- */

#define MAX_PAGES 12

/* The page of each show, from 0; -1 for none. @likeness: of the right page; others get @others */
static void
align (const int *right,
       guint n_shows,
       guint n_pages,
       float likeness,
       float others,
       int *found)
{
  float scores[64 * MAX_PAGES];
  guint slides[64];

  for (guint i = 0; i < n_shows; i++)
    {
      slides[i] = i;
      for (guint k = 0; k < n_pages; k++)
        scores[i * n_pages + k] = right[i] == (int) k ? likeness : others;
    }
  lec_deck_alignment_find (scores, slides, n_shows, n_pages, found);
}

/* Forwards, a page skipped, back, a film, on from there. */
static void
test_way (void)
{
  static const int right[] = { 0, 1, 2, 4, 5, 2, -1, 6, 7, 11 };
  int found[G_N_ELEMENTS (right)];

  align (right, G_N_ELEMENTS (right), 12, 0.9f, 0.2f, found);
  g_assert_cmpmem (found, sizeof found, right, sizeof right);
}

/* Pages that look the same: the next one, and not the first one. */
static void
test_twins (void)
{
  enum
  {
    N_SHOWS = 6,
    N_PAGES = 8
  };
  static const int right[N_SHOWS] = { 0, 1, 2, 3, 4, 5 };
  float scores[N_SHOWS * N_PAGES];
  guint slides[N_SHOWS] = { 1, 2, 3, 4, 2, 5 };
  int found[N_SHOWS];

  for (guint i = 0; i < N_SHOWS; i++)
    for (guint k = 0; k < N_PAGES; k++)
      scores[i * N_PAGES + k] = right[i] == (int) k ? 0.9f : 0.2f;
  /* Page 4 is a copy of page 1. */
  scores[1 * N_PAGES + 4] = 0.9f;
  scores[4 * N_PAGES + 1] = 0.9f;
  lec_deck_alignment_find (scores, slides, N_SHOWS, N_PAGES, found);
  g_assert_cmpmem (found, sizeof found, right, sizeof right);
}

/* Several slides of one page; nothing of the deck at all; one show. */
static void
test_edges (void)
{
  static const int one_page[] = { 0, 0, 0 };
  static const int none[] = { -1, -1 };
  int found[3];

  align (one_page, 3, 1, 0.8f, 0, found);
  g_assert_cmpmem (found, sizeof one_page, one_page, sizeof one_page);
  align (none, 2, 3, 0, 0.3f, found);
  g_assert_cmpmem (found, sizeof none, none, sizeof none);
  align (one_page, 1, 5, 0.8f, 0, found);
  g_assert_cmpint (found[0], ==, 0);
}

/* What is plain to see is not talked away by what lectures usually do. */
static void
test_far (void)
{
  static const int right[] = { 11, 0, 6, 3, 9, 1 };
  int found[G_N_ELEMENTS (right)];

  align (right, G_N_ELEMENTS (right), 12, 0.9f, 0.5f, found);
  g_assert_cmpmem (found, sizeof found, right, sizeof right);
}

/* --- Pages and slides --- */

#define WIDTH  640
#define HEIGHT 360

/* Ten words in two columns, other ones for each number. */
static char *
make_word (guint number,
           guint i)
{
  static const char *const parts[] = { "alpha", "kernel", "matrix", "vector", "signal", "filter", "tensor", "module" };

  return g_strdup_printf ("%s%s%c", parts[(number * 3 + i) % G_N_ELEMENTS (parts)],
                          parts[(number + i * 5) % G_N_ELEMENTS (parts)], (char) ('a' + i));
}

static void
fill (guint8 *luma,
      int stride,
      int height,
      const LecRect *box,
      guint8 value)
{
  for (int y = MAX (box->y, 0); y < MIN (box->y + box->height, height); y++)
    memset (luma + y * stride + MAX (box->x, 0), value, (gsize) CLAMP (box->width, 0, stride - MAX (box->x, 0)));
}

static LecRect
make_box (guint number,
          guint i)
{
  return (LecRect){ 40 + (int) (i % 2) * 290 + (int) (number * 7 % 40), 30 + (int) (i / 2) * 60,
                    90 + (int) ((number * 31 + i * 17) % 120), 22 };
}

/* @n_words: of ten; @has_words: whether they are known as words, too */
static LecDeckPage *
make_page (guint number,
           guint n_words,
           gboolean has_words)
{
  LecDeckPage *page = g_new0 (LecDeckPage, 1);

  page->width = WIDTH;
  page->height = HEIGHT;
  page->luma = g_malloc (WIDTH * HEIGHT);
  memset (page->luma, 255, WIDTH * HEIGHT);
  page->words = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_word_free);
  for (guint i = 0; i < n_words; i++)
    {
      g_autofree char *word = make_word (number, i);
      LecRect box = make_box (number, i);

      fill (page->luma, WIDTH, HEIGHT, &box, 30);
      if (has_words)
        g_ptr_array_add (page->words, lec_word_new (word, &box, 100, 0, 0));
    }

  return page;
}

/* Nothing that a page could be: patches of all lights. */
static LecDeckPage *
make_film (void)
{
  LecDeckPage *film = make_page (50, 0, FALSE);
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);

  for (guint i = 0; i < 400; i++)
    {
      LecRect box = { g_rand_int_range (dice, 0, WIDTH), g_rand_int_range (dice, 0, HEIGHT), 50, 40 };

      fill (film->luma, WIDTH, HEIGHT, &box, (guint8) g_rand_int_range (dice, 0, 255));
    }

  return film;
}

/* A slide shows @page in the middle of a picture with bars above and below. */
typedef struct
{
  LecSlide *slide;
  LecDeckSlide *deck_slide;
} Shown;

#define PICTURE_HEIGHT 480
#define BAR            60

static Shown
show (guint number,
      const LecDeckPage *page,
      gboolean has_words)
{
  Shown shown = { lec_slide_new (number), NULL };
  g_autofree guint8 *luma = g_malloc0 (WIDTH * PICTURE_HEIGHT);

  memcpy (luma + BAR * WIDTH, page->luma, WIDTH * HEIGHT);
  shown.slide->picture_width = WIDTH;
  shown.slide->picture_height = PICTURE_HEIGHT;
  for (guint i = 0; has_words && i < page->words->len; i++)
    {
      const LecWord *word = g_ptr_array_index (page->words, i);
      LecRect box = word->box;

      box.y += BAR;
      g_ptr_array_add (shown.slide->words, lec_word_new (word->text, &box, 90, 0, 0));
    }
  shown.deck_slide = lec_deck_slide_new (shown.slide, luma, WIDTH, PICTURE_HEIGHT, WIDTH);
  return shown;
}

static void
shown_clear (Shown *shown)
{
  lec_deck_slide_free (shown->deck_slide);
  lec_slide_free (shown->slide);
}

static void
test_placement (void)
{
  g_autoptr (LecDeckPage) page = make_page (1, 10, TRUE);
  g_autoptr (LecDeckPage) other = make_page (2, 10, TRUE);
  Shown shown = show (1, page, TRUE);
  LecPlacement found = { 0 };
  LecPlacement fit = lec_deck_placement_fit (WIDTH, HEIGHT, WIDTH, PICTURE_HEIGHT);

  g_assert_cmpuint (lec_deck_placement_find (shown.slide, page, &found), ==, 10);
  g_assert_cmpfloat_with_epsilon (found.x, 0, 0.005);
  g_assert_cmpfloat_with_epsilon (found.y, 0.125, 0.005);
  g_assert_cmpfloat_with_epsilon (found.width, 1, 0.01);
  g_assert_cmpfloat_with_epsilon (found.height, 0.75, 0.01);
  g_assert_cmpfloat_with_epsilon (fit.y, 0.125, 1e-9);
  g_assert_cmpfloat_with_epsilon (fit.height, 0.75, 1e-9);
  g_assert_cmpuint (lec_deck_placement_find (shown.slide, other, &found), ==, 0);
  shown_clear (&shown);
}

static void
test_steps (void)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_deck_page_free);
  g_autoptr (GArray) shows = g_array_new (FALSE, FALSE, sizeof (LecDeckShow));
  g_autoptr (GArray) builds_s = g_array_new (FALSE, FALSE, sizeof (double));
  static const double times_s[] = { 2, 12, 14, 16 };
  LecDeckShow show = { 4, 1, 10, 20, 0.9 };

  g_ptr_array_add (pages, make_page (7, 10, FALSE));
  for (guint n_words = 3; n_words <= 7; n_words += 2)
    g_ptr_array_add (pages, make_page (1, n_words, FALSE));
  g_assert_true (lec_deck_steps_is_earlier (g_ptr_array_index (pages, 1), g_ptr_array_index (pages, 2)));
  g_assert_false (lec_deck_steps_is_earlier (g_ptr_array_index (pages, 2), g_ptr_array_index (pages, 1)));
  g_assert_false (lec_deck_steps_is_earlier (g_ptr_array_index (pages, 0), g_ptr_array_index (pages, 1)));
  g_assert_false (lec_deck_steps_is_earlier (g_ptr_array_index (pages, 1), g_ptr_array_index (pages, 1)));

  g_array_append_vals (builds_s, times_s, G_N_ELEMENTS (times_s));
  lec_deck_steps_add (shows, &show, 1, builds_s, pages);
  g_assert_cmpuint (shows->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const LecDeckShow *piece = &g_array_index (shows, LecDeckShow, i);

      g_assert_cmpuint (piece->page, ==, 2 + i);
      g_assert_cmpfloat (piece->start_s, ==, i == 0 ? 10 : 12 + 2 * i);
      g_assert_cmpfloat (piece->end_s, ==, i == 2 ? 20 : 14 + 2 * i);
    }

  /* A step that was shown before is none of this show. */
  g_array_set_size (shows, 0);
  lec_deck_steps_add (shows, &show, 3, builds_s, pages);
  g_assert_cmpuint (shows->len, ==, 1);
}

/* Six pages; the third is never shown, the second comes back, a film is no page. */
static LecDeck *
match (gboolean has_words)
{
  static const guint order[] = { 0, 1, 3, 99, 4, 5 };
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_deck_page_free);
  g_autoptr (GPtrArray) slides = g_ptr_array_new ();
  g_autoptr (LecDeckPage) film = make_film ();
  g_autoptr (GError) error = NULL;
  Shown shown[G_N_ELEMENTS (order)];
  LecDeck *deck = NULL;

  for (guint i = 0; i < 6; i++)
    g_ptr_array_add (pages, make_page (i, 10, has_words));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      shown[i] = show (i + 1, order[i] < pages->len ? g_ptr_array_index (pages, order[i]) : film, has_words);
      lec_slide_add_visit (shown[i].slide, 10 * i, 10 * (i + 1));
      g_ptr_array_add (slides, shown[i].deck_slide);
    }
  lec_slide_add_visit (shown[1].slide, 60, 70);
  deck = lec_deck_match_find (slides, pages, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    shown_clear (&shown[i]);

  return deck;
}

static void
test_match (gconstpointer data)
{
  static const guint right[] = { 1, 2, 4, 0, 5, 6, 2 };
  g_autoptr (LecDeck) deck = match (GPOINTER_TO_INT (data));

  g_assert_cmpuint (deck->shows->len, ==, G_N_ELEMENTS (right));
  for (guint i = 0; i < deck->shows->len; i++)
    {
      const LecDeckShow *it = &g_array_index (deck->shows, LecDeckShow, i);

      g_assert_cmpuint (it->page, ==, right[i]);
      g_assert_cmpuint (it->slide, ==, i < 6 ? i + 1 : 2);
      g_assert_cmpfloat (it->start_s, ==, 10 * i);
      g_assert_cmpfloat (it->score, >=, right[i] > 0 ? 0.8 : 0);
    }
  g_assert_false (lec_deck_is_shown (deck, 3));
  g_assert_cmpfloat_with_epsilon (lec_deck_match_measure (deck), 6.0 / 7, 1e-9);
}

static void
test_cancelled (void)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_deck_page_free);
  g_autoptr (GPtrArray) slides = g_ptr_array_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LecDeck) empty = NULL;
  Shown shown = { NULL };

  g_ptr_array_add (pages, make_page (1, 10, TRUE));
  empty = lec_deck_match_find (slides, pages, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (empty->shows->len, ==, 0);
  g_assert_cmpfloat (lec_deck_match_measure (empty), ==, 0);

  shown = show (1, g_ptr_array_index (pages, 0), TRUE);
  lec_slide_add_visit (shown.slide, 0, 5);
  g_ptr_array_add (slides, shown.deck_slide);
  g_cancellable_cancel (cancellable);
  g_assert_null (lec_deck_match_find (slides, pages, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  shown_clear (&shown);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline/deck-match/way", test_way);
  g_test_add_func ("/pipeline/deck-match/twins", test_twins);
  g_test_add_func ("/pipeline/deck-match/edges", test_edges);
  g_test_add_func ("/pipeline/deck-match/far", test_far);
  g_test_add_func ("/pipeline/deck-match/placement", test_placement);
  g_test_add_func ("/pipeline/deck-match/steps", test_steps);
  g_test_add_data_func ("/pipeline/deck-match/words", GINT_TO_POINTER (TRUE), test_match);
  g_test_add_data_func ("/pipeline/deck-match/pictures", GINT_TO_POINTER (FALSE), test_match);
  g_test_add_func ("/pipeline/deck-match/cancelled", test_cancelled);
  return g_test_run ();
}
