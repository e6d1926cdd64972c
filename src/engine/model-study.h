/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A study guide that a language model of the user's own choice has added to,
 * where they have asked for that.
 */
#pragma once

#include "engine/review-workshop.h"

G_BEGIN_DECLS

gboolean lec_model_study_check (GError **error);

/**
 * lec_model_study_improve:
 * @workshop: with study.json in its scratch folder
 * @listener: (nullable)
 * @note: (out) (transfer full) (nullable): why nothing was added, if so: the guide stays as it was
 *
 * Blocks. Nothing is sent before a person has agreed to the machine.
 *
 * Returns: %FALSE with the errors of reading and writing files, or %G_IO_ERROR_CANCELLED
 */
gboolean lec_model_study_improve (const LecWorkshop *workshop,
                                  const LecExtractListener *listener,
                                  char **note,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
