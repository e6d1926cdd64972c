/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a link to a moment of the talk leads.
 */
#pragma once

#include "model/lecture.h"

G_BEGIN_DECLS

char *lec_video_link_make (const LecLecture *lecture, double time_s);

G_END_DECLS
