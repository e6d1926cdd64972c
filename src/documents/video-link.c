/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A media fragment (#t=) of the video's file. Paths in the lecture are as seen
 * from the document's folder: one that is relative stays so, and document and
 * video can be moved together.
 */
#include "documents/video-link.h"

static char *
make_uri (const char *path)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);

  return g_path_is_absolute (path) ? g_strconcat ("file://", escaped, NULL) : g_steal_pointer (&escaped);
}

/* The file that shows the moment; *@time_s becomes the moment in it. */
static const char *
find_file (const LecLecture *lecture,
           double *time_s)
{
  const char *path = lecture->video != NULL ? lecture->video->path : NULL;
  double start_s = 0;

  for (guint i = 0; i < lecture->parts->len; i++)
    {
      const LecVideoPart *part = g_ptr_array_index (lecture->parts, i);

      if (i > 0 && part->start_s > *time_s)
        break;
      path = part->path;
      start_s = part->start_s;
    }
  *time_s = MAX (*time_s - start_s, 0);

  return path;
}

/**
 * lec_video_link_make:
 * @lecture: with the path of its video, or of its parts
 * @time_s: in the lecture
 *
 * Returns: (transfer full) (nullable): an ASCII URI reference; %NULL when no path is known
 */
char *
lec_video_link_make (const LecLecture *lecture,
                     double time_s)
{
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *uri = NULL;
  const char *path = NULL;

  g_return_val_if_fail (lecture != NULL, NULL);

  path = find_file (lecture, &time_s);
  if (path == NULL || *path == '\0')
    return NULL;

  uri = make_uri (path);
  g_ascii_formatd (seconds, sizeof seconds, "%.1f", time_s);
  return g_strconcat (uri, "#t=", seconds, NULL);
}
