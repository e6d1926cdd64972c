/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libjpeg and libpng report errors by a call that must not return: it jumps to
 * the setjmp() here and to nowhere else.
 */
#include "media/codec-guard.h"

#include "media/picture.h"

gboolean
lec_codec_guard_run (LecCodecGuard *self,
                     LecCodecBody body,
                     gpointer data,
                     LecError code,
                     const char *what,
                     GError **error)
{
  self->message[0] = '\0';

  if (setjmp (self->jump) != 0)
    {
      g_set_error (error, LEC_ERROR, (int) code, "%s: %s", what, self->message);
      return FALSE;
    }
  body (self, data);

  return TRUE;
}

void
lec_codec_guard_fail (LecCodecGuard *self,
                      const char *message)
{
  g_strlcpy (self->message, message, sizeof self->message);
  longjmp (self->jump, 1);
}

void
lec_codec_guard_check_size (LecCodecGuard *self,
                            guint32 width,
                            guint32 height)
{
  if (width == 0 || height == 0)
    lec_codec_guard_fail (self, "no pixels in it");
  if (width > LEC_PICTURE_MAX_SIDE || height > LEC_PICTURE_MAX_SIDE)
    lec_codec_guard_fail (self, "too large");
}
