/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "media/cut-detector.h"
#include "media/stabiliser.h"

#define WIDTH   160
#define HEIGHT  96
#define FRAME_S 0.04

/* A screen with lines in a dark room, seen (dx, dy) further on; @seed makes the grain. */
static void
film (LecSignature *frame,
      double dx,
      double dy,
      guint32 seed)
{
  g_autoptr (GRand) grain = g_rand_new_with_seed (seed);

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        double u = x - dx, v = y - dy;
        gboolean on_screen = u > 30 && u < 130 && v > 16 && v < 80;
        double luma = on_screen ? 170 + 40 * sin (u / 4) * sin (v / 5) : 40 + 10 * sin (u / 9);

        frame->luma[y * WIDTH + x] = (guint8) (luma + g_rand_int_range (grain, -3, 4));
      }
}

static double
measure_difference (const LecSignature *a,
                    const LecSignature *b)
{
  double sum = 0;

  for (int y = 20; y < HEIGHT - 20; y++)
    for (int x = 30; x < WIDTH - 30; x++)
      sum += ABS (a->luma[y * WIDTH + x] - b->luma[y * WIDTH + x]);

  return sum / ((HEIGHT - 40) * (WIDTH - 60));
}

/* A camera that turns is followed, what it films stays where it was. */
static void
test_pan (void)
{
  g_autoptr (LecSignature) frame = lec_signature_new (WIDTH, HEIGHT, 4);
  g_autoptr (LecSignature) first = lec_signature_new (WIDTH, HEIGHT, 4);
  g_autoptr (LecStabiliser) stabiliser = lec_stabiliser_new (frame);
  const LecSignature *held = NULL;
  double x, y;

  film (first, 0, 0, 1);
  for (guint i = 0; i < 400; i++)
    {
      film (frame, i < 300 ? 0 : (i - 300) * 0.12, i < 300 ? 0 : (i - 300) * 0.03, i);
      held = lec_stabiliser_push (stabiliser, frame, FRAME_S);
    }
  g_assert_true (lec_stabiliser_is_moving (stabiliser));
  lec_stabiliser_get_offset (stabiliser, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 99 * 0.12, 1.2);
  g_assert_cmpfloat_with_epsilon (y, 99 * 0.03, 1.2);
  g_assert_cmpfloat (measure_difference (held, first), <, measure_difference (frame, first) / 2);
}

/* A recording of a screen is handed on as it is, however it scrolls. */
static void
test_screen (void)
{
  g_autoptr (LecSignature) frame = lec_signature_new (WIDTH, HEIGHT, 4);
  g_autoptr (LecStabiliser) stabiliser = lec_stabiliser_new (frame);

  for (guint i = 0; i < 100; i++)
    {
      if (i % 20 < 5)
        film (frame, 0, i, 7);
      g_assert_true (lec_stabiliser_push (stabiliser, frame, FRAME_S) == frame);
    }
  g_assert_false (lec_stabiliser_is_moving (stabiliser));
}

/* Another picture altogether: nothing of the old place is left. */
static void
test_other_camera (void)
{
  g_autoptr (LecSignature) frame = lec_signature_new (WIDTH, HEIGHT, 4);
  g_autoptr (LecStabiliser) stabiliser = lec_stabiliser_new (frame);
  double x, y;

  for (guint i = 0; i < 400; i++)
    {
      film (frame, i < 300 ? 0 : (i - 300) * 0.12, 0, i);
      lec_stabiliser_push (stabiliser, frame, FRAME_S);
    }
  memset (frame->luma, 250, WIDTH * HEIGHT);
  lec_stabiliser_push (stabiliser, frame, FRAME_S);
  g_assert_false (lec_stabiliser_is_moving (stabiliser));
  lec_stabiliser_get_offset (stabiliser, &x, &y);
  g_assert_cmpfloat (x, ==, 0);
  g_assert_cmpfloat (y, ==, 0);
}

/* Turning one way until the picture is another one: also the last row and column are read whole. */
static void
test_far (void)
{
  g_autoptr (LecSignature) frame = lec_signature_new (WIDTH, HEIGHT, 4);
  g_autoptr (LecStabiliser) stabiliser = lec_stabiliser_new (frame);

  for (guint i = 0; i < 600; i++)
    {
      film (frame, -(double) i / 7, (double) i / 11, i);
      lec_stabiliser_push (stabiliser, frame, FRAME_S);
    }
}

/* Many blocks at once are a cut, many one after the other are somebody who walks by. */
static void
test_cuts (void)
{
  g_autoptr (LecCutDetector) detector = lec_cut_detector_new (200);
  guint16 sums[200];

  for (guint frame = 0; frame < 300; frame++)
    {
      gboolean is_cut = frame == 150;

      for (guint i = 0; i < 200; i++)
        sums[i] = is_cut && i < 60 ? 900 : i / 4 == frame % 50 ? 600
                                                               : 40;
      g_assert_cmpint (lec_cut_detector_push (detector, sums), ==, is_cut);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stabiliser/pan", test_pan);
  g_test_add_func ("/stabiliser/screen", test_screen);
  g_test_add_func ("/stabiliser/other-camera", test_other_camera);
  g_test_add_func ("/stabiliser/far", test_far);
  g_test_add_func ("/stabiliser/cuts", test_cuts);

  return g_test_run ();
}
