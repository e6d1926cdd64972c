/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * promises.txt, what the program offers, and the tests there are, held against each other: a flag
 * without a test does not get in, nor does a test of a flag that is gone. README.md has the format.
 */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/error.h"

typedef struct
{
  char *kind;
  char *name;
  char *test; /* SUITE/PROGRAM/TEST */
} Promise;

static void
promise_free (Promise *self)
{
  g_free (self->kind);
  g_free (self->name);
  g_free (self->test);
  g_free (self);
}

static char *
read_text (const char *folder,
           const char *path)
{
  g_autofree char *full = g_build_filename (g_getenv ("G_TEST_SRCDIR"), folder, path, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (full, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* What a program prints. */
static char *
run (const char *program,
     const char *arguments)
{
  g_autofree char *line = g_strdup_printf ("'%s' %s", program, arguments);
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status = 0;

  g_spawn_command_line_sync (line, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return out;
}

/* --- The list --- */

/* Returns: (transfer full) (element-type Promise) */
static GPtrArray *
load_promises (void)
{
  g_autofree char *text = read_text ("promises", "promises.txt");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GRegex) pattern = g_regex_new ("^(\\S+)  +(\\S.*?)  +(\\S+)$", 0, 0, NULL);
  GPtrArray *promises = g_ptr_array_new_with_free_func ((GDestroyNotify) promise_free);

  for (char **line = lines; *line != NULL; line++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      Promise *promise = NULL;

      if (**line == '\0' || **line == '#')
        continue;
      if (!g_regex_match (pattern, *line, 0, &match))
        g_test_message ("malformed: %s", *line);
      g_assert_true (g_match_info_matches (match));
      promise = g_new0 (Promise, 1);
      promise->kind = g_match_info_fetch (match, 1);
      promise->name = g_match_info_fetch (match, 2);
      promise->test = g_match_info_fetch (match, 3);
      g_ptr_array_add (promises, promise);
    }
  g_assert_cmpuint (promises->len, >, 0);

  return promises;
}

/* Returns: (transfer full) (element-type utf8): names of a kind */
static GHashTable *
list_promised (GPtrArray *promises,
               const char *kind)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < promises->len; i++)
    {
      const Promise *promise = g_ptr_array_index (promises, i);

      if (g_str_equal (promise->kind, kind))
        g_hash_table_add (names, g_strdup (promise->name));
    }

  return names;
}

static guint
complain_about_missing (GHashTable *from,
                        GHashTable *in,
                        const char *kind,
                        const char *complaint)
{
  GHashTableIter iter;
  gpointer name = NULL;
  guint n_missing = 0;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (in, name))
      {
        g_test_message ("%s %s: %s", kind, (const char *) name, complaint);
        n_missing++;
      }

  return n_missing;
}

/* @offered: (element-type utf8) */
static void
assert_same (const char *kind,
             GHashTable *offered)
{
  g_autoptr (GPtrArray) promises = load_promises ();
  g_autoptr (GHashTable) promised = list_promised (promises, kind);
  guint n_wrong = complain_about_missing (offered, promised, kind, "is not in promises.txt");

  n_wrong += complain_about_missing (promised, offered, kind, "is promised, but there is none");
  g_assert_cmpuint (g_hash_table_size (offered), >, 0);
  g_assert_cmpuint (n_wrong, ==, 0);
}

static GHashTable *
new_names (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* --- What is offered --- */

/* All of @pattern's first groups in @text. Returns: (transfer full) */
static GPtrArray *
match_all (const char *text,
           const char *pattern,
           int group)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_ptr_array_add (found, g_match_info_fetch (match, group));

  return found;
}

static GPtrArray *
list_commands (void)
{
  g_autofree char *help = run (g_getenv ("LECTERN"), "help");
  const char *start = strstr (help, "\nCommands:\n");
  const char *end = start != NULL ? strstr (start, "\n\n") : NULL;
  g_autofree char *section = NULL;

  g_assert_nonnull (end);
  section = g_strndup (start, (gsize) (end - start));
  return match_all (section, "^  ([a-z-]+)", 1);
}

/* @context: the command, "lectern" for the program itself */
static void
add_flags (GHashTable *names,
           const char *context,
           const char *help)
{
  g_autoptr (GPtrArray) letters = match_all (help, "^  (-[A-Za-z]), ", 1);
  g_autoptr (GPtrArray) words = match_all (help, "^  (?:-[A-Za-z], |    )(--[a-z-]+)", 1);

  for (guint i = 0; i < letters->len; i++)
    g_hash_table_add (names, g_strconcat (context, " ", g_ptr_array_index (letters, i), NULL));
  for (guint i = 0; i < words->len; i++)
    g_hash_table_add (names, g_strconcat (context, " ", g_ptr_array_index (words, i), NULL));
}

static void
add_values (GHashTable *names,
            const char *context,
            const char *help)
{
  const char *pattern = "^      (--[a-z-]+) (\\S+\\|\\S+)";
  g_autoptr (GPtrArray) flags = match_all (help, pattern, 1);
  g_autoptr (GPtrArray) lists = match_all (help, pattern, 2);

  for (guint i = 0; i < flags->len; i++)
    {
      g_auto (GStrv) values = g_strsplit (g_ptr_array_index (lists, i), "|", -1);

      for (char **value = values; *value != NULL; value++)
        g_hash_table_add (names, g_strdup_printf ("%s %s=%s", context, (char *) g_ptr_array_index (flags, i), *value));
    }
}

static void
test_commands (void)
{
  g_autoptr (GPtrArray) commands = list_commands ();
  g_autoptr (GHashTable) offered = new_names ();

  for (guint i = 0; i < commands->len; i++)
    g_hash_table_add (offered, g_strdup (g_ptr_array_index (commands, i)));
  assert_same ("command", offered);
}

static void
collect_from_help (GHashTable *names,
                   void (*add) (GHashTable *names, const char *context, const char *help))
{
  g_autoptr (GPtrArray) commands = list_commands ();
  g_autofree char *overview = run (g_getenv ("LECTERN"), "--help");

  add (names, "lectern", overview);
  for (guint i = 0; i < commands->len; i++)
    {
      const char *command = g_ptr_array_index (commands, i);
      g_autofree char *arguments = g_strconcat (command, " --help", NULL);
      g_autofree char *help = run (g_getenv ("LECTERN"), arguments);

      add (names, command, help);
    }
}

static void
test_flags (void)
{
  g_autoptr (GHashTable) offered = new_names ();

  collect_from_help (offered, add_flags);
  assert_same ("flag", offered);
}

static void
test_values (void)
{
  g_autoptr (GHashTable) offered = new_names ();

  collect_from_help (offered, add_values);
  assert_same ("value", offered);
}

static void
test_exit_codes (void)
{
  g_autofree char *help = run (g_getenv ("LECTERN"), "help exit-codes");
  g_autoptr (GPtrArray) codes = match_all (help, "^ +(\\d+)  [a-z]", 1);
  g_autoptr (GHashTable) offered = new_names ();

  for (guint i = 0; i < codes->len; i++)
    g_hash_table_add (offered, g_strdup (g_ptr_array_index (codes, i)));
  assert_same ("exit", offered);
}

static void
test_errors (void)
{
  g_autoptr (GHashTable) offered = new_names ();

  for (guint i = 0; i < LEC_N_ERRORS; i++)
    g_hash_table_add (offered, g_strdup (lec_error_get_name ((LecError) i)));
  assert_same ("error", offered);
}

static void add_fields (GHashTable *names, JsonObject *root, JsonObject *schema, const char *where);

static JsonObject *
resolve (JsonObject *root,
         JsonObject *schema)
{
  const char *reference = json_object_get_string_member_with_default (schema, "$ref", NULL);

  return reference == NULL
           ? schema
           : json_object_get_object_member (json_object_get_object_member (root, "$defs"),
                                            reference + strlen ("#/$defs/"));
}

static void
add_field (GHashTable *names,
           JsonObject *root,
           JsonObject *schema,
           const char *where)
{
  g_autofree char *items = g_strconcat (where, "[]", NULL);

  g_hash_table_add (names, g_strdup (where));
  schema = resolve (root, schema);
  add_fields (names, root, schema, where);
  if (json_object_has_member (schema, "items"))
    add_fields (names, root, resolve (root, json_object_get_object_member (schema, "items")), items);
}

static void
add_fields (GHashTable *names,
            JsonObject *root,
            JsonObject *schema,
            const char *where)
{
  JsonObject *properties = NULL;
  g_autoptr (GList) members = NULL;

  if (!json_object_has_member (schema, "properties"))
    return;

  properties = json_object_get_object_member (schema, "properties");
  members = json_object_get_members (properties);
  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autofree char *inner = *where != '\0' ? g_strconcat (where, ".", l->data, NULL) : g_strdup (l->data);

      add_field (names, root, json_object_get_object_member (properties, l->data), inner);
    }
}

static void
test_fields (void)
{
  g_autofree char *text = read_text ("../data", "lecture.schema.json");
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *schema = json_node_get_object (node);
  g_autoptr (GHashTable) offered = new_names ();

  add_fields (offered, schema, schema, "");
  assert_same ("field", offered);
}

/* --- The tests --- */

/* A value in capitals stands for any. */
static char *
dup_value_token (const char *name)
{
  const char *flag = strrchr (name, ' ') + 1;
  const char *value = strrchr (name, '=') + 1;

  if (g_str_equal (value, "X,Y,W,H"))
    return g_strdup ("0,0,");
  if (g_str_equal (value, "FILE") || g_str_equal (value, "LANG"))
    return g_strndup (flag, (gsize) (value - 1 - flag));

  return g_strdup (value);
}

/* The last word of a promise, as a test's source has it. */
static char *
dup_token (const Promise *promise)
{
  const char *name = promise->name;

  if (g_str_equal (promise->kind, "error"))
    {
      g_autofree char *upper = g_ascii_strup (name, -1);

      return g_strconcat ("LEC_ERROR_", g_strdelimit (upper, "-", '_'), NULL);
    }
  if (g_str_equal (promise->kind, "field"))
    {
      const char *dot = strrchr (name, '.');

      return g_strdup_printf ("\"%s\"", dot != NULL ? dot + 1 : name);
    }
  if (g_str_equal (promise->kind, "value"))
    return dup_value_token (name);
  if (g_str_equal (promise->kind, "flag"))
    return g_strdup (strrchr (name, ' ') + 1);

  return g_strdup (g_str_equal (promise->kind, "says") ? "" : name);
}

/* "cli/options/json" and what "test-options -l" lists, once for each program. */
static gboolean
is_registered (GHashTable *listings,
               const char *program,
               const char *path)
{
  const char *listing = g_hash_table_lookup (listings, program);
  g_auto (GStrv) lines = NULL;

  if (listing == NULL)
    {
      g_autofree char *name = g_strconcat ("test-", program, NULL);
      g_autofree char *full = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), name, NULL);

      listing = run (full, "-l");
      g_hash_table_insert (listings, g_strdup (program), (gpointer) listing);
    }
  lines = g_strsplit (listing, "\n", -1);

  return g_strv_contains ((const char *const *) lines, path);
}

static void
assert_kept (GHashTable *listings,
             const Promise *promise)
{
  g_auto (GStrv) parts = g_strsplit (promise->test, "/", 3);
  g_autofree char *token = dup_token (promise);
  g_autofree char *file = NULL;
  g_autofree char *source = NULL;
  const char *path = NULL;

  g_test_message ("%s %s: %s", promise->kind, promise->name, promise->test);
  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  path = strchr (promise->test, '/');
  g_assert_true (is_registered (listings, parts[1], path));

  file = g_strdup_printf ("test-%s.c", parts[1]);
  source = read_text (parts[0], file);
  g_assert_nonnull (strstr (source, token));
}

static void
test_tests (void)
{
  g_autoptr (GPtrArray) promises = load_promises ();
  g_autoptr (GHashTable) listings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) seen = new_names ();

  for (guint i = 0; i < promises->len; i++)
    {
      const Promise *promise = g_ptr_array_index (promises, i);
      char *line = g_strjoin ("  ", promise->kind, promise->name, promise->test, NULL);

      assert_kept (listings, promise);
      g_assert_true (g_hash_table_add (seen, line));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/promises/commands", test_commands);
  g_test_add_func ("/promises/flags", test_flags);
  g_test_add_func ("/promises/values", test_values);
  g_test_add_func ("/promises/exit-codes", test_exit_codes);
  g_test_add_func ("/promises/errors", test_errors);
  g_test_add_func ("/promises/fields", test_fields);
  g_test_add_func ("/promises/tests", test_tests);
  return g_test_run ();
}
