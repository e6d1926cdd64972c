/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The probe stage: a file's headers are read in the task process too, since
 * they are as hostile as the rest of it.
 */
#include "media/probe.h"

#include "base/json-file.h"
#include "base/json.h"
#include "pipeline/stage.h"

/* Writes what is in the task's video to %LEC_FILE_VIDEO. */
gboolean
lec_stage_probe (const LecTask *task,
                 const LecStageSink *sink,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (LecVideoInfo) info = lec_probe_video (task->video, cancellable, error);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = NULL;

  if (info == NULL)
    return FALSE;

  node = lec_video_info_to_json (info);
  path = g_build_filename (task->folder, LEC_FILE_VIDEO, NULL);
  return lec_json_file_save (node, path, error);
}
