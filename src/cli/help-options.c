/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads both tables, so that nobody else has to know that there are two.
 */
#include "cli/help-options.h"

#include <glib/gi18n-lib.h>

#include "cli/placeholders.h"

static void
help_option_free (gpointer data)
{
  LecHelpOption *self = data;

  g_free (self->argument);
  g_free (self->text);
  g_free (self);
}

static char *
describe (const char *help,
          const char *default_text)
{
  if (default_text == NULL || g_str_equal (default_text, "false"))
    return g_strdup (help);

  /* Translators: an option's help, then its default value */
  return g_strdup_printf (_ ("%s (default: %s)"), help, default_text);
}

static char *
describe_argument (const char *argument,
                   const char *const *choices)
{
  if (argument != NULL)
    return lec_placeholders_translate (argument);

  return choices != NULL ? g_strjoinv ("|", (GStrv) choices) : NULL;
}

/* What an option is for, with the values it takes when the argument does not tell them. */
static char *
describe_own (const LecCommandOption *option)
{
  g_autofree char *values = NULL;

  if (option->choices == NULL || option->argument == NULL)
    return describe (_ (option->help), option->default_text);

  values = g_strjoinv (", ", (GStrv) option->choices);
  /* Translators: an option's help, then the values it takes */
  return g_strdup_printf (C_ ("option and values", "%s: %s"), _ (option->help), values);
}

static LecHelpOption *
make_own (const LecCommandOption *option)
{
  LecHelpOption *self = g_new0 (LecHelpOption, 1);

  self->name = option->name;
  self->short_name = option->short_name;
  self->argument = describe_argument (option->argument, option->choices);
  self->choices = option->choices;
  self->text = describe_own (option);
  return self;
}

static LecHelpOption *
make_of_jobs (const LecOptionSpec *spec)
{
  LecHelpOption *self = g_new0 (LecHelpOption, 1);

  self->name = spec->name;
  self->argument = describe_argument (spec->argument, spec->choices);
  self->choices = spec->choices;
  self->text = describe (_ (spec->help), spec->default_text);
  self->repeats = spec->type == LEC_OPTION_REGIONS;
  return self;
}

static LecHelpOption *
make_help (void)
{
  LecHelpOption *self = g_new0 (LecHelpOption, 1);

  self->name = "help";
  self->short_name = 'h';
  self->text = g_strdup (_ ("print this"));
  return self;
}

GPtrArray *
lec_help_list_options (const LecCommand *command)
{
  GPtrArray *options = g_ptr_array_new_with_free_func (help_option_free);
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  g_return_val_if_fail (command != NULL, options);

  for (gsize i = 0; i < command->n_options; i++)
    g_ptr_array_add (options, make_own (&command->options[i]));
  for (gsize i = 0; i < n_specs; i++)
    if (lec_command_takes (command, &specs[i]))
      g_ptr_array_add (options, make_of_jobs (&specs[i]));
  g_ptr_array_add (options, make_help ());

  return options;
}
