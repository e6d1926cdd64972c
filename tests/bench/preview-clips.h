/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Videos whose frames say their number: sixteen squares at the top, dark for 0, light for 1, over a
 * page that stands for two seconds.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PREVIEW_WIDTH    1280
#define PREVIEW_HEIGHT   720
#define PREVIEW_N_FRAMES 750

/**
 * PreviewClip:
 * @tail: encoder and muxer, as gst-launch has them
 * @late_frames: so many frames' time passes before the first one
 * @is_uneven: each third frame is missing
 */
typedef struct
{
  const char *name;
  const char *tail;
  guint fps;
  guint late_frames;
  gboolean is_uneven;
} PreviewClip;

gboolean preview_clip_make (const PreviewClip *self, const char *path, GError **error);
/* When frame @number begins. */
gint64 preview_clip_get_time_ns (const PreviewClip *self, guint number);
/* The frame that is shown when @number would be: the one before it, where that is missing. */
guint preview_clip_get_shown (const PreviewClip *self, guint number);
/* @pixels: rows of blue, green, red, alpha */
guint preview_clip_read_number (const guint8 *pixels, gsize stride);

G_END_DECLS
