/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which addresses are out in the world. What a stranger's address leads to
 * (a video's, a redirect's) must not be a machine that only we can reach: this
 * one, a router, the metadata service of a cloud. Pure.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * lec_address_guard_is_public:
 *
 * By the registries of special addresses of IANA (RFC 6890 and what came after). Of addresses that
 * carry one of IPv4, that one counts where a network translates (NAT64, 6to4); an IPv4-mapped one
 * is never public: no name server has a reason to give it.
 *
 * Returns: %FALSE for private, loopback, link-local, shared (CGNAT), multicast, reserved,
 *   documentation and unspecified addresses
 */
gboolean lec_address_guard_is_public (GInetAddress *address);

G_END_DECLS
