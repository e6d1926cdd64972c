/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the words off the slides' pictures and fills them into lecture.json,
 * which is replaced once, at the end: until then the lecture without words
 * stays valid, and words recognised so far are kept beside it. Reading ahead
 * only keeps them, of slides that were found while the video is being read.
 */
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "media/picture.h"
#include "pipeline/recognised-words.h"
#include "pipeline/stage.h"
#include "text/ocr.h"

typedef struct
{
  const char *folder;
  const char *languages;
  LecOcr *ocr; /* (nullable): started for the first picture that needs it */
} Recogniser;

static void
recogniser_clear (Recogniser *self)
{
  g_clear_pointer (&self->ocr, lec_ocr_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recogniser, recogniser_clear)

static GBytes *
load_picture (Recogniser *self,
              const LecSlide *slide,
              GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, slide->picture, NULL);
  char *data;
  gsize length;

  return g_file_get_contents (path, &data, &length, error) ? g_bytes_new_take (data, length) : NULL;
}

static gboolean
start_ocr (Recogniser *self,
           GError **error)
{
  if (self->ocr == NULL)
    self->ocr = lec_ocr_new (self->languages, error);

  return self->ocr != NULL;
}

static gboolean
read_picture (Recogniser *self,
              GBytes *bytes,
              LecSlide *slide,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (LecPicture) picture = lec_picture_decode (bytes, error);

  return picture != NULL &&
         lec_ocr_recognise (self->ocr, picture->planes[0], picture->width, picture->height,
                            picture->strides[0], slide, cancellable, error);
}

/* A picture that cannot be read is a slide without words and no reason to lose the others'. */
static gboolean
recognise_slide (Recogniser *self,
                 LecSlide *slide,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (GBytes) bytes = load_picture (self, slide, &fault);
  g_autofree char *key = bytes != NULL ? lec_recognised_words_make_key (bytes, self->languages) : NULL;

  if (key != NULL && lec_recognised_words_load (self->folder, key, slide))
    return TRUE;
  if (key != NULL && !start_ocr (self, error))
    return FALSE;
  if (key != NULL && read_picture (self, bytes, slide, cancellable, &fault))
    return lec_recognised_words_save (self->folder, key, slide, error);
  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }

  g_message ("slide %u has no words: %s", slide->number, fault->message);
  return TRUE;
}

/* @slides: (element-type LecSlide) */
static gboolean
recognise_slides (Recogniser *self,
                  GPtrArray *slides,
                  const LecStageSink *sink,
                  GCancellable *cancellable,
                  GError **error)
{
  for (guint i = 0; i < slides->len; i++)
    {
      LecSlide *slide = g_ptr_array_index (slides, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (slide->picture != NULL && !recognise_slide (self, slide, cancellable, error))
        return FALSE;

      if (sink->slide != NULL)
        sink->slide (slide, sink->user_data);
      sink->progress ((i + 1.0) / slides->len, -1.0, sink->user_data);
    }

  return TRUE;
}

gboolean
lec_stage_recognise (const LecTask *task,
                     const LecStageSink *sink,
                     GCancellable *cancellable,
                     GError **error)
{
  g_auto (Recogniser) recogniser = { task->folder, task->options->language, NULL };
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (LecLecture) lecture = lec_lecture_load (path, error);
  LecStageSink progress_only = { .progress = sink->progress, .user_data = sink->user_data };

  if (lecture == NULL || !recognise_slides (&recogniser, lecture->slides, &progress_only, cancellable, error))
    return FALSE;

  g_free (lecture->options->language);
  lecture->options->language = g_strdup (task->options->language);
  return lec_lecture_save (lecture, path, error);
}

/**
 * lec_stage_read_ahead:
 *
 * Recognises the task's slides, reports each with its words, and keeps them for the stage above,
 * which is about to come. Runs beside the stage that finds slides: touches nothing but the words.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_LANGUAGE, _NO_SPACE, _NOT_WRITABLE or %G_IO_ERROR_CANCELLED
 */
gboolean
lec_stage_read_ahead (const LecTask *task,
                      const LecStageSink *sink,
                      GCancellable *cancellable,
                      GError **error)
{
  g_auto (Recogniser) recogniser = { task->folder, task->options->language, NULL };
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_AHEAD, NULL);
  g_autofree char *count = g_strdup_printf ("%u\n", task->slides != NULL ? task->slides->len : 0);

  if (task->slides != NULL && !recognise_slides (&recogniser, task->slides, sink, cancellable, error))
    return FALSE;

  return lec_pending_file_save (path, count, strlen (count), TRUE, error);
}
