/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents as other programs read them: a script of this folder, or a tool,
 * prints what it found; whatever is wrong ends it with an error.
 */
#pragma once

#include <gio/gio.h>

static inline char *
run_reader (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *errors = NULL;
  char *output = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s: %s%s", argv[0], output, errors);

  return output;
}

/* @script: of this folder. Returns: (transfer full): what it printed */
static inline char *
read_back (const char *script,
           const char *path)
{
  g_autofree char *place = g_test_build_filename (G_TEST_DIST, "documents", script, NULL);
  const char *argv[] = { "python3", "-I", place, path, NULL };

  return run_reader (argv);
}

static inline void
assert_has (const char *text,
            const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}

static inline void
assert_has_not (const char *text,
                const char *part)
{
  if (strstr (text, part) != NULL)
    g_error ("“%s” is in “%s”", part, text);
}

static inline gboolean
is_installed (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);

  return path != NULL;
}

/* Else the test is skipped, and should end. */
static inline gboolean
has_program (const char *program)
{
  g_autofree char *what = is_installed (program) ? NULL : g_strdup_printf ("%s is not installed", program);

  if (what != NULL)
    g_test_skip (what);

  return what == NULL;
}

/* Twice the same bytes, and nothing else is left in the folder. */
static inline char *
digest_file (const char *path)
{
  g_autofree char *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
}
