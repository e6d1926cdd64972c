/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts a result where its plan says.
 */
#pragma once

#include "engine/output-plan.h"
#include "model/lecture.h"

G_BEGIN_DECLS

gboolean lec_output_placement_run (const LecOutputPlan *plan,
                                   const LecLecture *lecture,
                                   const char *folder,
                                   gboolean replace,
                                   guint *n_written,
                                   GError **error);

G_END_DECLS
