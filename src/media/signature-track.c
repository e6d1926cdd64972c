/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file is a row of GVariants, deflated: a header, then a stretch each, with
 * their lengths before them. So neither writing nor reading holds more than one
 * of them twice, however long the video was. GLib checks their structure
 * whatever was done to it, what remains to be checked here are sizes, times and
 * names.
 */
#include "media/signature-track.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"

#define VERSION      3
#define STRETCH_TYPE "(ddddbbmsdayayay)"
#define HEADER_TYPE  "(uuuuuudu)"
/* Pixels, blocks and a name fit many times over. */
#define MAX_RECORD_SIZE (1024 * 1024)
#define MAX_STRETCHES   (256 * 1024)
#define MAX_SIDE        65535

LecSignatureTrack *
lec_signature_track_new (int picture_width,
                         int picture_height)
{
  LecSignatureTrack *self = g_new0 (LecSignatureTrack, 1);

  self->picture_width = picture_width;
  self->picture_height = picture_height;
  self->stretches = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_stretch_free);

  return self;
}

void
lec_signature_track_free (LecSignatureTrack *self)
{
  g_ptr_array_unref (self->stretches);
  g_free (self);
}

static GVariant *
stretch_to_variant (const LecStretch *stretch)
{
  gsize n_pixels = (gsize) stretch->page->width * stretch->page->height;
  gsize n_blocks = lec_signature_get_n_blocks (stretch->page);
  g_autofree guint8 *luma = lec_stretch_dup_luma (stretch);

  return g_variant_new ("(ddddbbmsd@ay@ay@ay)",
                        stretch->start_s, stretch->entered_s, stretch->settled_s, stretch->end_s,
                        stretch->moving, stretch->filmed, stretch->picture, stretch->picture_s,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, luma, n_pixels, 1),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, stretch->motion, n_blocks, 1),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, stretch->activity, n_blocks, 1));
}

static GVariant *
header_to_variant (const LecSignatureTrack *self)
{
  guint width = 0, height = 0, scale = 0;

  if (self->stretches->len > 0)
    {
      const LecStretch *stretch = g_ptr_array_index (self->stretches, 0);

      width = (guint) stretch->page->width;
      height = (guint) stretch->page->height;
      scale = (guint) stretch->page->scale;
    }

  return g_variant_new (HEADER_TYPE, VERSION, (guint) self->picture_width, (guint) self->picture_height,
                        width, height, scale, self->read_s, self->stretches->len);
}

/* Takes a floating @variant. */
static gboolean
write_record (GOutputStream *out,
              GVariant *variant,
              GError **error)
{
  g_autoptr (GVariant) record = g_variant_ref_sink (variant);
  guint32 length = GUINT32_TO_LE ((guint32) g_variant_get_size (record));

  return g_output_stream_write_all (out, &length, sizeof length, NULL, NULL, error) &&
         g_output_stream_write_all (out, g_variant_get_data (record), g_variant_get_size (record), NULL, NULL, error);
}

/* Returns: (transfer full) (nullable): in normal form, untrusted in all else */
static GVariant *
read_record (GInputStream *in,
             const char *type,
             GError **error)
{
  guint32 length;
  gsize n_read;
  g_autofree guint8 *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GVariant) variant = NULL;

  if (!g_input_stream_read_all (in, &length, sizeof length, &n_read, NULL, error) || n_read != sizeof length)
    return NULL;
  length = GUINT32_FROM_LE (length);
  if (length == 0 || length > MAX_RECORD_SIZE)
    return NULL;

  data = g_malloc (length);
  if (!g_input_stream_read_all (in, data, length, &n_read, NULL, error) || n_read != length)
    return NULL;

  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, FALSE));

  return g_variant_is_normal_form (variant) ? g_steal_pointer (&variant) : NULL;
}

static GBytes *
pack (const LecSignatureTrack *self,
      GError **error)
{
  g_autoptr (GOutputStream) packed = g_memory_output_stream_new_resizable ();
  g_autoptr (GConverter) zip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) out = g_converter_output_stream_new (packed, zip);

  if (!write_record (out, header_to_variant (self), error))
    return NULL;
  for (guint i = 0; i < self->stretches->len; i++)
    if (!write_record (out, stretch_to_variant (g_ptr_array_index (self->stretches, i)), error))
      return NULL;
  if (!g_output_stream_close (out, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (packed));
}

/**
 * lec_signature_track_save:
 * @path: replaced when it is there
 *
 * Returns: %FALSE with %LEC_ERROR_NO_SPACE, _NOT_WRITABLE or _INTERNAL
 */
gboolean
lec_signature_track_save (const LecSignatureTrack *self,
                          const char *path,
                          GError **error)
{
  g_autoptr (GBytes) packed = pack (self, error);

  if (packed == NULL)
    return FALSE;

  return lec_pending_file_save (path, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed), TRUE, error);
}

static gboolean
is_time (double seconds)
{
  return isfinite (seconds) && seconds >= 0 && seconds < 1e7;
}

static gboolean
is_picture_name (const char *name)
{
  return name == NULL || (name[0] != '\0' && name[0] != '.' && strchr (name, '/') == NULL);
}

/* Returns: (transfer full) (nullable): %NULL for a stretch that cannot be */
static LecStretch *
stretch_from_variant (GVariant *variant,
                      const LecSignature *shape)
{
  g_autoptr (GVariant) page = NULL;
  g_autoptr (GVariant) motion = NULL;
  g_autoptr (GVariant) activity = NULL;
  const char *picture;
  double start_s, entered_s, settled_s, end_s, picture_s;
  gboolean moving, filmed;
  gsize n_pixels, n_motion, n_activity;
  gsize n_blocks = lec_signature_get_n_blocks (shape);
  const void *luma, *moved, *active;
  LecStretch *stretch;

  g_variant_get (variant, "(ddddbbm&sd@ay@ay@ay)", &start_s, &entered_s, &settled_s, &end_s, &moving, &filmed, &picture,
                 &picture_s, &page, &motion, &activity);
  luma = g_variant_get_fixed_array (page, &n_pixels, 1);
  moved = g_variant_get_fixed_array (motion, &n_motion, 1);
  active = g_variant_get_fixed_array (activity, &n_activity, 1);
  if (n_pixels != (gsize) shape->width * shape->height ||
      n_motion != n_blocks || n_activity != n_blocks ||
      !is_time (start_s) || !is_time (entered_s) || !is_time (settled_s) || !is_time (end_s) || !is_time (picture_s) ||
      end_s < start_s || !is_picture_name (picture))
    return NULL;

  stretch = lec_stretch_new (start_s, settled_s, lec_signature_copy (shape));
  stretch->entered_s = entered_s;
  stretch->end_s = end_s;
  stretch->moving = moving;
  stretch->filmed = filmed;
  stretch->picture = g_strdup (picture);
  stretch->picture_s = picture_s;
  memcpy (stretch->page->luma, luma, n_pixels);
  memcpy (stretch->motion, moved, n_blocks);
  memcpy (stretch->activity, active, n_blocks);

  return stretch;
}

static LecSignatureTrack *
header_from_variant (GVariant *variant,
                     guint *n_stretches,
                     LecSignature **shape)
{
  LecSignatureTrack *self;
  guint version, picture_width, picture_height, width, height, scale;
  double read_s;

  g_variant_get (variant, HEADER_TYPE, &version, &picture_width, &picture_height,
                 &width, &height, &scale, &read_s, n_stretches);
  if (version != VERSION || picture_width > MAX_SIDE || picture_height > MAX_SIDE || !is_time (read_s) ||
      *n_stretches > MAX_STRETCHES)
    return NULL;
  if (*n_stretches > 0 &&
      (width < 1 || width > LEC_SIGNATURE_MAX_SIDE || height < 1 || height > LEC_SIGNATURE_MAX_SIDE ||
       scale < 1 || scale > MAX_SIDE))
    return NULL;

  self = lec_signature_track_new ((int) picture_width, (int) picture_height);
  self->read_s = read_s;
  if (*n_stretches > 0)
    *shape = lec_signature_new ((int) width, (int) height, (int) scale);

  return self;
}

/* Returns: (transfer full) (nullable): %NULL, with or without @error set, for what is no track */
static LecSignatureTrack *
unpack (GInputStream *in,
        GError **error)
{
  g_autoptr (GVariant) header = read_record (in, HEADER_TYPE, error);
  g_autoptr (LecSignatureTrack) self = NULL;
  g_autoptr (LecSignature) shape = NULL;
  guint n_stretches = 0;
  gsize n_more;
  guint8 more;

  if (header != NULL)
    self = header_from_variant (header, &n_stretches, &shape);
  if (self == NULL)
    return NULL;

  for (guint i = 0; i < n_stretches; i++)
    {
      g_autoptr (GVariant) record = read_record (in, STRETCH_TYPE, error);
      LecStretch *stretch = record != NULL ? stretch_from_variant (record, shape) : NULL;

      if (stretch == NULL)
        return NULL;
      g_ptr_array_add (self->stretches, stretch);
    }

  /* Reading to the end makes the decompressor look at its checksum. */
  if (!g_input_stream_read_all (in, &more, 1, &n_more, NULL, error) || n_more > 0)
    return NULL;

  return g_steal_pointer (&self);
}

LecSignatureTrack *
lec_signature_track_load (const char *path,
                          GError **error)
{
  g_autofree char *contents = NULL;
  gsize length;
  g_autoptr (GInputStream) packed = NULL;
  g_autoptr (GConverter) unzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GError) cause = NULL;
  LecSignatureTrack *self;

  if (!g_file_get_contents (path, &contents, &length, &cause))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, "no signature track: %s", cause->message);
      return NULL;
    }

  packed = g_memory_input_stream_new_from_data (g_steal_pointer (&contents), (gssize) length, g_free);
  in = g_converter_input_stream_new (packed, unzip);
  self = unpack (in, &cause);
  if (self == NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "%s is no signature track of this version", path);

  return self;
}
