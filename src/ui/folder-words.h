/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How what is set for a folder, or for the videos of one, reads. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_folder_words_dup_setting:
 * @name: of an option that a folder can have
 * @value: as lec_folder_options_get_value(), or one of the regions in it
 *
 * Returns: (transfer full): "Cropped to 1280 × 960 at 0, 0"
 */
char *lec_folder_words_dup_setting (const char *name, const char *value);
/* Returns: (transfer full) (array zero-terminated=1): the parts of @value that are settings of
 * their own: regions, or all of it. At least one */
char **lec_folder_words_split (const char *name, const char *value);

G_END_DECLS
