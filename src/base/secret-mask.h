/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses of servers carry passwords. Whatever is logged or shown goes
 * through here, so that no place that prints has to think of it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_secret_mask:
 * @text: valid UTF-8, anything: a message, a line
 *
 * Passwords in addresses (scheme://user:password@host) and after password=, passwd=, sslpassword=
 * and auth= become three stars. Rather hides too much than too little.
 *
 * Returns: (transfer full)
 */
char *lec_secret_mask (const char *text);

/**
 * lec_secret_mask_address:
 * @address: valid UTF-8, that is meant to be one address, however wrong it is
 *
 * Likewise; what is no address at all is hidden altogether.
 *
 * Returns: (transfer full)
 */
char *lec_secret_mask_address (const char *address);

G_END_DECLS
