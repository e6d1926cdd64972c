/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sample that may be held for as long as one likes.
 */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * lec_own_sample:
 * @sample: (transfer full) (nullable): as an appsink gave it
 *
 * An appsink of GStreamer 1.22 keeps the sample that it gives, and when it is flushed puts the caps
 * that waited into it, whoever else may hold it: which is a critical message then, and the caps are
 * lost. So it gets its sample back. Picture and caps are shared.
 *
 * Returns: (transfer full) (nullable): the same, nobody else's
 */
static inline GstSample *
lec_own_sample (GstSample *sample)
{
  GstSample *own = sample != NULL ? gst_sample_copy (sample) : NULL;

  g_clear_pointer (&sample, gst_sample_unref);
  return own;
}

G_END_DECLS
