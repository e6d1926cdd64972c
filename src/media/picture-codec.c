/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The choice of decoder, by content.
 */
#include <string.h>

#include "base/error.h"
#include "media/picture-codec-private.h"

/**
 * lec_picture_decode:
 *
 * Reads JPEG or PNG, told apart by content. The picture is full-range BT.601; transparency is left
 * out.
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_PROTOCOL when @bytes are neither, are damaged or
 *   cut short, or when a side is longer than %LEC_PICTURE_MAX_SIDE
 */
LecPicture *
lec_picture_decode (GBytes *bytes,
                    GError **error)
{
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff };
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  const guint8 *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (size > sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0)
    return lec_picture_decode_jpeg (bytes, error);
  if (size > sizeof png && memcmp (data, png, sizeof png) == 0)
    return lec_picture_decode_png (bytes, error);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "picture: neither JPEG nor PNG");

  return NULL;
}
