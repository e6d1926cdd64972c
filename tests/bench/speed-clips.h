/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The videos that speed and memory are measured on.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Makes the generator's set "speed" in @folder, what is there already stays. Takes long. */
gboolean speed_clips_make (const char *folder, GError **error);

/* Returns: (transfer full): the path of a clip; %NULL when it is not there */
char *speed_clips_find (const char *folder, const char *name, GError **error);

/**
 * speed_clips_repeat:
 * @times: how often
 *
 * Remuxes @clip end to end, nothing is encoded.
 *
 * Returns: (transfer full) (nullable): path of the long video in @folder
 */
char *speed_clips_repeat (const char *folder, const char *clip, guint times, GError **error);

G_END_DECLS
