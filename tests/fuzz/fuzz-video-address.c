/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The address of a video from a job of anybody's: refused, or it names one file in a folder.
 */
#include <string.h>

#include "base/error.h"
#include "engine/shared-video.h"
#include "fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (LecVideoAddress) address = { 0 };
  g_auto (LecVideoAddress) same = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *canonical = NULL;
  g_autofree char *again = NULL;

  if (!lec_video_address_parse (&address, text, &error))
    {
      g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
      g_assert_null (address.name);
      return 0;
    }

  canonical = g_canonicalize_filename (address.name, "/cache");
  g_assert_true (g_str_has_prefix (canonical, "/cache/"));
  g_assert_cmpstr (canonical + strlen ("/cache/"), ==, address.name);
  g_assert_true (lec_blob_hash_is_valid (address.blob.hash));
  g_assert_cmpint (address.blob.size_bytes, >=, 0);
  again = lec_video_address_to_text (&address);
  g_assert_true (lec_video_address_parse (&same, again, NULL));
  g_assert_cmpstr (same.name, ==, address.name);
  return 0;
}
