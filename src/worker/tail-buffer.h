/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last so many bytes of what a child process printed: enough to say why it
 * died, however much it prints.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecTailBuffer LecTailBuffer;

LecTailBuffer *lec_tail_buffer_new (gsize max_bytes);
void lec_tail_buffer_free (LecTailBuffer *self);
void lec_tail_buffer_push (LecTailBuffer *self, const char *data, gsize length);
/* Returns: (transfer full): valid UTF-8, oldest first */
char *lec_tail_buffer_dup_text (LecTailBuffer *self);
/**
 * lec_tail_buffer_dup_last_line:
 *
 * Returns: (transfer full) (nullable): the last line that is not empty, fit to stand in a one-line
 *   message: no control characters, at most 200 characters
 */
char *lec_tail_buffer_dup_last_line (LecTailBuffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecTailBuffer, lec_tail_buffer_free)

G_END_DECLS
