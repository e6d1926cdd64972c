/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain data.
 */
#include "media/stretch.h"

#include <gio/gio.h>

/* Fast: there is one to pack for each page of the talk. */
#define PACK_LEVEL 1

LecStretch *
lec_stretch_new (double start_s,
                 double settled_s,
                 LecSignature *page)
{
  LecStretch *self = g_new0 (LecStretch, 1);

  self->start_s = start_s;
  self->entered_s = start_s;
  self->settled_s = settled_s;
  self->end_s = settled_s;
  self->page = page;
  self->motion = g_malloc0 (lec_signature_get_n_blocks (page));
  self->activity = g_malloc0 (lec_signature_get_n_blocks (page));
  self->picture_s = settled_s;

  return self;
}

void
lec_stretch_free (LecStretch *self)
{
  lec_signature_free (self->page);
  g_free (self->motion);
  g_free (self->activity);
  g_free (self->picture);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_free (self);
}

/* Returns: how many bytes of @out were used; 0 when it is too small */
static gsize
convert (GConverter *converter,
         const void *in,
         gsize n_in,
         void *out,
         gsize n_out)
{
  gsize n_read, n_written;
  GConverterResult result = g_converter_convert (converter, in, n_in, out, n_out, G_CONVERTER_INPUT_AT_END,
                                                 &n_read, &n_written, NULL);

  return result == G_CONVERTER_FINISHED ? n_written : 0;
}

static gsize
get_n_pixels (const LecStretch *self)
{
  return (gsize) self->page->width * self->page->height;
}

/* What gets no smaller stays as it is. */
void
lec_stretch_pack (LecStretch *self)
{
  gsize n_pixels = get_n_pixels (self);
  g_autoptr (GConverter) zip = NULL;
  g_autofree guint8 *packed = NULL;
  gsize n_packed;

  if (self->packed != NULL)
    return;

  zip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, PACK_LEVEL));
  packed = g_malloc (n_pixels);
  n_packed = convert (zip, self->page->luma, n_pixels, packed, n_pixels);
  if (n_packed == 0)
    return;

  self->packed = g_bytes_new (packed, n_packed);
  g_clear_pointer (&self->page->luma, g_free);
}

guint8 *
lec_stretch_dup_luma (const LecStretch *self)
{
  gsize n_pixels = get_n_pixels (self);
  g_autoptr (GConverter) unzip = NULL;
  guint8 *luma = NULL;
  gsize n_packed, n_unpacked;
  const void *packed;

  if (self->packed == NULL)
    return g_memdup2 (self->page->luma, n_pixels);

  luma = g_malloc (n_pixels);
  unzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW));
  packed = g_bytes_get_data (self->packed, &n_packed);
  n_unpacked = convert (unzip, packed, n_packed, luma, n_pixels);
  g_assert (n_unpacked == n_pixels);

  return luma;
}

void
lec_stretch_unpack (LecStretch *self)
{
  if (self->packed == NULL)
    return;

  self->page->luma = lec_stretch_dup_luma (self);
  g_clear_pointer (&self->packed, g_bytes_unref);
}
