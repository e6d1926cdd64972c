/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads from a little before the moment, since a frame may have stood for long
 * when it comes: further back each time that nothing was found.
 */
#include "media/moment.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/time-format.h"
#include "media/frame-reader.h"

/* Times that were written down and read again are still the same frame's. */
#define ROUNDING_S 0.0005

/* The last one is the beginning. */
static const double back_s[] = { 1, 15, G_MAXDOUBLE };

/* (nullable): the last frame up to @time_s of those from @from_s on */
static LecPicture *
read_last (const char *path,
           double from_s,
           double time_s,
           GCancellable *cancellable,
           GError **error)
{
  const LecReadOptions options = { .mode = LEC_READ_ALL_FRAMES, .from_s = from_s };
  g_autoptr (LecFrameReader) reader = lec_frame_reader_open (path, &options, cancellable, error);
  g_autoptr (LecPicture) last = NULL;
  LecFrame frame;

  while (reader != NULL && lec_frame_reader_next (reader, &frame, cancellable, error) &&
         frame.time_s <= time_s + ROUNDING_S)
    {
      g_clear_pointer (&last, lec_picture_free);
      last = lec_picture_keep (&frame.picture);
    }

  return last != NULL ? lec_picture_copy (last) : NULL;
}

LecPicture *
lec_moment_read (const char *path,
                 double time_s,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *shown = lec_time_format (time_s);

  g_return_val_if_fail (path != NULL && time_s >= 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (back_s); i++)
    {
      g_autoptr (GError) reason = NULL;
      LecPicture *picture = read_last (path, MAX (time_s - back_s[i], 0), time_s, cancellable, &reason);

      if (picture != NULL)
        return picture;
      if (reason != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
      if (time_s <= back_s[i])
        break;
    }

  g_set_error (error, LEC_ERROR, LEC_ERROR_DAMAGED, _ ("no picture can be read at %s"), shown);
  return NULL;
}
