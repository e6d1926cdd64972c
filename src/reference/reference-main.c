/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs while Lectern is built, and is not installed:
 *
 *   make-reference man FOLDER DATE    pages of section 1, in FOLDER, which is made anew
 *   make-reference bash|fish|zsh FILE
 *   make-reference guide FOLDER PAGE.md…  pages of HTML, in FOLDER, which is made anew
 */
#include <glib/gstdio.h>
#include <string.h>

#include "base/pending-file.h"
#include "reference/completion.h"
#include "reference/guide-page.h"
#include "reference/man-page.h"

static gboolean
save (const char *path,
      const char *text,
      GError **error)
{
  return lec_pending_file_save (path, text, strlen (text), TRUE, error);
}

static gboolean
save_page (const char *folder,
           const char *name,
           const char *suffix,
           const char *text,
           GError **error)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  return save (path, text, error);
}

/* What was there before goes: a page of a command that is gone must not be installed. */
static gboolean
make_folder (const char *folder,
             GError **error)
{
  g_autoptr (GDir) dir = NULL;

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be made", folder);
      return FALSE;
    }

  dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return FALSE;

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_unlink (path) != 0)
        {
          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s cannot be removed", path);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
save_manual (const char *folder,
             const char *date,
             GError **error)
{
  g_autofree char *page = lec_man_page_format_program (date);
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  if (!make_folder (folder, error) || !save_page (folder, "lectern", ".1", page, error))
    return FALSE;

  for (gsize i = 0; i < n_commands; i++)
    {
      g_autofree char *name = g_strconcat ("lectern-", commands[i].name, NULL);
      g_autofree char *text = lec_man_page_format_command (&commands[i], date);

      if (!save_page (folder, name, ".1", text, error))
        return FALSE;
    }

  return TRUE;
}

/* Returns: (transfer full) (nullable) (element-type LecGuidePage) */
static GPtrArray *
load_guide (char *const *paths,
            GError **error)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) lec_guide_page_free);

  for (; *paths != NULL; paths++)
    {
      g_autofree char *name = g_path_get_basename (*paths);
      g_autofree char *text = NULL;
      LecGuidePage *page = NULL;

      name[strcspn (name, ".")] = '\0';
      page = g_file_get_contents (*paths, &text, NULL, error) ? lec_guide_page_new (name, text, error) : NULL;
      if (page == NULL)
        return NULL;
      g_ptr_array_add (pages, page);
    }

  return g_steal_pointer (&pages);
}

static gboolean
save_guide (const char *folder,
            char *const *paths,
            GError **error)
{
  g_autoptr (GPtrArray) pages = load_guide (paths, error);

  if (pages == NULL || !make_folder (folder, error))
    return FALSE;

  for (guint i = 0; i < pages->len; i++)
    {
      const LecGuidePage *page = g_ptr_array_index (pages, i);
      g_autofree char *text = lec_guide_page_format (page, pages);

      if (!save_page (folder, page->name, ".html", text, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
save_completion (const char *shell,
                 const char *path,
                 GError **error)
{
  g_autofree char *text = NULL;

  if (g_str_equal (shell, "bash"))
    text = lec_completion_format_bash ();
  else if (g_str_equal (shell, "fish"))
    text = lec_completion_format_fish ();
  else
    text = lec_completion_format_zsh ();

  return save (path, text, error);
}

/* No locale is set: what is written is in English, wherever it is built. */
int
main (int argc,
      char *argv[])
{
  static const char *const shells[] = { "bash", "fish", "zsh", NULL };
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  if (argc == 4 && g_str_equal (argv[1], "man"))
    done = save_manual (argv[2], argv[3], &error);
  else if (argc == 3 && g_strv_contains (shells, argv[1]))
    done = save_completion (argv[1], argv[2], &error);
  else if (argc > 3 && g_str_equal (argv[1], "guide"))
    done = save_guide (argv[2], argv + 3, &error);
  else
    g_set_error_literal (&error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                         "usage: make-reference man FOLDER DATE, bash|fish|zsh FILE, or guide FOLDER PAGE.md…");
  if (error != NULL)
    g_printerr ("make-reference: %s\n", error->message);

  return done ? 0 : 1;
}
