/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tells that a document was written, and leads to it.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * lec_export_toast_new:
 * @path: of the document; the first one of several
 * @n_files: how many there are
 *
 * Its buttons are win.open-file and win.show-file, with the path as a bytestring (ay).
 */
AdwToast *lec_export_toast_new (const char *path, guint n_files);

G_END_DECLS
