/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file is a GVariant, deflated: GLib checks its structure whatever was done
 * to it, what remains to be checked here are sizes, times and names.
 */
#include "media/signature-track.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"

#define VERSION       2
#define STRETCH_TYPE  "(ddddbbmsdayayay)"
#define TRACK_TYPE    "(uuuuuuda" STRETCH_TYPE ")"
#define MAX_FILE_SIZE (1024 * 1024 * 1024)
#define MAX_SIDE      65535

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

  return g_variant_new ("(ddddbbmsd@ay@ay@ay)",
                        stretch->start_s, stretch->entered_s, stretch->settled_s, stretch->end_s,
                        stretch->moving, stretch->filmed, stretch->picture, stretch->picture_s,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, stretch->page->luma, n_pixels, 1),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, stretch->motion, n_blocks, 1),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, stretch->activity, n_blocks, 1));
}

static GVariant *
track_to_variant (const LecSignatureTrack *self)
{
  g_auto (GVariantBuilder) stretches = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" STRETCH_TYPE));
  guint width = 0, height = 0, scale = 0;

  for (guint i = 0; i < self->stretches->len; i++)
    {
      const LecStretch *stretch = g_ptr_array_index (self->stretches, i);

      width = stretch->page->width;
      height = stretch->page->height;
      scale = stretch->page->scale;
      g_variant_builder_add_value (&stretches, stretch_to_variant (stretch));
    }

  return g_variant_new ("(uuuuuuda" STRETCH_TYPE ")",
                        VERSION, self->picture_width, self->picture_height,
                        width, height, scale, self->read_s, &stretches);
}

static GBytes *
convert (GConverter *converter,
         GBytes *bytes,
         GError **error)
{
  g_autoptr (GInputStream) raw = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) converted = g_converter_input_stream_new (raw, converter);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  guint8 buffer[65536];
  gssize n;

  while ((n = g_input_stream_read (converted, buffer, sizeof buffer, NULL, error)) > 0)
    {
      if (g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)) + n > MAX_FILE_SIZE)
        {
          g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "signature track is too large");
          return NULL;
        }
      if (!g_output_stream_write_all (out, buffer, n, NULL, NULL, error))
        return NULL;
    }
  if (n < 0 || !g_output_stream_close (out, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
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
  g_autoptr (GVariant) variant = g_variant_ref_sink (track_to_variant (self));
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (variant);
  g_autoptr (GConverter) zip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GBytes) packed = convert (zip, bytes, error);

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
track_from_variant (GVariant *variant)
{
  g_autoptr (LecSignatureTrack) self = NULL;
  g_autoptr (LecSignature) shape = NULL;
  g_autoptr (GVariant) stretches = NULL;
  guint version, picture_width, picture_height, width, height, scale;
  double read_s;

  g_variant_get (variant, "(uuuuuud@a" STRETCH_TYPE ")", &version, &picture_width, &picture_height,
                 &width, &height, &scale, &read_s, &stretches);
  if (version != VERSION || picture_width > MAX_SIDE || picture_height > MAX_SIDE || !is_time (read_s))
    return NULL;

  self = lec_signature_track_new ((int) picture_width, (int) picture_height);
  self->read_s = read_s;
  if (g_variant_n_children (stretches) == 0)
    return g_steal_pointer (&self);
  if (width < 1 || width > LEC_SIGNATURE_MAX_SIDE || height < 1 || height > LEC_SIGNATURE_MAX_SIDE ||
      scale < 1 || scale > MAX_SIDE)
    return NULL;

  shape = lec_signature_new ((int) width, (int) height, (int) scale);
  for (gsize i = 0; i < g_variant_n_children (stretches); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (stretches, i);
      LecStretch *stretch = stretch_from_variant (child, shape);

      if (stretch == NULL)
        return NULL;
      g_ptr_array_add (self->stretches, stretch);
    }

  return g_steal_pointer (&self);
}

LecSignatureTrack *
lec_signature_track_load (const char *path,
                          GError **error)
{
  g_autofree char *contents = NULL;
  gsize length;
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GConverter) unzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) normal = NULL;
  g_autoptr (GError) cause = NULL;
  LecSignatureTrack *self = NULL;

  if (!g_file_get_contents (path, &contents, &length, &cause))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, "no signature track: %s", cause->message);
      return NULL;
    }
  packed = g_bytes_new_take (g_steal_pointer (&contents), length);
  bytes = convert (unzip, packed, &cause);
  if (bytes != NULL)
    {
      variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TRACK_TYPE), bytes, FALSE));
      normal = g_variant_get_normal_form (variant);
      self = track_from_variant (normal);
    }
  if (self == NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL, "%s is no signature track of this version", path);

  return self;
}
