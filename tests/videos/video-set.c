/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A film that is there and whose truth names the same recipe is not made again:
 * benchmarks call this each time.
 */
#include "video-set.h"

#include <json-glib/json-glib.h>

#include "encoder.h"
#include "film.h"

static gboolean
is_made (const FilmOptions *options, const char *truth_path)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *recipe = film_options_describe (options);
  JsonObject *root;

  if (!g_file_test (options->output, G_FILE_TEST_EXISTS) || !json_parser_load_from_file (parser, truth_path, NULL))
    return FALSE;

  root = json_node_get_object (json_parser_get_root (parser));
  return g_strcmp0 (json_object_get_string_member_with_default (root, "recipe", NULL), recipe) == 0;
}

static gboolean
make_line (const char *line, const char *folder, const char *pictures, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (FilmOptions) options = NULL;
  g_autofree char *video = NULL;
  g_autofree char *truth = NULL;
  g_autofree char *video_path = NULL;
  g_autofree char *truth_path = NULL;
  const char *extension;

  if (!g_shell_parse_argv (line, NULL, &words, error))
    return FALSE;
  options = film_options_parse ((const char *const *) words + 1, error);
  if (options == NULL)
    return FALSE;

  extension = encoder_get_extension (options->container);
  video = g_strdup_printf ("%s.%s", words[0], extension != NULL ? extension : options->container);
  truth = g_strdup_printf ("%s.json", words[0]);
  video_path = g_build_filename (folder, video, NULL);
  truth_path = g_build_filename (folder, truth, NULL);
  g_free (options->output);
  options->output = g_strdup (video_path);
  g_free (options->pictures);
  options->pictures = g_strdup (pictures);
  if (is_made (options, truth_path))
    return TRUE;

  g_printerr ("%s\n", line);
  return film_make (options, error);
}

gboolean
video_set_make (const char *table, const char *folder, const char *pictures, GError **error)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (table, &contents, NULL, error))
    return FALSE;

  g_mkdir_with_parents (folder, 0777);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (lines[i][0] == '\0' || lines[i][0] == '#')
        continue;
      if (!make_line (lines[i], folder, pictures, error))
        {
          g_prefix_error (error, "%s, line %u: ", table, i + 1);
          return FALSE;
        }
    }
  return TRUE;
}
