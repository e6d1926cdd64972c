/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be asked for: an http or https address, and where an answer may send
 * on to. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_web_address_parse:
 * @text: untrusted
 *
 * Returns: (transfer full) (nullable): with a scheme, a host and a port, without a fragment; %NULL
 *   with %LEC_NET_ERROR_ADDRESS, also where a password stands in it
 */
GUri *lec_web_address_parse (const char *text, GError **error);

/**
 * lec_web_address_follow:
 * @location: (nullable): what the server at @from named, untrusted
 * @is_post: whether something is sent along: that goes to the machine it was meant for alone
 *
 * Never from https to http.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_NET_ERROR_ADDRESS
 */
GUri *lec_web_address_follow (GUri *from, const char *location, gboolean is_post, GError **error);

/* Whether both are the same machine, port and scheme: a key for one is good for the other. */
gboolean lec_web_address_is_same_origin (GUri *a, GUri *b);
gboolean lec_web_address_is_https (GUri *uri);
/* Returns: (transfer full): host, and port where it is not the usual one: to be shown */
char *lec_web_address_dup_shown_host (GUri *uri);

/**
 * lec_web_address_join:
 * @base: what a person gave as a service's address, with or without a slash at its end
 * @path: relative
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_NET_ERROR_ADDRESS
 */
char *lec_web_address_join (const char *base, const char *path, GError **error);

G_END_DECLS
