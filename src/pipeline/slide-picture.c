/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is written is whole or not there. The name of a picture that was cut
 * says which part of which picture it is.
 */
#include "pipeline/slide-picture.h"

#include <gio/gio.h>
#include <string.h>

#include "base/pending-file.h"

LecPicture *
lec_slide_picture_load (const char *folder,
                        const char *name,
                        GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);

  return lec_picture_decode (bytes, error);
}

GBytes *
lec_slide_picture_encode (const LecPicture *picture,
                          gboolean lossless,
                          GError **error)
{
  return lossless ? lec_picture_encode_png (picture, error)
                  : lec_picture_encode_jpeg (picture, lec_picture_choose_quality (picture), error);
}

gboolean
lec_slide_picture_save (const LecPicture *picture,
                        const char *folder,
                        const char *name,
                        GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) bytes = lec_slide_picture_encode (picture, g_str_has_suffix (name, ".png"), error);

  return bytes != NULL && lec_pending_file_save (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                                 TRUE, error);
}

static char *
name_region (const LecRect *region)
{
  return g_strdup_printf ("-%d-%d-%d-%d", region->x, region->y, region->width, region->height);
}

/* (transfer none): the extension with its dot, or the end */
static const char *
find_extension (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot != NULL ? dot : name + strlen (name);
}

static char *
extend_stem (const char *name,
             const char *part)
{
  const char *extension = find_extension (name);

  return g_strdup_printf ("%.*s%s%s", (int) (extension - name), name, part, extension);
}

char *
lec_slide_picture_name_cut (const char *name,
                            const LecRect *region)
{
  g_autofree char *part = name_region (region);

  return extend_stem (name, part);
}

char *
lec_slide_picture_name_free (const char *name)
{
  return extend_stem (name, "-free");
}

char *
lec_slide_picture_name_whole (const char *name,
                              const LecRect *region)
{
  const char *extension = find_extension (name);
  g_autofree char *part = name_region (region);
  g_autofree char *stem = g_strndup (name, (gsize) (extension - name));

  if (!g_str_has_suffix (stem, part))
    return NULL;

  stem[strlen (stem) - strlen (part)] = '\0';
  return g_strconcat (stem, extension, NULL);
}

gboolean
lec_slide_picture_hash (LecSlide *slide,
                        const char *folder,
                        GError **error)
{
  g_autofree char *path = g_build_filename (folder, slide->picture, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, error))
    return FALSE;
  g_free (slide->picture_sha256);
  slide->picture_sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);

  return TRUE;
}
