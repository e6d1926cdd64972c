/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Recognises the words on a slide (Tesseract). An engine is kept alive over many slides; it belongs
 * to one thread. OMP_THREAD_LIMIT=1 must be in the environment before any thread starts.
 */
#pragma once

#include <gio/gio.h>

#include "model/slide.h"

G_BEGIN_DECLS

typedef struct _LecOcr LecOcr;

/**
 * lec_ocr_new:
 * @languages: Tesseract's names joined by "+", e.g. "eng+deu"
 *
 * Returns: (transfer full) (nullable): %LEC_ERROR_NO_LANGUAGE names the languages that are missing
 *   and the packages that bring them
 */
LecOcr *lec_ocr_new (const char *languages, GError **error);
void lec_ocr_free (LecOcr *self);

/**
 * lec_ocr_recognise:
 * @luma: 8-bit grey, dark on light or light on dark
 *
 * Fills in the words, text and title of @slide, whose picture this is.
 */
gboolean lec_ocr_recognise (LecOcr *self,
                            const guint8 *luma,
                            int width,
                            int height,
                            gsize stride,
                            LecSlide *slide,
                            GCancellable *cancellable,
                            GError **error);
/* Installed languages, sorted. Any thread. Returns: (transfer full) (array zero-terminated=1) */
char **lec_ocr_list_languages (GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecOcr, lec_ocr_free)

G_END_DECLS
