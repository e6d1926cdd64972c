/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens the reader and takes what it found: so a probe says "can be read" only
 * of what the reader can read, at the price of decoding one picture.
 */
#include "media/probe.h"

#include "media/frame-reader.h"

LecVideoInfo *
lec_probe_video (const char *path,
                 GCancellable *cancellable,
                 GError **error)
{
  const LecReadOptions options = { .mode = LEC_READ_ALL_FRAMES };
  g_autoptr (LecFrameReader) reader = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  reader = lec_frame_reader_open (path, &options, cancellable, error);
  if (reader == NULL)
    return NULL;

  return lec_video_info_copy (lec_frame_reader_get_info (reader));
}
