/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table; the sentence stays as it is.
 */
#include "engine/link-error.h"

#include "base/error.h"
#include "net/net-error.h"

static LecError
get_code (LecNetError code)
{
  switch (code)
    {
    case LEC_NET_ERROR_ADDRESS:
      return LEC_ERROR_USAGE;
    case LEC_NET_ERROR_NOT_FOUND:
      return LEC_ERROR_NOT_FOUND;
    case LEC_NET_ERROR_PRIVATE:
    case LEC_NET_ERROR_TLS:
    case LEC_NET_ERROR_REFUSED:
    case LEC_NET_ERROR_REJECTED:
    case LEC_NET_ERROR_TOO_LARGE:
    case LEC_NET_ERROR_PROTOCOL:
      return LEC_ERROR_UNREADABLE;
    case LEC_NET_ERROR_MISSING:
      return LEC_ERROR_UNSUPPORTED;
    case LEC_NET_ERROR_UNREACHABLE:
    case LEC_NET_ERROR_TIMED_OUT:
    case LEC_NET_ERROR_BUSY:
    default:
      return LEC_ERROR_WEB;
    }
}

void
lec_link_error_take (GError **error,
                     GError *reason)
{
  g_return_if_fail (reason != NULL);

  if (reason->domain == LEC_NET_ERROR)
    {
      LecError code = get_code ((LecNetError) reason->code);

      reason->domain = LEC_ERROR;
      reason->code = (int) code;
    }
  g_propagate_error (error, reason);
}
