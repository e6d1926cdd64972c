/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture that is gone is left out, as in the PDF: it is no reason to be
 * without the document.
 */
#include "documents/picture-file.h"

#include <string.h>

#define MAX_BYTES (256 * 1024 * 1024)

static gboolean
starts_with (GBytes *content,
             const char *bytes,
             gsize length)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (content, &size);

  return size >= length && memcmp (data, bytes, length) == 0;
}

static gboolean
tell_type (LecPictureFile *self)
{
  if (starts_with (self->content, "\xff\xd8\xff", 3))
    {
      self->media_type = "image/jpeg";
      self->suffix = ".jpg";
      return TRUE;
    }
  if (starts_with (self->content, "\x89PNG\r\n\x1a\n", 8))
    {
      self->media_type = "image/png";
      self->suffix = ".png";
      return TRUE;
    }

  return FALSE;
}

/**
 * lec_picture_file_load:
 *
 * Returns: (transfer full) (nullable): %NULL when there is none, or what is there is no picture
 */
LecPictureFile *
lec_picture_file_load (const LecMaterial *material,
                       const LecSlide *slide)
{
  g_autoptr (LecPictureFile) self = g_new0 (LecPictureFile, 1);
  g_autoptr (GMappedFile) file = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (material != NULL && slide != NULL, NULL);

  path = lec_material_dup_picture_path (material, slide);
  file = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  if (file == NULL || g_mapped_file_get_length (file) > MAX_BYTES)
    {
      g_info ("slide %u goes without its picture", slide->number);
      return NULL;
    }

  self->content = g_mapped_file_get_bytes (file);
  if (!tell_type (self))
    {
      g_info ("the picture of slide %u is no JPEG and no PNG", slide->number);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
lec_picture_file_free (LecPictureFile *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}
