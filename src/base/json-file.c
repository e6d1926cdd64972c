/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What json, bounded-file and pending-file do for whoever keeps a value in a
 * file.
 */
#include "base/json-file.h"

#include <string.h>

#include "base/json.h"
#include "base/pending-file.h"

/**
 * lec_json_file_save:
 * @path: replaced when it is there
 *
 * Returns: %FALSE with the errors of lec_pending_file_save()
 */
gboolean
lec_json_file_save (JsonNode *node,
                    const char *path,
                    GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (node != NULL && path != NULL, FALSE);

  text = lec_json_to_pretty_text (node);
  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

/**
 * lec_json_file_load:
 * @path: untrusted content
 * @max_bytes: longer files are refused before they are read
 * @reader: (scope call): checks the content; it sets an error when it returns %NULL
 *
 * Returns: (transfer full) (nullable): what @reader made; %NULL with the errors of
 *   lec_json_parse_file() or of @reader, whose message names @path
 */
gpointer
lec_json_file_load (const char *path,
                    gsize max_bytes,
                    LecJsonReader reader,
                    GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  gpointer value = NULL;

  g_return_val_if_fail (path != NULL && reader != NULL, NULL);

  node = lec_json_parse_file (path, max_bytes, error);
  if (node == NULL)
    return NULL;

  value = reader (node, error);
  if (value == NULL)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_prefix_error (error, "%s: ", shown);
    }

  return value;
}
