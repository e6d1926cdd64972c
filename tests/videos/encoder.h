/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frames in, a video file out.
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * EncoderSettings:
 * @fps_n: numerator of the frame rate
 * @variable_rate: frames come at uneven distances
 * @quality: constant quality, 0 for the codec's ordinary value
 * @bitrate_kbps: instead of @quality when not 0
 * @gop: frames between keyframes at most
 */
typedef struct
{
  const char *codec;
  const char *container;
  int width;
  int height;
  int fps_n;
  int fps_d;
  gboolean variable_rate;
  int quality;
  int bitrate_kbps;
  int gop;
} EncoderSettings;

typedef struct _Encoder Encoder;

/* Returns: (transfer full) (nullable): %NULL for a codec or container that is unknown or missing */
Encoder *encoder_new (const EncoderSettings *settings, const char *path, GError **error);
void encoder_free (Encoder *self);
/**
 * encoder_push:
 * @frame: RGB24
 * @changed: (nullable): where it differs from the last one, %NULL for nowhere
 * @duration_s: until the next frame
 */
gboolean encoder_push (Encoder *self,
                       cairo_surface_t *frame,
                       const cairo_region_t *changed,
                       double time_s,
                       double duration_s,
                       GError **error);
/* Waits until the file is complete. */
gboolean encoder_finish (Encoder *self, GError **error);
/* The file name extension of a container, %NULL when unknown. */
const char *encoder_get_extension (const char *container);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Encoder, encoder_free)

G_END_DECLS
