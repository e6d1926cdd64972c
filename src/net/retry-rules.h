/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When to ask again, and how long to wait before. Pure: chance and the time are
 * handed in.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether an answer with this status may be another one a moment later. */
gboolean lec_retry_rules_is_passing (guint status);

/**
 * lec_retry_rules_get_wait_ms:
 * @n_failed: how many tries have failed, from 1
 * @first_ms: what is waited after the first one, about; doubled after each further one
 * @asked_ms: what the server asks for; < 0 when it does not
 * @max_ms: never more than this
 * @chance: 0..1: half of the wait hangs on it, so that many do not come back at once
 */
guint lec_retry_rules_get_wait_ms (guint n_failed, guint first_ms, gint64 asked_ms, guint max_ms, double chance);

/**
 * lec_retry_rules_read_header:
 * @text: (nullable): of Retry-After: seconds or a date (RFC 9110, 10.2.3), untrusted
 * @now_s: seconds since 1970
 *
 * Returns: what is asked for, 0 for a date that has passed; -1 when it says nothing
 */
gint64 lec_retry_rules_read_header (const char *text, gint64 now_s);

G_END_DECLS
