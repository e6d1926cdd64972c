/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By errno alone, as posix_spawn() gives it.
 */
#include "worker/start-rules.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

gboolean
lec_start_rules_is_shortage (int errnum)
{
  return errnum == EAGAIN || errnum == ENOMEM;
}

gboolean
lec_start_rules_is_refused (int errnum,
                            gboolean was_alone)
{
  if (lec_start_rules_is_shortage (errnum))
    return was_alone;

  return errnum == EPERM || errnum == EACCES || errnum == ENOSYS || errnum == ENOENT;
}

const char *
lec_start_rules_get_advice (int errnum)
{
  switch (errnum)
    {
    case EAGAIN:
      return _ ("allow more processes (ulimit -u), or end some");
    case ENOMEM:
      return _ ("end what needs much memory");
    case ENOENT:
      return _ ("mount /proc");
    default:
      return _ ("let the container, or the system's policy, allow lectern to start itself");
    }
}
