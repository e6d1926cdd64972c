/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ctrl-C and requests to end become a cancellable, so that work stops where it
 * can and nothing is left half-written. A second Ctrl-C ends at once.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LecInterrupt LecInterrupt;

LecInterrupt *lec_interrupt_new (void);

/**
 * lec_interrupt_new_for:
 * @received: called for each of the first two signals, on another thread; a third one of a kind
 *   ends the program at once
 *
 * For what has to be asked twice. The cancellable is not cancelled.
 *
 * Returns: (transfer full)
 */
LecInterrupt *lec_interrupt_new_for (void (*received) (gpointer user_data), gpointer user_data);
void lec_interrupt_free (LecInterrupt *self);
/* Returns: (transfer none) */
GCancellable *lec_interrupt_get_cancellable (LecInterrupt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecInterrupt, lec_interrupt_free)

G_END_DECLS
