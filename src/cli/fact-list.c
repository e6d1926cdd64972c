/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Widths are of what a terminal shows, not of bytes.
 */
#include "cli/fact-list.h"

#include <glib/gi18n-lib.h>

#include "cli/terminal-text.h"

#define GAP 1

typedef struct
{
  char *name; /* with its colon; empty where the value belongs to the name above */
  char *value;
} Fact;

struct _LecFactList
{
  int indent;
  int columns;   /* from the beginning of a name to its value */
  GArray *facts; /* (element-type Fact) owned */
};

static void
fact_clear (gpointer data)
{
  Fact *self = data;

  g_free (self->name);
  g_free (self->value);
}

LecFactList *
lec_fact_list_new (int indent,
                   int min_columns)
{
  LecFactList *self = g_new0 (LecFactList, 1);

  self->indent = indent;
  self->columns = min_columns;
  self->facts = g_array_new (FALSE, FALSE, sizeof (Fact));
  g_array_set_clear_func (self->facts, fact_clear);
  return self;
}

void
lec_fact_list_free (LecFactList *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->facts);
  g_free (self);
}

void
lec_fact_list_add (LecFactList *self,
                   const char *name,
                   const char *format,
                   ...)
{
  g_autofree char *value = NULL;
  Fact fact = { NULL, NULL };
  va_list args;

  g_return_if_fail (self != NULL && format != NULL);

  va_start (args, format);
  value = g_strdup_vprintf (format, args);
  va_end (args);
  /* Translators: the name of a fact on the command line, such as “size”; what it is follows. With a
   * blank before the colon where your language has one. */
  fact.name = name != NULL ? g_strdup_printf (C_ ("fact", "%s:"), name) : g_strdup ("");
  fact.value = lec_terminal_escape (value);
  self->columns = MAX (self->columns, lec_terminal_get_text_width (fact.name) + GAP);
  g_array_append_val (self->facts, fact);
}

char *
lec_fact_list_format (const LecFactList *self)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, g_string_free (out, FALSE));

  for (guint i = 0; i < self->facts->len; i++)
    {
      const Fact *fact = &g_array_index (self->facts, Fact, i);
      int gap = self->columns - lec_terminal_get_text_width (fact->name);

      g_string_append_printf (out, "%*s%s%*s%s\n", self->indent, "", fact->name, gap, "", fact->value);
    }

  return g_string_free (out, FALSE);
}
