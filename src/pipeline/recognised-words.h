/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was recognised before, kept in the lecture's folder by picture and
 * languages: no picture is recognised twice, not after a crash and not when
 * the slides are cut anew.
 */
#pragma once

#include "model/slide.h"

G_BEGIN_DECLS

/* Returns: (transfer full): identifies what recognising @picture gives */
char *lec_recognised_words_make_key (GBytes *picture, const char *languages);
/* Fills in words, text and title; %FALSE, and @slide as it was, when they are not there. */
gboolean lec_recognised_words_load (const char *folder, const char *key, LecSlide *slide);
gboolean lec_recognised_words_save (const char *folder, const char *key, const LecSlide *slide, GError **error);

G_END_DECLS
