/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asked of the loader and not written into the program: so it holds in the
 * folder it is built in, and wherever it is installed to.
 */
#include "base/own-library.h"

#include <dlfcn.h>

char *
lec_own_library_build_path (const char *name)
{
  static const char here = 0;
  g_autofree char *folder = NULL;
  Dl_info facts = { NULL };

  g_return_val_if_fail (name != NULL, NULL);

  if (dladdr (&here, &facts) == 0 || facts.dli_fname == NULL)
    return NULL;

  folder = g_path_get_dirname (facts.dli_fname);
  return g_build_filename (folder, name, NULL);
}
