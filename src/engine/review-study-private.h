/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where documents to study from go. Private to the files that write or look for them.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * lec_study_plan_stem:
 * @name: path of the video
 * @output: (nullable): a folder
 * @pictures: (out) (transfer full): the folder of its pictures
 *
 * Returns: (transfer full) (nullable): the path that outputs of @name have, without an ending; the
 *   errors of lec_output_plan_new_named()
 */
char *lec_study_plan_stem (const char *name, const char *output, char **pictures, GError **error);

G_END_DECLS
