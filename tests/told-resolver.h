/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names that lead where a test says, whatever the machine's name servers would answer, and when.
 */
#pragma once

#include <gio/gio.h>

/* For @name, at the time of try @n, from 0: an address, "" when there is no such name, NULL when no
 * answer comes until whoever asks gives up. */
typedef const char *(*ToldNameFunc) (const char *name,
                                     guint n);

void told_resolver_begin (ToldNameFunc tell);
/* Returns: how many names were asked for */
guint told_resolver_end (void);
