/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cues as sentences: captions break where the line is full. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text: a sentence. @slide, @time_s: over which it begins, and when */
typedef void (*LecSentenceFunc) (const char *text, guint slide, double time_s, gpointer user_data);

void lec_spoken_sentences_find (const GPtrArray *said, LecSentenceFunc func, gpointer user_data);

G_END_DECLS
