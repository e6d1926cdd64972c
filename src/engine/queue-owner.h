/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One program works on the queue of a data folder at a time; whoever wants to,
 * too, waits until that one has ended, however it ends.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LecQueueOwner LecQueueOwner;

/**
 * lec_queue_owner_wait:
 * @waiting: (nullable): called once when another program is at work, with its process id, or 0
 *
 * Returns: (transfer full) (nullable): until it is freed nobody else owns the queue; %NULL with
 *   %G_IO_ERROR_CANCELLED, %LEC_ERROR_NOT_WRITABLE, also where files cannot be locked, or another
 *   of the file system's
 */
LecQueueOwner *lec_queue_owner_wait (const char *folder,
                                     void (*waiting) (int pid, gpointer user_data),
                                     gpointer user_data,
                                     GCancellable *cancellable,
                                     GError **error);
/* Returns: (transfer full) (nullable): %NULL without an error when another program is at work, or
   with those of lec_queue_owner_wait() */
LecQueueOwner *lec_queue_owner_try (const char *folder, GError **error);
void lec_queue_owner_free (LecQueueOwner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecQueueOwner, lec_queue_owner_free)

G_END_DECLS
