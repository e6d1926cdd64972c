/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The video is never written to, whatever may be replaced: a target that leads
 * to the same file is refused.
 */
#include "engine/chaptered-video.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "engine/output-plan.h"
#include "pipeline/stage.h"

/* A task may not write larger files (worker/task-runner), and a copy is a little larger. */
#define MAX_VIDEO_BYTES (G_GINT64_CONSTANT (4000) * 1024 * 1024)

gboolean
lec_chaptered_video_check (const LecWorkshop *workshop,
                           const char *target,
                           GError **error)
{
  g_autoptr (GPtrArray) videos = lec_workshop_list_videos (workshop->review);
  const char *video = lec_workshop_get_name (workshop->review);
  GStatBuf facts = { 0 };

  if (videos->len > 1)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_USAGE,
                           _ ("a lecture of several videos has no video that chapters could go into"));
      return FALSE;
    }
  if (g_stat (video, &facts) != 0)
    return TRUE; /* the stage says it */
  if (facts.st_size > MAX_VIDEO_BYTES)
    {
      g_set_error_literal (error, LEC_ERROR, LEC_ERROR_LIMIT,
                           _ ("the video is larger than 4 GB; the formats chapters and ffmetadata are for any size"));
      return FALSE;
    }

  return lec_output_plan_check_apart (target, video, error);
}

static gboolean
move (const char *from,
      const char *to,
      GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) reason = NULL;

  if (g_rename (from, to) == 0 ||
      g_file_copy (source, target, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, &reason))
    return TRUE;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    g_set_error_literal (error, LEC_ERROR,
                         g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? LEC_ERROR_NO_SPACE
                                                                                   : LEC_ERROR_NOT_WRITABLE,
                         reason->message);
  return FALSE;
}

gboolean
lec_chaptered_video_write (LecWorkshop *workshop,
                           const char *target,
                           gboolean force,
                           const LecExtractListener *listener,
                           GCancellable *cancellable,
                           GError **error)
{
  static const char *const stages[] = { LEC_STAGE_WRITE_CHAPTERS, NULL };
  g_autofree char *made = NULL;
  g_autoptr (LecPendingFile) file = NULL;

  if (!lec_chaptered_video_check (workshop, target, error))
    return FALSE;
  file = lec_pending_file_new (target, force, error);
  if (file == NULL || !lec_workshop_make (workshop, stages, NULL, listener, cancellable, error))
    return FALSE;

  made = g_build_filename (lec_scratch_folder_get_path (workshop->scratch), LEC_FILE_CHAPTERED, NULL);
  return move (made, lec_pending_file_get_path (file), cancellable, error) && lec_pending_file_commit (file, error);
}
