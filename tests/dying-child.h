/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program that a test has started ends with the test, however that ends: what lives on would hold
 * the test's output open, and whoever reads it would wait for ever.
 */
#pragma once

#include <glib.h>
#include <signal.h>
#include <sys/prctl.h>

G_BEGIN_DECLS

/* GSpawnChildSetupFunc; called between fork and exec. */
static inline void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

G_END_DECLS
