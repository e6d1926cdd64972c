/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is small enough stays as it is: a picture is not encoded twice for a few
 * bytes. Sizes and qualities are those at which letters of a slide can be read
 * on a screen (medium) and on a phone (low); README.md in this folder has what
 * they give.
 */
#include "pipeline/smaller-pictures.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"
#include "pipeline/task-lecture.h"

/* So much smaller that it is worth it. */
#define WORTH_IT 0.9

/* By LecPictureQuality. */
static const struct
{
  int max_side; /* pixels */
  int quality;  /* of JPEG */
} kinds[] = {
  [LEC_PICTURE_QUALITY_LOW] = { 1280, 60 },
  [LEC_PICTURE_QUALITY_MEDIUM] = { 1600, 70 },
};

/* Returns: (transfer full): the picture itself where it is no larger */
static LecPicture *
shrink (LecPicture *picture,
        int max_side)
{
  int side = MAX (picture->width, picture->height);
  LecPicture *smaller = NULL;

  if (side <= max_side)
    return picture;

  smaller = lec_picture_scale (picture, MAX ((int) ((gint64) picture->width * max_side / side), 1),
                               MAX ((int) ((gint64) picture->height * max_side / side), 1));
  lec_picture_free (picture);
  return smaller;
}

static goffset
measure (const char *folder,
         const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf info = { 0 };

  return g_stat (path, &info) == 0 ? info.st_size : 0;
}

static gboolean
make_one (LecSlide *slide,
          const char *folder,
          LecPictureQuality quality,
          GError **error)
{
  g_autoptr (LecPicture) picture =
    slide->picture != NULL ? lec_slide_picture_load (folder, slide->picture, NULL) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (picture == NULL)
    return TRUE;

  picture = shrink (g_steal_pointer (&picture), kinds[quality].max_side);
  bytes = lec_picture_encode_jpeg (picture, kinds[quality].quality, error);
  if (bytes == NULL)
    return FALSE;
  if ((double) g_bytes_get_size (bytes) > WORTH_IT * (double) measure (folder, slide->picture))
    return TRUE;

  name = g_strdup_printf (LEC_FOLDER_SMALLER "/%04u.jpg", slide->number);
  path = g_build_filename (folder, name, NULL);
  if (!lec_pending_file_save (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), TRUE, error))
    return FALSE;

  g_free (slide->picture);
  slide->picture = g_steal_pointer (&name);
  return lec_slide_picture_hash (slide, folder, error);
}

gboolean
lec_smaller_pictures_make (LecLecture *lecture,
                           const char *folder,
                           LecPictureQuality quality,
                           LecSmallerProgress progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (lecture != NULL && folder != NULL, FALSE);

  if (quality >= G_N_ELEMENTS (kinds))
    return TRUE;
  path = g_build_filename (folder, LEC_FOLDER_SMALLER, NULL);
  if (g_mkdir (path, 0777) != 0 && errno != EEXIST)
    {
      lec_error_set_from_errno (error, errno, "create", path);
      return FALSE;
    }

  for (guint i = 0; i < lecture->slides->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !make_one (g_ptr_array_index (lecture->slides, i), folder, quality, error))
        return FALSE;
      if (progress != NULL)
        progress ((i + 1.0) / lecture->slides->len, user_data);
    }

  return TRUE;
}

void
lec_smaller_pictures_remove (const char *folder)
{
  g_autofree char *path = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  g_return_if_fail (folder != NULL);

  path = g_build_filename (folder, LEC_FOLDER_SMALLER, NULL);
  dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_remove (file);
    }
  g_rmdir (path);
}

/* --- As a stage --- */

static void
progress_cb (double fraction,
             gpointer user_data)
{
  const LecStageSink *sink = user_data;

  sink->progress (fraction, -1.0, sink->user_data);
}

/**
 * lec_stage_shrink:
 *
 * Makes smaller.json of the lecture, edited where it was, and the pictures that it names.
 *
 * Returns: %FALSE with the errors of lec_lecture_load(), of lec_smaller_pictures_make() and of
 *   lec_lecture_save()
 */
gboolean
lec_stage_shrink (const LecTask *task,
                  const LecStageSink *sink,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_SMALLER, NULL);
  g_autoptr (LecLecture) lecture = lec_task_lecture_load (task, error);

  return lecture != NULL &&
         lec_smaller_pictures_make (lecture, task->folder, task->options->picture_quality, progress_cb,
                                    (gpointer) sink, cancellable, error) &&
         lec_lecture_save (lecture, path, error);
}
