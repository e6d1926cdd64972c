/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A part counts as read when its sum lies beside it, which is written last.
 * Folders of parts have no state: whoever lists lectures passes them over.
 */
#include "engine/split-video.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "engine/content-id.h"
#include "engine/file-tree.h"
#include "engine/lecture-folder.h"
#include "pipeline/stage.h"
#include "worker/result-file.h"

/* Of a part: what is a little longer is read in one go. */
#define WORTHWHILE 1.5

guint
lec_split_video_count_parts (double duration_s,
                             double part_s)
{
  if (!(part_s > 0) || !(duration_s >= part_s * WORTHWHILE))
    return 1;

  return (guint) MIN (ceil (duration_s / part_s), LEC_TASK_MAX_PARTS);
}

char *
lec_split_video_make_part_id (const char *lecture_id,
                              guint part,
                              guint n_parts)
{
  g_autofree char *what = g_strdup_printf ("part;%u;%u", part, n_parts);

  g_return_val_if_fail (lecture_id != NULL && part < n_parts, NULL);

  return lec_content_id_combine (&lecture_id, 1, what);
}

static LecLectureFolder *
open_part (const LecSplitVideo *self,
           guint part,
           LecExtractRun *run,
           GError **error)
{
  g_autofree char *id = lec_split_video_make_part_id (self->lecture_id, part, self->n_parts);

  return lec_lecture_folder_open (self->root, id, self->content_id, lec_extract_run_get_cancellable (run), error);
}

/* Whether the part is there as it was written. */
static gboolean
is_whole (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_PART_SUM, NULL);
  g_autofree char *noted = NULL;
  g_autofree char *sum = NULL;

  if (!g_file_get_contents (path, &noted, NULL, NULL))
    return FALSE;

  sum = lec_result_file_hash (folder, LEC_FILE_PART, NULL);
  return sum != NULL && g_str_equal (sum, noted);
}

static gboolean
note_sum (const char *folder,
          GError **error)
{
  g_autofree char *path = g_build_filename (folder, LEC_FILE_PART_SUM, NULL);
  g_autofree char *sum = lec_result_file_hash (folder, LEC_FILE_PART, error);

  return sum != NULL && lec_pending_file_save (path, sum, strlen (sum), TRUE, error);
}

static gboolean
fill_part (const LecSplitVideo *self,
           guint part,
           const char *folder,
           LecExtractRun *run,
           LecProgress *step,
           GError **error)
{
  g_autofree char *sum = g_build_filename (folder, LEC_FILE_PART_SUM, NULL);

  if (is_whole (folder))
    return TRUE;

  g_unlink (sum);
  lec_extract_run_set_part (run, part, self->n_parts);
  return lec_extract_run_stage (run, LEC_STAGE_READ_PART, step, folder, self->video, error) && note_sum (folder, error);
}

gboolean
lec_split_video_read_part (const LecSplitVideo *self,
                           guint part,
                           LecExtractRun *run,
                           LecProgress *step,
                           GError **error)
{
  g_autoptr (LecLectureFolder) folder = NULL;

  g_return_val_if_fail (self != NULL && run != NULL && step != NULL && part < self->n_parts, FALSE);

  folder = open_part (self, part, run, error);
  return folder != NULL && fill_part (self, part, lec_lecture_folder_get_path (folder), run, step, error);
}

static gboolean
copy_file (const char *from,
           const char *to,
           GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return link (from, to) == 0 || g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);
}

static gboolean
hand_over_part (const LecSplitVideo *self,
                guint part,
                const char *parts,
                LecExtractRun *run,
                LecProgress *step,
                GError **error)
{
  g_autoptr (LecLectureFolder) folder = open_part (self, part, run, error);
  g_autofree char *name = g_strdup_printf (LEC_FILE_NTH_PART, part);
  g_autofree char *from = NULL;
  g_autofree char *to = g_build_filename (parts, name, NULL);

  if (folder == NULL || !fill_part (self, part, lec_lecture_folder_get_path (folder), run, step, error))
    return FALSE;

  from = lec_lecture_folder_build_path (folder, LEC_FILE_PART);
  return copy_file (from, to, error);
}

gboolean
lec_split_video_hand_over (const LecSplitVideo *self,
                           const char *folder,
                           LecExtractRun *run,
                           LecProgress *step,
                           GError **error)
{
  g_autofree char *parts = NULL;

  g_return_val_if_fail (self != NULL && folder != NULL && run != NULL && step != NULL, FALSE);

  parts = g_build_filename (folder, LEC_FOLDER_PARTS, NULL);
  lec_file_tree_remove (parts);
  if (g_mkdir (parts, 0700) != 0)
    {
      lec_error_set_from_errno (error, errno, "create", parts);
      return FALSE;
    }

  for (guint i = 0; i < self->n_parts; i++)
    if (!hand_over_part (self, i, parts, run, step, error))
      return FALSE;

  lec_extract_run_set_part (run, 0, self->n_parts);
  return TRUE;
}

void
lec_split_video_discard (const LecSplitVideo *self,
                         const char *folder)
{
  g_autofree char *parts = NULL;

  g_return_if_fail (self != NULL && folder != NULL);

  parts = g_build_filename (folder, LEC_FOLDER_PARTS, NULL);
  lec_file_tree_remove (parts);
  for (guint i = 0; i < self->n_parts; i++)
    {
      g_autofree char *id = lec_split_video_make_part_id (self->lecture_id, i, self->n_parts);
      g_autoptr (LecLectureFolder) part = lec_lecture_folder_try (self->root, id);

      /* One that somebody still writes to is swept with what else is left behind. */
      if (part != NULL)
        lec_lecture_folder_discard (part);
    }
}
