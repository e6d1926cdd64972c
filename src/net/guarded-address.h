/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A machine's name that leads to public addresses only. The check is where the
 * addresses come out that are then connected to, so a name server that gives
 * another answer to each question gains nothing.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LEC_TYPE_GUARDED_ADDRESS (lec_guarded_address_get_type ())
G_DECLARE_FINAL_TYPE (LecGuardedAddress, lec_guarded_address, LEC, GUARDED_ADDRESS, GNetworkAddress)

/**
 * lec_guarded_address_new:
 * @scheme: of the URI, as TLS wants to know it
 * @host: a name or an address, as it stands in a URI, without brackets
 *
 * Returns: (transfer full): a #GSocketConnectable that gives %G_IO_ERROR_PERMISSION_DENIED when
 *   all that @host leads to is private
 */
LecGuardedAddress *lec_guarded_address_new (const char *scheme, const char *host, guint16 port);
/* Whether an address was passed over since it is not public. From any thread. */
gboolean lec_guarded_address_has_refused (LecGuardedAddress *self);

G_END_DECLS
