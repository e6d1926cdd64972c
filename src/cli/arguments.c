/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GOption would do most of this, but not from our table, and it neither
 * suggests names nor leaves bytes in file names alone in every locale.
 */
#include "cli/arguments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/error.h"
#include "cli/placeholders.h"

#define MAX_DISTANCE 2

/* An option as it stands in either table. */
typedef struct
{
  const char *name;
  gboolean takes_value;
  const LecOptionSpec *spec;  /* (nullable): of a job option */
  const char *const *choices; /* (nullable): of the command's own */
} Found;

typedef struct
{
  const char *name; /* in the table */
  char *value;      /* (nullable) */
} Setting;

struct _LecArguments
{
  const LecCommand *command;
  GPtrArray *inputs;  /* (element-type filename) owned, ends in NULL */
  GArray *settings;   /* (element-type Setting): job options in the order given */
  GHashTable *values; /* (element-type utf8 utf8): the command's own, owned values */
  gboolean wants_help;
};

static void
setting_clear (gpointer data)
{
  g_free (((Setting *) data)->value);
}

static gboolean
find_option (const LecCommand *command,
             const char *name,
             char short_name,
             Found *found)
{
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  for (gsize i = 0; i < command->n_options; i++)
    {
      const LecCommandOption *option = &command->options[i];

      if (name != NULL ? g_str_equal (option->name, name) : option->short_name == short_name)
        {
          *found = (Found){ option->name, option->argument != NULL || option->choices != NULL,
                            NULL, option->choices };
          return TRUE;
        }
    }
  for (gsize i = 0; name != NULL && i < n_specs; i++)
    if (g_str_equal (specs[i].name, name) && lec_command_takes (command, &specs[i]))
      {
        *found = (Found){ specs[i].name, specs[i].type != LEC_OPTION_BOOLEAN, &specs[i], NULL };
        return TRUE;
      }

  return FALSE;
}

/* Insertions, deletions, replacements and swaps of neighbours. */
static guint
get_distance (const char *a,
              const char *b)
{
  gsize n = strlen (a), m = strlen (b);
  g_autofree guint *cells = g_new0 (guint, (n + 1) * (m + 1));
#define CELL(i, j) cells[(i) * (m + 1) + (j)]

  for (gsize i = 0; i <= n; i++)
    for (gsize j = 0; j <= m; j++)
      {
        guint best = (guint) MAX (i, j);

        if (i > 0 && j > 0)
          {
            best = CELL (i - 1, j - 1) + (a[i - 1] != b[j - 1]);
            best = MIN (best, CELL (i - 1, j) + 1);
            best = MIN (best, CELL (i, j - 1) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
              best = MIN (best, CELL (i - 2, j - 2) + 1);
          }
        CELL (i, j) = best;
      }

  return CELL (n, m);
#undef CELL
}

const char *
lec_arguments_suggest (const char *word,
                       const GPtrArray *names)
{
  const char *nearest = NULL;
  guint nearest_distance = 0;

  g_return_val_if_fail (word != NULL && names != NULL, NULL);

  /* Longer than any name: not a slip, and not worth the square of its length. */
  if (strlen (word) < 2 || strlen (word) > 64)
    return NULL;
  /* Of a short word two changes leave nothing. */
  nearest_distance = MIN (MAX_DISTANCE, (guint) strlen (word) / 3) + 1;
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      guint distance = g_str_has_prefix (name, word) ? 0 : get_distance (word, name);

      if (distance < nearest_distance)
        {
          nearest = name;
          nearest_distance = distance;
        }
    }

  return nearest;
}

static GPtrArray *
list_names (const LecCommand *command)
{
  GPtrArray *names = g_ptr_array_new ();
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  g_ptr_array_add (names, (gpointer) "help");
  for (gsize i = 0; i < command->n_options; i++)
    g_ptr_array_add (names, (gpointer) command->options[i].name);
  for (gsize i = 0; i < n_specs; i++)
    if (lec_command_takes (command, &specs[i]))
      g_ptr_array_add (names, (gpointer) specs[i].name);

  return names;
}

static gboolean
fail_unknown (const LecCommand *command,
              const char *argument,
              const char *name,
              GError **error)
{
  g_autoptr (GPtrArray) names = list_names (command);
  g_autofree char *shown = g_utf8_make_valid (argument, -1);
  const char *nearest = lec_arguments_suggest (name, names);

  if (command->takes_job_options && lec_job_options_find_spec (name) != NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                 _ ("%s asks for reading the video again: use “lectern extract”"), shown);
  else if (nearest != NULL)
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                 _ ("unknown option %s; did you mean --%s?"), shown, nearest);
  else
    g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
                 _ ("unknown option %s; see “lectern %s --help”"), shown, command->name);

  return FALSE;
}

static gboolean
fail_unknown_letter (const LecCommand *command,
                     const char *letter,
                     GError **error)
{
  g_autofree char *bytes = g_strndup (letter, (gsize) (g_utf8_next_char (letter) - letter));
  g_autofree char *shown = g_utf8_make_valid (bytes, -1);

  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE,
               _ ("unknown option -%s; see “lectern %s --help”"), shown, command->name);
  return FALSE;
}

static gboolean
check_choice (const Found *found,
              const char *value,
              GError **error)
{
  g_autofree char *list = NULL;
  g_autofree char *shown = NULL;

  if (found->choices == NULL || g_strv_contains (found->choices, value))
    return TRUE;

  list = g_strjoinv (", ", (char **) found->choices);
  shown = g_utf8_make_valid (value, -1);
  g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--%s cannot be “%s”: it has to be one of %s"),
               found->name, shown, list);
  return FALSE;
}

static gboolean
add_option (LecArguments *self,
            const Found *found,
            const char *value,
            GError **error)
{
  if (found->takes_value && (value == NULL || *value == '\0'))
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--%s needs a value"), found->name);
      return FALSE;
    }
  if (!found->takes_value && found->spec == NULL && value != NULL)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("--%s takes no value"), found->name);
      return FALSE;
    }
  if (found->spec != NULL)
    {
      Setting setting = { found->name, g_strdup (value) };

      g_array_append_val (self->settings, setting);
      return TRUE;
    }
  if (value != NULL && !check_choice (found, value, error))
    return FALSE;

  g_hash_table_replace (self->values, (gpointer) found->name, g_strdup (value != NULL ? value : ""));
  return TRUE;
}

/* Returns: (nullable): the next argument, and moves past it */
static const char *
take_next (const char *const **next)
{
  return **next != NULL ? *(*next)++ : NULL;
}

/* --name, --name=value, --name value. @next is moved past what was taken. */
static gboolean
parse_long (LecArguments *self,
            const char *argument,
            const char *const **next,
            GError **error)
{
  const char *equals = strchr (argument, '=');
  g_autofree char *name = equals != NULL ? g_strndup (argument + 2, (gsize) (equals - argument - 2))
                                         : g_strdup (argument + 2);
  const char *value = equals != NULL ? equals + 1 : NULL;
  Found found = { 0 };

  if (g_str_equal (name, "help"))
    {
      self->wants_help = TRUE;
      return TRUE;
    }
  if (!find_option (self->command, name, 0, &found))
    return fail_unknown (self->command, argument, name, error);
  if (found.takes_value && value == NULL)
    value = take_next (next);

  return add_option (self, &found, value, error);
}

/* -x, -xVALUE, -x VALUE, and switches in a row: -xy. */
static gboolean
parse_short (LecArguments *self,
             const char *argument,
             const char *const **next,
             GError **error)
{
  for (const char *letter = argument + 1; *letter != '\0'; letter++)
    {
      Found found = { 0 };

      if (*letter == 'h')
        {
          self->wants_help = TRUE;
          continue;
        }
      if (!find_option (self->command, NULL, *letter, &found))
        return fail_unknown_letter (self->command, letter, error);
      if (found.takes_value)
        return add_option (self, &found, letter[1] != '\0' ? letter + 1 : take_next (next), error);
      if (!add_option (self, &found, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_all (LecArguments *self,
           const char *const *argv,
           GError **error)
{
  gboolean options_over = FALSE;

  while (*argv != NULL)
    {
      const char *argument = *argv++;

      if (options_over || argument[0] != '-' || argument[1] == '\0')
        g_ptr_array_add (self->inputs, g_strdup (argument));
      else if (g_str_equal (argument, "--"))
        options_over = TRUE;
      else if (argument[1] == '-' ? !parse_long (self, argument, &argv, error)
                                  : !parse_short (self, argument, &argv, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_inputs (const LecArguments *self,
              GError **error)
{
  const LecCommand *command = self->command;
  g_autofree char *inputs = lec_placeholders_translate (command->inputs != NULL ? command->inputs : "");
  guint n_inputs = self->inputs->len;

  for (guint i = 0; i < n_inputs; i++)
    if (*(const char *) g_ptr_array_index (self->inputs, i) == '\0')
      {
        g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s is empty; see “lectern %s --help”"),
                     inputs, command->name);
        return FALSE;
      }
  if (n_inputs < command->min_inputs)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("%s is missing; see “lectern %s --help”"),
                   inputs, command->name);
      return FALSE;
    }
  if (n_inputs > command->max_inputs)
    {
      g_set_error (error, LEC_ERROR, LEC_ERROR_USAGE, _ ("too much after “%s”; see “lectern %s --help”"),
                   command->name, command->name);
      return FALSE;
    }

  return TRUE;
}

/**
 * lec_arguments_parse:
 * @argv: (array zero-terminated=1): what follows the command's name; bytes
 *
 * Job options are checked here too, so that a wrong value is an error of usage before anything
 * is done.
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_USAGE
 */
LecArguments *
lec_arguments_parse (const LecCommand *command,
                     const char *const *argv,
                     GError **error)
{
  g_autoptr (LecArguments) self = NULL;
  g_autoptr (LecJobOptions) scratch = NULL;

  g_return_val_if_fail (command != NULL && argv != NULL, NULL);

  self = g_new0 (LecArguments, 1);
  self->command = command;
  self->inputs = g_ptr_array_new_with_free_func (g_free);
  self->settings = g_array_new (FALSE, FALSE, sizeof (Setting));
  g_array_set_clear_func (self->settings, setting_clear);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  if (!parse_all (self, argv, error))
    return NULL;

  scratch = lec_job_options_new ();
  if (!self->wants_help && (!lec_arguments_apply (self, scratch, error) || !check_inputs (self, error)))
    return NULL;

  g_ptr_array_add (self->inputs, NULL);
  return g_steal_pointer (&self);
}

void
lec_arguments_free (LecArguments *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->inputs);
  g_array_unref (self->settings);
  g_hash_table_unref (self->values);
  g_free (self);
}

const LecCommand *
lec_arguments_get_command (const LecArguments *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->command;
}

/* Returns: (transfer none) (array zero-terminated=1): names of files, as given */
const char *const *
lec_arguments_get_inputs (const LecArguments *self,
                          gsize *n_inputs)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (n_inputs != NULL)
    *n_inputs = self->inputs->len - 1;
  return (const char *const *) self->inputs->pdata;
}

gboolean
lec_arguments_wants_help (const LecArguments *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->wants_help;
}

/* Returns: (nullable): of one of the command's own options; "" for a switch that is on */
const char *
lec_arguments_get_value (const LecArguments *self,
                         const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  return g_hash_table_lookup (self->values, name);
}

gboolean
lec_arguments_has (const LecArguments *self,
                   const char *name)
{
  return lec_arguments_get_value (self, name) != NULL;
}

const char *
lec_arguments_get_setting (const LecArguments *self,
                           const char *name)
{
  const char *value = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->settings->len; i++)
    if (g_str_equal (g_array_index (self->settings, Setting, i).name, name))
      value = g_array_index (self->settings, Setting, i).value;

  return value;
}

const char **
lec_arguments_list_settings (const LecArguments *self)
{
  const char **names = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  names = g_new0 (const char *, self->settings->len + 1);
  for (guint i = 0; i < self->settings->len; i++)
    names[i] = g_array_index (self->settings, Setting, i).name;

  return names;
}

/* Sets the job options that were given; a list that was given replaces the one that was there. */
gboolean
lec_arguments_apply (const LecArguments *self,
                     LecJobOptions *options,
                     GError **error)
{
  gboolean cleared = FALSE;

  g_return_val_if_fail (self != NULL && options != NULL, FALSE);

  for (guint i = 0; i < self->settings->len; i++)
    {
      const Setting *setting = &g_array_index (self->settings, Setting, i);
      const LecOptionSpec *spec = lec_job_options_find_spec (setting->name);

      if (spec->type == LEC_OPTION_REGIONS && !cleared)
        {
          g_array_set_size (options->ignore, 0);
          cleared = TRUE;
        }
      if (!lec_job_options_set (options, setting->name, setting->value, error))
        return FALSE;
    }

  return lec_job_options_validate (options, error);
}
