/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key and the guide are in one file: two of them could be of different times.
 */
#include "engine/improved-study.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/pending-file.h"

#define MAX_BYTES     (64 * 1024 * 1024)
#define MAX_KEY_BYTES 128

static char *
build_path (const char *folder)
{
  return g_build_filename (folder, LEC_FILE_IMPROVED, NULL);
}

gboolean
lec_improved_study_save (const LecStudy *self,
                         const char *folder,
                         const char *key,
                         GError **error)
{
  JsonObject *object = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (self != NULL && folder != NULL && key != NULL, FALSE);

  object = json_object_new ();
  lec_json_set_string (object, "key", key);
  lec_json_set_node (object, "study", lec_study_to_json (self));
  node = lec_json_wrap (object);
  text = lec_json_to_pretty_text (node);
  path = build_path (folder);
  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

LecStudy *
lec_improved_study_load (const char *folder,
                         char **key,
                         GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *kept_key = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object = NULL;
  JsonNode *node = NULL;
  LecStudy *study = NULL;

  g_return_val_if_fail (folder != NULL && key != NULL, NULL);

  path = build_path (folder);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;

  root = lec_json_parse_file (path, MAX_BYTES, error);
  object = root != NULL ? lec_json_get_object (root, LEC_FILE_IMPROVED, error) : NULL;
  if (object == NULL || !lec_json_read_string (object, "key", LEC_JSON_REQUIRED, MAX_KEY_BYTES, &kept_key, error) ||
      !lec_json_read_node (object, "study", LEC_JSON_REQUIRED, &node, error))
    return NULL;

  study = lec_study_from_json (node, error);
  if (study != NULL)
    *key = g_steal_pointer (&kept_key);
  return study;
}

gboolean
lec_improved_study_remove (const char *folder,
                           GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (folder != NULL, FALSE);

  path = build_path (folder);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  lec_error_set_from_errno (error, errno, "remove", path);
  return FALSE;
}
