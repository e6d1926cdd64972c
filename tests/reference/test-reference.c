/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What --help tells stands in the manual, and is completed in each shell: asked
 * of the shells themselves, where they are installed.
 */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/error.h"
#include "cli/help.h"
#include "reference/completion.h"
#include "reference/man-page.h"
#include "reference/value-kind.h"

#define DATE "2026-01-31"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("lectern-reference-XXXXXX", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture,
           gconstpointer data)
{
  const char *argv[] = { "rm", "-rf", fixture->folder, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (fixture->folder);
}

/* Puts a file into the folder. Returns: (transfer full): its path */
static char *
put (Fixture *fixture,
     const char *name,
     const char *text)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* Runs @argv, which is to succeed and to complain of nothing. Returns: (transfer full): what it
 * printed */
static char *
run (Fixture *fixture,
     const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *err = NULL;
  char *out = NULL;
  int status = 0;

  g_spawn_sync (fixture->folder, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  if (status != 0 || *err != '\0')
    g_test_message ("%s: %d\n%s%s", argv[0], status, out, err);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpstr (err, ==, "");
  return out;
}

static gboolean
has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);
  g_autofree char *reason = g_strdup_printf ("%s is not installed", name);

  if (path == NULL)
    g_test_skip (reason);
  return path != NULL;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Flags in the left column of help. Returns: (transfer full) (element-type utf8): sorted */
static GPtrArray *
list_flags (const LecCommand *command)
{
  g_autofree char *help = lec_help_format_command (command, 80);
  g_autoptr (GRegex) regex = g_regex_new ("^  (?:(-[A-Za-z]), |    )(--[a-z-]+)", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GPtrArray *flags = g_ptr_array_new_with_free_func (g_free);

  for (g_regex_match (regex, help, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    for (int group = 1; group <= 2; group++)
      {
        g_autofree char *flag = g_match_info_fetch (match, group);

        if (*flag != '\0')
          g_ptr_array_add (flags, g_steal_pointer (&flag));
      }
  g_assert_cmpuint (flags->len, >=, 2);
  g_ptr_array_sort (flags, compare);

  return flags;
}

/* --- The manual --- */

static void
assert_page_has (const char *page,
                 const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", -1);
  g_autofree char *escaped = g_strjoinv ("\\-", parts);

  g_test_message ("“%s” in the page?", escaped);
  g_assert_nonnull (strstr (page, escaped));
}

static void
test_man_flags (Fixture *fixture,
                gconstpointer data)
{
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  for (gsize i = 0; i < n_commands; i++)
    {
      g_autofree char *page = lec_man_page_format_command (&commands[i], DATE);
      g_autoptr (GPtrArray) flags = list_flags (&commands[i]);

      for (guint j = 0; j < flags->len; j++)
        {
          g_autofree char *bold = g_strdup_printf ("\\fB%s\\fR", (char *) g_ptr_array_index (flags, j));

          assert_page_has (page, bold);
        }
      for (gsize j = 0; j < commands[i].n_actions; j++)
        {
          g_autofree char *row = g_strndup (commands[i].actions[j].words, strcspn (commands[i].actions[j].words, " "));

          assert_page_has (page, row);
        }
    }
}

static void
test_man_program (Fixture *fixture,
                  gconstpointer data)
{
  g_autofree char *page = lec_man_page_format_program (DATE);
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  for (gsize i = 0; i < n_commands; i++)
    {
      g_autofree char *name = g_strdup_printf ("\\fB%s\\fR", commands[i].name);

      assert_page_has (page, name);
    }
  for (guint i = 0; i < LEC_N_ERRORS; i++)
    {
      g_autofree char *row = g_strdup_printf (".BR %d \" (%s)\"", lec_error_get_exit_code (i), lec_error_get_name (i));

      assert_page_has (page, row);
    }
  g_assert_nonnull (strstr (page, "\"" DATE "\""));
}

static int
run_nothing (const LecArguments *arguments)
{
  return 0;
}

/* What would be a request, or a sign, stays text. */
static void
test_man_escapes (Fixture *fixture,
                  gconstpointer data)
{
  static const LecCommand command = {
    "odd", "VIDEO…", 0, 1, "one line", ".SH no section\n\n'tis a \\fBback\\slash of “ä”", ".dot\n'quote",
    FALSE, 0, NULL, 0, run_nothing, NULL, 0
  };
  g_autofree char *page = lec_man_page_format_command (&command, DATE);

  g_assert_null (strstr (page, "\n.SH no"));
  g_assert_nonnull (strstr (page, "\n\\&.SH no section\n"));
  g_assert_nonnull (strstr (page, "\n\\(aqtis a \\efBback\\eslash of \\(lq\\[u00E4]\\(rq\n"));
  g_assert_nonnull (strstr (page, "\n.EX\n\\&.dot\n\\(aqquote\n.EE\n"));
  g_assert_true (g_str_is_ascii (page));
}

/* Returns: (transfer full) (element-type filename): paths of all pages */
static GPtrArray *
put_pages (Fixture *fixture)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *program = lec_man_page_format_program (DATE);
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  g_ptr_array_add (paths, put (fixture, "lectern.1", program));
  for (gsize i = 0; i < n_commands; i++)
    {
      g_autofree char *name = g_strdup_printf ("lectern-%s.1", commands[i].name);
      g_autofree char *page = lec_man_page_format_command (&commands[i], DATE);

      g_ptr_array_add (paths, put (fixture, name, page));
    }

  return paths;
}

static void
test_man_groff (Fixture *fixture,
                gconstpointer data)
{
  g_autoptr (GPtrArray) paths = NULL;

  if (!has_program ("man"))
    return;

  paths = put_pages (fixture);
  for (guint i = 0; i < paths->len; i++)
    {
      const char *path = g_ptr_array_index (paths, i);
      const char *argv[] = { "man", "--warnings", "-E", "UTF-8", "-l", "-P", "cat", path, NULL };
      g_autofree char *out = run (fixture, argv);

      g_assert_nonnull (strstr (out, "SEE ALSO"));
    }
}

static void
test_man_mandoc (Fixture *fixture,
                 gconstpointer data)
{
  g_autoptr (GPtrArray) paths = NULL;

  if (!has_program ("mandoc"))
    return;

  paths = put_pages (fixture);
  for (guint i = 0; i < paths->len; i++)
    {
      const char *argv[] = { "mandoc", "-T", "lint", "-W", "style", g_ptr_array_index (paths, i), NULL };
      g_autofree char *out = run (fixture, argv);

      g_assert_cmpstr (out, ==, "");
    }
}

/* --- Values --- */

static void
test_values (Fixture *fixture,
             gconstpointer data)
{
  static const char *const choices[] = { "auto", "none", NULL };
  static const struct
  {
    const char *argument;
    const char *const *choices;
    const char *words;
    gboolean is_list;
    gboolean takes_files;
    gboolean takes_folders;
  } cases[] = {
    { "FILE", NULL, "", FALSE, TRUE, FALSE },
    { "VIDEO…", NULL, "", FALSE, TRUE, FALSE },
    { "FOLDER…", NULL, "", FALSE, FALSE, TRUE },
    { "NUMBER", NULL, "", FALSE, FALSE, FALSE },
    { "X,Y,W,H", NULL, "", FALSE, FALSE, FALSE },
    { "auto|none|X,Y,W,H", NULL, "auto none", FALSE, FALSE, FALSE },
    { "auto|none|FILE", choices, "auto none", FALSE, TRUE, FALSE },
    { "QUEUE", choices, "auto none", FALSE, FALSE, FALSE },
    { "QUEUE,…", NULL, "extraction analysis generation maintenance default", TRUE, FALSE, FALSE },
    { NULL, choices, "auto none", FALSE, FALSE, FALSE },
    { "[list|add LECTURE N…|remove N…]", NULL, "list add remove", FALSE, TRUE, FALSE },
    { "[show|set-key SERVICE|…]", NULL, "show set-key", FALSE, FALSE, FALSE },
    { NULL, NULL, "", FALSE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LecValueKind) kind = lec_value_kind_new (cases[i].argument, cases[i].choices);
      g_autoptr (GString) words = g_string_new (NULL);

      lec_completion_append_words (words, kind->words);
      g_test_message ("%s", cases[i].argument);
      g_assert_cmpstr (words->str, ==, cases[i].words);
      g_assert_cmpint (kind->is_list, ==, cases[i].is_list);
      g_assert_cmpint (kind->takes_files, ==, cases[i].takes_files);
      g_assert_cmpint (kind->takes_folders, ==, cases[i].takes_folders);
    }
}

/* --- Shells --- */

/* Whether @lines, one a line, are the flags and no other. */
static void
assert_offers (GPtrArray *flags,
               const char *lines,
               const char *command)
{
  g_autofree char *wanted = NULL;
  g_autofree char *had = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_auto (GStrv) split = g_strsplit (lines, "\n", -1);

  for (char **line = split; *line != NULL; line++)
    if (**line == '-')
      g_ptr_array_add (found, *line);
  g_ptr_array_sort (found, compare);
  g_ptr_array_add (found, NULL);
  g_ptr_array_add (flags, NULL);
  had = g_strjoinv (" ", (char **) found->pdata);
  wanted = g_strjoinv (" ", (char **) flags->pdata);
  g_test_message ("%s", command);
  g_assert_cmpstr (had, ==, wanted);
}

/* What bash offers when the words are typed so far; the last one is completed. */
static char *
ask_bash (Fixture *fixture,
          const char *words)
{
  g_autofree char *script = g_strdup_printf (". ./lectern; COMP_WORDS=(lectern %s); "
                                             "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _lectern; "
                                             "[ ${#COMPREPLY[@]} = 0 ] || printf '%%s\\n' \"${COMPREPLY[@]}\" | sort",
                                             words);
  const char *argv[] = { "bash", "--norc", "-c", script, NULL };

  return run (fixture, argv);
}

static gboolean
has_bash (Fixture *fixture)
{
  g_autofree char *text = lec_completion_format_bash ();
  g_autofree char *path = put (fixture, "lectern", text);

  return has_program ("bash");
}

static void
test_bash_flags (Fixture *fixture,
                 gconstpointer data)
{
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  for (gsize i = 0; i < n_commands && has_bash (fixture); i++)
    {
      g_autoptr (GPtrArray) flags = list_flags (&commands[i]);
      g_autofree char *words = g_strdup_printf ("%s -", commands[i].name);
      g_autofree char *out = ask_bash (fixture, words);

      assert_offers (flags, out, commands[i].name);
    }
}

static void
test_bash_values (Fixture *fixture,
                  gconstpointer data)
{
  static const struct
  {
    const char *words;
    const char *offered;
  } cases[] = {
    { "extr", "extract\n" },
    { "extract talk.mp4 --pro", "--progress\n" },
    { "extract --progress li", "lines\n" },
    { "extract --progress = li", "lines\n" },
    { "extract --progress =", "auto\nbar\njson\nlines\nnone\n" },
    { "extract --crop n", "none\n" },
    { "extract --from 1", "" },
    { "study --format html,an", "html,anki\n" },
    { "run --queues extraction,an", "extraction,analysis\n" },
    { "cluster dr", "drain\n" },
    { "cluster --json dr", "drain\n" },
    { "cluster drain dr", "" },
    { "edit talk.mp4 ret", "retitle\n" },
    { "edit --progress none talk.mp4 ret", "retitle\n" },
    { "edit ta", "talk.mp4\n" },
    { "watch -o fol", "folder\n" },
    { "watch -o ta", "" },
    { "transcribe --subtitles ta", "talk.mp4\n" },
    { "help exi", "exit-codes\n" },
    { "help extr", "extract\n" },
    { "--worker --log-l", "--log-level\n" },
    { "--worker --log-level de", "debug\n" },
    { "talk", "talk.mp4\n" },
    { "never-heard-of --", "" },
  };
  g_autofree char *video = put (fixture, "talk.mp4", "");
  g_autofree char *folder = g_build_filename (fixture->folder, "folder", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases) && has_bash (fixture); i++)
    {
      g_autofree char *out = ask_bash (fixture, cases[i].words);

      g_test_message ("%s", cases[i].words);
      g_assert_cmpstr (out, ==, cases[i].offered);
    }
}

/* As bash itself does: the word under the cursor may be an option of another program. */
static void
test_bash_loads (Fixture *fixture,
                 gconstpointer data)
{
  const char *argv[] = { "bash", "--norc", "-uec", ". ./lectern; complete -p lectern", NULL };
  g_autofree char *out = NULL;

  if (!has_bash (fixture))
    return;

  out = run (fixture, argv);
  g_assert_cmpstr (out, ==, "complete -F _lectern lectern\n");
}

/* fish prints a candidate a line, with what it is for behind a tab. */
static char *
ask_fish (Fixture *fixture,
          const char *line)
{
  g_autofree char *script = g_strdup_printf ("source ./lectern.fish; complete -C '%s'", line);
  const char *argv[] = { "fish", "--no-config", "-c", script, NULL };
  g_autofree char *out = run (fixture, argv);
  g_autoptr (GRegex) rest = g_regex_new ("\t.*$", G_REGEX_MULTILINE, 0, NULL);

  return g_regex_replace_literal (rest, out, -1, 0, "", 0, NULL);
}

static gboolean
has_fish (Fixture *fixture)
{
  g_autofree char *text = lec_completion_format_fish ();
  g_autofree char *path = put (fixture, "lectern.fish", text);

  if (!has_program ("fish"))
    return FALSE;

  g_assert_true (g_setenv ("HOME", fixture->folder, TRUE));
  return TRUE;
}

static void
test_fish (Fixture *fixture,
           gconstpointer data)
{
  static const struct
  {
    const char *line;
    const char *offered;
  } cases[] = {
    { "lectern extr", "extract\n" },
    { "lectern extract --progress li", "lines\n" },
    { "lectern study --format html,an", "html,anki\n" },
    { "lectern cluster dr", "drain\n" },
    { "lectern cluster drain dr", "" },
    { "lectern edit talk.mp4 ret", "retitle\n" },
    { "lectern jobs ta", "" },
    { "lectern --worker --log-level de", "debug\n" },
  };
  const char *check[] = { "fish", "--no-config", "-n", "lectern.fish", NULL };
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);
  g_autofree char *video = put (fixture, "talk.mp4", "");
  g_autofree char *checked = NULL;

  if (!has_fish (fixture))
    return;

  checked = run (fixture, check);
  for (gsize i = 0; i < n_commands; i++)
    {
      g_autoptr (GPtrArray) flags = list_flags (&commands[i]);
      g_autofree char *line = g_strdup_printf ("lectern %s -", commands[i].name);
      g_autofree char *out = ask_fish (fixture, line);

      assert_offers (flags, out, commands[i].name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *out = ask_fish (fixture, cases[i].line);

      g_test_message ("%s", cases[i].line);
      g_assert_cmpstr (out, ==, cases[i].offered);
    }
}

/* @part: of the script, from the command's row on */
static void
assert_zsh_has (const char *part,
                const LecCommand *command)
{
  g_autoptr (GPtrArray) options = lec_help_list_options (command);
  g_autofree char *section = g_strndup (part, (gsize) (strstr (part, "\n      ;;\n") - part));

  for (guint i = 0; i < options->len; i++)
    {
      const LecHelpOption *option = g_ptr_array_index (options, i);
      g_autofree char *flag = g_strdup_printf ("--%s", option->name);

      g_test_message ("%s %s", command->name, flag);
      g_assert_nonnull (strstr (section, flag));
    }
}

static void
test_zsh_flags (Fixture *fixture,
                gconstpointer data)
{
  g_autofree char *text = lec_completion_format_zsh ();
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  for (gsize i = 0; i < n_commands; i++)
    {
      g_autofree char *label = g_strdup_printf ("\n    %s", commands[i].name);

      assert_zsh_has (strstr (strstr (text, "case $words[1] in"), label), &commands[i]);
    }
}

/* The rows as zsh's _arguments gets them: each must be one that it understands. */
static void
test_zsh_loads (Fixture *fixture,
                gconstpointer data)
{
  const char *check[] = { "zsh", "-f", "-n", "_lectern", NULL };
  static const char script[] = "compdef() { :; }; _files() { :; };"
                               "_arguments() { print -rl -- \"$@\"; state=arguments; };"
                               "words=(extract); source ./_lectern; _lectern";
  const char *ask[] = { "zsh", "-f", "-c", script, NULL };
  g_autofree char *text = lec_completion_format_zsh ();
  g_autofree char *path = put (fixture, "_lectern", text);
  g_autofree char *checked = NULL;
  g_autofree char *rows = NULL;

  if (!has_program ("zsh"))
    return;

  checked = run (fixture, check);
  rows = run (fixture, ask);
  g_assert_nonnull (strstr (rows, "\n(-o --output)--output=[where to\\: a folder, or a file ending in .pdf for one "
                                  "video]:PATH:_files\n"));
  g_assert_nonnull (strstr (rows, "]:auto|bar|lines|json|none:(auto bar lines json none)\n"));
  g_assert_nonnull (strstr (rows, ":{_alternative \"words\\:value\\:(auto none embedded sidecar whisper service)\" "
                                  "\"files\\:file\\:_files\"}\n"));
  g_assert_nonnull (strstr (rows, "\n*--ignore=["));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/reference/man-flags", Fixture, NULL, set_up, test_man_flags, tear_down);
  g_test_add ("/reference/man-program", Fixture, NULL, set_up, test_man_program, tear_down);
  g_test_add ("/reference/man-escapes", Fixture, NULL, set_up, test_man_escapes, tear_down);
  g_test_add ("/reference/man-groff", Fixture, NULL, set_up, test_man_groff, tear_down);
  g_test_add ("/reference/man-mandoc", Fixture, NULL, set_up, test_man_mandoc, tear_down);
  g_test_add ("/reference/values", Fixture, NULL, set_up, test_values, tear_down);
  g_test_add ("/reference/bash-loads", Fixture, NULL, set_up, test_bash_loads, tear_down);
  g_test_add ("/reference/bash-flags", Fixture, NULL, set_up, test_bash_flags, tear_down);
  g_test_add ("/reference/bash-values", Fixture, NULL, set_up, test_bash_values, tear_down);
  g_test_add ("/reference/fish", Fixture, NULL, set_up, test_fish, tear_down);
  g_test_add ("/reference/zsh-flags", Fixture, NULL, set_up, test_zsh_flags, tear_down);
  g_test_add ("/reference/zsh-loads", Fixture, NULL, set_up, test_zsh_loads, tear_down);

  return g_test_run ();
}
