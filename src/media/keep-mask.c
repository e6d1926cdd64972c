/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A packet in which nothing changes says "as before" once for each row or so of
 * the picture and costs the same few bytes each time. That floor is measured
 * around each packet. What lies above it is summed up, so that one letter after
 * the other is noticed like a whole page at once; what is at the floor lets the
 * sum leak away, slowly. Where a camera moves or a sensor's noise is coded, the
 * floor itself is high: it counts only up to a bound, so that there everything
 * is wanted.
 *
 * After a keyframe encoders sharpen what they showed. They do it in the same way
 * each time: after a keyframe of the same size, packets of the sizes that came
 * after the one before are no change.
 *
 * What cannot be noticed: a cut to a single colour, which encoders that scale
 * whole pictures say in a few bytes. It is seen at the next keyframe.
 */
#include "media/keep-mask.h"

#include <stdlib.h>

/* The floor is this quantile of the sizes of so many packets on each side. */
#define FLOOR_QUANTILE 0.25
#define FLOOR_REACH    128
#define FLOOR_STEP     32
/* The floor counts up to so much: more is not "as before". */
#define FLOOR_MAX_BYTES          24
#define FLOOR_MAX_PER_MACROBLOCK 0.06
/* What is so much above the floor is part of it. */
#define FLOOR_FACTOR 1.5
#define FLOOR_EXTRA  16
/* A picture that no other is made from is sharpened by nobody: a little more is a change. */
#define UNREFERENCED_FACTOR 1.25
#define UNREFERENCED_EXTRA  12
/* Bytes above the floor that may be a change. */
#define CHANGE_BYTES 200
/* By which the sum goes down with each packet at the floor. */
#define LEAK_BYTES 4
/* Of two keyframes of the same page. */
#define SAME_PAGE_RATIO 0.001
/* Between packets that say the same after either of them, counted in packets. */
#define SAME_REACH 4
/* Bytes that they may differ by. */
#define SAME_EXTRA 16
/* A group shorter than others by more than this was cut short. */
#define EARLY_MS 100
/* Of keyframes that repeat each other one is decoded in so long: the page stands, and a still has
 * use for another picture of it. */
#define REPEATED_EVERY_MS 15000
/* A keyframe that differs by so much from the one before shows another page. */
#define OTHER_PAGE_RATIO 0.25
/* Where the video ends no later frame tells that a page stood. */
#define KEEP_AT_END_MS 1000

/* Where more is wanted, there is unrest everywhere: what little could be left out is not worth the
 * doubt. */
#define WORTHWHILE_RATIO 0.7

/* Bytes for each macroblock in most packets, at which the picture is restless. */
#define RESTLESS_PER_MACROBLOCK 4

typedef struct
{
  LecPacketFacts *packets;
  guint n;
  guint32 from_ms;
  double floor_max;
  double floors[2];   /* of ordinary and of unreferenced packets */
  guint next_floor;   /* index at which they are measured again */
  guint32 longest_ms; /* of all groups */
  double sum;         /* above the floor, since the last change */
  guint32 keep_to_ms; /* because of the last change */
  guint32 shown_ms;   /* what was wanted last */
  gboolean was_quiet; /* the group before */
  gboolean noisy;     /* a floor is above its bound: nothing can be told */
} Mask;

/* A keyframe and what is made from it: packets @start to @end - 1. */
typedef struct
{
  guint start;
  guint end;
} Group;

static int
compare_sizes (gconstpointer a,
               gconstpointer b)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return (x > y) - (x < y);
}

static double
measure_floor (const Mask *self,
               guint at,
               gboolean unreferenced)
{
  guint sizes[2 * FLOOR_REACH];
  guint from = at > FLOOR_REACH ? at - FLOOR_REACH : 0;
  guint to = MIN (self->n, at + FLOOR_REACH);
  guint n = 0;

  for (guint i = from; i < to; i++)
    if (!self->packets[i].keyframe && self->packets[i].unreferenced == unreferenced)
      sizes[n++] = self->packets[i].size_bytes;
  if (n == 0)
    return 0;

  qsort (sizes, n, sizeof *sizes, compare_sizes);

  return sizes[(guint) (n * FLOOR_QUANTILE)];
}

static guint32
get_length_ms (const Mask *self,
               const Group *group)
{
  guint32 start_ms = self->packets[group->start].time_ms;
  guint32 last_ms = self->packets[group->end - 1].time_ms;

  return last_ms > start_ms ? last_ms - start_ms : 0;
}

/* Whether the two begin with the same page. */
static gboolean
is_repeated (const Mask *self,
             const Group *before,
             const Group *group)
{
  double size = self->packets[group->start].size_bytes;
  double size_before = self->packets[before->start].size_bytes;

  return before->end > before->start && self->packets[before->start].keyframe &&
         ABS (size - size_before) <= size * SAME_PAGE_RATIO;
}

/* Whether the page is another one after @group. */
static gboolean
is_replaced (const Mask *self,
             const Group *group)
{
  double size = self->packets[group->start].size_bytes;

  return group->end < self->n && ABS (self->packets[group->end].size_bytes - size) > size * OTHER_PAGE_RATIO;
}

/* The largest packet that came about so long after the keyframe before. */
static double
find_same (const Mask *self,
           const Group *before,
           guint offset,
           gboolean unreferenced)
{
  guint largest = 0;

  for (guint i = offset > SAME_REACH ? offset - SAME_REACH : 1; i <= offset + SAME_REACH; i++)
    if (i < before->end - before->start && self->packets[before->start + i].unreferenced == unreferenced)
      largest = MAX (largest, self->packets[before->start + i].size_bytes);

  return largest;
}

static void
update_floors (Mask *self,
               guint index)
{
  if (index < self->next_floor)
    return;

  self->noisy = FALSE;
  for (int unreferenced = FALSE; unreferenced <= TRUE; unreferenced++)
    {
      double floor = measure_floor (self, index, unreferenced);

      self->floors[unreferenced] = MIN (floor, self->floor_max);
      self->noisy = self->noisy || floor > self->floor_max;
    }
  self->next_floor = index + FLOOR_STEP;
}

/* Bytes that a packet may have without a change. */
static double
get_allowance (const Mask *self,
               const Group *before,
               const Group *group,
               guint index)
{
  const LecPacketFacts *packet = &self->packets[index];
  double allowance = packet->unreferenced
                       ? self->floors[TRUE] * UNREFERENCED_FACTOR + UNREFERENCED_EXTRA
                       : self->floors[FALSE] * FLOOR_FACTOR + FLOOR_EXTRA;

  if (before == NULL || self->noisy || packet->size_bytes <= allowance)
    return allowance;

  return MAX (allowance, find_same (self, before, index - group->start, packet->unreferenced) + SAME_EXTRA);
}

/* Sums up what is above the allowance; whether that is a change by now. */
static gboolean
is_change (Mask *self,
           const Group *before,
           const Group *group,
           guint index)
{
  double above;

  update_floors (self, index);
  above = self->packets[index].size_bytes - get_allowance (self, before, group, index);
  if (self->packets[index].unreferenced)
    return above > 0;

  self->sum = MAX (0, self->sum + (above > 0 ? above : -LEAK_BYTES));
  if (self->sum < CHANGE_BYTES)
    return FALSE;

  self->sum = 0;
  return TRUE;
}

/* Whether the keyframe of @group came before its time: the encoder saw a cut. */
static gboolean
is_early (const Mask *self,
          const Group *before)
{
  return before->end > before->start && get_length_ms (self, before) + EARLY_MS < self->longest_ms;
}

static guint32
add_ms (guint32 time_ms,
        guint32 more_ms)
{
  return time_ms < LEC_PACKET_NO_TIME - more_ms ? time_ms + more_ms : LEC_PACKET_NO_TIME;
}

static void
choose_in_group (Mask *self,
                 const Group *before,
                 const Group *group)
{
  const Group *repeated = is_repeated (self, before, group) ? before : NULL;
  gboolean at_end = group->end == self->n;
  guint32 keep_ms = at_end ? KEEP_AT_END_MS : LEC_KEEP_AFTER_MS;
  guint32 start_ms = self->packets[group->start].time_ms;
  guint last = group->start;
  gboolean changed = FALSE, spare;

  self->sum = 0;
  if (at_end || is_early (self, before))
    self->keep_to_ms = add_ms (start_ms, keep_ms);
  if (self->from_ms > 0 && start_ms <= self->from_ms && self->from_ms - start_ms <= get_length_ms (self, group))
    self->keep_to_ms = MAX (self->keep_to_ms, add_ms (self->from_ms, LEC_KEEP_AFTER_MS));

  for (guint i = group->start + 1; i < group->end; i++)
    {
      const LecPacketFacts *packet = &self->packets[i];

      if (is_change (self, repeated, group, i))
        {
          self->keep_to_ms = MAX (self->keep_to_ms, add_ms (packet->time_ms, keep_ms));
          changed = TRUE;
        }
      if (packet->time_ms <= self->keep_to_ms || packet->time_ms == LEC_PACKET_NO_TIME)
        last = i;
    }

  /* A picture like one from long before, or all black, may take next to nothing. */
  if (!changed && !is_early (self, group) && is_replaced (self, group))
    last = group->end - 1;
  for (guint i = group->start; i < group->end; i++)
    self->packets[i].wanted = FALSE;
  spare = last == group->start && repeated != NULL && self->was_quiet && start_ms - self->shown_ms < REPEATED_EVERY_MS;
  self->was_quiet = !changed;
  if (spare)
    return;

  for (guint i = group->start; i <= last; i++)
    {
      self->packets[i].wanted = TRUE;
      if (self->packets[i].time_ms != LEC_PACKET_NO_TIME)
        self->shown_ms = MAX (self->shown_ms, self->packets[i].time_ms);
    }
}

static guint
find_keyframe (const Mask *self,
               guint from)
{
  while (from < self->n && !self->packets[from].keyframe)
    from++;

  return from;
}

static gboolean
find_group (const Mask *self,
            Group *group)
{
  if (group->end >= self->n)
    return FALSE;

  group->start = group->end;
  group->end = find_keyframe (self, group->start + 1);

  return TRUE;
}

gboolean
lec_keep_mask_is_restless (GArray *packets,
                           guint n_macroblocks)
{
  guint64 restless_bytes = (guint64) RESTLESS_PER_MACROBLOCK * n_macroblocks;
  guint n = 0, n_restless = 0;

  if (n_macroblocks == 0)
    return FALSE;

  for (guint i = 0; i < packets->len; i++)
    {
      const LecPacketFacts *packet = &g_array_index (packets, LecPacketFacts, i);

      if (packet->keyframe)
        continue;
      n++;
      n_restless += packet->size_bytes >= restless_bytes;
    }

  return n_restless * 2 > n;
}

gboolean
lec_keep_mask_choose (GArray *packets,
                      guint n_macroblocks,
                      guint32 from_ms)
{
  Mask self = { .from_ms = from_ms, .floor_max = FLOOR_MAX_BYTES + FLOOR_MAX_PER_MACROBLOCK * n_macroblocks };
  Group first = { 0 }, before, group;
  guint n_wanted = 0, n_all = 0;

  g_return_val_if_fail (packets != NULL, FALSE);

  self.packets = (LecPacketFacts *) (gpointer) packets->data;
  self.n = packets->len;
  first.end = find_keyframe (&self, 0);
  for (group = first; find_group (&self, &group);)
    self.longest_ms = MAX (self.longest_ms, get_length_ms (&self, &group));

  /* What comes before the first keyframe may still give pictures. */
  for (guint i = 0; i < first.end; i++)
    self.packets[i].wanted = TRUE;
  for (group = before = first; find_group (&self, &group); before = group)
    choose_in_group (&self, &before, &group);

  for (guint i = 0; i < self.n; i++)
    if (!self.packets[i].unreferenced)
      {
        n_all++;
        n_wanted += self.packets[i].wanted;
      }
  if (n_wanted < n_all * WORTHWHILE_RATIO)
    return TRUE;

  for (guint i = 0; i < self.n; i++)
    self.packets[i].wanted = TRUE;

  return FALSE;
}
