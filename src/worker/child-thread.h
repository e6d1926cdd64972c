/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child that is a thread of this program: for where no process can be
 * started. It has no limits, and what ends it ends this program.
 */
#pragma once

#include "pipeline/stage.h"
#include "worker/child.h"

G_BEGIN_DECLS

/**
 * lec_child_start_thread:
 * @stages: (array length=n_stages): must stay for good
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_INTERNAL
 */
LecChild *lec_child_start_thread (const LecStage *stages, gsize n_stages, GError **error);

G_END_DECLS
