/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What headers of resumable uploads say, and what they may not.
 */
#include <gio/gio.h>
#include <string.h>

#include "http/api-error.h"
#include "http/tus-headers.h"

static void
test_length (void)
{
  static const char *const wrong[] = { "", "-1", "+1", " 1", "1 ", "0x10", "1.5", "9223372036854775808", "one" };
  g_autoptr (GError) error = NULL;
  gint64 length = 0;

  g_assert_true (lec_tus_read_length ("Upload-Length", "0", &length, &error));
  g_assert_cmpint (length, ==, 0);
  g_assert_true (lec_tus_read_length ("Upload-Length", "9223372036854775807", &length, &error));
  g_assert_cmpint (length, ==, G_MAXINT64);
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) reason = NULL;

      g_assert_false (lec_tus_read_length ("Upload-Length", wrong[i], &length, &reason));
      g_assert_error (reason, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST);
      g_assert_nonnull (strstr (reason->message, "Upload-Length"));
    }
  g_assert_false (lec_tus_read_length ("Upload-Length", NULL, &length, &error));
}

static void
test_metadata (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) metadata =
    lec_tus_read_metadata ("filename dGFsay5tcDQ=, empty,also ,zero AGE=,latin /w==", &error);
  g_autoptr (GHashTable) none = lec_tus_read_metadata (NULL, NULL);
  g_autoptr (GHashTable) nothing = lec_tus_read_metadata ("", NULL);
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (metadata), ==, 5);
  name = lec_tus_dup_text (metadata, "filename");
  g_assert_cmpstr (name, ==, "talk.mp4");
  g_assert_null (lec_tus_dup_text (metadata, "empty"));
  g_assert_null (lec_tus_dup_text (metadata, "zero"));
  g_assert_null (lec_tus_dup_text (metadata, "latin"));
  g_assert_null (lec_tus_dup_text (metadata, "missing"));
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_assert_cmpuint (g_hash_table_size (nothing), ==, 0);
}

static void
test_metadata_refused (void)
{
  static const char *const wrong[] = {
    ",",
    "a dGFsay5tcDQ=,",
    "a dGFsay5tcDQ=,a",
    "a b c",
    "a dGFsay5tcDQ",
    "a =",
    "a ====",
    "a dGFs*5tcDQ=",
    "\xc3\xa4",
  };
  g_autofree char *longer = g_strnfill (LEC_TUS_MAX_METADATA + 1, 'a');
  g_autoptr (GString) many = g_string_new ("a");
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) reason = NULL;

      g_assert_null (lec_tus_read_metadata (wrong[i], &reason));
      g_assert_error (reason, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST);
    }
  for (guint i = 0; i < LEC_TUS_MAX_PAIRS; i++)
    g_string_append_printf (many, ",a%u", i);
  g_assert_null (lec_tus_read_metadata (many->str, &error));
  g_clear_error (&error);
  g_assert_null (lec_tus_read_metadata (longer, &error));
}

static void
test_sum (void)
{
  static const char *const wrong[] = {
    "",
    "sha1",
    "sha1 ",
    "sha1 AAAA",
    "crc32 AAAAAA==",
    "sha1qqvDNM2N0Pa9FeXevMZrJU9d3uI=",
    "sha 2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
  };
  g_autoptr (GChecksum) right = g_checksum_new (G_CHECKSUM_SHA1);
  g_autoptr (GChecksum) other = g_checksum_new (G_CHECKSUM_SHA1);
  g_autoptr (GError) error = NULL;
  LecTusSum sum;

  /* Of nothing. */
  g_assert_true (lec_tus_read_sum ("sha1 2jmj7l5rSw0yVb/vlWAYkK/YBwk=", &sum, &error));
  g_assert_no_error (error);
  g_assert_true (lec_tus_sum_is_of (&sum, right));
  g_checksum_update (other, (const guchar *) "x", 1);
  g_assert_false (lec_tus_sum_is_of (&sum, other));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) reason = NULL;

      g_assert_false (lec_tus_read_sum (wrong[i], &sum, &reason));
      g_assert_error (reason, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tus-headers/length", test_length);
  g_test_add_func ("/tus-headers/metadata", test_metadata);
  g_test_add_func ("/tus-headers/metadata-refused", test_metadata_refused);
  g_test_add_func ("/tus-headers/sum", test_sum);
  return g_test_run ();
}
