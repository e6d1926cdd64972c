/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One at a time, the newest wins, steps add up.
 */
#include "media/seek-queue.h"

static gboolean
push (LecSeekQueue *queue,
      LecSeekKind kind,
      double time_s,
      int n_frames,
      LecSeek *next)
{
  const LecSeek seek = { kind, time_s, n_frames };

  return lec_seek_queue_push (queue, &seek, next);
}

static void
test_one_at_a_time (void)
{
  LecSeekQueue queue = { 0 };
  LecSeek next = { 0 };

  g_assert_true (push (&queue, LEC_SEEK_EXACTLY, 1, 0, &next));
  g_assert_cmpfloat (next.time_s, ==, 1);
  g_assert_false (push (&queue, LEC_SEEK_TO_KEYFRAME, 2, 0, &next));
  g_assert_true (lec_seek_queue_has_waiting (&queue));
  g_assert_true (lec_seek_queue_finish (&queue, &next));
  g_assert_cmpfloat (next.time_s, ==, 2);
  g_assert_cmpint (next.kind, ==, LEC_SEEK_TO_KEYFRAME);
  g_assert_false (lec_seek_queue_finish (&queue, &next));
  g_assert_true (push (&queue, LEC_SEEK_EXACTLY, 3, 0, &next));
}

static void
test_newest_wins (void)
{
  LecSeekQueue queue = { 0 };
  LecSeek next = { 0 };

  push (&queue, LEC_SEEK_EXACTLY, 1, 0, &next);
  for (int i = 2; i < 100; i++)
    g_assert_false (push (&queue, LEC_SEEK_TO_KEYFRAME, i, 0, &next));
  g_assert_false (push (&queue, LEC_SEEK_EXACTLY, 100, 0, &next));
  g_assert_true (lec_seek_queue_finish (&queue, &next));
  g_assert_cmpfloat (next.time_s, ==, 100);
  g_assert_cmpint (next.kind, ==, LEC_SEEK_EXACTLY);
  g_assert_false (lec_seek_queue_has_waiting (&queue));
}

static void
test_steps (void)
{
  LecSeekQueue queue = { 0 };
  LecSeek next = { 0 };

  g_assert_true (push (&queue, LEC_SEEK_BY_FRAMES, 0, -1, &next));
  g_assert_cmpint (next.n_frames, ==, -1);
  push (&queue, LEC_SEEK_BY_FRAMES, 0, 1, &next);
  push (&queue, LEC_SEEK_BY_FRAMES, 0, 1, &next);
  push (&queue, LEC_SEEK_BY_FRAMES, 0, 1, &next);
  g_assert_true (lec_seek_queue_finish (&queue, &next));
  g_assert_cmpint (next.n_frames, ==, 3);

  push (&queue, LEC_SEEK_BY_FRAMES, 0, 1, &next);
  push (&queue, LEC_SEEK_BY_FRAMES, 0, -1, &next);
  g_assert_false (lec_seek_queue_finish (&queue, &next));

  for (int i = 0; i < 50; i++)
    push (&queue, LEC_SEEK_BY_FRAMES, 0, 1, &next);
  g_assert_true (lec_seek_queue_finish (&queue, &next));
  g_assert_cmpint (next.n_frames, ==, LEC_SEEK_MAX_FRAMES);
}

/* Steps after a seek are from where it goes; those before it are of no use. */
static void
test_seek_and_steps (void)
{
  LecSeekQueue queue = { 0 };
  LecSeek next = { 0 };

  push (&queue, LEC_SEEK_EXACTLY, 1, 0, &next);
  push (&queue, LEC_SEEK_BY_FRAMES, 0, 5, &next);
  push (&queue, LEC_SEEK_EXACTLY, 2, 0, &next);
  push (&queue, LEC_SEEK_BY_FRAMES, 0, -2, &next);
  g_assert_true (lec_seek_queue_finish (&queue, &next));
  g_assert_cmpfloat (next.time_s, ==, 2);
  g_assert_true (lec_seek_queue_finish (&queue, &next));
  g_assert_cmpint (next.kind, ==, LEC_SEEK_BY_FRAMES);
  g_assert_cmpint (next.n_frames, ==, -2);
  g_assert_false (lec_seek_queue_finish (&queue, &next));
}

static void
test_hold_and_clear (void)
{
  LecSeekQueue queue = { 0 };
  LecSeek next = { 0 };

  lec_seek_queue_hold (&queue);
  g_assert_false (push (&queue, LEC_SEEK_EXACTLY, 1, 0, &next));
  lec_seek_queue_clear (&queue);
  g_assert_false (lec_seek_queue_has_waiting (&queue));
  g_assert_true (push (&queue, LEC_SEEK_EXACTLY, 2, 0, &next));
  g_assert_cmpfloat (next.time_s, ==, 2);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/seek-queue/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/seek-queue/newest-wins", test_newest_wins);
  g_test_add_func ("/seek-queue/steps", test_steps);
  g_test_add_func ("/seek-queue/seek-and-steps", test_seek_and_steps);
  g_test_add_func ("/seek-queue/hold-and-clear", test_hold_and_clear);
  return g_test_run ();
}
