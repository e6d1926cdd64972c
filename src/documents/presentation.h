/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slides as a presentation (Office Open XML, .pptx).
 */
#pragma once

#include <gio/gio.h>

#include "documents/material.h"

G_BEGIN_DECLS

/* As LecStudyDocumentFunc. */
gboolean lec_presentation_write (const LecCourse *course, const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
