/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts a result where its plan says.
 */
#pragma once

#include "engine/output-plan.h"
#include "model/lecture.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_REPLACE_NOTHING,
  LEC_REPLACE_OWN, /* what was placed of this lecture and is still as it was */
  LEC_REPLACE_ALL,
} LecReplace;

gboolean lec_output_placement_run (const LecOutputPlan *plan,
                                   const LecLecture *lecture,
                                   const char *folder,
                                   LecReplace replace,
                                   guint *n_written,
                                   GError **error);

G_END_DECLS
