/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forms with files, cut into pieces at each place, and those that are none.
 */
#include <gio/gio.h>
#include <string.h>

#include "http/api-error.h"
#include "http/multipart-reader.h"

#define TYPE "multipart/form-data; boundary=X"
/* What may stand before the first boundary. */
#define MAX_BEFORE 1022

/* What a sink has seen: "name|file|bytes;" for each part that was whole, "!" for one that was
   begun. */
typedef struct
{
  GString *seen;
  GString *value;
  gsize largest; /* piece */
} Seen;

static gboolean
begin_cb (const char *name,
          const char *file,
          gpointer data,
          GError **error)
{
  Seen *seen = data;

  g_string_append_printf (seen->seen, "%s|%s|", name, file != NULL ? file : "-");
  g_string_truncate (seen->value, 0);
  return TRUE;
}

static gboolean
take_cb (const void *bytes,
         gsize length,
         gpointer data,
         GError **error)
{
  Seen *seen = data;

  g_assert_cmpuint (length, >, 0);
  seen->largest = MAX (seen->largest, length);
  g_string_append_len (seen->value, bytes, (gssize) length);
  return TRUE;
}

static gboolean
end_cb (gpointer data,
        GError **error)
{
  Seen *seen = data;

  g_string_append_len (seen->seen, seen->value->str, (gssize) seen->value->len);
  g_string_append_c (seen->seen, ';');
  return TRUE;
}

static const LecMultipartSink sink = { begin_cb, take_cb, end_cb };

/* In pieces of @size. Returns: (transfer full) (nullable): what was seen; %NULL where it was
   refused */
static char *
read_pieces (const char *type,
             const char *text,
             gsize length,
             gsize size)
{
  Seen seen = { g_string_new (NULL), g_string_new (NULL), 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecMultipartReader) reader = lec_multipart_reader_new (type, &sink, &seen, &error);
  gboolean is_well = reader != NULL;

  for (gsize i = 0; is_well && i < length; i += size)
    is_well = lec_multipart_reader_feed (reader, text + i, MIN (size, length - i), &error);
  is_well = is_well && lec_multipart_reader_finish (reader, &error);
  g_string_free (seen.value, TRUE);
  g_assert_true (is_well == (error == NULL));
  if (is_well)
    return g_string_free (seen.seen, FALSE);

  g_assert_error (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST);
  g_string_free (seen.seen, TRUE);
  return NULL;
}

static void
check (const char *type,
       const char *text,
       const char *expected)
{
  gsize length = strlen (text);

  for (gsize size = 1; size <= length + 1; size++)
    {
      g_autofree char *seen = read_pieces (type, text, length, size);

      g_assert_cmpstr (seen, ==, expected);
    }
}

static void
test_parts (void)
{
  check (TYPE,
         "--X\r\nContent-Disposition: form-data; name=\"layout\"\r\n\r\nsimple\r\n"
         "--X\r\ncontent-disposition: form-data; name=file; filename=\"talk.mp4\"\r\nContent-Type: video/mp4\r\n\r\n"
         "a\r\n--\r\n--Y\r\n-\r\r\n--X--\r\n",
         "layout|-|simple;file|talk.mp4|a\r\n--\r\n--Y\r\n-\r;");
  /* Nothing in it, something before and behind, spaces behind a boundary. */
  check (TYPE,
         "before\r\n--X \t\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\n--X--after\r\n--X\r\n",
         "a|-|;");
  check (TYPE, "--X--", "");
  check ("Multipart/Form-Data; charset=\"a;b\"; Boundary=\"a b:c\"",
         "--a b:c\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--a b:c--\r\n", "a|-|x;");
}

static void
test_names (void)
{
  check (TYPE,
         "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\\\"b;c\\\\d.mp4\"\r\n\r\nx\r\n--X--",
         "f|a\"b;c\\d.mp4|x;");
  check (TYPE, "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"C:\\x\\y.mp4\"\r\n\r\nx\r\n--X--",
         "f|C:\\x\\y.mp4|x;");
  check (TYPE, "--X\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n\r\n--X--", "f||;");
  check (TYPE,
         "--X\r\nContent-Disposition: form-data; name=\"f\"; filename*=UTF-8''x\r\n"
         "Content-Transfer-Encoding: binary\r\n\r\nx\r\n--X--",
         "f|-|x;");
}

static void
test_refused (void)
{
  static const char *const types[] = {
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\"\"",
    "multipart/form-data; boundary=\"a",
    "multipart/form-data; boundary=\"a \"",
    "multipart/form-data; boundary=a\x01",
    "multipart/form-data; boundary=a; boundary=b",
    "multipart/form-data boundary=a",
    "multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789X",
    "multipart/form-datax; boundary=a",
    "multipart/mixed; boundary=a",
    "text/plain",
  };
  static const char *const bodies[] = {
    "",
    "--X",
    "--X\r\n",
    "--Y--",
    "--Xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--X--",
    "--X\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Type: text/plain\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n folded: x\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data; name=\"a\"\r\nno colon\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data; name=\"a\"\nb: c\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nx\r\n--X--",
    "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
    "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--X",
    "--X\nContent-Disposition: form-data; name=\"a\"\n\nx\n--X--",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_null (read_pieces (types[i], "--a--", 5, 5));
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    check (TYPE, bodies[i], NULL);
}

static void
test_limits (void)
{
  g_autofree char *longer = g_strnfill (LEC_MULTIPART_MAX_HEADER + 100, 'a');
  g_autofree char *header = g_strconcat ("--X\r\nA: ", longer, NULL);
  g_autofree char *before = g_strconcat (longer, "\r\n--X--", NULL);
  g_autofree char *name = g_strnfill (LEC_MULTIPART_MAX_NAME + 1, 'a');
  g_autofree char *named =
    g_strdup_printf ("--X\r\nContent-Disposition: form-data; name=%s\r\n\r\nx\r\n--X--", name);
  g_autofree char *zero = g_strdup ("--X\r\nContent-Disposition: form-data; name=\"a?\"\r\n\r\nx\r\n--X--");
  gsize zero_length = strlen (zero);
  g_autoptr (GString) parts = g_string_new (NULL);

  g_assert_null (read_pieces (TYPE, header, strlen (header), 1000));
  g_assert_null (read_pieces (TYPE, before, strlen (before), 1000));
  g_assert_null (read_pieces (TYPE, named, strlen (named), 1000));
  *strchr (zero, '?') = '\0';
  g_assert_null (read_pieces (TYPE, zero, zero_length, 1000));
  for (guint i = 0; i <= LEC_MULTIPART_MAX_PARTS; i++)
    g_string_append (parts, "--X\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n");
  g_string_append (parts, "--X--");
  g_assert_null (read_pieces (TYPE, parts->str, parts->len, 4096));
}

/* Whether what comes in pieces is the same as the whole, where something just is not too long. */
static void
check_near_limit (const char *head,
                  gsize limit,
                  const char *tail)
{
  for (gsize length = limit - 8; length < limit + 8; length++)
    {
      g_autofree char *filling = g_strnfill (length, 'a');
      g_autofree char *form = g_strconcat (head, filling, tail, NULL);
      g_autofree char *whole = read_pieces (TYPE, form, strlen (form), strlen (form));
      g_autofree char *pieces = read_pieces (TYPE, form, strlen (form), 1);

      g_assert_cmpstr (whole, ==, pieces);
      if (length == limit - 8)
        g_assert_nonnull (whole);
      if (length == limit + 7)
        g_assert_null (whole);
    }
}

static void
test_near_limits (void)
{
  static const char header[] = "--X\r\nContent-Disposition: form-data; name=a\r\nA: ";

  check_near_limit ("", MAX_BEFORE, "\r\n--X--");
  check_near_limit (header, LEC_MULTIPART_MAX_HEADER - (sizeof header - 1) + 3, "\r\n\r\nx\r\n--X--");
}

/* Of a file nothing is kept but what may be the beginning of its end. */
static void
test_memory (void)
{
  static const char head[] = "--X\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n";
  Seen seen = { g_string_new (NULL), g_string_new (NULL), 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecMultipartReader) reader = lec_multipart_reader_new (TYPE, &sink, &seen, &error);
  g_autofree char *piece = g_strnfill (1000, '\r');

  g_assert_true (lec_multipart_reader_feed (reader, head, strlen (head), &error));
  for (guint i = 0; i < 100; i++)
    {
      g_assert_true (lec_multipart_reader_feed (reader, piece, 1000, &error));
      g_assert_cmpuint (seen.value->len, >=, (i + 1) * 1000 - 4);
    }
  g_assert_cmpuint (seen.largest, <=, 1000);
  g_string_free (seen.seen, TRUE);
  g_string_free (seen.value, TRUE);
}

static gboolean
refuse_cb (const void *bytes,
           gsize length,
           gpointer data,
           GError **error)
{
  g_set_error_literal (error, LEC_API_ERROR, LEC_API_ERROR_TOO_LARGE, "enough");
  return FALSE;
}

/* What the sink refuses ends it, with its error. */
static void
test_sink (void)
{
  static const char text[] = "--X\r\nContent-Disposition: form-data; name=f\r\n\r\nabcdefgh\r\n--X--";
  static const LecMultipartSink refusing = { begin_cb, refuse_cb, end_cb };
  Seen seen = { g_string_new (NULL), g_string_new (NULL), 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LecMultipartReader) reader = lec_multipart_reader_new (TYPE, &refusing, &seen, NULL);

  g_assert_false (lec_multipart_reader_feed (reader, text, strlen (text), &error));
  g_assert_error (error, LEC_API_ERROR, LEC_API_ERROR_TOO_LARGE);
  g_assert_cmpstr (seen.seen->str, ==, "f|-|");
  g_string_free (seen.seen, TRUE);
  g_string_free (seen.value, TRUE);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multipart-reader/parts", test_parts);
  g_test_add_func ("/multipart-reader/names", test_names);
  g_test_add_func ("/multipart-reader/refused", test_refused);
  g_test_add_func ("/multipart-reader/limits", test_limits);
  g_test_add_func ("/multipart-reader/near-limits", test_near_limits);
  g_test_add_func ("/multipart-reader/memory", test_memory);
  g_test_add_func ("/multipart-reader/sink", test_sink);
  return g_test_run ();
}
