/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is true of a recording: labels made by hand, or by the generator of
 * lecture videos (tests/videos/README.md); both are JSON of the same form.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * TruthSlide:
 * @is_page: has to be kept; a speaker, a desktop or an empty screen has not
 * @transient: a flash under a second
 * @page: index of the first slide that shows the same page
 * @start_s: stream time
 * @end_s: stream time
 * @done_s: from then on in its final state
 * @builds_s: (element-type double): when content was added
 */
typedef struct
{
  gboolean is_page;
  gboolean transient;
  guint page;
  double start_s;
  double end_s;
  double done_s;
  GArray *builds_s;
} TruthSlide;

/**
 * FilmTruth:
 * @name: of the recording, without extension
 * @video: its path
 * @kind: what is hard about it
 * @n_unique: pages that have to be kept
 * @slides: (element-type TruthSlide)
 */
typedef struct
{
  char *name;
  char *video;
  char *kind;
  guint n_unique;
  GPtrArray *slides;
} FilmTruth;

FilmTruth *film_truth_load (const char *path, GError **error);
void film_truth_free (FilmTruth *self);
/* (transfer full) (element-type FilmTruth): all of a folder, by name; NULL with @error set */
GPtrArray *film_truth_load_folder (const char *folder, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FilmTruth, film_truth_free)

G_END_DECLS
