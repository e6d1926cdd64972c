/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps few pictures of a stretch whose end is not known yet. They stay spread
 * evenly as it grows: one that is far enough from those before it stays, and
 * the one whose neighbours are closest to each other makes room. The newest is
 * replaced by a newer one until it is that far, so that what was written last
 * is in the still. Beside them what was seen last is kept more densely: where a
 * stretch ended is known only later. One thread.
 */
#include "media/still.h"

#include "media/temporal-median.h"

G_STATIC_ASSERT (LEC_STILL_MAX_PICTURES == LEC_MEDIAN_MAX_PICTURES);

/* The newest picture is never older than this, or than the spacing in a short stretch: before a gap
 * in what is decoded comes little of what stands in it, see LEC_KEEP_AFTER_MS. */
#define REFRESH_S 0.1
/* Neighbouring frames tell nothing new, however short the stretch is. */
#define MIN_SPACING_S 0.04
/* Of what was seen last, where there is room for more than those that are spread. That something
 * ended is known LEC_STRETCH_SETTLE_S later, and its very end is not trusted: one of them has to be
 * older than both together. Each is memory; LecFramePool counts on their number. */
#define MAX_RECENT       4
#define RECENT_SPACING_S 0.2

typedef struct
{
  LecPicture *picture;
  double time_s;
} Shot;

struct _LecStillBuilder
{
  gsize max_bytes;
  GArray *shots;  /* (element-type Shot) owned, in order of time */
  GArray *recent; /* likewise; they share their memory with those */
};

static void
clear_shot (gpointer data)
{
  Shot *shot = data;

  g_clear_pointer (&shot->picture, lec_picture_free);
}

static GArray *
new_shots (void)
{
  GArray *shots = g_array_new (FALSE, FALSE, sizeof (Shot));

  g_array_set_clear_func (shots, clear_shot);
  return shots;
}

static Shot *
get_shot (LecStillBuilder *self,
          guint index)
{
  return &g_array_index (self->shots, Shot, index);
}

static Shot *
get_newest (LecStillBuilder *self)
{
  return get_shot (self, self->shots->len - 1);
}

static guint
count_before (GArray *shots,
              double time_s)
{
  guint n = 0;

  while (n < shots->len && g_array_index (shots, Shot, n).time_s < time_s)
    n++;

  return n;
}

/* Returns: (transfer none) (nullable) */
static const Shot *
find_newest_before (GArray *shots,
                    double time_s)
{
  guint n = count_before (shots, time_s);

  return n > 0 ? &g_array_index (shots, Shot, n - 1) : NULL;
}

/* Hands over what is before @end_s. */
static void
move_before (GArray *shots,
             double end_s,
             GArray *before)
{
  guint n = count_before (shots, end_s);

  for (guint i = 0; i < n; i++)
    {
      Shot *from = &g_array_index (shots, Shot, i);
      Shot shot = { g_steal_pointer (&from->picture), from->time_s };

      g_array_append_val (before, shot);
    }
  g_array_remove_range (shots, 0, n);
}

/* How far from the one before it a picture has to be to stay. */
static double
get_spacing (LecStillBuilder *self,
             double time_s)
{
  double span_s = time_s - get_shot (self, 0)->time_s;

  return MAX (span_s / LEC_STILL_MAX_PICTURES, MIN_SPACING_S);
}

static guint
get_capacity (LecStillBuilder *self,
              const LecPicture *picture)
{
  gsize n = self->max_bytes / lec_picture_get_size_bytes (picture);

  return (guint) CLAMP (n, 1, LEC_STILL_MAX_PICTURES);
}

/* How many more there is room for. */
static guint
get_recent_capacity (LecStillBuilder *self,
                     const LecPicture *picture)
{
  gsize n = self->max_bytes / lec_picture_get_size_bytes (picture);

  return n > LEC_STILL_MAX_PICTURES ? (guint) MIN (n - LEC_STILL_MAX_PICTURES, MAX_RECENT) : 0;
}

static void
keep_recent (LecStillBuilder *self,
             const LecPicture *picture,
             double time_s)
{
  guint capacity = get_recent_capacity (self, picture), n = self->recent->len;
  Shot shot = { .time_s = time_s };

  if (capacity == 0 ||
      (n > 0 && time_s - g_array_index (self->recent, Shot, n - 1).time_s < RECENT_SPACING_S - 0.001))
    return;

  if (n >= capacity)
    g_array_remove_range (self->recent, 0, n - capacity + 1);
  shot.picture = lec_picture_keep (picture);
  g_array_append_val (self->recent, shot);
}

/* For two shots and more. The first always stays; of three and more, so does the newest. */
static void
make_room (LecStillBuilder *self)
{
  guint least = 1;
  double least_s = G_MAXDOUBLE;

  for (guint i = 1; i + 1 < self->shots->len; i++)
    {
      double gap_s = get_shot (self, i + 1)->time_s - get_shot (self, i - 1)->time_s;

      if (gap_s < least_s)
        {
          least_s = gap_s;
          least = i;
        }
    }

  g_array_remove_index (self->shots, least);
}

static gboolean
is_alike (const LecPicture *a,
          const LecPicture *b)
{
  return a->width == b->width && a->height == b->height &&
         a->colorimetry.bt709 == b->colorimetry.bt709 &&
         a->colorimetry.full_range == b->colorimetry.full_range;
}

LecStillBuilder *
lec_still_builder_new (gsize max_bytes)
{
  LecStillBuilder *self = g_new0 (LecStillBuilder, 1);

  self->max_bytes = max_bytes;
  self->shots = new_shots ();
  self->recent = new_shots ();

  return self;
}

void
lec_still_builder_free (LecStillBuilder *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->shots);
  g_array_unref (self->recent);
  g_free (self);
}

gboolean
lec_still_builder_wants (LecStillBuilder *self,
                         double time_s)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->shots->len == 0 ||
         time_s - get_newest (self)->time_s >= MIN (get_spacing (self, time_s), REFRESH_S);
}

void
lec_still_builder_offer (LecStillBuilder *self,
                         const LecPicture *picture,
                         double time_s)
{
  guint n, capacity;
  Shot shot = { .time_s = time_s };

  g_return_if_fail (self != NULL && picture != NULL);

  if (self->shots->len > 0 && !is_alike (get_newest (self)->picture, picture))
    {
      g_array_set_size (self->shots, 0);
      g_array_set_size (self->recent, 0);
    }
  if (!lec_still_builder_wants (self, time_s))
    return;

  n = self->shots->len;
  capacity = get_capacity (self, picture);
  if (capacity == 1 ||
      (n > 1 && get_newest (self)->time_s - get_shot (self, n - 2)->time_s < get_spacing (self, time_s)))
    g_array_set_size (self->shots, MAX (n, 1) - 1);
  else if (n == capacity)
    make_room (self);

  shot.picture = lec_picture_keep (picture);
  g_array_append_val (self->shots, shot);
  keep_recent (self, shot.picture, time_s);
}

void
lec_still_builder_drop_before (LecStillBuilder *self,
                               double time_s)
{
  g_return_if_fail (self != NULL);

  g_array_remove_range (self->shots, 0, count_before (self->shots, time_s));
  g_array_remove_range (self->recent, 0, count_before (self->recent, time_s));
}

LecStillBuilder *
lec_still_builder_split (LecStillBuilder *self,
                         double end_s,
                         double start_s)
{
  LecStillBuilder *before;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (start_s >= end_s, NULL);

  before = lec_still_builder_new (self->max_bytes);
  move_before (self->shots, end_s, before->shots);
  move_before (self->recent, end_s, before->recent);
  lec_still_builder_drop_before (self, start_s);

  return before;
}

guint
lec_still_builder_get_n_pictures (LecStillBuilder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->shots->len;
}

LecPicture *
lec_still_builder_build (LecStillBuilder *self,
                         double *picture_s)
{
  const LecPicture *pictures[LEC_STILL_MAX_PICTURES];

  g_return_val_if_fail (self != NULL && picture_s != NULL, NULL);

  if (self->shots->len == 0)
    return NULL;

  for (guint i = 0; i < self->shots->len; i++)
    pictures[i] = get_shot (self, i)->picture;
  *picture_s = get_newest (self)->time_s;

  return lec_temporal_median (pictures, self->shots->len);
}

LecPicture *
lec_still_builder_build_single (LecStillBuilder *self,
                                double before_s,
                                double *picture_s)
{
  GArray *lists[2];
  const Shot *best = NULL, *first = NULL;

  g_return_val_if_fail (self != NULL && picture_s != NULL, NULL);

  lists[0] = self->shots;
  lists[1] = self->recent;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const Shot *newest = find_newest_before (lists[i], before_s);
      const Shot *oldest = lists[i]->len > 0 ? &g_array_index (lists[i], Shot, 0) : NULL;

      if (newest != NULL && (best == NULL || newest->time_s > best->time_s))
        best = newest;
      if (oldest != NULL && (first == NULL || oldest->time_s < first->time_s))
        first = oldest;
    }
  if (best == NULL)
    best = first;
  if (best == NULL)
    return NULL;

  *picture_s = best->time_s;
  return lec_picture_keep (best->picture);
}
