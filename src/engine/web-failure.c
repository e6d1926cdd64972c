/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/web-failure.h"

#include "base/error.h"
#include "net/net-error.h"

static LecError
get_code (LecNetError code)
{
  switch (code)
    {
    case LEC_NET_ERROR_ADDRESS:
      return LEC_ERROR_USAGE;
    case LEC_NET_ERROR_MISSING:
      return LEC_ERROR_UNSUPPORTED;
    case LEC_NET_ERROR_PRIVATE:
    case LEC_NET_ERROR_UNREACHABLE:
    case LEC_NET_ERROR_TLS:
    case LEC_NET_ERROR_TIMED_OUT:
    case LEC_NET_ERROR_REFUSED:
    case LEC_NET_ERROR_NOT_FOUND:
    case LEC_NET_ERROR_REJECTED:
    case LEC_NET_ERROR_BUSY:
    case LEC_NET_ERROR_TOO_LARGE:
    case LEC_NET_ERROR_PROTOCOL:
    default:
      return LEC_ERROR_WEB;
    }
}

/**
 * lec_web_failure_new:
 *
 * Returns: (transfer full): of %LEC_NET_ERROR what it is in %LEC_ERROR, with the same words: _USAGE
 *   for an address that is none, _UNSUPPORTED where this program cannot ask, else _WEB; any other
 *   error as it is
 */
GError *
lec_web_failure_new (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != LEC_NET_ERROR)
    return g_error_copy (error);

  return g_error_new_literal (LEC_ERROR, (int) get_code ((LecNetError) error->code), error->message);
}
