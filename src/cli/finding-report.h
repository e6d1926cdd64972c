/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was found by "doctor" and "cluster check", as it is printed: a line each,
 * with what to do.
 */
#pragma once

#include "model/finding.h"

G_BEGIN_DECLS

/* Pure. @findings: (element-type LecFinding). Returns: (transfer full): a line for each, in
 * columns; what came from elsewhere is escaped */
char *lec_finding_report_format (const GPtrArray *findings);

/* Prints them, as JSON lines where @json. Returns: the exit code of the first problem; 0 where
 * there is none */
int lec_finding_report_print (const GPtrArray *findings, gboolean json);

G_END_DECLS
