/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A study guide as Markdown (CommonMark, with a head of YAML): for notes that
 * go on in an editor.
 */
#pragma once

#include <gio/gio.h>

#include "documents/material.h"

G_BEGIN_DECLS

/* As LecStudyDocumentFunc. Pictures are links, where the material says where they lie. */
gboolean lec_markdown_write (const LecCourse *course, const char *path, GCancellable *cancellable, GError **error);

/* Appends @text, cleaned on one line, so that it is read as plain text.
 * @starts_line: whether nothing of the paragraph stands before it */
void lec_markdown_append_text (GString *out, const char *text, gboolean starts_line);

G_END_DECLS
