/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads markers and chunks, nothing between them, and trusts no length.
 */
#include "documents/picture-header.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"

#define PNG_SIGNATURE "\x89PNG\r\n\x1a\n"

#define MAX_JPEG_MARKERS 10000
#define MAX_PNG_CHUNKS   1000000
#define MAX_PALETTE      (256 * 3)

enum
{
  PNG_GREY = 0,
  PNG_COLOUR = 2,
  PNG_PALETTE = 3,
};

void
lec_picture_header_free (LecPictureHeader *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->palette, g_bytes_unref);
  g_array_unref (self->ranges);
  g_free (self);
}

static gboolean
read_bytes (FILE *file,
            guint8 *bytes,
            gsize length)
{
  return fread (bytes, 1, length, file) == length;
}

static gsize
get_u16 (const guint8 *bytes)
{
  return (gsize) bytes[0] << 8 | bytes[1];
}

static gsize
get_u32 (const guint8 *bytes)
{
  return get_u16 (bytes) << 16 | get_u16 (bytes + 2);
}

static gboolean
set_size (LecPictureHeader *self,
          gsize width,
          gsize height)
{
  if (width < 1 || width > LEC_PICTURE_MAX_SIDE || height < 1 || height > LEC_PICTURE_MAX_SIDE)
    return FALSE;
  self->width = (int) width;
  self->height = (int) height;

  return TRUE;
}

static void
add_range (LecPictureHeader *self,
           goffset offset,
           gsize length)
{
  LecPictureRange range = { offset, length };

  g_array_append_val (self->ranges, range);
}

/* Start of frame, in any of its kinds; not Huffman tables, arithmetic coding or reserved codes. */
static gboolean
is_frame_marker (guint8 marker)
{
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static gboolean
read_jpeg_frame (LecPictureHeader *self,
                 FILE *file)
{
  guint8 frame[6];

  if (!read_bytes (file, frame, sizeof frame) || frame[0] != 8)
    return FALSE;
  self->n_channels = frame[5];

  return (self->n_channels == 1 || self->n_channels == 3) && set_size (self, get_u16 (frame + 3), get_u16 (frame + 1));
}

/* From after the first marker up to the frame's header. */
static gboolean
find_jpeg_frame (LecPictureHeader *self,
                 FILE *file)
{
  for (guint i = 0; i < MAX_JPEG_MARKERS; i++)
    {
      guint8 marker[4];

      if (!read_bytes (file, marker, 2) || marker[0] != 0xff)
        return FALSE;
      while (marker[1] == 0xff)
        if (!read_bytes (file, marker + 1, 1))
          return FALSE;
      if (!read_bytes (file, marker + 2, 2) || get_u16 (marker + 2) < 2)
        return FALSE;
      if (is_frame_marker (marker[1]))
        return read_jpeg_frame (self, file);
      if (fseek (file, (long) get_u16 (marker + 2) - 2, SEEK_CUR) != 0)
        return FALSE;
    }

  return FALSE;
}

/* The picture's last marker may be followed by rubbish, but not be missing. */
static gboolean
find_jpeg_end (LecPictureHeader *self,
               FILE *file)
{
  guint8 tail[64];
  long length;
  gsize n_read;

  if (fseek (file, 0, SEEK_END) != 0)
    return FALSE;
  length = ftell (file);
  if (length < 4 || fseek (file, -MIN (length, (long) sizeof tail), SEEK_END) != 0)
    return FALSE;
  n_read = fread (tail, 1, sizeof tail, file);
  if (memmem (tail, n_read, "\xff\xd9", 2) == NULL)
    return FALSE;

  add_range (self, 0, (gsize) length);

  return TRUE;
}

static gboolean
read_png_start (LecPictureHeader *self,
                FILE *file,
                int *colour_type)
{
  guint8 start[25]; /* length, "IHDR", 13 bytes, checksum */
  const guint8 *header = start + 8;

  if (!read_bytes (file, start, sizeof start) || get_u32 (start) != 13 || memcmp (start + 4, "IHDR", 4) != 0)
    return FALSE;
  *colour_type = header[9];
  self->n_channels = header[9] == PNG_COLOUR ? 3 : 1;

  return set_size (self, get_u32 (header), get_u32 (header + 4)) && header[8] == 8 &&
         (header[9] == PNG_GREY || header[9] == PNG_COLOUR || header[9] == PNG_PALETTE) &&
         header[10] == 0 && header[11] == 0 && header[12] == 0;
}

static gboolean
read_png_palette (LecPictureHeader *self,
                  FILE *file,
                  gsize length)
{
  guint8 palette[MAX_PALETTE];

  if (length == 0 || length > MAX_PALETTE || length % 3 != 0 || self->palette != NULL ||
      !read_bytes (file, palette, length))
    return FALSE;
  self->palette = g_bytes_new (palette, length);

  return TRUE;
}

/* Returns: whether the chunk is sound, the file then stands after its data */
static gboolean
read_png_chunk (LecPictureHeader *self,
                FILE *file,
                const char *type,
                gsize length,
                int colour_type)
{
  if (memcmp (type, "tRNS", 4) == 0)
    return FALSE;
  if (memcmp (type, "PLTE", 4) == 0 && colour_type == PNG_PALETTE)
    return read_png_palette (self, file, length);
  if (memcmp (type, "IDAT", 4) == 0 && length > 0)
    add_range (self, ftell (file), length);

  return fseek (file, (long) length, SEEK_CUR) == 0;
}

static gboolean
read_png (LecPictureHeader *self,
          FILE *file)
{
  int colour_type;

  if (!read_png_start (self, file, &colour_type))
    return FALSE;

  for (guint i = 0; i < MAX_PNG_CHUNKS; i++)
    {
      guint8 start[8];
      guint8 checksum[4];

      if (!read_bytes (file, start, sizeof start))
        return FALSE;
      if (memcmp (start + 4, "IEND", 4) == 0)
        return self->ranges->len > 0 && (colour_type == PNG_PALETTE) == (self->palette != NULL);
      if (get_u32 (start) > G_MAXINT32)
        return FALSE;
      if (!read_png_chunk (self, file, (const char *) start + 4, get_u32 (start), colour_type) ||
          !read_bytes (file, checksum, sizeof checksum))
        return FALSE;
    }

  return FALSE;
}

static gboolean
read_header (LecPictureHeader *self,
             FILE *file)
{
  guint8 start[8];

  if (!read_bytes (file, start, 2))
    return FALSE;
  self->jpeg = start[0] == 0xff && start[1] == 0xd8;
  if (self->jpeg)
    return find_jpeg_frame (self, file) && find_jpeg_end (self, file);

  return read_bytes (file, start + 2, 6) && memcmp (start, PNG_SIGNATURE, 8) == 0 && read_png (self, file);
}

LecPictureHeader *
lec_picture_header_read (FILE *file,
                         GError **error)
{
  g_autoptr (LecPictureHeader) self = g_new0 (LecPictureHeader, 1);

  g_return_val_if_fail (file != NULL, NULL);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (LecPictureRange));
  if (!read_header (self, file))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, _ ("no JPEG or PNG picture that a PDF can hold"));
      return NULL;
    }

  return g_steal_pointer (&self);
}
