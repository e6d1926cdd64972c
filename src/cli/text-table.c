/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Widths are of what a terminal shows, not of bytes. The last column is not
 * filled up.
 */
#include "cli/text-table.h"

#include "cli/terminal-text.h"

#define GAP 2

struct _LecTextTable
{
  const char *const *headings;
  guint n_columns;
  GPtrArray *rows; /* (element-type GStrv) owned */
};

LecTextTable *
lec_text_table_new (const char *const *headings)
{
  LecTextTable *self = NULL;

  g_return_val_if_fail (headings != NULL, NULL);

  self = g_new0 (LecTextTable, 1);
  self->headings = headings;
  self->n_columns = g_strv_length ((GStrv) headings);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

void
lec_text_table_free (LecTextTable *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
lec_text_table_take_row (LecTextTable *self,
                         char *const *cells)
{
  char **row = NULL;

  g_return_if_fail (self != NULL && cells != NULL);

  row = g_new0 (char *, self->n_columns + 1);
  for (guint i = 0; i < self->n_columns; i++)
    {
      row[i] = lec_terminal_escape (cells[i]);
      g_free (cells[i]);
    }
  g_ptr_array_add (self->rows, row);
}

guint
lec_text_table_get_n_rows (const LecTextTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

static int
get_width (const LecTextTable *self,
           guint column)
{
  int width = lec_terminal_get_text_width (self->headings[column]);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *const *row = g_ptr_array_index (self->rows, i);

      width = MAX (width, lec_terminal_get_text_width (row[column]));
    }

  return width;
}

static void
append_row (const LecTextTable *self,
            GString *out,
            const char *const *row,
            const int *widths)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      int padding = widths[i] + GAP - lec_terminal_get_text_width (row[i]);

      g_string_append_printf (out, "%s%*s", row[i], i + 1 < self->n_columns ? padding : 0, "");
    }
  g_string_append_c (out, '\n');
}

char *
lec_text_table_format (const LecTextTable *self)
{
  GString *out = g_string_new (NULL);
  g_autofree int *widths = NULL;

  g_return_val_if_fail (self != NULL, g_string_free (out, FALSE));

  widths = g_new0 (int, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    widths[i] = get_width (self, i);
  append_row (self, out, self->headings, widths);
  for (guint i = 0; i < self->rows->len; i++)
    append_row (self, out, g_ptr_array_index (self->rows, i), widths);

  return g_string_free (out, FALSE);
}
