/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GStreamer reports a folder, an empty file and a text file in words that help
 * nobody. The simple cases are found by looking at the file itself; the others
 * are translated from the error and the type that was recognised.
 */
#include "media/video-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

/* Owns a file descriptor for the length of a scope. */
typedef int Descriptor;

static void
descriptor_clear (Descriptor *fd)
{
  if (*fd >= 0)
    close (*fd);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Descriptor, descriptor_clear)

char *
lec_video_file_dup_display_name (const char *path)
{
  char *name = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  name = g_filename_display_basename (path);
  for (char *c = name; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c))
      *c = '?';

  return name;
}

static gboolean
check_kind (const char *name,
            const struct stat *facts,
            GError **error)
{
  if (S_ISDIR (facts->st_mode))
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("%s is a folder, not a video"), name);
  else if (!S_ISREG (facts->st_mode))
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO,
                 _ ("%s is not a regular file, only those can be read"), name);
  else if (facts->st_size == 0)
    g_set_error (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("%s is empty"), name);
  else
    return TRUE;

  return FALSE;
}

gboolean
lec_video_file_check (const char *path,
                      gint64 *size_bytes,
                      GError **error)
{
  /* O_NONBLOCK: opening a named pipe must not wait for its writer. */
  g_auto (Descriptor) fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  g_autofree char *name = lec_video_file_dup_display_name (path);
  struct stat facts = { 0 };

  if (fd < 0 || fstat (fd, &facts) < 0)
    {
      lec_error_set_from_errno (error, errno, "open", path);
      return FALSE;
    }
  if (!check_kind (name, &facts, error))
    return FALSE;

  *size_bytes = facts.st_size;
  return TRUE;
}

static const char *
get_media_type (const GstCaps *caps)
{
  if (caps == NULL || gst_caps_is_empty (caps) || gst_caps_is_any (caps))
    return "";

  return gst_structure_get_name (gst_caps_get_structure (caps, 0));
}

GError *
lec_video_file_new_no_video_error (const char *path,
                                   const GstCaps *container)
{
  g_autofree char *name = lec_video_file_dup_display_name (path);
  const char *type = get_media_type (container);

  if (g_str_has_prefix (type, "audio/") || g_str_equal (type, "application/x-id3"))
    return g_error_new (LEC_ERROR, LEC_ERROR_NOT_A_VIDEO,
                        _ ("%s holds only sound, no pictures"), name);
  if (g_str_has_prefix (type, "video/") || g_str_equal (type, "application/ogg"))
    return g_error_new (LEC_ERROR, LEC_ERROR_NOT_A_VIDEO,
                        _ ("%s holds no video stream"), name);
  if (g_str_has_prefix (type, "text/") || g_str_equal (type, "application/xml"))
    return g_error_new (LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("%s is text, not a video"), name);
  if (g_str_has_prefix (type, "image/"))
    return g_error_new (LEC_ERROR, LEC_ERROR_NOT_A_VIDEO,
                        _ ("%s is a picture, not a video"), name);

  return g_error_new (LEC_ERROR, LEC_ERROR_NOT_A_VIDEO, _ ("%s is not a video"), name);
}

static GError *
translate_stream_error (const char *path,
                        const GError *gst_error,
                        const GstCaps *container)
{
  g_autofree char *name = lec_video_file_dup_display_name (path);

  switch (gst_error->code)
    {
    case GST_STREAM_ERROR_TYPE_NOT_FOUND:
    case GST_STREAM_ERROR_WRONG_TYPE:
      return lec_video_file_new_no_video_error (path, container);
    case GST_STREAM_ERROR_CODEC_NOT_FOUND:
      return g_error_new (LEC_ERROR, LEC_ERROR_UNSUPPORTED,
                          _ ("%s cannot be read with the installed GStreamer plug-ins"), name);
    case GST_STREAM_ERROR_DECRYPT:
    case GST_STREAM_ERROR_DECRYPT_NOKEY:
      return g_error_new (LEC_ERROR, LEC_ERROR_UNSUPPORTED, _ ("%s is encrypted"), name);
    default:
      return g_error_new (LEC_ERROR, LEC_ERROR_DAMAGED,
                          _ ("%s is damaged or incomplete; if you can, copy or download it again (%s)"), name,
                          gst_error->message);
    }
}

static GError *
translate_resource_error (const char *path,
                          const GError *gst_error)
{
  g_autofree char *name = lec_video_file_dup_display_name (path);
  LecError code = gst_error->code == GST_RESOURCE_ERROR_NOT_FOUND ? LEC_ERROR_NOT_FOUND
                                                                  : LEC_ERROR_UNREADABLE;

  return g_error_new (LEC_ERROR, code, _ ("%s cannot be read: %s"), name, gst_error->message);
}

GError *
lec_video_file_translate_error (const char *path,
                                const GError *gst_error,
                                const GstCaps *container)
{
  g_autofree char *name = lec_video_file_dup_display_name (path);

  g_return_val_if_fail (gst_error != NULL, NULL);

  if (gst_error->domain == GST_STREAM_ERROR)
    return translate_stream_error (path, gst_error, container);
  if (gst_error->domain == GST_RESOURCE_ERROR)
    return translate_resource_error (path, gst_error);
  if (g_error_matches (gst_error, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    return g_error_new (LEC_ERROR, LEC_ERROR_UNSUPPORTED,
                        _ ("%s cannot be read with the installed GStreamer plug-ins"), name);

  return g_error_new (LEC_ERROR, LEC_ERROR_DAMAGED, _ ("%s cannot be read: %s"), name,
                      gst_error->message);
}
