/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts a stream of bytes into lines of bounded length. The bytes come from the
 * other side of a process boundary and may be anything.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecLineSplitter LecLineSplitter;

/* @max_bytes: of a line without its newline */
LecLineSplitter *lec_line_splitter_new (gsize max_bytes);
void lec_line_splitter_free (LecLineSplitter *self);

/**
 * lec_line_splitter_push:
 *
 * Takes the next bytes of the stream; pop until %NULL after each call.
 *
 * Returns: %FALSE with %LEC_ERROR_PROTOCOL when a line is longer than it may be
 */
gboolean lec_line_splitter_push (LecLineSplitter *self, const char *data, gsize length, GError **error);
/**
 * lec_line_splitter_pop:
 * @length: (out): of the line
 *
 * Returns: (transfer full) (nullable): the next whole line without its newline, a zero byte after
 *   it; it may contain more of them
 */
char *lec_line_splitter_pop (LecLineSplitter *self, gsize *length);
/* Whether bytes are left that were not popped. */
gboolean lec_line_splitter_has_rest (LecLineSplitter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecLineSplitter, lec_line_splitter_free)

G_END_DECLS
