/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage that makes of the lecture as it was found the one that a person
 * wants. The found one stays as it is: whatever is undone is there. Pictures
 * that an edit asks for are cut from kept ones, or read from the video where
 * none was kept; what is on them is recognised.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "media/moment.h"
#include "model/edit-log.h"
#include "model/edited-lecture.h"
#include "pipeline/recogniser.h"
#include "pipeline/slide-picture.h"
#include "pipeline/stage.h"

static gboolean
has_file (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* The file that is shown at @time_s, and the time in it. (nullable) (transfer none) */
static const char *
find_video (const LecTask *task,
            const LecLecture *lecture,
            double *time_s)
{
  const LecVideoPart *found = NULL;

  for (guint i = 0; i < lecture->parts->len; i++)
    {
      const LecVideoPart *part = g_ptr_array_index (lecture->parts, i);

      if (found == NULL || part->start_s <= *time_s)
        found = part;
    }
  if (found != NULL)
    *time_s = MAX (*time_s - found->start_s, 0);
  if (found != NULL)
    return found->path;

  return task->video != NULL ? task->video : lecture->video->path;
}

static gboolean
read_frame (const LecTask *task,
            const LecLecture *lecture,
            double time_s,
            const char *name,
            GCancellable *cancellable,
            GError **error)
{
  const char *video = find_video (task, lecture, &time_s);
  g_autoptr (LecPicture) frame = NULL;

  if (video == NULL)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("a slide was added that is only in the video"));
      return FALSE;
    }

  frame = lec_moment_read (video, time_s, cancellable, error);
  if (frame == NULL)
    {
      g_autofree char *shown = g_filename_display_name (video);

      g_prefix_error (error, "%s: ", shown);
      return FALSE;
    }

  return lec_slide_picture_save (frame, task->folder, name, error);
}

/* The whole frame at the slide's time: kept, so that it is read once. When it was given up since,
 * what was cut from it before may be all that is needed. */
static gboolean
take_frame (const LecTask *task,
            const LecLecture *lecture,
            LecSlide *slide,
            LecRect *source,
            GCancellable *cancellable,
            GError **error)
{
  gint64 time_ms = (gint64) (slide->picture_s * 1000 + 0.5);
  const char *extension = task->options->lossless ? "png" : "jpg";
  g_autofree char *name = g_strdup_printf (LEC_FOLDER_PICTURES "/at-%08" G_GINT64_FORMAT ".%s", time_ms, extension);
  g_autofree char *cut_before = lec_slide_picture_name_cut (name, &slide->region);
  gboolean is_there = has_file (task->folder, name);

  if (!is_there && has_file (task->folder, cut_before))
    {
      slide->picture = g_steal_pointer (&cut_before);
      *source = slide->region;
      return TRUE;
    }
  if (!is_there && !read_frame (task, lecture, slide->picture_s, name, cancellable, error))
    return FALSE;

  slide->picture = g_steal_pointer (&name);
  return TRUE;
}

/* Where the picture is itself cut from one that is there: that one. */
static void
take_whole (const char *folder,
            LecSlide *slide,
            LecRect *source)
{
  g_autofree char *whole = lec_rect_is_empty (source) ? NULL : lec_slide_picture_name_whole (slide->picture, source);

  if (whole == NULL || !has_file (folder, whole))
    return;

  g_free (slide->picture);
  slide->picture = g_steal_pointer (&whole);
  *source = (LecRect){ 0 };
}

/* @source: what the slide's picture shows. Leaves it whole where nothing else is wanted, or what is
 * wanted was not kept. */
static gboolean
cut (const char *folder,
     LecSlide *slide,
     const LecRect *source,
     GError **error)
{
  g_autoptr (LecPicture) picture = lec_slide_picture_load (folder, slide->picture, error);
  g_autoptr (LecPicture) part = NULL;
  g_autofree char *name = NULL;
  LecRect shown = *source;
  LecRect inner;

  if (picture == NULL)
    return FALSE;

  shown.width = picture->width;
  shown.height = picture->height;
  slide->picture_width = picture->width;
  slide->picture_height = picture->height;
  if (lec_rect_is_empty (&slide->region) || !lec_rect_intersect (&slide->region, &shown, &slide->region) ||
      lec_rect_equal (&slide->region, &shown))
    {
      slide->region = shown;
      return TRUE;
    }

  inner = slide->region;
  inner.x -= shown.x;
  inner.y -= shown.y;
  part = lec_picture_crop (picture, &inner);
  name = lec_slide_picture_name_cut (slide->picture, &slide->region);
  if (!lec_slide_picture_save (part, folder, name, error))
    return FALSE;

  g_free (slide->picture);
  slide->picture = g_steal_pointer (&name);
  slide->picture_width = part->width;
  slide->picture_height = part->height;
  return TRUE;
}

static gboolean
read_words (LecRecogniser *recogniser,
            LecSlide *slide,
            gboolean keeps_title,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *title = g_strdup (slide->title);

  if (!lec_recogniser_read (recogniser, slide, cancellable, error))
    return FALSE;
  if (!keeps_title)
    return TRUE;

  g_free (slide->title);
  slide->title = g_steal_pointer (&title);
  return TRUE;
}

static gboolean
make_picture (const LecTask *task,
              const LecLecture *lecture,
              const LecPictureNeed *need,
              LecRecogniser *recogniser,
              GCancellable *cancellable,
              GError **error)
{
  LecSlide *slide = g_ptr_array_index (lecture->slides, need->slide);
  LecRect source = need->source;

  if (slide->picture == NULL && !take_frame (task, lecture, slide, &source, cancellable, error))
    return FALSE;

  take_whole (task->folder, slide, &source);
  return cut (task->folder, slide, &source, error) && lec_slide_picture_hash (slide, task->folder, error) &&
         read_words (recogniser, slide, need->keeps_title, cancellable, error);
}

static gboolean
make_pictures (const LecTask *task,
               const LecEditedLecture *edited,
               const LecStageSink *sink,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (LecRecogniser) recogniser = lec_recogniser_new (task->folder, task->options->language);

  for (guint i = 0; i < edited->pictures->len; i++)
    {
      const LecPictureNeed *need = &g_array_index (edited->pictures, LecPictureNeed, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !make_picture (task, edited->lecture, need, recogniser, cancellable, error))
        return FALSE;
      sink->progress ((i + 1.0) / edited->pictures->len, -1.0, sink->user_data);
    }

  return TRUE;
}

static LecEditLog *
load_log (const LecTask *task,
          GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_EDITS, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &text, &length, error) ? lec_edit_log_from_text (text, length, error) : NULL;
}

/**
 * lec_stage_edit:
 *
 * Makes edited.json of lecture.json and edits.jsonl.
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL, _NO_SPACE, _NOT_WRITABLE, %G_IO_ERROR_CANCELLED, or the
 *   errors of lec_moment_read() when a moment of the video was asked for
 */
gboolean
lec_stage_edit (const LecTask *task,
                const LecStageSink *sink,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *lecture_path = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  g_autofree char *edited_path = g_build_filename (task->folder, LEC_FILE_EDITED, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_load (lecture_path, error);
  g_autoptr (LecEditLog) log = lecture != NULL ? load_log (task, error) : NULL;
  g_autoptr (GPtrArray) edits = log != NULL ? lec_edit_log_dup_active (log) : NULL;
  g_autoptr (LecEditedLecture) edited = NULL;

  if (edits == NULL)
    return FALSE;

  edited = lec_edited_lecture_new (lecture, edits);
  return make_pictures (task, edited, sink, cancellable, error) &&
         lec_lecture_save (edited->lecture, edited_path, error);
}
