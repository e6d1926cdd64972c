/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By the letters of the two paths alone: whoever follows a link in a document
 * goes by them too, and the file need not be there.
 */
#include "base/relative-path.h"

#include <string.h>

/* Number of leading components that are the same; the first one is the root. */
static guint
count_common (char **a,
              char **b)
{
  guint n = 0;

  while (a[n] != NULL && b[n] != NULL && g_str_equal (a[n], b[n]))
    n++;

  return n;
}

/**
 * lec_relative_path:
 * @path: absolute
 * @folder: absolute
 *
 * Returns: (transfer full): @path as seen from @folder; absolute when the two share nothing but
 *   the root
 */
char *
lec_relative_path (const char *path,
                   const char *folder)
{
  g_autofree char *clean_path = g_canonicalize_filename (path, "/");
  g_autofree char *clean_folder = g_canonicalize_filename (folder, "/");
  g_auto (GStrv) to = g_strsplit (clean_path, "/", -1);
  g_auto (GStrv) from = g_strsplit (strcmp (clean_folder, "/") == 0 ? "" : clean_folder, "/", -1);
  guint n_common = count_common (to, from);
  GString *result = NULL;

  if (n_common < 2)
    return g_steal_pointer (&clean_path);

  result = g_string_new (NULL);
  for (guint i = n_common; from[i] != NULL; i++)
    g_string_append (result, "../");
  for (guint i = n_common; to[i] != NULL; i++)
    g_string_append_printf (result, "%s%s", i > n_common ? "/" : "", to[i]);

  return g_string_free (result, FALSE);
}
