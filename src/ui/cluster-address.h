/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses of servers without their passwords, which are kept elsewhere, and
 * with them. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_cluster_address_split:
 * @address: scheme://user:password@host…, whatever is in it
 * @password: (out) (transfer full) (nullable): %NULL where there is none
 *
 * Returns: (transfer full): @address without it
 */
char *lec_cluster_address_split (const char *address, char **password);
/* @password: (nullable): for none; what @address has already stays. Returns: (transfer full) */
char *lec_cluster_address_join (const char *address, const char *password);

G_END_DECLS
