/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Removes uploads that nobody has gone on with for a day, from time to time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecUploadSweep LecUploadSweep;

/* @root: where they are. Returns: (transfer full): begins at once, on a thread of its own */
LecUploadSweep *lec_upload_sweep_new (const char *root);
/* Waits until it has ended. */
void lec_upload_sweep_free (LecUploadSweep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecUploadSweep, lec_upload_sweep_free)

G_END_DECLS
