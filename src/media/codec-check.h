/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether GStreamer has what reading videos takes: elements, containers,
 * decoders. What is missing is named with the Debian package that brings it.
 */
#pragma once

#include "model/finding.h"

G_BEGIN_DECLS

#define LEC_CHECK_READING    "reading"
#define LEC_CHECK_CONTAINERS "containers"
#define LEC_CHECK_CODECS     "codecs"

/* GStreamer must have been started; blocks. Appends to @findings (element-type LecFinding). */
void lec_codec_check (GPtrArray *findings);

G_END_DECLS
