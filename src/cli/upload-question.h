/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Before something of a lecture is sent to a machine for the first time.
 */
#pragma once

#include "cli/arguments.h"
#include "cli/progress-view.h"

G_BEGIN_DECLS

gboolean lec_upload_question_read (const LecArguments *arguments, GError **error);
void lec_upload_question_allow (LecExtractListener *listener);

/* Pure. @answer, @word: valid UTF-8. Returns: whether @answer, as it was typed, is @word: without
 * regard to blanks around it, capitals, accents and wide letters */
gboolean lec_upload_question_is_answer (const char *answer, const char *word);

G_END_DECLS
