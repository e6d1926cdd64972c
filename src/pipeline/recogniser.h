/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words on the slides of one lecture's folder, each picture read once.
 */
#pragma once

#include <gio/gio.h>

#include "model/slide.h"

G_BEGIN_DECLS

typedef struct _LecRecogniser LecRecogniser;

/* Starts nothing before the first picture that needs it. Returns: (transfer full) */
LecRecogniser *lec_recogniser_new (const char *folder, const char *languages);
void lec_recogniser_free (LecRecogniser *self);
/**
 * lec_recogniser_read:
 * @slide: gets words, text and title
 *
 * A picture that cannot be read is a slide without words, and no error.
 *
 * Returns: %FALSE with %LEC_ERROR_NO_LANGUAGE, _NO_SPACE, _NOT_WRITABLE or %G_IO_ERROR_CANCELLED
 */
gboolean lec_recogniser_read (LecRecogniser *self, LecSlide *slide, GCancellable *cancellable, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecRecogniser, lec_recogniser_free)

G_END_DECLS
