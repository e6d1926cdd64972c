/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What yt-dlp says of pages: as its documentation has it, and what a page may make of that.
 */
#include <string.h>

#include "base/error.h"
#include "net/page-listing.h"

#define PAGE "https://example.org/page"

static LecPageListing *
parse (const char *text,
       GError **error)
{
  return lec_page_listing_parse (text, strlen (text), PAGE, error);
}

static const LecPageVideo *
get_video (const LecPageListing *listing,
           guint i)
{
  g_assert_cmpuint (i, <, listing->videos->len);
  return g_ptr_array_index (listing->videos, i);
}

static void
test_video (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPageListing) listing = parse (
    "{\"_type\": \"video\", \"id\": \"7\", \"title\": \"Lecture 1.5: A/B\", \"duration\": 3012.4,"
    " \"formats\": [{\"url\": \"https://cdn.example.org/7.mp4\", \"http_headers\": {\"A\": \"b\"}}],"
    " \"webpage_url\": \"https://example.org/watch?v=7\"}",
    &error);

  g_assert_no_error (error);
  g_assert_cmpuint (listing->videos->len, ==, 1);
  g_assert_cmpstr (get_video (listing, 0)->address, ==, "https://example.org/watch?v=7");
  g_assert_cmpstr (get_video (listing, 0)->name, ==, "Lecture 1.5_ A-B.mkv");
  g_assert_cmpfloat (get_video (listing, 0)->duration_s, ==, 3012.4);
}

static void
test_video_without_address (void)
{
  g_autoptr (LecPageListing) listing = parse ("{\"id\": \"7\", \"url\": \"file:///etc/passwd\"}", NULL);

  g_assert_cmpstr (get_video (listing, 0)->address, ==, PAGE);
  g_assert_cmpstr (get_video (listing, 0)->name, ==, "7.mkv");
  g_assert_false (listing->is_list);
}

static void
test_list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPageListing) listing = parse (
    "{\"_type\": \"playlist\", \"title\": \"Compilers\\n\\u001b[2J\", \"entries\": ["
    " {\"_type\": \"url\", \"url\": \"https://example.org/a\", \"title\": \"Week 1\", \"duration\": 60},"
    " null, {\"url\": \"only-an-id\", \"title\": \"[Private video]\"},"
    " {\"url\": \"https://example.org/a\", \"title\": \"the same\"},"
    " {\"_type\": \"playlist\", \"entries\": [{\"url\": \"https://example.org/b\", \"title\": \"Week 2\"}]},"
    " {\"url\": \"https://example.org/c\", \"title\": \"../../x\", \"duration\": \"long\"}]}",
    &error);

  g_assert_no_error (error);
  g_assert_cmpstr (listing->title, ==, "Compilers  [2J");
  g_assert_true (listing->is_list);
  g_assert_cmpuint (listing->videos->len, ==, 3);
  g_assert_cmpuint (listing->n_left_out, ==, 2);
  g_assert_cmpstr (get_video (listing, 0)->name, ==, "Week 1.mkv");
  g_assert_cmpstr (get_video (listing, 1)->address, ==, "https://example.org/b");
  g_assert_null (strchr (get_video (listing, 2)->name, '/'));
  g_assert_cmpfloat (get_video (listing, 2)->duration_s, ==, 0);
}

/* A page that nobody but its HTML knows of: its videos have its address, and files of their own.
 * One alone is had by way of the page. */
static void
test_one_page (void)
{
#define ON_PAGE "\"webpage_url\": \"https://example.org/list\""
  g_autoptr (GError) error = NULL;
  g_autoptr (LecPageListing) listing = parse (
    "{\"_type\": \"playlist\", \"title\": \"Compilers\", " ON_PAGE ", \"entries\": ["
    " {\"title\": \"Compilers (1)\", \"url\": \"https://example.org/7.mp4\", \"protocol\": \"https\", " ON_PAGE "},"
    " {\"title\": \"Compilers (2)\", \"url\": \"https://example.org/8.mp4\", \"protocol\": \"https\", " ON_PAGE "},"
    " {\"title\": \"Compilers (3)\", \"url\": \"https://example.org/9.m3u8\", \"protocol\": \"m3u8_native\", " ON_PAGE
    "}]}",
    &error);
  g_autoptr (LecPageListing) alone = parse (
    "{\"_type\": \"playlist\", " ON_PAGE ", \"entries\": ["
    " {\"url\": \"https://example.org/7.mp4\", \"protocol\": \"https\", " ON_PAGE "}]}",
    NULL);
#undef ON_PAGE

  g_assert_no_error (error);
  g_assert_cmpuint (listing->videos->len, ==, 3);
  g_assert_cmpstr (get_video (listing, 0)->address, ==, "https://example.org/7.mp4");
  g_assert_cmpstr (get_video (listing, 1)->address, ==, "https://example.org/8.mp4");
  g_assert_cmpstr (get_video (listing, 1)->name, ==, "Compilers (2).mkv");
  g_assert_cmpstr (get_video (listing, 2)->address, ==, "https://example.org/list");
  g_assert_cmpstr (get_video (alone, 0)->address, ==, "https://example.org/list");
}

static void
test_too_many (void)
{
  g_autoptr (GString) text = g_string_new ("{\"entries\": [");
  g_autoptr (LecPageListing) listing = NULL;

  for (guint i = 0; i < LEC_PAGE_LISTING_MAX_VIDEOS + 5; i++)
    g_string_append_printf (text, "%s{\"url\": \"https://example.org/%u\"}", i > 0 ? "," : "", i);
  g_string_append (text, "], \"title\": \" \\n\"}");
  listing = parse (text->str, NULL);
  g_assert_null (listing->title);
  g_assert_cmpuint (listing->videos->len, ==, LEC_PAGE_LISTING_MAX_VIDEOS);
  g_assert_cmpuint (listing->n_left_out, ==, 5);
}

/* Lists within lists end somewhere. */
static void
test_deep (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse ("{\"entries\": [{\"entries\": [{\"entries\": [{\"entries\": [{\"entries\": ["
                        "{\"url\": \"https://example.org/a\"}]}]}]}]}]}",
                        &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_A_VIDEO);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    LecError code;
  } cases[] = {
    { "", LEC_ERROR_PROTOCOL },
    { "null", LEC_ERROR_PROTOCOL },
    { "[]", LEC_ERROR_PROTOCOL },
    { "WARNING: something\n{}", LEC_ERROR_PROTOCOL },
    { "{\"entries\": [", LEC_ERROR_PROTOCOL },
    { "{\"_type\": \"playlist\", \"entries\": []}", LEC_ERROR_NOT_A_VIDEO },
    { "{\"_type\": \"playlist\", \"entries\": [null, 7, \"x\"]}", LEC_ERROR_NOT_A_VIDEO },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (cases[i].text, &error));
      g_assert_error (error, LEC_ERROR, (int) cases[i].code);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/page-listing/video", test_video);
  g_test_add_func ("/page-listing/video-without-address", test_video_without_address);
  g_test_add_func ("/page-listing/list", test_list);
  g_test_add_func ("/page-listing/one-page", test_one_page);
  g_test_add_func ("/page-listing/too-many", test_too_many);
  g_test_add_func ("/page-listing/deep", test_deep);
  g_test_add_func ("/page-listing/refused", test_refused);

  return g_test_run ();
}
