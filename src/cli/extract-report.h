/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is said while outputs are made, and when they are there.
 */
#pragma once

#include "cli/progress-view.h"

G_BEGIN_DECLS

/* Fills in @listener: it shows progress in @view, which must outlive it. */
void lec_extract_report_listen (LecExtractListener *listener, LecProgressView *view);
/* @name: of the video. Returns: the exit code */
/* What a person should see to, while work goes on. */
void lec_extract_report_notice (LecExtractNoticeKind kind, const char *reason);
int lec_extract_report_result (const char *name, const LecExtractResult *result);

G_END_DECLS
