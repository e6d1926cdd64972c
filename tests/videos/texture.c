/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pixel by pixel and therefore slow: whoever draws one keeps it.
 */
#include "texture.h"

#include <math.h>
#include <string.h>

#include "dice.h"
#include "ink.h"

typedef Colour (*Shader) (double x, double y, double time_s, guint32 seed);

static double
smooth (double t)
{
  return t * t * (3 - 2 * t);
}

static double
value_noise (double x, double y, guint32 seed)
{
  double fx = floor (x);
  double fy = floor (y);
  guint32 ix = (guint32) (gint32) fx;
  guint32 iy = (guint32) (gint32) fy;
  double u = smooth (x - fx);
  double v = smooth (y - fy);
  double top = dice_hash (ix, iy, seed) * (1 - u) + dice_hash (ix + 1, iy, seed) * u;
  double bottom = dice_hash (ix, iy + 1, seed) * (1 - u) + dice_hash (ix + 1, iy + 1, seed) * u;

  return top * (1 - v) + bottom * v;
}

double
texture_noise (double x, double y, int octaves, guint32 seed)
{
  double sum = 0;
  double weight = 0.5;
  double total = 0;

  for (int i = 0; i < octaves; i++)
    {
      sum += value_noise (x, y, seed + (guint32) i) * weight;
      total += weight;
      weight *= 0.5;
      x *= 2.03;
      y *= 2.03;
    }
  return sum / total;
}

static Colour
shade_landscape (double x, double y, double time_s, guint32 seed)
{
  double drift = time_s * 0.03;
  double clouds = texture_noise (x * 3 + drift, y * 6, 5, seed);
  Colour sky = colour_mix (COLOUR (0x5b8fc9), COLOUR (0xdfe8ee), y * 1.3);
  Colour colour = colour_mix (sky, COLOUR (0xffffff), CLAMP ((clouds - 0.5) * 3, 0, 0.9));

  for (guint32 ridge = 0; ridge < 3; ridge++)
    {
      double along = x * (2 + ridge) + ridge * 7 + drift * (ridge + 1);
      double noise = 0.5 - texture_noise (along, 0.5, 5, seed + 40 + ridge);
      double height = 0.36 + 0.16 * ridge + 0.28 * noise;
      Colour near = colour_mix (COLOUR (0x6f8399), COLOUR (0x2f4a2c), ridge / 2.0);
      double rough = texture_noise (x * 40, y * 40, 3, seed + 90 + ridge);

      if (y > height)
        colour = colour_mix (near, COLOUR (0x1c2a1a), rough * 0.6 + (y - height) * 0.4);
    }
  return colour;
}

static Colour
shade_cells (double x, double y, double time_s, guint32 seed)
{
  double nearest = 9;
  double second = 9;
  double cx = floor (x * 7);
  double cy = floor (y * 7);

  for (int j = -1; j <= 1; j++)
    for (int i = -1; i <= 1; i++)
      {
        guint32 gx = (guint32) (gint32) (cx + i);
        guint32 gy = (guint32) (gint32) (cy + j);
        double px = cx + i + dice_hash (gx, gy, seed) + 0.15 * sin (time_s * 2 + 9 * dice_hash (gx, gy, seed + 5));
        double py = cy + j + dice_hash (gx, gy, seed + 1) +
                    0.15 * cos (time_s * 1.7 + 9 * dice_hash (gx, gy, seed + 6));
        double d = hypot (x * 7 - px, y * 7 - py);

        if (d < nearest)
          {
            second = nearest;
            nearest = d;
          }
        else if (d < second)
          second = d;
      }

  {
    double wall = CLAMP ((second - nearest) * 6, 0, 1);
    double core = CLAMP ((0.3 - nearest) * 6, 0, 1);
    Colour stain = colour_mix (COLOUR (0xe7b5d2), COLOUR (0xf4dcea), texture_noise (x * 30, y * 30, 3, seed));

    return colour_mix (colour_mix (COLOUR (0x9c5f8f), stain, wall), COLOUR (0x53307a), core);
  }
}

static Colour
shade_rock (double x, double y, double time_s, guint32 seed)
{
  double warp = texture_noise (x * 2 + time_s * 0.1, y * 2, 4, seed) * 3;
  double bands = 0.5 + 0.5 * sin ((y * 9 + warp * 3) * 2);
  double grit = texture_noise (x * 60, y * 60, 2, seed + 9);

  return colour_mix (colour_mix (COLOUR (0xb08a63), COLOUR (0x6d4b3a), bands), COLOUR (0xe8d9bf), grit * 0.5);
}

static Colour
shade_city (double x, double y, double time_s, guint32 seed)
{
  double column = floor (x * 14 + time_s * 0.4);
  double height = 0.25 + 0.5 * dice_hash ((guint32) (gint32) column, 1, seed);
  Colour dusk = colour_mix (COLOUR (0x33436b), COLOUR (0xf0a868), smooth (CLAMP (y * 1.2, 0, 1)));
  guint32 wx = (guint32) (gint32) floor ((x * 14 + time_s * 0.4) * 6);
  guint32 wy = (guint32) (gint32) floor (y * 60);

  if (1 - y > height)
    return colour_mix (dusk, COLOUR (0xffffff), 0.3 * texture_noise (x * 4, y * 9, 4, seed));
  if (wx % 2 == 0 && wy % 2 == 0 && dice_hash (wx, wy, seed) > 0.55)
    return COLOUR (0xffe2a0);
  return colour_mix (COLOUR (0x1e2436), COLOUR (0x4a5068), dice_hash ((guint32) (gint32) column, 2, seed));
}

static Shader
choose_shader (guint32 seed)
{
  static const Shader shaders[] = { shade_landscape, shade_cells, shade_rock, shade_city };

  return shaders[seed % G_N_ELEMENTS (shaders)];
}

cairo_surface_t *
texture_film (guint32 seed, int width, int height, double time_s)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  int stride = cairo_image_surface_get_stride (surface) / 4;
  guint32 *pixels = (guint32 *) (void *) cairo_image_surface_get_data (surface);
  Shader shade = choose_shader (seed);
  double aspect = width / (double) height;

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        Colour c = shade (x / (double) width * aspect, y / (double) height, time_s, seed);

        pixels[y * stride + x] = (guint32) (c.r * 255) << 16 | (guint32) (c.g * 255) << 8 | (guint32) (c.b * 255);
      }
  cairo_surface_mark_dirty (surface);
  return surface;
}

cairo_surface_t *
texture_photo (guint32 seed, int width, int height)
{
  return texture_film (seed, width, height, 0);
}

cairo_surface_t *
texture_grain (guint32 seed, int size, double strength)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  int stride = cairo_image_surface_get_stride (surface) / 4;
  guint32 *pixels = (guint32 *) (void *) cairo_image_surface_get_data (surface);

  cairo_surface_flush (surface);
  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++)
      {
        double bell = dice_hash ((guint32) x, (guint32) y, seed) + dice_hash ((guint32) x, (guint32) y, seed + 1) +
                      dice_hash ((guint32) x, (guint32) y, seed + 2) - 1.5;
        guint32 alpha = (guint32) CLAMP (fabs (bell) * strength * 255, 0, 255);

        pixels[y * stride + x] = bell > 0 ? alpha << 24 | alpha << 16 | alpha << 8 | alpha : alpha << 24;
      }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
blur_line (guint8 *first, int step, int length, int radius, guint8 *line)
{
  int sum = 0;

  if (length < 1)
    return;

  memset (line, 0, (gsize) length);
  for (int i = 0; i < length; i++)
    line[i] = first[i * step];
  for (int i = -radius; i <= radius; i++)
    sum += line[CLAMP (i, 0, length - 1)];
  for (int i = 0; i < length; i++)
    {
      first[i * step] = (guint8) (sum / (2 * radius + 1));
      sum += line[MIN (i + radius + 1, length - 1)] - line[MAX (i - radius, 0)];
    }
}

void
texture_blur (cairo_surface_t *surface, int radius)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *data = cairo_image_surface_get_data (surface);
  g_autofree guint8 *line = g_malloc (MAX (width, height));

  if (radius < 1)
    return;
  cairo_surface_flush (surface);
  for (int channel = 0; channel < 4; channel++)
    {
      for (int y = 0; y < height; y++)
        blur_line (data + y * stride + channel, 4, width, radius, line);
      for (int x = 0; x < width; x++)
        blur_line (data + x * 4 + channel, stride, height, radius, line);
    }
  cairo_surface_mark_dirty (surface);
}
