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
/* A LecExtractNotice: what a person should see to, while work goes on. @user_data: (nullable): a
 * LecProgressView **, what is shown meanwhile. */
void lec_extract_report_notice_cb (LecExtractNoticeKind kind, const char *reason, gpointer user_data);
int lec_extract_report_result (const char *name, const LecExtractResult *result);

G_END_DECLS
