/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What it means that a process could not be started: for how long to try, when
 * there is no other way, and what a person can do. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether it may be otherwise in a moment. */
gboolean lec_start_rules_is_shortage (int errnum);

/**
 * lec_start_rules_is_refused:
 * @errnum: of the last of several tries
 * @was_alone: whether this program had no child then
 *
 * Returns: whether the system does not let this program start itself: EPERM and the like from a
 *   container's filter, a shortage that lasts, or no /proc. What any task does has no part in it: a
 *   shortage counts only where no task can be its cause
 */
gboolean lec_start_rules_is_refused (int errnum, gboolean was_alone);

/* Returns: (transfer none): what to do, in the language of the user */
const char *lec_start_rules_get_advice (int errnum);

G_END_DECLS
