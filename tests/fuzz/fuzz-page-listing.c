/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What yt-dlp says of a page, which the page has written: refused, or names and addresses that can
 * do no harm.
 */
#include <string.h>

#include "base/error.h"
#include "fuzz/fuzz.h"
#include "net/page-listing.h"
#include "net/page-program.h"
#include "net/web-address.h"

static void
assert_video (const LecPageVideo *video)
{
  g_autoptr (GUri) uri = lec_web_address_parse (video->address, NULL);

  g_assert_nonnull (uri);
  g_assert_true (*video->name != '\0' && *video->name != '.' && *video->name != '-');
  g_assert_true (g_utf8_validate (video->name, -1, NULL));
  g_assert_null (strpbrk (video->name, "/\\\n\r\033"));
  g_assert_true (video->duration_s >= 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPageListing) listing =
    lec_page_listing_parse ((const char *) data, size, "https://example.org/page", &error);
  g_autofree char *line = g_strndup ((const char *) data, size);
  gint64 done_bytes = 0, size_bytes = 0;

  if (lec_page_program_read_progress (line, &done_bytes, &size_bytes))
    g_assert_true (done_bytes >= 0 && size_bytes >= -1);
  g_assert_true ((listing == NULL) == (error != NULL));
  if (listing == NULL)
    {
      g_assert_true (g_error_matches (error, LEC_ERROR, LEC_ERROR_PROTOCOL) ||
                     g_error_matches (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO));
      return 0;
    }

  g_assert_true (listing->title == NULL || g_utf8_validate (listing->title, -1, NULL));
  g_assert_cmpuint (listing->videos->len, >, 0);
  g_assert_cmpuint (listing->videos->len, <=, LEC_PAGE_LISTING_MAX_VIDEOS);
  for (guint i = 0; i < listing->videos->len; i++)
    assert_video (g_ptr_array_index (listing->videos, i));
  return 0;
}
