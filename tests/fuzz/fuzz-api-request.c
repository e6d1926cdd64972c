/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the service is asked, as anybody may write it: a form, in whatever pieces it comes, the
 * headers of an upload, JSON, an address with its query, what a browser says of where it is from.
 * The first byte says which.
 */
#include <string.h>

#include "fuzz/fuzz.h"
#include "http/api-access.h"
#include "http/api-error.h"
#include "http/api-route.h"
#include "http/api-wish.h"
#include "http/multipart-reader.h"
#include "http/tus-headers.h"

/* --- Forms --- */

static gboolean
begin_cb (const char *name,
          const char *file,
          gpointer out,
          GError **error)
{
  g_assert_true (strlen (name) <= LEC_MULTIPART_MAX_NAME && g_utf8_validate (name, -1, NULL));
  g_assert_true (file == NULL || (strlen (file) <= LEC_MULTIPART_MAX_FILE && g_utf8_validate (file, -1, NULL)));
  g_string_append_printf (out, "<%s|%s>", name, file != NULL ? file : "");
  return TRUE;
}

static gboolean
take_cb (const void *data,
         gsize length,
         gpointer out,
         GError **error)
{
  g_string_append_len (out, data, (gssize) length);
  return TRUE;
}

static gboolean
end_cb (gpointer out,
        GError **error)
{
  g_string_append (out, "</>");
  return TRUE;
}

/* Returns: (transfer full) (nullable): what has come of it, in pieces of @size; %NULL where it was
 * refused */
static GString *
read_form (const char *type,
           const char *text,
           gsize length,
           gsize size)
{
  static const LecMultipartSink sink = { begin_cb, take_cb, end_cb };
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LecMultipartReader) reader = lec_multipart_reader_new (type, &sink, out, &error);
  gboolean is_well = reader != NULL;

  for (gsize i = 0; is_well && i < length; i += size)
    is_well = lec_multipart_reader_feed (reader, text + i, MIN (size, length - i), &error);
  is_well = is_well && lec_multipart_reader_finish (reader, &error);
  g_assert_true (is_well == (error == NULL));
  if (is_well)
    return out;

  g_assert_true (g_error_matches (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST));
  g_string_free (out, TRUE);
  return NULL;
}

/* The first line is the content type. In one piece, in pieces of one byte, of seven: the same. */
static void
try_form (const char *text,
          gsize length)
{
  const char *line_end = memchr (text, '\n', length);
  gsize type_length = line_end != NULL ? (gsize) (line_end - text) : 0;
  g_autofree char *type = g_strndup (text, type_length);
  const char *body = line_end != NULL ? line_end + 1 : text;
  gsize body_length = length - (gsize) (body - text);
  static const gsize sizes[] = { 1, 7 };
  GString *whole = read_form (type, body, body_length, MAX (body_length, 1));

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      GString *pieces = read_form (type, body, body_length, sizes[i]);

      g_assert_true ((whole == NULL) == (pieces == NULL));
      g_assert_true (whole == NULL || g_string_equal (whole, pieces));
      if (pieces != NULL)
        g_string_free (pieces, TRUE);
    }
  if (whole != NULL)
    g_string_free (whole, TRUE);
}

/* --- Headers of uploads --- */

static void
try_upload (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) metadata = lec_tus_read_metadata (text, &error);
  g_autofree char *name = metadata != NULL ? lec_tus_dup_text (metadata, "filename") : NULL;
  LecTusSum sum;
  gint64 length = 0;

  g_assert_true ((metadata == NULL) == (error != NULL));
  g_assert_true (metadata == NULL || g_hash_table_size (metadata) <= LEC_TUS_MAX_PAIRS);
  g_assert_true (name == NULL || g_utf8_validate (name, -1, NULL));
  if (lec_tus_read_sum (text, &sum, NULL))
    g_assert_cmpuint (sum.length, ==, (gsize) g_checksum_type_get_length (sum.type));
  if (lec_tus_read_length ("Upload-Length", text, &length, NULL))
    g_assert_cmpint (length, >=, 0);
}

/* --- What is wished for --- */

static void
try_wish (const char *text,
          gsize length)
{
  g_auto (LecApiWish) wish = { NULL };
  g_auto (LecApiWish) fields = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strndup (text, length);
  char *value = strchr (line, '=');

  lec_api_wish_init (&wish);
  if (!lec_api_wish_read (&wish, text, length, &error) || !lec_api_wish_check (&wish, FALSE, &error))
    g_assert_true (g_error_matches (error, LEC_API_ERROR, LEC_API_ERROR_BAD_REQUEST));
  else
    g_assert_true ((wish.address == NULL) != (wish.upload == NULL) &&
                   lec_job_options_get_subtitles (wish.options) == NULL);

  lec_api_wish_init (&fields);
  if (value == NULL || !g_utf8_validate (line, -1, NULL))
    return;
  *value++ = '\0';
  g_clear_error (&error);
  if (!lec_api_wish_set_field (&fields, line, value, &error))
    g_assert_true (error->domain == LEC_API_ERROR);
}

/* --- Where to, where from --- */

static void
try_address (char *text)
{
  static const char *const methods[] = { "GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "X" };
  char *query = strchr (text, '?');

  if (query != NULL)
    *query++ = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_auto (GStrv) arguments = NULL;
      g_autofree char *allowed = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (LecApiCall) call = NULL;
      const LecApiRoute *route = lec_api_route_find (methods[i], text, &arguments, &allowed, &error);

      g_assert_true ((route == NULL) == (error != NULL));
      if (route == NULL)
        continue;
      for (char **argument = arguments; *argument != NULL; argument++)
        g_assert_true (**argument != '\0' && strchr (*argument, '/') == NULL &&
                       g_utf8_validate (*argument, -1, NULL));
      call = lec_api_call_new (route);
      lec_api_call_set_query (call, query, NULL);
      g_assert_cmpuint (g_hash_table_size (call->query), <=, LEC_API_MAX_PARAMETERS);
    }
}

/* Nothing but this machine is at home, however it is written. */
static void
try_origin (char *text)
{
  char *origin = strchr (text, '\n');

  if (origin != NULL)
    *origin++ = '\0';
  if (lec_api_access_is_at_home (text, origin))
    g_assert_true (g_ascii_strncasecmp (text, "localhost", 9) == 0 || strstr (text, "127.") != NULL ||
                   *text == '[');
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  const char *rest = (const char *) data + 1;
  g_autofree char *text = NULL;

  if (size == 0)
    return 0;

  text = g_strndup (rest, size - 1);
  switch (*data)
    {
    case 'f':
      try_form (rest, size - 1);
      break;
    case 'u':
      try_upload (text);
      break;
    case 'w':
      try_wish (rest, size - 1);
      break;
    case 'a':
      try_address (text);
      break;
    case 'o':
      try_origin (text);
      break;
    default:
      break;
    }

  return 0;
}
