/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Options are parsed the same way from the command line and from the lines of
 * a set, so a line of a set can be tried by hand.
 */
#include "film.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "encoder.h"

/* With a variable rate, a still picture is repeated once in this time. */
#define STILL_S 1.0

static gboolean
parse_numbers (FilmOptions *self, const char *size, const char *fps, gint64 seed, GError **error)
{
  int n_fps = sscanf (fps, "%d/%d", &self->fps_n, &self->fps_d);

  if (sscanf (size, "%dx%d", &self->width, &self->height) != 2 || self->width < 16 || self->height < 16)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "%s is no size such as 1280x720", size);
      return FALSE;
    }
  if (n_fps < 1 || self->fps_n < 1 || self->fps_d < 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "%s is no frame rate such as 25 or 30000/1001", fps);
      return FALSE;
    }
  self->seed = (guint32) seed;
  return TRUE;
}

static void
set_defaults (FilmOptions *self)
{
  if (self->codec == NULL)
    self->codec = g_strdup ("h264");
  if (self->container == NULL)
    self->container = g_strdup ("mp4");
}

FilmOptions *
film_options_parse (const char *const *arguments, GError **error)
{
  g_autoptr (FilmOptions) self = g_new0 (FilmOptions, 1);
  g_autoptr (GOptionContext) context = g_option_context_new ("CASE");
  g_autofree char *size = NULL; /* a default would be overwritten and never freed */
  g_autofree char *fps = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  gint64 seed = 1;
  const GOptionEntry entries[] = {
    { "seed", 's', 0, G_OPTION_ARG_INT64, &seed, "Another number, another talk", "N" },
    { "theme", 't', 0, G_OPTION_ARG_STRING, &self->theme, "Template; by the seed when left out", "NAME" },
    { "codec", 0, 0, G_OPTION_ARG_STRING, &self->codec, "h264, h265, vp8, vp9, av1, mpeg4, mjpeg", "CODEC" },
    { "container", 0, 0, G_OPTION_ARG_STRING, &self->container, "mp4, fmp4, mov, mkv, webm, avi, ts", "CONTAINER" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, "1280x720", "WxH" },
    { "fps", 0, 0, G_OPTION_ARG_STRING, &fps, "25, 30000/1001", "N[/D]" },
    { "vfr", 0, 0, G_OPTION_ARG_NONE, &self->variable_rate, "Leave out frames in which nothing changes", NULL },
    { "gop", 0, 0, G_OPTION_ARG_INT, &self->gop, "Frames between keyframes at most (250)", "N" },
    { "quality", 0, 0, G_OPTION_ARG_INT, &self->quality, "Constant quality, in the codec's own terms", "N" },
    { "bitrate", 0, 0, G_OPTION_ARG_INT, &self->bitrate_kbps, "Constant bit rate instead", "KBIT/S" },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &self->seconds, "About how long", "S" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &self->output,
      "The video; the truth goes to the same name with .json", "FILE" },
    { "pictures", 0, 0, G_OPTION_ARG_FILENAME, &self->pictures, "Write the true picture of each slide there", "DIR" },
    { NULL },
  };

  g_strv_builder_add (builder, "lecture-video");
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);
  self->gop = 250;
  self->fps_d = 1;
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &argv, error) ||
      !parse_numbers (self, size != NULL ? size : "1280x720", fps != NULL ? fps : "25", seed, error))
    return NULL;

  set_defaults (self);
  if (g_strv_length (argv) != 2)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "one case is wanted, see --list");
      return NULL;
    }
  self->case_name = g_strdup (argv[1]);
  return g_steal_pointer (&self);
}

void
film_options_free (FilmOptions *self)
{
  g_free (self->case_name);
  g_free (self->theme);
  g_free (self->codec);
  g_free (self->container);
  g_free (self->output);
  g_free (self->pictures);
  g_free (self);
}

char *
film_options_describe (const FilmOptions *self)
{
  return g_strdup_printf ("%s --seed %u --theme %s --codec %s --container %s --size %dx%d "
                          "--fps %d/%d --gop %d --quality %d "
                          "--bitrate %d --seconds %g%s",
                          self->case_name, self->seed, self->theme != NULL ? self->theme : "any",
                          self->codec, self->container,
                          self->width, self->height, self->fps_n, self->fps_d, self->gop, self->quality,
                          self->bitrate_kbps, self->seconds, self->variable_rate ? " --vfr" : "");
}

static const Theme *
choose_theme (const FilmOptions *options, const VideoCase *video_case)
{
  g_autoptr (GRand) dice = dice_new (options->seed, DICE_LOOK, 0);

  if (options->theme != NULL)
    return theme_get (options->theme);
  if (video_case->themes != NULL)
    return theme_get (dice_pick (dice, video_case->themes));
  return theme_pick (dice);
}

Recording *
film_plan (const FilmOptions *options, GError **error)
{
  const VideoCase *video_case = video_case_get (options->case_name);
  const Theme *theme;
  Recording *recording;

  if (video_case == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "no case %s, see --list", options->case_name);
      return NULL;
    }
  theme = choose_theme (options, video_case);
  if (theme == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "no template %s", options->theme);
      return NULL;
    }
  recording = recording_new (options->seed, options->width, options->height, options->fps_n / (double) options->fps_d,
                             options->seconds > 0 ? options->seconds : video_case->seconds, theme);
  video_case->make (recording);
  recording_complete (recording);
  return recording;
}

static gboolean
encode (const FilmOptions *options, Recording *recording, GError **error)
{
  const EncoderSettings settings = { options->codec, options->container, options->width, options->height,
                                     options->fps_n, options->fps_d, options->variable_rate,
                                     options->quality, options->bitrate_kbps, options->gop };
  g_autoptr (Encoder) encoder = encoder_new (&settings, options->output, error);
  int n_frames = (int) lround (recording->now_s * recording->fps);
  int last = -1;

  if (encoder == NULL)
    return FALSE;

  for (int i = 0; i < n_frames; i++)
    {
      double time_s = i / recording->fps;
      const cairo_region_t *changed = scene_render (recording->scene, time_s);

      if (options->variable_rate && changed == NULL && i < n_frames - 1 && (i - last) / recording->fps < STILL_S)
        continue;
      if (!encoder_push (encoder, scene_get_surface (recording->scene), changed, time_s, 1 / recording->fps, error))
        return FALSE;
      last = i;
    }
  return encoder_finish (encoder, error);
}

static char *
replace_extension (const char *path, const char *extension)
{
  const char *dot = strrchr (path, '.');
  const char *slash = strrchr (path, '/');

  if (dot == NULL || (slash != NULL && dot < slash))
    return g_strconcat (path, extension, NULL);

  return g_strdup_printf ("%.*s%s", (int) (dot - path), path, extension);
}

static gboolean
save_pictures (const FilmOptions *options, Recording *recording, GError **error)
{
  g_autofree char *base = g_path_get_basename (options->output);

  g_mkdir_with_parents (options->pictures, 0777);
  for (guint i = 0; i < recording->truth->slides->len; i++)
    {
      TruthSlide *slide = g_ptr_array_index (recording->truth->slides, i);
      g_autofree char *suffix = g_strdup_printf ("-%02u.png", i);
      g_autofree char *path = NULL;
      cairo_surface_t *picture;
      cairo_status_t status;

      if (slide->same_as >= 0 || slide->transient || !truth_kind_is_kept (slide->kind))
        continue;
      slide->picture = replace_extension (base, suffix);
      path = g_build_filename (options->pictures, slide->picture, NULL);
      picture = scene_render_content (recording->screen,
                                      MIN (slide->done_s, slide->end_s - 1 / recording->fps),
                                      &slide->region);
      status = cairo_surface_write_to_png (picture, path);
      cairo_surface_destroy (picture);
      if (status != CAIRO_STATUS_SUCCESS)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path, cairo_status_to_string (status));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
film_make (const FilmOptions *options, GError **error)
{
  g_autoptr (Recording) recording = film_plan (options, error);
  g_autofree char *recipe = film_options_describe (options);
  g_autofree char *truth_path = NULL;
  g_autofree char *base = NULL;

  if (recording == NULL || !encode (options, recording, error))
    return FALSE;
  if (options->pictures != NULL && !save_pictures (options, recording, error))
    return FALSE;

  base = g_path_get_basename (options->output);
  truth_path = replace_extension (options->output, ".json");
  return truth_save (recording->truth,
                     &(TruthFile){ base, recipe, options->case_name, options->seed, options->codec, options->container,
                                   options->width, options->height, recording->fps, recording->now_s },
                     truth_path, error);
}
