/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lecture and what was corrected in it, as a person reads them. Pure; text
 * that came from files is escaped.
 */
#pragma once

#include "model/edit-log.h"
#include "model/lecture.h"

G_BEGIN_DECLS

/* All return: (transfer full): lines that end in a newline */
char *lec_edit_text_format_lecture (const LecLecture *lecture);
/* @entry: from 0; @state: (nullable): what became of it */
char *lec_edit_text_format_entry (guint entry, const LecEdit *edit, const char *state);
/* (element-type JsonNode): an object for each slide and each stretch that was left out */
GPtrArray *lec_edit_text_list_lecture (const LecLecture *lecture);

G_END_DECLS
