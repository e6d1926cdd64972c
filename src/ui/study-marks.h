/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marks what was looked for where it stands in a text.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * lec_study_marks_new:
 * @text: UTF-8
 * @words: (nullable): what is looked for, as lec_slide_find() takes it
 *
 * Returns: (transfer full): attributes for @text, in its bytes
 */
PangoAttrList *lec_study_marks_new (const char *text, const char *words);
/* Shows @text in @label, marked likewise; without any the label is not shown. */
void lec_study_marks_show (GtkLabel *label, const char *text, const char *words);

G_END_DECLS
