/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks whether all that work needs is there, and says what to do where it is
 * not. What has to do with videos is looked at in a task process.
 */
#pragma once

#include <gio/gio.h>

#include "model/finding.h"

G_BEGIN_DECLS

/**
 * lec_doctor_examine:
 * @folder: (nullable): the user's data folder; made when it is not there
 * @executable: (nullable): started with "--task"; this program
 *
 * Blocks for a second or two. A check that cannot be made is a finding, not an error.
 *
 * Returns: (transfer full) (nullable) (element-type LecFinding): %NULL with %G_IO_ERROR_CANCELLED
 */
GPtrArray *lec_doctor_examine (const char *folder,
                               const char *executable,
                               GCancellable *cancellable,
                               GError **error);

/**
 * lec_doctor_judge_space:
 * @check: name of the finding
 * @needed_bytes: with less, work fails: %LEC_ERROR_NO_SPACE
 * @enough_bytes: with less, it may
 *
 * Returns: (transfer full)
 */
LecFinding *lec_doctor_judge_space (const char *check,
                                    const char *folder,
                                    guint64 free_bytes,
                                    guint64 needed_bytes,
                                    guint64 enough_bytes);

G_END_DECLS
