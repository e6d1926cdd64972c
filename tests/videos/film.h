/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a case and its options to the files: video, truth and, when wanted, the
 * true pictures.
 */
#pragma once

#include "cases.h"

G_BEGIN_DECLS

/**
 * FilmOptions:
 * @theme: (nullable): by the seed when %NULL
 * @fps_n: frames in @fps_d seconds
 * @seconds: 0 for what the case takes
 * @output: of the video; the truth is written beside it
 * @pictures: (nullable): folder for the true pictures
 */
typedef struct
{
  char *case_name;
  char *theme;
  char *codec;
  char *container;
  char *output;
  char *pictures;
  guint32 seed;
  int width;
  int height;
  int fps_n;
  int fps_d;
  int gop;
  int quality;
  int bitrate_kbps;
  double seconds;
  gboolean variable_rate;
} FilmOptions;

/**
 * film_options_parse:
 * @arguments: CASE and options, as on the command line without the program
 *
 * Returns: (transfer full) (nullable)
 */
FilmOptions *film_options_parse (const char *const *arguments, GError **error);
void film_options_free (FilmOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FilmOptions, film_options_free)

/* All options but the places of files, in one line: what makes the same film again. */
char *film_options_describe (const FilmOptions *self);
/* Lays out the scene and the truth, draws nothing. Returns: (transfer full) (nullable) */
Recording *film_plan (const FilmOptions *options, GError **error);
/* Draws, encodes and writes the files. */
gboolean film_make (const FilmOptions *options, GError **error);

G_END_DECLS
