/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a process that reads untrusted files may not do any more: start
 * programs or processes, open sockets, reach into other processes or change
 * the system.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_sandbox_enter:
 *
 * For all threads of this process, and for good.
 *
 * Returns: %FALSE where the system has no such filter; then nothing changed
 */
gboolean lec_sandbox_enter (void);

G_END_DECLS
