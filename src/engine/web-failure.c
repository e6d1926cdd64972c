/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/web-failure.h"

#include "base/error.h"
#include "net/net-error.h"

/**
 * lec_web_failure_new:
 *
 * Returns: (transfer full): of %LEC_NET_ERROR what it is in %LEC_ERROR, with the same words: _USAGE
 *   for an address that is none, else _WEB; any other error as it is
 */
GError *
lec_web_failure_new (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != LEC_NET_ERROR)
    return g_error_copy (error);

  return g_error_new_literal (LEC_ERROR, error->code == LEC_NET_ERROR_ADDRESS ? LEC_ERROR_USAGE : LEC_ERROR_WEB,
                              error->message);
}
