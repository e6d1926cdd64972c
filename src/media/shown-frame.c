/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever holds a frame holds the buffer of GStreamer that it lies in.
 */
#include "media/shown-frame.h"

LecShownFrame *
lec_shown_frame_copy (const LecShownFrame *self)
{
  LecShownFrame *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  g_bytes_ref (copy->pixels);
  return copy;
}

void
lec_shown_frame_free (LecShownFrame *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->pixels);
  g_free (self);
}
