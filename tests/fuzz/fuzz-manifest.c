/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of a lecture's files from another machine: refused with a reason, or all of its files
 * lie in the lecture's folder and in what was sent.
 */
#include <string.h>

#include "base/error.h"
#include "engine/shared-manifest.h"
#include "fuzz/fuzz.h"

static void
check_file (const LecSharedManifest *manifest,
            const LecSharedFile *file)
{
  g_autofree char *canonical = g_canonicalize_filename (file->path, "/lecture");
  const LecBlob *pack = file->pack >= 0 ? &g_array_index (manifest->packs, LecBlob, file->pack) : NULL;

  g_assert_true (g_str_has_prefix (canonical, "/lecture/"));
  g_assert_cmpstr (canonical + strlen ("/lecture/"), ==, file->path);
  g_assert_true (lec_blob_hash_is_valid (file->blob.hash));
  g_assert_cmpint (file->blob.size_bytes, >=, 0);
  g_assert_cmpint (file->pack, <, (int) manifest->packs->len);
  if (pack != NULL)
    g_assert_cmpint (file->offset_bytes + file->blob.size_bytes, <=, pack->size_bytes);
  g_assert_true (lec_shared_manifest_find (manifest, file->path) == file);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = lec_json_parse ((const char *) data, (gssize) size, LEC_MANIFEST_MAX_BYTES, &error);
  g_autoptr (LecSharedManifest) manifest = node != NULL ? lec_shared_manifest_from_json (node, &error) : NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (LecSharedManifest) same = NULL;

  if (manifest == NULL)
    {
      if (!g_error_matches (error, LEC_ERROR, LEC_ERROR_UNSUPPORTED)) /* of a later version */
        g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }

  for (guint i = 0; i < manifest->files->len; i++)
    check_file (manifest, g_ptr_array_index (manifest->files, i));
  again = lec_shared_manifest_to_json (manifest);
  same = lec_shared_manifest_from_json (again, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (same->files->len, ==, manifest->files->len);
  return 0;
}
