/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JPEG and PNG files as the PDF takes them: each stretch that is to be passed on lies in the file.
 */
#include <glib.h>
#include <stdio.h>

#include "base/error.h"
#include "documents/picture-header.h"
#include "fuzz/fuzz.h"

static void
check_header (const LecPictureHeader *header,
              size_t size)
{
  g_assert_cmpint (header->width, >, 0);
  g_assert_cmpint (header->height, >, 0);
  g_assert_cmpint (header->width, <=, LEC_PICTURE_MAX_SIDE);
  g_assert_cmpint (header->height, <=, LEC_PICTURE_MAX_SIDE);
  g_assert_true (header->n_channels == 1 || header->n_channels == 3);
  g_assert_cmpuint (header->ranges->len, >, 0);
  for (guint i = 0; i < header->ranges->len; i++)
    {
      const LecPictureRange *range = &g_array_index (header->ranges, LecPictureRange, i);

      g_assert_cmpint (range->offset, >=, 0);
      g_assert_cmpuint ((gsize) range->offset, <=, size);
      g_assert_cmpuint (range->length, <=, size - (gsize) range->offset);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  FILE *file = size > 0 ? fmemopen ((void *) data, size, "rb") : NULL;
  g_autoptr (LecPictureHeader) header = NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL)
    return 0;

  header = lec_picture_header_read (file, &error);
  fclose (file);
  if (header == NULL)
    g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  else
    check_header (header, size);
  return 0;
}
