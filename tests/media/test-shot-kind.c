/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What kind of picture a shot is, from made-up scores and pages: each kind, and what is nearly one.
 */
#include <glib.h>

#include "made-pages.h"
#include "media/shot.h"

#define BAR_HEIGHT 10

/* @stretches own the pages of @shots. */
typedef struct
{
  GPtrArray *stretches;
  GPtrArray *shots;
} Reel;

/* Scores of a slide, of a camera's picture, and of a page with next to nothing on it. */
static const LecScores slide_scores = { .flatness = 0.9, .ink = 0.06, .edges = 0.05, .slide = 0.9 };
static const LecScores camera_scores = { .flatness = 0.4, .ink = 0.3, .edges = 0.05, .motion = 0.05, .slide = 0.4 };
static const LecScores message_scores = { .flatness = 0.99, .ink = 0.006, .edges = 0.004, .slide = 0.9 };
static const LecScores wallpaper_scores = { .flatness = 0.3, .ink = 0.2, .edges = 0.03, .slide = 0.5 };

static void
reel_begin (Reel *reel)
{
  reel->stretches = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_stretch_free);
  reel->shots = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_shot_free);
}

/* Takes @page. Returns: (transfer none) */
static LecShot *
reel_add (Reel *reel,
          LecSignature *page,
          const LecScores *scores)
{
  LecStretch *stretch = lec_stretch_new (reel->shots->len, reel->shots->len, page);
  LecShot *shot = g_new0 (LecShot, 1);

  shot->stretch = stretch;
  shot->index = reel->shots->len;
  shot->page = lec_page_new (page);
  shot->scores = *scores;
  g_ptr_array_add (reel->stretches, stretch);
  g_ptr_array_add (reel->shots, shot);

  return shot;
}

static LecShot *
reel_add_text (Reel *reel,
               const LecScores *scores)
{
  LecSignature *page = made_page_new ();

  made_page_write (page, 3, reel->shots->len + 1);

  return reel_add (reel, page, scores);
}

/* Classifies, and holds the kinds against @kinds. */
static void
reel_end (Reel *reel,
          const LecShotKind *kinds,
          guint n_kinds)
{
  g_assert_cmpuint (reel->shots->len, ==, n_kinds);
  lec_shot_list_classify (reel->shots);
  for (guint i = 0; i < n_kinds; i++)
    {
      g_test_message ("shot %u", i);
      g_assert_cmpint (((LecShot *) g_ptr_array_index (reel->shots, i))->kind, ==, kinds[i]);
    }
  g_ptr_array_unref (reel->shots);
  g_ptr_array_unref (reel->stretches);
}

/* A blank picture has neither ink nor edges; a single word is a page. */
static void
test_blank (void)
{
  static const LecShotKind kinds[] = { LEC_SHOT_BLANK, LEC_SHOT_PAGE, LEC_SHOT_PAGE };
  static const LecScores blank = { .flatness = 1, .ink = 0.0004, .edges = 0.0004, .slide = 0.9 };
  static const LecScores edged = { .flatness = 1, .ink = 0.0004, .edges = 0.0006, .slide = 0.9 };
  static const LecScores inked = { .flatness = 1, .ink = 0.0006, .edges = 0.0004, .slide = 0.9 };
  Reel reel;

  reel_begin (&reel);
  reel_add (&reel, made_page_new (), &blank);
  reel_add (&reel, made_page_new (), &edged);
  reel_add (&reel, made_page_new (), &inked);
  reel_end (&reel, kinds, G_N_ELEMENTS (kinds));
}

/* A film stays one, whatever its last picture looks like; so does a page. */
static void
test_film_and_page (void)
{
  static const LecShotKind kinds[] = { LEC_SHOT_MOVING, LEC_SHOT_PAGE, LEC_SHOT_MOVING };
  static const LecScores blank = { .flatness = 1 };
  Reel reel;

  reel_begin (&reel);
  reel_add_text (&reel, &camera_scores)->kind = LEC_SHOT_MOVING;
  reel_add_text (&reel, &slide_scores);
  reel_add_text (&reel, &blank)->kind = LEC_SHOT_MOVING;
  reel_end (&reel, kinds, G_N_ELEMENTS (kinds));
}

/* Each is a camera's for one reason, and is none without it; pages keep them apart. */
static void
test_camera (void)
{
  static const LecScores still = { .flatness = 0.4, .ink = 0.3, .edges = 0.05, .motion = 0.02, .slide = 0.4 };
  static const LecScores slide = { .flatness = 0.4, .ink = 0.3, .edges = 0.05, .motion = 0.5, .slide = 0.62 };
  static const LecScores blurred = { .flatness = 0.69, .ink = 0.3, .edges = 0.011, .motion = 0.05, .slide = 0.8 };
  static const LecScores flat = { .flatness = 0.71, .ink = 0.3, .edges = 0.011, .motion = 0.05, .slide = 0.8 };
  static const struct
  {
    const LecScores *scores;
    gboolean filmed;
    LecShotKind kind;
  } cases[] = {
    { &camera_scores, FALSE, LEC_SHOT_CAMERA },
    { &still, FALSE, LEC_SHOT_PAGE },
    { &still, TRUE, LEC_SHOT_CAMERA },
    { &slide, FALSE, LEC_SHOT_PAGE },
    { &slide, TRUE, LEC_SHOT_PAGE },
    { &blurred, FALSE, LEC_SHOT_CAMERA },
    { &flat, FALSE, LEC_SHOT_PAGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Reel reel;
      LecShot *shot = NULL;

      reel_begin (&reel);
      shot = reel_add_text (&reel, cases[i].scores);
      ((LecStretch *) g_ptr_array_index (reel.stretches, 0))->filmed = cases[i].filmed;
      g_assert_nonnull (shot);
      reel_end (&reel, &cases[i].kind, 1);
    }
}

/* Next to a camera, before and behind, less is enough; not next to a page. */
static void
test_camera_spreads (void)
{
  static const LecShotKind kinds[] = { LEC_SHOT_CAMERA, LEC_SHOT_CAMERA, LEC_SHOT_CAMERA, LEC_SHOT_CAMERA,
                                       LEC_SHOT_PAGE, LEC_SHOT_PAGE, LEC_SHOT_PAGE };
  static const LecScores near = { .flatness = 0.59, .ink = 0.3, .edges = 0.05, .slide = 0.69 };
  static const LecScores better = { .flatness = 0.59, .ink = 0.3, .edges = 0.05, .slide = 0.71 };
  Reel reel;

  reel_begin (&reel);
  reel_add_text (&reel, &near);
  reel_add_text (&reel, &camera_scores);
  reel_add_text (&reel, &near);
  reel_add_text (&reel, &near);
  reel_add_text (&reel, &better);
  reel_add_text (&reel, &near);
  reel_add_text (&reel, &slide_scores);
  reel_end (&reel, kinds, G_N_ELEMENTS (kinds));
}

/* A slope of grey over a bar of one colour, with @n_icons on it. */
static LecSignature *
draw_desktop (int bar_height,
              int n_icons)
{
  LecSignature *page = made_page_new ();

  for (int y = 0; y < PAGE_HEIGHT; y++)
    for (int x = 0; x < PAGE_WIDTH; x++)
      page->luma[y * PAGE_WIDTH + x] = (guint8) (60 + x / 2);
  made_page_fill (page, 0, PAGE_HEIGHT - bar_height, PAGE_WIDTH, bar_height, 20);
  for (int i = 0; i < n_icons; i++)
    made_page_fill (page, 8 + 12 * i, PAGE_HEIGHT - bar_height + 2, 6, 6, 200);

  return page;
}

static void
test_desktop (void)
{
  static const LecShotKind kinds[] = { LEC_SHOT_DESKTOP, LEC_SHOT_PAGE, LEC_SHOT_PAGE, LEC_SHOT_PAGE };
  Reel reel;

  reel_begin (&reel);
  reel_add (&reel, draw_desktop (BAR_HEIGHT, 6), &wallpaper_scores);
  reel_add (&reel, draw_desktop (16, 0), &wallpaper_scores); /* a bar without icons is an edge */
  reel_add (&reel, draw_desktop (0, 0), &wallpaper_scores);  /* a photograph */
  reel_add_text (&reel, &slide_scores);
  reel_end (&reel, kinds, G_N_ELEMENTS (kinds));
}

/* Over the same bar a slide of the same talk shows text: it is part of the template. */
static void
test_bar_of_the_template (void)
{
  static const LecShotKind kinds[] = { LEC_SHOT_PAGE, LEC_SHOT_PAGE };
  Reel reel;
  LecSignature *slide = draw_desktop (BAR_HEIGHT, 6);

  made_page_fill (slide, 0, 0, PAGE_WIDTH, PAGE_HEIGHT - BAR_HEIGHT, 235);
  made_page_write (slide, 2, 1);

  reel_begin (&reel);
  reel_add (&reel, draw_desktop (BAR_HEIGHT, 6), &wallpaper_scores);
  reel_add (&reel, slide, &slide_scores);
  reel_end (&reel, kinds, G_N_ELEMENTS (kinds));
}

static LecSignature *
draw_message (int x,
              int y,
              int width)
{
  LecSignature *page = made_page_new ();

  made_page_fill (page, x, y, width, 6, 20);

  return page;
}

/* One message at three places, the fourth time at the same place as before. */
static void
test_no_signal (void)
{
  static const LecShotKind kinds[] = { LEC_SHOT_PAGE, LEC_SHOT_NO_SIGNAL, LEC_SHOT_NO_SIGNAL, LEC_SHOT_NO_SIGNAL,
                                       LEC_SHOT_PAGE };
  Reel reel;

  reel_begin (&reel);
  reel_add_text (&reel, &slide_scores);
  reel_add (&reel, draw_message (40, 40, 48), &message_scores);
  reel_add (&reel, draw_message (140, 90, 48), &message_scores);
  reel_add (&reel, draw_message (60, 130, 48), &message_scores);
  reel_add (&reel, draw_message (60, 130, 48), &message_scores);
  reel_end (&reel, kinds, G_N_ELEMENTS (kinds));
}

/* Short pages: two of them, of several lengths, at one place, or with more on them. */
static void
test_no_message (void)
{
  static const LecShotKind kinds[] = { LEC_SHOT_PAGE, LEC_SHOT_PAGE, LEC_SHOT_PAGE };
  static const LecScores more = { .flatness = 0.99, .ink = 0.013, .edges = 0.004, .slide = 0.9 };
  static const LecScores textured = { .flatness = 0.96, .ink = 0.006, .edges = 0.004, .slide = 0.9 };
  static const struct
  {
    guint n;
    int places[3][3];
    const LecScores *scores;
  } cases[] = {
    { 2, { { 40, 40, 48 }, { 140, 90, 48 } }, &message_scores },
    { 3, { { 40, 40, 48 }, { 140, 90, 96 }, { 60, 130, 48 } }, &message_scores },
    { 3, { { 40, 40, 48 }, { 44, 40, 48 }, { 40, 44, 48 } }, &message_scores },
    { 3, { { 40, 40, 48 }, { 140, 90, 48 }, { 60, 130, 48 } }, &more },
    { 3, { { 40, 40, 48 }, { 140, 90, 48 }, { 60, 130, 48 } }, &textured },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Reel reel;

      reel_begin (&reel);
      for (guint k = 0; k < cases[i].n; k++)
        reel_add (&reel, draw_message (cases[i].places[k][0], cases[i].places[k][1], cases[i].places[k][2]),
                  cases[i].scores);
      reel_end (&reel, kinds, cases[i].n);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/media/shot-kind/blank", test_blank);
  g_test_add_func ("/media/shot-kind/film-and-page", test_film_and_page);
  g_test_add_func ("/media/shot-kind/camera", test_camera);
  g_test_add_func ("/media/shot-kind/camera-spreads", test_camera_spreads);
  g_test_add_func ("/media/shot-kind/desktop", test_desktop);
  g_test_add_func ("/media/shot-kind/bar-of-the-template", test_bar_of_the_template);
  g_test_add_func ("/media/shot-kind/no-signal", test_no_signal);
  g_test_add_func ("/media/shot-kind/no-message", test_no_message);

  return g_test_run ();
}
