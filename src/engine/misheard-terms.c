/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slides are those that are kept of the same video.
 */
#include "engine/misheard-terms.h"

#include <glib/gi18n-lib.h>

#include "base/error.h"
#include "base/time-format.h"
#include "engine/kept-lecture.h"
#include "pipeline/stage.h"
#include "text/term-hints.h"

/* As it was corrected, where it was. Returns: (transfer full) (nullable) */
static LecLecture *
load_lecture (const char *video,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (LecKeptRoot) root = { NULL };
  g_autoptr (LecLectureFolder) folder = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *path = NULL;

  if (lec_kept_root_open (&root, NULL, &reason))
    folder = lec_kept_lecture_open_to_read (root.path, video, cancellable, &reason);
  if (folder == NULL && g_error_matches (reason, LEC_ERROR, LEC_ERROR_NOT_FOUND))
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_NOT_FOUND,
                           _ ("its slides are not known yet, and so no terms: “lectern extract” finds them"));
      return NULL;
    }
  if (folder == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }

  path = lec_lecture_folder_build_path (folder, lec_lecture_folder_has_file (folder, LEC_FILE_EDITED)
                                                  ? LEC_FILE_EDITED
                                                  : LEC_FILE_LECTURE);
  return lec_lecture_load (path, error);
}

/**
 * lec_misheard_terms_treat:
 * @transcript: of @video
 * @applies: whether terms are put into @transcript, in place of what was heard
 *
 * Returns: (transfer full) (nullable) (element-type utf8): a line for each, with its time; %NULL
 *   with %LEC_ERROR_NOT_FOUND where no slides of @video are kept, or the errors of reading them
 */
GPtrArray *
lec_misheard_terms_treat (const char *video,
                          LecTranscript *transcript,
                          gboolean applies,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (LecLecture) lecture = NULL;
  g_autoptr (GPtrArray) hints = NULL;
  GPtrArray *notes = NULL;

  g_return_val_if_fail (video != NULL && transcript != NULL, NULL);

  lecture = load_lecture (video, cancellable, error);
  if (lecture == NULL)
    return NULL;

  hints = lec_term_hints_find (transcript, lecture->slides);
  notes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < hints->len; i++)
    {
      const LecTermHint *hint = g_ptr_array_index (hints, i);
      const LecCue *cue = g_ptr_array_index (transcript->cues, hint->cue);
      g_autofree char *time = lec_time_format (cue->start_s);

      /* Translators: a time, what was heard, a term, the number of the slide that it is on */
      g_ptr_array_add (notes, g_strdup_printf (_ ("%s “%s” may be “%s”, which is on slide %u"), time, hint->heard,
                                               hint->meant, hint->slide));
    }
  if (applies)
    lec_term_hints_apply (hints, transcript);

  return notes;
}
