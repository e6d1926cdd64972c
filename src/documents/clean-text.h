/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text from recognition, subtitles, file names and services, made fit for a
 * document. Every writer sends every string through here. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* On one line: white space of any kind and length is one space; %NULL is "". (transfer full) */
char *lec_clean_text_dup_line (const char *text);
/* Lines are kept, but for empty ones at both ends and more than one in a row. (transfer full) */
char *lec_clean_text_dup_lines (const char *text);
/* Appends @text, cleaned on one line, as the content or a quoted attribute of HTML or XML. */
void lec_clean_text_append_xml (GString *out, const char *text);
/* Appends @text, cleaned on one line, as the text of a WebVTT cue. */
void lec_clean_text_append_webvtt (GString *out, const char *text);
/* Appends what is clean already. */
void lec_clean_text_append_escaped (GString *out, const char *text);

G_END_DECLS
