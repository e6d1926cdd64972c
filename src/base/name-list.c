/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists are short: one after the other.
 */
#include "base/name-list.h"

/**
 * lec_name_list_find:
 * @names: (array length=n_names)
 * @name: (nullable): which is in no list
 * @index: (out): where it is; left as it is when it is not there
 *
 * Safe from any thread.
 *
 * Returns: whether it is there
 */
gboolean
lec_name_list_find (const char *const *names,
                    gsize n_names,
                    const char *name,
                    guint *index)
{
  g_return_val_if_fail (names != NULL && index != NULL, FALSE);

  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *index = i;
        return TRUE;
      }

  return FALSE;
}
