/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stage that takes the sound out of a lecture's videos. What makes words of
 * it is a program or a machine on the web, which no stage may start or ask: the
 * engine does, with the sound alone and never with the video.
 */
#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "media/audio-reader.h"
#include "pipeline/stage.h"

typedef struct
{
  const LecStageSink *sink;
} Work;

static void
progressed_cb (double fraction,
               gpointer user_data)
{
  const Work *self = user_data;

  self->sink->progress (fraction, -1.0, self->sink->user_data);
}

/* Several videos that are one lecture lie one after the other; a lecture of one, or none at all as
 * yet, knows nothing of them. Returns: (transfer full) (nullable) */
static GArray *
list_parts (const LecTask *task,
            const LecLecture *lecture,
            GError **error)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (LecAudioPart));
  LecAudioPart only = { task->video, 0 };

  for (guint i = 0; lecture != NULL && i < lecture->parts->len; i++)
    {
      const LecVideoPart *part = g_ptr_array_index (lecture->parts, i);
      LecAudioPart audio = { part->path, part->start_s };

      g_array_append_val (parts, audio);
    }
  if (parts->len == 0 && task->video != NULL)
    g_array_append_val (parts, only);
  if (parts->len > 0)
    return g_steal_pointer (&parts);

  g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND, _ ("the lecture knows no video"));
  return NULL;
}

/**
 * lec_stage_listen:
 *
 * Makes sound.wav of the lecture's videos.
 *
 * Returns: %FALSE with %LEC_ERROR_NOT_FOUND where there is no video, the errors of
 *   lec_lecture_load() where the lecture has to name them, and of lec_audio_reader_write()
 */
gboolean
lec_stage_listen (const LecTask *task,
                  const LecStageSink *sink,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *path = g_build_filename (task->folder, LEC_FILE_SOUND, NULL);
  g_autofree char *lecture_path = g_build_filename (task->folder, LEC_FILE_LECTURE, NULL);
  g_autoptr (GError) reason = NULL;
  g_autoptr (LecLecture) lecture = lec_lecture_load (lecture_path, &reason);
  g_autoptr (GArray) parts = NULL;
  Work self = { sink };

  if (reason != NULL && task->video == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  parts = list_parts (task, lecture, error);
  if (parts == NULL)
    return FALSE;

  return lec_audio_reader_write ((gconstpointer) parts->data, parts->len, path, progressed_cb, &self,
                                 cancellable, error);
}
