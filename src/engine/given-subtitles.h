/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Subtitles that were handed over together with their video.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_given_subtitles_take:
 * @paths: (element-type filename): of files; those of subtitles that go by their names with another
 *   one of them are taken out
 *
 * Returns: (transfer full) (element-type filename filename): subtitles, by the path of their video,
 *   where they do not lie beside it and would be found there; the best where there are several
 */
GHashTable *lec_given_subtitles_take (GPtrArray *paths);

G_END_DECLS
