/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * `lecture-video CASE --seed N -o OUT.mp4` makes one video and its truth,
 * `lecture-video --set NAME DIR` all that a table lists.
 */
#include <gst/gst.h>
#include <locale.h>

#include "film.h"
#include "video-set.h"

static int
list_cases (void)
{
  for (guint i = 0; i < n_video_cases; i++)
    g_print ("%-12s %s\n", video_cases[i].name, video_cases[i].what);
  return 0;
}

static gboolean
make_set (const char *const *arguments, GError **error)
{
  g_autofree char *file = g_strconcat (arguments[0], ".txt", NULL);
  g_autofree char *table = g_build_filename (VIDEO_SETS_DIR, file, NULL);

  return video_set_make (table, arguments[1], arguments[2], error);
}

static gboolean
make_film (const char *const *arguments, GError **error)
{
  g_autoptr (FilmOptions) options = film_options_parse (arguments, error);

  if (options == NULL)
    return FALSE;
  if (options->output == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "where to? Name the video with -o");
      return FALSE;
    }
  return film_make (options, error);
}

int
main (int argc, char **argv)
{
  const char *const *arguments = (const char *const *) argv + 1;
  g_autoptr (GError) error = NULL;
  gboolean done;

  setlocale (LC_ALL, "C.UTF-8");
  gst_init (NULL, NULL);
  if (g_strcmp0 (arguments[0], "--list") == 0)
    return list_cases ();
  if (g_strcmp0 (arguments[0], "--set") == 0 && (argc == 4 || argc == 5))
    done = make_set (arguments + 1, &error);
  else
    done = make_film (arguments, &error);
  if (!done)
    g_printerr ("lecture-video: %s\n", error->message);
  return done ? 0 : 1;
}
