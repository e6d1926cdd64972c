/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why something was not had from another machine. Nobody above this room sees
 * a code of libsoup, of GIO's sockets or of HTTP.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEC_NET_ERROR (lec_net_error_quark ())
GQuark lec_net_error_quark (void);

/**
 * LecNetError:
 * @LEC_NET_ERROR_ADDRESS: no http or https address, or one that leads to such a one
 * @LEC_NET_ERROR_PRIVATE: it leads to a machine of this network, which was not allowed
 * @LEC_NET_ERROR_UNREACHABLE: no such machine, no connection, or it was lost
 * @LEC_NET_ERROR_TLS: the machine cannot prove that it is the one it is taken for
 * @LEC_NET_ERROR_TIMED_OUT: no answer in time
 * @LEC_NET_ERROR_REFUSED: the key is missing, wrong, or not good for that
 * @LEC_NET_ERROR_NOT_FOUND: the server knows nothing under this address
 * @LEC_NET_ERROR_REJECTED: the server does not take what was sent; asking again does not help
 * @LEC_NET_ERROR_BUSY: the server has too much to do or is broken, also after several tries
 * @LEC_NET_ERROR_TOO_LARGE: the answer is larger than it may be, or what was sent is
 * @LEC_NET_ERROR_PROTOCOL: the answer is none, or not of the kind that was asked for
 * @LEC_NET_ERROR_MISSING: this program was built without what speaks HTTP
 *
 * Cancellation is %G_IO_ERROR_CANCELLED, files that cannot be read are of %LEC_ERROR.
 */
typedef enum
{
  LEC_NET_ERROR_ADDRESS,
  LEC_NET_ERROR_PRIVATE,
  LEC_NET_ERROR_UNREACHABLE,
  LEC_NET_ERROR_TLS,
  LEC_NET_ERROR_TIMED_OUT,
  LEC_NET_ERROR_REFUSED,
  LEC_NET_ERROR_NOT_FOUND,
  LEC_NET_ERROR_REJECTED,
  LEC_NET_ERROR_BUSY,
  LEC_NET_ERROR_TOO_LARGE,
  LEC_NET_ERROR_PROTOCOL,
  LEC_NET_ERROR_MISSING,
} LecNetError;

/* Whether the same may go well a moment later. */
gboolean lec_net_error_is_passing (const GError *error);

G_END_DECLS
