/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The topics of a course, and which of them a lecture covers. Pure.
 */
#pragma once

#include "text/passages.h"

G_BEGIN_DECLS

#define LEC_SYLLABUS_MAX_BYTES (1024 * 1024) /* that are looked at */

GPtrArray *lec_syllabus_read (const char *text);
GPtrArray *lec_syllabus_cover (const LecPassages *material, const char *text);

G_END_DECLS
