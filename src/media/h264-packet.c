/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The header byte of the first slice says it: nal_ref_idc is zero in all slices
 * of a picture or in none. What stands before the slices (delimiter, parameter
 * sets, messages) is stepped over.
 */
#include "media/h264-packet.h"

#define CONFIG_MIN_SIZE     7
#define CONFIG_LENGTH_INDEX 4

enum
{
  NAL_SLICE = 1,
  NAL_SLICE_PARTITION_C = 4,
  NAL_SLICE_IDR = 5,
};

guint
lec_h264_get_length_size (const guint8 *config,
                          gsize size)
{
  if (size < CONFIG_MIN_SIZE || config[0] != 1)
    return 0;

  return (config[CONFIG_LENGTH_INDEX] & 3u) + 1;
}

static LecH264Kind
get_nal_kind (guint8 header)
{
  guint type = header & 0x1f;
  gboolean referenced = (header & 0x60) != 0;

  if (type == NAL_SLICE_IDR)
    return LEC_H264_IDR;
  if (type < NAL_SLICE || type > NAL_SLICE_PARTITION_C)
    return LEC_H264_OTHER;

  return referenced ? LEC_H264_REFERENCE : LEC_H264_UNREFERENCED;
}

static LecH264Kind
find_by_length (const guint8 *data,
                gsize size,
                guint length_size)
{
  gsize at = 0;

  while (size - at > length_size)
    {
      gsize length = 0;
      LecH264Kind kind;

      for (guint i = 0; i < length_size; i++)
        length = length << 8 | data[at + i];
      at += length_size;
      kind = get_nal_kind (data[at]);
      if (kind != LEC_H264_OTHER || length > size - at)
        return kind;
      at += length;
    }

  return LEC_H264_OTHER;
}

static LecH264Kind
find_by_start_code (const guint8 *data,
                    gsize size)
{
  LecH264Kind kind = LEC_H264_OTHER;

  for (gsize i = 0; i + 3 < size && kind == LEC_H264_OTHER; i++)
    if (data[i] == 0 && data[i + 1] == 0 && data[i + 2] == 1)
      kind = get_nal_kind (data[i + 3]);

  return kind;
}

LecH264Kind
lec_h264_get_kind (const guint8 *data,
                   gsize size,
                   guint length_size)
{
  g_return_val_if_fail (length_size <= 4, LEC_H264_OTHER);

  return length_size > 0 ? find_by_length (data, size, length_size)
                         : find_by_start_code (data, size);
}
