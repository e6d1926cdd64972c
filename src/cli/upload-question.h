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

G_END_DECLS
