/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a command tells the user: failures and notes on standard error, results
 * on standard output.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* "lectern: NAME: reason"; @name is a path or NULL. Returns: the exit code for @error */
int lec_report_failure (const char *name, const GError *error);
/* "NAME: text" on standard error. */
void lec_report_note (const char *name, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* "lectern: text" on standard error. */
void lec_report_warning (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* A path on a line of standard output, safe to print. */
void lec_report_path (const char *path);
/* UTF-8; printed in plain ASCII where the locale is another. */
void lec_report_text (const char *text);
/* UTF-8 on standard output, as it is: it may go to a file. */
gboolean lec_report_document (const char *text, GError **error);
/* On a line of standard output. Takes @node. */
void lec_report_json (JsonNode *node);

G_END_DECLS
