/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Help names a value in capitals, and what is typed as it stands in small
 * letters: "auto|none|FILE". A few of those names stand for words that the
 * program knows.
 */
#include "reference/value-kind.h"

#include <string.h>

#include "cli/command.h"
#include "engine/jobs.h"
#include "engine/review-study.h"

static void
add_formats (GPtrArray *words)
{
  g_autoptr (GArray) formats = lec_study_format_list ();

  for (guint i = 0; i < formats->len; i++)
    g_ptr_array_add (words, g_strdup (g_array_index (formats, LecStudyFormat, i).name));
}

static void
add_queues (GPtrArray *words)
{
  for (const char *const *name = lec_store_get_queue_names (); *name != NULL; name++)
    g_ptr_array_add (words, g_strdup (*name));
}

static void
add_commands (GPtrArray *words)
{
  gsize n_commands = 0;
  const LecCommand *commands = lec_command_get_table (&n_commands);

  for (gsize i = 0; i < n_commands; i++)
    g_ptr_array_add (words, g_strdup (commands[i].name));
}

/* @word: of what help says: "FILE", "LECTURE…", "FORMAT,…" */
static void
add_word (LecValueKind *self,
          const char *word,
          gboolean is_first,
          gboolean has_choices)
{
  static const char *const files[] = { "PATH", "FILE", "VIDEO", "LECTURE", "LECTURE.json", NULL };
  const char *end = word + strcspn (word, "…,");
  g_autofree char *name = g_strndup (word, (gsize) (end - word));

  self->is_list |= g_str_has_prefix (end, ",…");
  self->takes_files |= g_strv_contains (files, name);
  self->takes_folders |= g_str_equal (name, "FOLDER");
  if (has_choices)
    return;

  if (g_str_equal (name, "FORMAT"))
    add_formats (self->words);
  else if (g_str_equal (name, "QUEUE"))
    add_queues (self->words);
  else if (g_str_equal (name, "COMMAND"))
    add_commands (self->words);
  else if (is_first && g_ascii_islower (*name))
    g_ptr_array_add (self->words, g_strdup (name));
}

LecValueKind *
lec_value_kind_new (const char *argument,
                    const char *const *choices)
{
  LecValueKind *self = g_new0 (LecValueKind, 1);
  g_auto (GStrv) parts = g_strsplit (argument != NULL ? argument : "", "|", -1);

  self->words = g_ptr_array_new_with_free_func (g_free);
  for (const char *const *choice = choices; choice != NULL && *choice != NULL; choice++)
    g_ptr_array_add (self->words, g_strdup (*choice));
  for (char **part = parts; *part != NULL; part++)
    {
      g_auto (GStrv) words = g_strsplit_set (*part, "[] ", -1);
      gboolean is_first = TRUE;

      for (char **word = words; *word != NULL; word++)
        if (**word != '\0')
          {
            add_word (self, *word, is_first, choices != NULL);
            is_first = FALSE;
          }
    }

  return self;
}

void
lec_value_kind_free (LecValueKind *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->words);
  g_free (self);
}
