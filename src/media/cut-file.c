/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the heads of an mp4's outer boxes, or looks whether packets of a
 * transport stream are whole; of any other file it knows nothing.
 */
#include "media/cut-file.h"

#include <gio/gio.h>
#include <string.h>

#define TS_PACKET_BYTES 188
#define TS_SYNC         0x47
#define BOX_HEAD_BYTES  8
#define LARGE_BYTES     16
/* Fragments of a second each, for a day. */
#define MAX_BOXES 200000

static gboolean
read_at (GFileInputStream *stream,
         gint64 offset,
         guint8 *bytes,
         gsize length)
{
  gsize n = 0;

  return g_seekable_seek (G_SEEKABLE (stream), offset, G_SEEK_SET, NULL, NULL) &&
         g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, length, &n, NULL, NULL) && n == length;
}

/* Rubbish behind the last box is none of these. */
static gboolean
holds_pictures (const guint8 *head)
{
  return memcmp (head + 4, "mdat", 4) == 0 || memcmp (head + 4, "moof", 4) == 0 || memcmp (head + 4, "moov", 4) == 0;
}

/* Returns: 0 for a box that goes to the end of the file */
static guint64
get_box_bytes (GFileInputStream *stream,
               gint64 offset,
               const guint8 *head)
{
  guint64 size = GUINT32_FROM_BE (*(const guint32 *) (const void *) head);
  guint8 large[LARGE_BYTES];

  if (size != 1)
    return size;
  if (!read_at (stream, offset, large, sizeof large))
    return G_MAXUINT64;

  memcpy (&size, large + BOX_HEAD_BYTES, sizeof size);
  return GUINT64_FROM_BE (size);
}

static gboolean
ends_in_box (GFileInputStream *stream,
             gint64 size)
{
  gint64 offset = 0;

  for (guint i = 0; i < MAX_BOXES && offset + BOX_HEAD_BYTES <= size; i++)
    {
      guint8 head[BOX_HEAD_BYTES] __attribute__ ((aligned (4)));
      guint64 n_bytes = 0;

      if (!read_at (stream, offset, head, sizeof head))
        return FALSE;
      n_bytes = get_box_bytes (stream, offset, head);
      if (n_bytes == 0)
        return FALSE;
      if (n_bytes > (guint64) (size - offset))
        return holds_pictures (head);
      if (n_bytes < BOX_HEAD_BYTES)
        return FALSE;
      offset += (gint64) n_bytes;
    }

  return FALSE;
}

static gint64
get_size (GFileInputStream *stream)
{
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);

  return info != NULL ? g_file_info_get_size (info) : 0;
}

/**
 * lec_cut_file_check:
 * @path: of a regular file, with any content
 *
 * Returns: %TRUE when its end is certainly missing
 */
gboolean
lec_cut_file_check (const char *path)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  guint8 head[2 * TS_PACKET_BYTES + 1];
  gint64 size = 0;

  g_return_val_if_fail (path != NULL, FALSE);

  file = g_file_new_for_path (path);
  stream = g_file_read (file, NULL, NULL);
  if (stream == NULL || !read_at (stream, 0, head, sizeof head))
    return FALSE;

  size = get_size (stream);
  if (memcmp (head + 4, "ftyp", 4) == 0)
    return ends_in_box (stream, size);

  return head[0] == TS_SYNC && head[TS_PACKET_BYTES] == TS_SYNC && head[2 * TS_PACKET_BYTES] == TS_SYNC &&
         size % TS_PACKET_BYTES != 0;
}
