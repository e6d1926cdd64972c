/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps few pictures of a stretch whose end is not known yet. They stay spread
 * evenly as it grows: one that is far enough from those before it stays, and
 * the one whose neighbours are closest to each other makes room. The newest is
 * replaced by a newer one until it is that far, so that what was written last
 * is in the still. One thread.
 */
#include "media/still.h"

#include "media/temporal-median.h"

G_STATIC_ASSERT (LEC_STILL_MAX_PICTURES == LEC_MEDIAN_MAX_PICTURES);

/* The newest picture is never older than this, or than the spacing in a short stretch: before a gap
 * in what is decoded comes little of what stands in it, see LEC_KEEP_AFTER_MS. */
#define REFRESH_S 0.1
/* Neighbouring frames tell nothing new, however short the stretch is. */
#define MIN_SPACING_S 0.04

typedef struct
{
  LecPicture *picture;
  double time_s;
} Shot;

struct _LecStillBuilder
{
  gsize max_bytes;
  GArray *shots; /* (element-type Shot) owned, in order of time */
};

static void
clear_shot (gpointer data)
{
  Shot *shot = data;

  g_clear_pointer (&shot->picture, lec_picture_free);
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
count_before (LecStillBuilder *self,
              double time_s)
{
  guint n = 0;

  while (n < self->shots->len && get_shot (self, n)->time_s < time_s)
    n++;

  return n;
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
  self->shots = g_array_new (FALSE, FALSE, sizeof (Shot));
  g_array_set_clear_func (self->shots, clear_shot);

  return self;
}

void
lec_still_builder_free (LecStillBuilder *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->shots);
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
    g_array_set_size (self->shots, 0);
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
}

void
lec_still_builder_drop_before (LecStillBuilder *self,
                               double time_s)
{
  g_return_if_fail (self != NULL);

  g_array_remove_range (self->shots, 0, count_before (self, time_s));
}

LecStillBuilder *
lec_still_builder_split (LecStillBuilder *self,
                         double end_s,
                         double start_s)
{
  LecStillBuilder *before;
  guint n;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (start_s >= end_s, NULL);

  before = lec_still_builder_new (self->max_bytes);
  n = count_before (self, end_s);
  for (guint i = 0; i < n; i++)
    {
      Shot shot = { g_steal_pointer (&get_shot (self, i)->picture), get_shot (self, i)->time_s };

      g_array_append_val (before->shots, shot);
    }
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
