/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All videos of a request together. @parts: (element-type LecLecturePart), in order.
 */
#pragma once

#include "engine/lecture-folder.h"

G_BEGIN_DECLS

/* Of what was said in them, as lec_transcript_key_make() has it. Returns: (transfer full) */
char *lec_lecture_parts_make_transcript_key (const GPtrArray *parts, const LecJobOptions *options);
/* Where they are, as far as that is known. */
void lec_lecture_parts_update_checksum (const GPtrArray *parts, GChecksum *sum);
/* What was found in each becomes one lecture in @folder. Returns: %FALSE with an error of the file
 * system */
gboolean lec_lecture_parts_join (const GPtrArray *parts, LecLectureFolder *folder, GError **error);

G_END_DECLS
