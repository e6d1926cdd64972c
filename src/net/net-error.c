/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The domain, and which of its reasons go away by themselves.
 */
#include "net/net-error.h"

/* As lec_error_quark(). */
GQuark
lec_net_error_quark (void)
{
  return g_quark_from_static_string ("lec_net_error");
}

gboolean
lec_net_error_is_passing (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return g_error_matches (error, LEC_NET_ERROR, LEC_NET_ERROR_UNREACHABLE) ||
         g_error_matches (error, LEC_NET_ERROR, LEC_NET_ERROR_TIMED_OUT) ||
         g_error_matches (error, LEC_NET_ERROR, LEC_NET_ERROR_BUSY);
}
