/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When a recording is complete, by a clock that is handed in.
 */
#include "engine/arrivals.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define SETTLE (3 * SECOND)

typedef struct
{
  LecArrivals *arrivals;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  fixture->arrivals = lec_arrivals_new (SETTLE);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  lec_arrivals_free (fixture->arrivals);
}

/* What is seen of /a at @now_s. */
static LecArrivalVerdict
see (Fixture *fixture,
     gint64 size_bytes,
     gint64 modified_us,
     gint64 now_s)
{
  LecArrivalFacts facts = { size_bytes, modified_us, FALSE };

  return lec_arrivals_see (fixture->arrivals, "/a", &facts, now_s * SECOND);
}

static void
test_settles (Fixture *fixture,
              gconstpointer data)
{
  g_assert_cmpint (lec_arrivals_get_next_us (fixture->arrivals), ==, G_MAXINT64);
  g_assert_cmpint (see (fixture, 100, 1, 10), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (lec_arrivals_get_next_us (fixture->arrivals), ==, 13 * SECOND);
  g_assert_cmpint (see (fixture, 100, 1, 12), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 200, 1, 13), ==, LEC_ARRIVAL_WAIT);
  /* Written again, of the same size. */
  g_assert_cmpint (see (fixture, 200, 2, 15), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 200, 2, 17), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 200, 2, 18), ==, LEC_ARRIVAL_LOOK);
  lec_arrivals_note_taken (fixture->arrivals, "/a");
  g_assert_cmpint (see (fixture, 200, 2, 19), ==, LEC_ARRIVAL_DONE);
  g_assert_cmpint (lec_arrivals_get_next_us (fixture->arrivals), ==, G_MAXINT64);
  /* Another recording under the same name. */
  g_assert_cmpint (see (fixture, 300, 3, 100), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 300, 3, 103), ==, LEC_ARRIVAL_LOOK);
}

/* A recording that is paused does not grow, but is still open. */
static void
test_open (Fixture *fixture,
           gconstpointer data)
{
  LecArrivalFacts facts = { 100, 1, TRUE };

  for (gint64 now_s = 10; now_s < 1000; now_s += 10)
    g_assert_cmpint (lec_arrivals_see (fixture->arrivals, "/a", &facts, now_s * SECOND), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 100, 1, 992), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 100, 1, 993), ==, LEC_ARRIVAL_LOOK);
}

static void
test_empty (Fixture *fixture,
            gconstpointer data)
{
  g_assert_cmpint (see (fixture, 0, 1, 10), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 0, 1, 1000), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (lec_arrivals_get_next_us (fixture->arrivals), ==, G_MAXINT64);
  g_assert_cmpint (see (fixture, 1, 2, 1001), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 1, 2, 1004), ==, LEC_ARRIVAL_LOOK);
}

/* Less and less often, and in the end no more, unless it changes. */
static void
test_refused (Fixture *fixture,
              gconstpointer data)
{
  gint64 now_s = 10, last_s = 0, gap_s = 0;
  guint n_looks = 0;

  see (fixture, 100, 1, now_s);
  for (now_s = 13; now_s < 100000; now_s++)
    if (see (fixture, 100, 1, now_s) == LEC_ARRIVAL_LOOK)
      {
        g_assert_true (lec_arrivals_note_refused (fixture->arrivals, "/a", now_s * SECOND) == (n_looks == 0));
        g_assert_cmpint (now_s - last_s, >=, gap_s);
        gap_s = n_looks > 0 ? now_s - last_s : 0;
        last_s = now_s;
        n_looks++;
      }
  g_assert_cmpuint (n_looks, >, 5);
  g_assert_cmpuint (n_looks, <, 50);
  g_assert_cmpint (gap_s, <=, 700);
  g_assert_cmpint (see (fixture, 100, 1, now_s), ==, LEC_ARRIVAL_DONE);
  g_assert_cmpint (see (fixture, 200, 1, now_s), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 200, 1, now_s + 3), ==, LEC_ARRIVAL_LOOK);
}

/* What was there before is left alone, unless it was being written. */
static void
test_ignored (Fixture *fixture,
              gconstpointer data)
{
  LecArrivalFacts facts = { 100, 1, FALSE };

  lec_arrivals_ignore (fixture->arrivals, "/a", &facts, 0);
  g_assert_cmpint (see (fixture, 100, 1, 100), ==, LEC_ARRIVAL_DONE);
  g_assert_cmpint (see (fixture, 150, 1, 101), ==, LEC_ARRIVAL_WAIT);
  g_assert_cmpint (see (fixture, 150, 1, 104), ==, LEC_ARRIVAL_LOOK);
}

/* A file that is gone and comes again is new. */
static void
test_gone (Fixture *fixture,
           gconstpointer data)
{
  see (fixture, 100, 1, 10);
  lec_arrivals_sweep (fixture->arrivals);
  g_assert_cmpint (see (fixture, 100, 1, 13), ==, LEC_ARRIVAL_LOOK);
  lec_arrivals_note_taken (fixture->arrivals, "/a");
  lec_arrivals_sweep (fixture->arrivals);
  g_assert_cmpint (see (fixture, 100, 1, 14), ==, LEC_ARRIVAL_DONE);
  lec_arrivals_sweep (fixture->arrivals);
  lec_arrivals_sweep (fixture->arrivals);
  g_assert_cmpint (see (fixture, 100, 1, 20), ==, LEC_ARRIVAL_WAIT);
}

static void
test_names (void)
{
  static const char *const good[] = { "talk.mp4", "2026-11-25 10-00-00.mkv", "ZOOM0.MP4",
                                      "a.b.mov", "00001.MTS", "x.ts" };
  static const char *const bad[] = { ".talk.mp4", "talk.mp4.part", "talk.crdownload", "talk.tmp", "talk", "mp4",
                                     "talk.pdf", "~talk.mp4", "talk.mp4~", "double_click_to_convert.zoom", "" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (lec_arrivals_is_recording (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (lec_arrivals_is_recording (bad[i]));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/arrivals/settles", Fixture, NULL, set_up, test_settles, tear_down);
  g_test_add ("/arrivals/open", Fixture, NULL, set_up, test_open, tear_down);
  g_test_add ("/arrivals/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/arrivals/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/arrivals/ignored", Fixture, NULL, set_up, test_ignored, tear_down);
  g_test_add ("/arrivals/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add_func ("/arrivals/names", test_names);

  return g_test_run ();
}
