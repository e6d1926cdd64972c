/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file that was chosen or dropped appears in the sandbox as doc/ID/NAME, in a
 * folder that has nothing else: its neighbours are out of reach, and what is
 * written there under another name is taken for a temporary file, which nobody
 * ever sees. A folder that was chosen is doc/ID/FOLDER, and is the real one. The
 * same file has the same ID whenever it is chosen again. See
 * https://flatpak.github.io/xdg-desktop-portal/docs/documents-and-fuse.html
 */
#include "engine/portal-document.h"

#include <string.h>

#define SANDBOX_MOUNT "/run/flatpak/doc/"
#define FOLDER        "documents"

/* Returns: (nullable): of @path, what is after the folder that the portal mounts */
static const char *
skip_mount (const char *path)
{
  g_autofree char *mount = g_strconcat (g_get_user_runtime_dir (), "/doc/", NULL);

  if (g_str_has_prefix (path, SANDBOX_MOUNT))
    return path + strlen (SANDBOX_MOUNT);

  return g_str_has_prefix (path, mount) ? path + strlen (mount) : NULL;
}

char *
lec_portal_document_dup_folder (const char *path)
{
  const char *document = NULL;
  const char *name = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  document = skip_mount (path);
  name = document != NULL ? strchr (document, '/') : NULL;
  if (name == NULL || name == document || name[1] == '\0' || strchr (name + 1, '/') != NULL)
    return NULL;

  id = g_strndup (document, (gsize) (name - document));
  return g_build_filename (g_get_user_data_dir (), FOLDER, id, NULL);
}
