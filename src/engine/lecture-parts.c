/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/lecture-parts.h"

#include <string.h>

#include "engine/lecture-join.h"
#include "engine/lecture-part.h"
#include "engine/transcript-key.h"

static LecLecturePart *
get_part (const GPtrArray *parts,
          guint i)
{
  return g_ptr_array_index (parts, i);
}

/* Returns: (transfer container) (element-type filename): borrowed */
static GPtrArray *
list_videos (const GPtrArray *parts)
{
  GPtrArray *videos = g_ptr_array_new ();

  for (guint i = 0; i < parts->len; i++)
    if (get_part (parts, i)->video != NULL)
      g_ptr_array_add (videos, get_part (parts, i)->video);

  return videos;
}

char *
lec_lecture_parts_make_transcript_key (const GPtrArray *parts,
                                       const LecJobOptions *options)
{
  g_autoptr (GPtrArray) videos = list_videos (parts);

  return lec_transcript_key_make (options, videos);
}

void
lec_lecture_parts_update_checksum (const GPtrArray *parts,
                                   GChecksum *sum)
{
  g_autoptr (GPtrArray) videos = list_videos (parts);

  for (guint i = 0; i < videos->len; i++)
    {
      const char *video = g_ptr_array_index (videos, i);

      g_checksum_update (sum, (const guchar *) video, (gssize) strlen (video) + 1);
    }
}

gboolean
lec_lecture_parts_join (const GPtrArray *parts,
                        LecLectureFolder *folder,
                        GError **error)
{
  g_autoptr (GPtrArray) lectures = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_lecture_free);
  g_autofree LecJoinPart *found = g_new0 (LecJoinPart, parts->len);
  g_autoptr (LecLecture) joined = NULL;

  for (guint i = 0; i < parts->len; i++)
    {
      LecLecture *lecture = lec_lecture_part_load (get_part (parts, i), error);

      if (lecture == NULL)
        return FALSE;
      g_ptr_array_add (lectures, lecture);
      found[i] = (LecJoinPart){ lecture, lec_lecture_folder_get_path (get_part (parts, i)->folder) };
    }

  joined = lec_lecture_join (found, parts->len, lec_lecture_folder_get_path (folder), error);
  return joined != NULL && lec_lecture_folder_save_lecture (folder, joined, error);
}
