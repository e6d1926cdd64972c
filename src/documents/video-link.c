/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A media fragment (#t=) of the video's file. Paths in the lecture are as seen
 * from the document's folder: one that is relative stays so, and document and
 * video can be moved together. What was brought from the web is there for as
 * long as it is asked for: its links lead where it is from.
 */
#include "documents/video-link.h"

#include "model/video-origin.h"

/* Where a moment can be seen. */
typedef struct
{
  const char *path;    /* (nullable) */
  const char *address; /* (nullable) */
  gboolean is_page;
  double time_s; /* in it */
} Source;

static char *
make_uri (const char *path)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);

  return g_path_is_absolute (path) ? g_strconcat ("file://", escaped, NULL) : g_steal_pointer (&escaped);
}

static Source
find_source (const LecLecture *lecture,
             double time_s)
{
  const LecVideoInfo *video = lecture->video;
  Source source = { NULL };
  double start_s = 0;

  if (video != NULL)
    source = (Source){ video->path, video->address, video->is_page, 0 };

  for (guint i = 0; i < lecture->parts->len; i++)
    {
      const LecVideoPart *part = g_ptr_array_index (lecture->parts, i);

      if (i > 0 && part->start_s > time_s)
        break;
      source = (Source){ part->path, part->address, part->is_page, 0 };
      start_s = part->start_s;
    }
  source.time_s = MAX (time_s - start_s, 0);

  return source;
}

/**
 * lec_video_link_make:
 * @lecture: with the path or the address of its video, or of its parts; untrusted
 * @time_s: in the lecture
 *
 * Returns: (transfer full) (nullable): an ASCII URI reference; %NULL when it is known of neither
 */
char *
lec_video_link_make (const LecLecture *lecture,
                     double time_s)
{
  char seconds[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *uri = NULL;
  char *link = NULL;
  Source source = { NULL };

  g_return_val_if_fail (lecture != NULL, NULL);

  source = find_source (lecture, time_s);
  if (source.address != NULL)
    link = lec_video_origin_make_link (source.address, source.is_page, source.time_s);
  if (link != NULL || source.path == NULL || *source.path == '\0')
    return link;

  uri = make_uri (source.path);
  g_ascii_formatd (seconds, sizeof seconds, "%.1f", source.time_s);
  return g_strconcat (uri, "#t=", seconds, NULL);
}
