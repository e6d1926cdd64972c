/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facts for people, a line each: "name: value", the values below each other
 * however long the names are in a language. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LecFactList LecFactList;

/* @indent: columns before a name; @min_columns: of a name with its colon and the gap. Returns:
 * (transfer full) */
LecFactList *lec_fact_list_new (int indent, int min_columns);
void lec_fact_list_free (LecFactList *self);
/* @name: (nullable): %NULL for one more value of the name above. The value is escaped. */
void lec_fact_list_add (LecFactList *self, const char *name, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* Returns: (transfer full): lines that end in a newline */
char *lec_fact_list_format (const LecFactList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecFactList, lec_fact_list_free)

G_END_DECLS
