/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The user's guide: what becomes of Markdown, and whether what the pages say is so. Each command in
 * them is one that the program takes, and each link leads somewhere.
 */
#include <gio/gio.h>
#include <string.h>

#include "cli/arguments.h"
#include "reference/guide-page.h"

/* What stands between <main> and </main>. Returns: (transfer full) */
static char *
convert (const char *markdown)
{
  g_autofree char *text = g_strconcat ("# Title\n", markdown, NULL);
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_guide_page_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *html = NULL;
  const char *begin = NULL;
  const char *end = NULL;

  g_ptr_array_add (pages, lec_guide_page_new ("page", text, &error));
  g_assert_no_error (error);
  html = lec_guide_page_format (g_ptr_array_index (pages, 0), pages);
  begin = strstr (html, "<h1>Title</h1>\n") + strlen ("<h1>Title</h1>\n");
  end = strstr (html, "</main>");
  g_assert_nonnull (end);
  return g_strndup (begin, (gsize) (end - begin));
}

static void
test_markdown (void)
{
  static const struct
  {
    const char *markdown;
    const char *html;
  } cases[] = {
    { "one\ntwo\n\nthree\n", "<p>one two</p>\n<p>three</p>\n" },
    { "## Part\n", "<h2>Part</h2>\n" },
    { "- a\n- b\n  c\n", "<ul>\n<li>a</li>\n<li>b c</li>\n</ul>\n" },
    { "1. a\n\n        code\n\n2. b\n",
      "<ol start=\"1\">\n<li>a</li>\n</ol>\n<pre><code>code\n</code></pre>\n"
      "<ol start=\"2\">\n<li>b</li>\n</ol>\n" },
    { "    a <b>\n    c\n", "<pre><code>a &lt;b&gt;\nc\n</code></pre>\n" },
    { "| a | b |\n|---|---|\n| `c` | d |\n",
      "<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td><code>c</code></td><td>d</td></tr>\n</table>\n" },
    { "a **b** `c` [d](e.md) [f](https://g)\n",
      "<p>a <strong>b</strong> <code>c</code> <a href=\"e.html\">d</a> <a href=\"https://g\">f</a></p>\n" },
    { "a <script> & ** ` [\n", "<p>a &lt;script&gt; &amp; ** ` [</p>\n" },
    { "[a](\"onclick=x)\n", "<p><a href=\"&quot;onclick=x\">a</a></p>\n" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *html = convert (cases[i].markdown);

      g_assert_cmpstr (html, ==, cases[i].html);
    }
}

static void
test_no_heading (void)
{
  static const char *const texts[] = { "", "text\n", "# no line ends", "## Part\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lec_guide_page_new ("page", texts[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, "page"));
    }
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_guide_page_free);
  g_autofree char *html = NULL;

  g_ptr_array_add (pages, lec_guide_page_new ("one", "# First\n", NULL));
  g_ptr_array_add (pages, lec_guide_page_new ("two", "# A & B\n", NULL));
  html = lec_guide_page_format (g_ptr_array_index (pages, 0), pages);
  g_assert_nonnull (strstr (html, "<title>First – Lectern</title>"));
  g_assert_nonnull (strstr (html, "<li>First</li>\n<li><a href=\"two.html\">A &amp; B</a></li>\n"));
}

/* --- The pages that there are --- */

/* Returns: (transfer full): texts of the guide's pages, by their names */
static GHashTable *
load_pages (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "guide", NULL);
  GHashTable *pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);

  g_assert_no_error (error);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_hash_table_insert (pages, g_strdup (name), text);
    }
  g_assert_cmpuint (g_hash_table_size (pages), >=, 7);

  return pages;
}

static void
assert_taken (const char *page,
              const char *line)
{
  g_auto (GStrv) words = NULL;
  const LecCommand *command = NULL;
  g_autoptr (LecArguments) arguments = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s: %s", page, line);
  g_assert_true (g_shell_parse_argv (line, NULL, &words, &error));
  g_assert_cmpstr (words[0], ==, "lectern");
  g_assert_nonnull (words[1]);
  command = lec_command_find (words[1]);
  g_assert_nonnull (command);
  arguments = lec_arguments_parse (command, (const char *const *) words + 2, &error);
  g_assert_no_error (error);
  if (command->n_actions > 0 && strstr (command->inputs, "ACTION") == command->inputs)
    {
      const char *action = lec_arguments_get_inputs (arguments, NULL)[0];
      gboolean found = FALSE;

      for (gsize i = 0; i < command->n_actions; i++)
        found |= g_str_has_prefix (command->actions[i].words, action);
      g_assert_true (found);
    }
}

/* In lines of code, and between the marks of code in others. */
static void
test_commands (void)
{
  g_autoptr (GHashTable) pages = load_pages ();
  GHashTableIter iter;
  gpointer name = NULL, text = NULL;
  guint n_commands = 0;

  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, &name, &text))
    {
      g_autoptr (GRegex) regex = g_regex_new ("^ {4,8}(lectern .*)$|`(lectern [^`]*)`", G_REGEX_MULTILINE, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;

      for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          g_autofree char *alone = g_match_info_fetch (match, 1);
          g_autofree char *within = g_match_info_fetch (match, 2);

          assert_taken (name, within != NULL && *within != '\0' ? within : alone);
          n_commands++;
        }
    }
  g_assert_cmpuint (n_commands, >, 30);
}

static void
assert_links_lead (GHashTable *pages,
                   const char *name)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\]\\(([^)]*)\\)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, g_hash_table_lookup (pages, name), 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *target = g_match_info_fetch (match, 1);

      g_test_message ("%s: %s", name, target);
      g_assert_true (g_hash_table_contains (pages, target));
    }
}

static void
test_links (void)
{
  g_autoptr (GHashTable) pages = load_pages ();
  GHashTableIter iter;
  gpointer name = NULL;

  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    assert_links_lead (pages, name);
}

/* A page that is not in the list of the build would not be there. */
static void
test_all_built (void)
{
  g_autoptr (GHashTable) pages = load_pages ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "meson.build", NULL);
  g_autofree char *build = NULL;
  GHashTableIter iter;
  gpointer name = NULL;

  g_assert_true (g_file_get_contents (path, &build, NULL, NULL));
  g_hash_table_iter_init (&iter, pages);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *row = g_strdup_printf ("'guide/%s'", (char *) name);

      g_assert_nonnull (strstr (build, row));
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/guide/markdown", test_markdown);
  g_test_add_func ("/guide/no-heading", test_no_heading);
  g_test_add_func ("/guide/list", test_list);
  g_test_add_func ("/guide/commands", test_commands);
  g_test_add_func ("/guide/links", test_links);
  g_test_add_func ("/guide/all-built", test_all_built);

  return g_test_run ();
}
