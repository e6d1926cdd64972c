/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which files lack their end, by their first bytes and their size.
 */
#include <glib/gstdio.h>
#include <string.h>

#include "media/cut-file.h"

/* An ftyp box of 16 bytes; the head of a moov box of 512; that of an mdat box with a size of 64
 * bits, 1008. */
static const guint8 ftyp[16] = { 0, 0, 0, 16, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm' };
static const guint8 moov[8] = { 0, 0, 2, 0, 'm', 'o', 'o', 'v' };
static const guint8 large_mdat[16] = { 0, 0, 0, 1, 'm', 'd', 'a', 't', 0, 0, 0, 0, 0, 0, 3, 0xf0 };

static gboolean
is_cut (const char *bytes,
        gsize length)
{
  g_autofree char *path = NULL;
  g_autofree char *padded = g_malloc0 (length + 1024);
  int fd = g_file_open_tmp ("lectern-cut-XXXXXX", &path, NULL);
  gboolean cut = FALSE;

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  memcpy (padded, bytes, length);
  g_assert_true (g_file_set_contents (path, padded, (gssize) length, NULL));
  cut = lec_cut_file_check (path);
  g_unlink (path);
  return cut;
}

/* ftyp of 16 bytes, moov of 512, then one of @type that says it has @box_bytes and has @real. */
static gboolean
is_mp4_cut (const char *type,
            guint32 box_bytes,
            guint32 real)
{
  g_autofree guint8 *bytes = g_malloc0 (528 + real);
  guint32 size = GUINT32_TO_BE (box_bytes);

  memcpy (bytes, ftyp, sizeof ftyp);
  memcpy (bytes + 16, moov, sizeof moov);
  memcpy (bytes + 528, &size, 4);
  memcpy (bytes + 532, type, 4);
  return is_cut ((const char *) bytes, 528 + real);
}

static void
test_mp4 (void)
{
  g_assert_false (is_mp4_cut ("mdat", 100, 100));
  g_assert_true (is_mp4_cut ("mdat", 100, 99));
  g_assert_true (is_mp4_cut ("moof", 100, 50));
  /* To the end of the file, wherever that is. */
  g_assert_false (is_mp4_cut ("mdat", 0, 50));
  /* What somebody appended, and sizes that cannot be. */
  g_assert_false (is_mp4_cut ("junk", 100, 50));
  g_assert_false (is_mp4_cut ("mdat", 3, 50));
}

/* A length of 64 bits. */
static void
test_large_box (void)
{
  g_autofree guint8 *bytes = g_malloc0 (1024);

  memcpy (bytes, ftyp, sizeof ftyp);
  memcpy (bytes + 16, large_mdat, sizeof large_mdat);
  g_assert_false (is_cut ((const char *) bytes, 1024));
  g_assert_true (is_cut ((const char *) bytes, 1023));
  memset (bytes + 24, 0xff, 8);
  g_assert_true (is_cut ((const char *) bytes, 1024));
}

static void
test_stream (void)
{
  g_autofree char *bytes = g_malloc0 (188 * 4);

  for (guint i = 0; i < 4; i++)
    bytes[i * 188] = 0x47;
  g_assert_false (is_cut (bytes, 188 * 4));
  g_assert_true (is_cut (bytes, 188 * 4 - 1));
}

static void
test_others (void)
{
  g_autofree char *text = g_strnfill (1001, 'x');

  g_assert_false (is_cut (text, 1001));
  g_assert_false (is_cut ("", 0));
  g_assert_false (lec_cut_file_check ("/no/such/file"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cut-file/mp4", test_mp4);
  g_test_add_func ("/cut-file/large-box", test_large_box);
  g_test_add_func ("/cut-file/stream", test_stream);
  g_test_add_func ("/cut-file/others", test_others);
  return g_test_run ();
}
