/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values that are kept in files of their own.
 */
#include "base/error.h"
#include "base/json-file.h"
#include "base/json.h"
#include "one-file.h"

#define MAX_BYTES 64

/* A word, which must be there. */
static char *
read_word (JsonNode *node,
           GError **error)
{
  JsonObject *object = lec_json_get_object (node, "value", error);
  char *word = NULL;

  return object != NULL && lec_json_read_string (object, "word", LEC_JSON_REQUIRED, 16, &word, error) ? word : NULL;
}

static void
assert_refused (OneFile *file,
                const char *content,
                int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *prefix = g_strconcat (file->path, ": ", NULL);

  g_assert_true (g_file_set_contents (file->path, content, -1, NULL));
  g_assert_null (lec_json_file_load (file->path, MAX_BYTES, (LecJsonReader) read_word, &error));
  g_assert_error (error, LEC_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, prefix));
  g_assert_null (strstr (error->message + 1, prefix)); /* once */
}

static void
test_save_and_load (OneFile *file,
                    gconstpointer data)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree char *word = NULL;
  JsonObject *object = json_object_new ();

  g_assert_true (g_file_set_contents (file->path, "what was there before", -1, NULL));
  lec_json_set_string (object, "word", "entropy");
  node = lec_json_wrap (object);
  g_assert_true (lec_json_file_save (node, file->path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (file->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "{\n  \"word\": \"entropy\"\n}\n");

  word = lec_json_file_load (file->path, MAX_BYTES, (LecJsonReader) read_word, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (word, ==, "entropy");
}

/* No JSON, too long, and JSON of something else: the message says of which file. */
static void
test_refused (OneFile *file,
              gconstpointer data)
{
  assert_refused (file, "{", LEC_ERROR_PROTOCOL);
  assert_refused (file, "[]", LEC_ERROR_PROTOCOL);
  assert_refused (file, "{ \"word\": 1 }", LEC_ERROR_PROTOCOL);
  assert_refused (file, "{ \"word\": \"longer than sixteen\" }", LEC_ERROR_PROTOCOL);
  assert_refused (file, "{ \"word\": \"a\", \"more\": \"0123456789012345678901234567890123456789\" }",
                  LEC_ERROR_PROTOCOL);
}

static void
test_missing (OneFile *file,
              gconstpointer data)
{
  g_autoptr (JsonNode) node = lec_json_wrap (json_object_new ());
  g_autofree char *inner = g_build_filename (file->path, "none", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (lec_json_file_load (file->path, MAX_BYTES, (LecJsonReader) read_word, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, file->path));
  g_clear_error (&error);
  g_assert_false (lec_json_file_save (node, inner, &error));
  g_assert_nonnull (error);
}

static void
test_too_large (OneFile *file,
                gconstpointer data)
{
  g_autofree char *content = g_strnfill (MAX_BYTES + 1, ' ');
  g_autofree char *says = g_strconcat (file->path, ": larger than 64 bytes", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file->path, content, -1, NULL));
  g_assert_null (lec_json_file_load (file->path, MAX_BYTES, (LecJsonReader) read_word, &error));
  g_assert_error (error, LEC_ERROR, LEC_ERROR_PROTOCOL);
  g_assert_cmpstr (error->message, ==, says);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/json-file/save-and-load", OneFile, NULL, one_file_set_up, test_save_and_load, one_file_tear_down);
  g_test_add ("/json-file/refused", OneFile, NULL, one_file_set_up, test_refused, one_file_tear_down);
  g_test_add ("/json-file/too-large", OneFile, NULL, one_file_set_up, test_too_large, one_file_tear_down);
  g_test_add ("/json-file/missing", OneFile, NULL, one_file_set_up, test_missing, one_file_tear_down);

  return g_test_run ();
}
