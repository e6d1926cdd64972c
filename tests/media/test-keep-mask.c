/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which packets are wanted, on sizes as encoders make them and on any.
 */
#include "media/keep-mask.h"

#define FRAME_MS    40
#define GROUP       250
#define KEY_SIZE    20000
#define QUIET_SIZE  80
#define MACROBLOCKS 8160

/* Groups of quiet packets, each with one keyframe. */
static GArray *
make_packets (guint n_groups)
{
  GArray *packets = g_array_new (FALSE, TRUE, sizeof (LecPacketFacts));

  for (guint i = 0; i < n_groups * GROUP; i++)
    {
      LecPacketFacts packet = { .time_ms = i * FRAME_MS, .keyframe = i % GROUP == 0 };

      packet.size_bytes = packet.keyframe ? KEY_SIZE : QUIET_SIZE + i % 3;
      g_array_append_val (packets, packet);
    }

  return packets;
}

static LecPacketFacts *
get (GArray *packets,
     guint index)
{
  return &g_array_index (packets, LecPacketFacts, index);
}

static guint
count_wanted (GArray *packets,
              guint from,
              guint to)
{
  guint n = 0;

  for (guint i = from; i < to; i++)
    n += get (packets, i)->wanted;

  return n;
}

static void
test_quiet (void)
{
  g_autoptr (GArray) packets = make_packets (4);

  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  /* Of keyframes 10 s apart that repeat each other every second one. */
  for (guint i = 0; i < 3 * GROUP; i++)
    g_assert_cmpint (get (packets, i)->wanted, ==, i == 0 || i == 2 * GROUP);
}

/* Those that differ, however little, are all wanted. */
static void
test_quiet_keyframes (void)
{
  g_autoptr (GArray) packets = make_packets (4);

  for (guint i = 0; i < 4; i++)
    get (packets, i * GROUP)->size_bytes += i * KEY_SIZE / 100;
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  for (guint i = 0; i < 3 * GROUP; i++)
    g_assert_cmpint (get (packets, i)->wanted, ==, get (packets, i)->keyframe);
}

/* Going black takes an encoder nothing: only the keyframe after it is another one. */
static void
test_hidden_change (void)
{
  g_autoptr (GArray) packets = make_packets (5);

  for (guint i = 2; i < 5; i++)
    get (packets, i * GROUP)->size_bytes = 149;
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_cmpuint (count_wanted (packets, 0, GROUP), ==, 1);
  g_assert_cmpuint (count_wanted (packets, GROUP, 2 * GROUP), ==, GROUP);
  g_assert_cmpuint (count_wanted (packets, 2 * GROUP, 3 * GROUP), ==, 1);
}

/* No frame comes after the last group to show that what was seen in it stood. */
static void
test_end (void)
{
  g_autoptr (GArray) packets = make_packets (4);

  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  for (guint i = 3 * GROUP; get (packets, i)->time_ms <= get (packets, 3 * GROUP)->time_ms + 500; i++)
    g_assert_true (get (packets, i)->wanted);
  g_assert_false (get (packets, 4 * GROUP - 1)->wanted);
}

/* Who starts in a quiet group gets a frame there. */
static void
test_from (void)
{
  g_autoptr (GArray) packets = make_packets (4);
  guint at = GROUP + 100;

  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, get (packets, at)->time_ms));
  g_assert_true (get (packets, at)->wanted);
  g_assert_cmpuint (count_wanted (packets, 0, GROUP), ==, 1);
  g_assert_cmpuint (count_wanted (packets, 2 * GROUP, 3 * GROUP), <=, 1);
}

static void
test_change (void)
{
  g_autoptr (GArray) packets = make_packets (4);
  guint at = GROUP + 100;
  guint after = at + LEC_KEEP_AFTER_MS / FRAME_MS;

  get (packets, at)->size_bytes = 700; /* one more bullet */
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_cmpuint (count_wanted (packets, GROUP, after + 1), ==, after + 1 - GROUP);
  g_assert_cmpuint (count_wanted (packets, after + 1, 2 * GROUP), ==, 0);
  g_assert_cmpuint (count_wanted (packets, 0, GROUP), ==, 1);
  g_assert_cmpuint (count_wanted (packets, 2 * GROUP, 3 * GROUP), ==, 1);
}

/* What follows the change goes on into the next group. */
static void
test_change_before_keyframe (void)
{
  g_autoptr (GArray) packets = make_packets (4);

  get (packets, 2 * GROUP - 2)->size_bytes = 700;
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_cmpuint (count_wanted (packets, GROUP, 2 * GROUP), ==, GROUP);
  g_assert_cmpuint (count_wanted (packets, 2 * GROUP, 3 * GROUP), ==, LEC_KEEP_AFTER_MS / FRAME_MS - 1);
}

/* Letters that are typed, each of them small: five are noticed, the last two are not yet. */
static void
test_many_small_changes (void)
{
  g_autoptr (GArray) packets = make_packets (4);

  for (guint i = 0; i < 12; i++)
    get (packets, GROUP + 50 + 6 * i)->size_bytes = 200;
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_true (get (packets, GROUP + 50 + 6 * 9)->wanted);
  g_assert_false (get (packets, 2 * GROUP - 1)->wanted);
}

/* Player controls that go: little to say, but in every packet. */
static void
test_unreferenced (void)
{
  g_autoptr (GArray) packets = make_packets (4);

  for (guint i = 0; i < packets->len; i++)
    if (i % GROUP % 4 == 3)
      {
        get (packets, i)->unreferenced = TRUE;
        get (packets, i)->size_bytes = 25;
      }
  get (packets, GROUP + 103)->size_bytes = 49;
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_true (get (packets, GROUP + 103)->wanted);
  g_assert_false (get (packets, 2 * GROUP - 1)->wanted);
}

/* After each keyframe the encoder sharpens the page. */
static void
sharpen (GArray *packets,
         guint group,
         guint size)
{
  for (guint i = 1; i < 20; i++)
    get (packets, group * GROUP + i)->size_bytes = size / i;
}

static void
test_sharpening (void)
{
  g_autoptr (GArray) packets = make_packets (5);

  for (guint group = 0; group < 5; group++)
    sharpen (packets, group, 1800);
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_cmpuint (count_wanted (packets, 0, GROUP), >, 10);
  for (guint group = 1; group < 4; group++)
    g_assert_cmpuint (count_wanted (packets, group * GROUP, (group + 1) * GROUP), <=, 1);
}

/* The same packets after another keyframe, and others after the same, are changes. */
static void
test_other_sharpening (void)
{
  g_autoptr (GArray) packets = make_packets (5);

  for (guint group = 0; group < 5; group++)
    sharpen (packets, group, 1800);
  get (packets, 2 * GROUP)->size_bytes = KEY_SIZE + 400;
  get (packets, GROUP + 10)->size_bytes += 700;
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_true (get (packets, GROUP + 10)->wanted);
  g_assert_cmpuint (count_wanted (packets, 2 * GROUP, 3 * GROUP), >, 10);
}

static void
test_early_keyframe (void)
{
  g_autoptr (GArray) packets = make_packets (4);

  get (packets, GROUP + 125)->keyframe = TRUE;
  get (packets, GROUP + 125)->size_bytes = 30000;
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_cmpuint (count_wanted (packets, GROUP + 125, 2 * GROUP), ==, 1 + LEC_KEEP_AFTER_MS / FRAME_MS);
}

/* A camera's noise hides everything: nothing may be left out. */
static void
test_noise (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (3);
  g_autoptr (GArray) packets = make_packets (4);

  for (guint i = 0; i < packets->len; i++)
    if (!get (packets, i)->keyframe)
      get (packets, i)->size_bytes = (guint32) g_rand_int_range (dice, 3000, 5000);
  g_assert_false (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_cmpuint (count_wanted (packets, 0, packets->len), ==, packets->len);
}

/* Nothing stands still where most packets say much of each part of the picture. */
static void
test_restless (void)
{
  g_autoptr (GArray) packets = make_packets (4);

  g_assert_false (lec_keep_mask_is_restless (packets, MACROBLOCKS));
  for (guint i = 0; i < packets->len / 3; i++)
    get (packets, i)->size_bytes = 5 * MACROBLOCKS;
  g_assert_false (lec_keep_mask_is_restless (packets, MACROBLOCKS));
  for (guint i = 0; i < packets->len; i++)
    get (packets, i)->size_bytes = 5 * MACROBLOCKS;
  g_assert_true (lec_keep_mask_is_restless (packets, MACROBLOCKS));
  g_assert_false (lec_keep_mask_is_restless (packets, 0));
}

static void
test_without_keyframe (void)
{
  g_autoptr (GArray) packets = make_packets (2);
  g_autoptr (GArray) empty = make_packets (0);

  get (packets, 0)->keyframe = get (packets, GROUP)->keyframe = FALSE;
  g_assert_false (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_cmpuint (count_wanted (packets, 0, packets->len), ==, packets->len);
  g_assert_false (lec_keep_mask_choose (empty, MACROBLOCKS, 0));
}

/* A stream that is joined in the middle gives pictures before its first keyframe. */
static void
test_late_keyframe (void)
{
  g_autoptr (GArray) packets = make_packets (4);

  get (packets, 0)->keyframe = FALSE;
  g_assert_true (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
  g_assert_cmpuint (count_wanted (packets, 0, GROUP), ==, GROUP);
}

static void
test_unknown_times (void)
{
  g_autoptr (GArray) packets = make_packets (3);

  for (guint i = 0; i < packets->len; i++)
    get (packets, i)->time_ms = LEC_PACKET_NO_TIME;
  g_assert_false (lec_keep_mask_choose (packets, MACROBLOCKS, 0));
}

static GArray *
make_any_packets (GRand *dice)
{
  GArray *packets = g_array_new (FALSE, TRUE, sizeof (LecPacketFacts));
  guint n = (guint) g_rand_int_range (dice, 0, 600);

  for (guint i = 0; i < n; i++)
    {
      LecPacketFacts packet = { .time_ms = g_rand_int (dice) };

      packet.size_bytes = g_rand_int (dice) & LEC_PACKET_MAX_SIZE;
      packet.size_bytes = g_rand_boolean (dice) ? packet.size_bytes : packet.size_bytes % 100;
      packet.keyframe = g_rand_int_range (dice, 0, 20) == 0;
      packet.unreferenced = !packet.keyframe && g_rand_boolean (dice);
      g_array_append_val (packets, packet);
    }

  return packets;
}

/* Keyframes are wanted, and of each group a part from the keyframe on. */
static void
check_groups (GArray *packets)
{
  gboolean wanted = TRUE;

  for (guint i = 0; i < packets->len; i++)
    {
      const LecPacketFacts *packet = get (packets, i);

      g_assert_true (packet->keyframe ? packet->wanted : wanted || !packet->wanted);
      wanted = packet->wanted;
    }
}

static void
test_any_numbers (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (11);

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GArray) packets = make_any_packets (dice);

      lec_keep_mask_choose (packets, g_rand_int (dice), g_rand_int (dice));
      check_groups (packets);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keep-mask/quiet", test_quiet);
  g_test_add_func ("/keep-mask/quiet-keyframes", test_quiet_keyframes);
  g_test_add_func ("/keep-mask/hidden-change", test_hidden_change);
  g_test_add_func ("/keep-mask/end", test_end);
  g_test_add_func ("/keep-mask/from", test_from);
  g_test_add_func ("/keep-mask/change", test_change);
  g_test_add_func ("/keep-mask/change-before-keyframe", test_change_before_keyframe);
  g_test_add_func ("/keep-mask/many-small-changes", test_many_small_changes);
  g_test_add_func ("/keep-mask/unreferenced", test_unreferenced);
  g_test_add_func ("/keep-mask/sharpening", test_sharpening);
  g_test_add_func ("/keep-mask/other-sharpening", test_other_sharpening);
  g_test_add_func ("/keep-mask/early-keyframe", test_early_keyframe);
  g_test_add_func ("/keep-mask/noise", test_noise);
  g_test_add_func ("/keep-mask/restless", test_restless);
  g_test_add_func ("/keep-mask/without-keyframe", test_without_keyframe);
  g_test_add_func ("/keep-mask/late-keyframe", test_late_keyframe);
  g_test_add_func ("/keep-mask/unknown-times", test_unknown_times);
  g_test_add_func ("/keep-mask/any-numbers", test_any_numbers);

  return g_test_run ();
}
