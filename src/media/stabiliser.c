/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A camera is at work where nearly all of the picture is active nearly all of
 * the time. Then each frame is aligned with a slow average of those before it
 * by the shift that leaves the least difference (Lucas and Kanade 1981, one
 * shift for the whole picture, weighted so that people in front of the screen
 * and new pages on it do not pull).
 */
#include "media/stabiliser.h"

#include <math.h>
#include <string.h>

/* Sum over a block of what differs, from which on it is active. */
#define ACTIVE_SUM 24
/* So much of the picture, for so much of the last time, means a camera; for so little, none. */
#define ACTIVE_RATIO 0.5
#define MEMORY_S     1.5
#define CAMERA_ON    0.7
#define CAMERA_OFF   0.2
/* A cut to another camera: so much of the picture differs by so much at once. */
#define CUT_LEVELS 24
#define CUT_RATIO  0.6
/* A camera on a stand, or in a steady hand, trembles no further. */
#define STEADY 3.0
/* A film shown in a talk is seldom longer. */
#define WAIT_S 8.0
/* How much of the newest speed goes into the guess where the picture will be. */
#define SPEED_SHARE 0.5
/* Every so many pixels and so many times the shift is refined. */
#define STEP         2
#define N_ITERATIONS 4
#define SETTLED      0.02
/* Differences beyond are somebody in front, or a new page. */
#define OUTLIER 16.0
/* How fast the average follows. */
#define AVERAGE_SHARE 0.125f
/* Beyond this share of the width the picture is another one. */
#define FURTHEST_RATIO 0.25

struct _LecStabiliser
{
  LecSignature *last;   /* as it came */
  LecSignature *canvas; /* as it goes; keeps what has moved out of the picture */
  float *average;       /* of the canvas */
  guint16 *sums;
  double camera; /* 0..1 */
  double on_s;   /* how long it has been at work */
  double x;
  double y;
  double speed_x; /* of the picture, pixels a second */
  double speed_y;
  guint started : 1;
  guint is_on : 1;
  guint has_moved : 1; /* since it was anchored */
};

/* Normal equations of the shift. */
typedef struct
{
  double xx, xy, yy;
  double ex, ey;
} Equations;

LecStabiliser *
lec_stabiliser_new (const LecSignature *shape)
{
  LecStabiliser *self = g_new0 (LecStabiliser, 1);

  self->last = lec_signature_copy (shape);
  self->canvas = lec_signature_copy (shape);
  self->average = g_new0 (float, (gsize) shape->width * shape->height);
  self->sums = g_new0 (guint16, lec_signature_get_n_blocks (shape));

  return self;
}

void
lec_stabiliser_free (LecStabiliser *self)
{
  lec_signature_free (self->last);
  lec_signature_free (self->canvas);
  g_free (self->average);
  g_free (self->sums);
  g_free (self);
}

void
lec_stabiliser_get_offset (const LecStabiliser *self,
                           double *x,
                           double *y)
{
  *x = self->x;
  *y = self->y;
}

static void
copy_luma (LecSignature *to,
           const LecSignature *from)
{
  memcpy (to->luma, from->luma, (gsize) to->width * to->height);
}

/* From here on the picture lies where it lies now. */
static void
anchor (LecStabiliser *self,
        const LecSignature *signature)
{
  gsize n = (gsize) signature->width * signature->height;

  copy_luma (self->canvas, signature);
  for (gsize i = 0; i < n; i++)
    self->average[i] = signature->luma[i];
  self->x = self->y = 0;
  self->speed_x = self->speed_y = 0;
  self->has_moved = FALSE;
}

static void
watch (LecStabiliser *self,
       const LecSignature *signature,
       double dt_s)
{
  int n_blocks = lec_signature_get_n_blocks (signature);
  double pace = 1 - exp (-dt_s / MEMORY_S);
  int n_active = 0;

  lec_signature_sum_changes (signature, self->last, self->sums);
  for (int i = 0; i < n_blocks; i++)
    n_active += self->sums[i] >= ACTIVE_SUM;
  self->camera += pace * ((n_active > ACTIVE_RATIO * n_blocks) - self->camera);
}

static gboolean
is_cut (const LecSignature *a,
        const LecSignature *b)
{
  gsize n = (gsize) a->width * a->height;
  gsize n_changed = 0;

  for (gsize i = 0; i < n; i++)
    n_changed += ABS (a->luma[i] - b->luma[i]) > CUT_LEVELS;

  return n_changed > CUT_RATIO * n;
}

/* Bilinear; the caller sees to it that all four pixels are there. In double: as a float what is
   just left of the last column is in it. */
static float
sample (const LecSignature *signature,
        double x,
        double y)
{
  int left = (int) x, top = (int) y;
  float fx = (float) (x - left), fy = (float) (y - top);
  const guint8 *at = signature->luma + (gsize) top * signature->width + left;
  const guint8 *below = at + signature->width;

  return (1 - fy) * ((1 - fx) * at[0] + fx * at[1]) + fy * ((1 - fx) * below[0] + fx * below[1]);
}

/* Whether (x, y) lies in the picture with a pixel to spare. */
static gboolean
is_inside (const LecSignature *signature,
           double x,
           double y)
{
  return x >= 0 && y >= 0 && x < signature->width - 1 && y < signature->height - 1;
}

static void
add_pixel (const LecStabiliser *self,
           const LecSignature *signature,
           int x,
           int y,
           Equations *sums)
{
  const float *at = self->average + (gsize) y * signature->width + x;
  double gx, gy, error, weight;

  if (!is_inside (signature, x + self->x, y + self->y))
    return;

  gx = (at[1] - at[-1]) / 2;
  gy = (at[signature->width] - at[-signature->width]) / 2;
  error = at[0] - sample (signature, x + self->x, y + self->y);
  weight = 1 / (1 + error * error / (OUTLIER * OUTLIER));
  sums->xx += weight * gx * gx;
  sums->xy += weight * gx * gy;
  sums->yy += weight * gy * gy;
  sums->ex += weight * gx * error;
  sums->ey += weight * gy * error;
}

/* One step towards the best shift. Returns: whether there is more to gain */
static gboolean
refine (LecStabiliser *self,
        const LecSignature *signature)
{
  Equations sums = { 0 };
  double determinant, dx, dy;

  for (int y = 1; y + 1 < signature->height; y += STEP)
    for (int x = 1; x + 1 < signature->width; x += STEP)
      add_pixel (self, signature, x, y, &sums);
  determinant = sums.xx * sums.yy - sums.xy * sums.xy;
  if (determinant <= 1e-3 * sums.xx * sums.yy || determinant <= 0)
    return FALSE;

  dx = (sums.yy * sums.ex - sums.xy * sums.ey) / determinant;
  dy = (sums.xx * sums.ey - sums.xy * sums.ex) / determinant;
  self->x += CLAMP (dx, -2, 2);
  self->y += CLAMP (dy, -2, 2);

  return ABS (dx) + ABS (dy) > SETTLED;
}

static void
draw (LecStabiliser *self,
      const LecSignature *signature)
{
  for (int y = 0; y < signature->height; y++)
    for (int x = 0; x < signature->width; x++)
      {
        gsize at = (gsize) y * signature->width + x;

        if (!is_inside (signature, x + self->x, y + self->y))
          continue;
        self->canvas->luma[at] = (guint8) (sample (signature, x + self->x, y + self->y) + 0.5f);
        self->average[at] += AVERAGE_SHARE * (self->canvas->luma[at] - self->average[at]);
      }
}

static void
align (LecStabiliser *self,
       const LecSignature *signature,
       double dt_s)
{
  double from_x = self->x, from_y = self->y;

  self->x += self->speed_x * dt_s;
  self->y += self->speed_y * dt_s;
  for (int i = 0; i < N_ITERATIONS && refine (self, signature); i++)
    ;
  if (ABS (self->x) > FURTHEST_RATIO * signature->width || ABS (self->y) > FURTHEST_RATIO * signature->width)
    anchor (self, signature);
  else if (dt_s > 0)
    {
      self->speed_x += SPEED_SHARE * ((self->x - from_x) / dt_s - self->speed_x);
      self->speed_y += SPEED_SHARE * ((self->y - from_y) / dt_s - self->speed_y);
    }
  self->has_moved |= self->on_s >= WAIT_S && hypot (self->x, self->y) > STEADY;
  draw (self, signature);
}

const LecSignature *
lec_stabiliser_push (LecStabiliser *self,
                     const LecSignature *signature,
                     double dt_s)
{
  gboolean cut = self->started && self->is_on && is_cut (signature, self->last);

  if (self->started)
    watch (self, signature, dt_s);
  self->on_s += dt_s;
  copy_luma (self->last, signature);
  self->started = TRUE;
  if (self->is_on && self->camera < CAMERA_OFF)
    {
      self->is_on = FALSE;
      self->has_moved = FALSE;
      self->x = self->y = 0;
    }
  else if ((!self->is_on && self->camera > CAMERA_ON) || cut)
    {
      self->is_on = TRUE;
      self->on_s = 0;
      anchor (self, signature);
    }
  else if (self->is_on)
    align (self, signature, dt_s);

  return self->has_moved ? self->canvas : signature;
}

gboolean
lec_stabiliser_is_moving (const LecStabiliser *self)
{
  return self->has_moved;
}
