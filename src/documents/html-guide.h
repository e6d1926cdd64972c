/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The study guide as one HTML file that asks for nothing else: pictures are in
 * it, a policy in it forbids all the rest.
 */
#pragma once

#include <gio/gio.h>

#include "documents/material.h"

G_BEGIN_DECLS

/* As LecStudyDocumentFunc. */
gboolean lec_html_guide_write (const LecCourse *course, const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
