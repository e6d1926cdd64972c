/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the module with the engine gives to ocr.c, and nothing else needs.
 */
#pragma once

#include "text/ocr.h"

G_BEGIN_DECLS

#define LEC_OCR_ENGINE_SYMBOL "lec_ocr_engine"

/* As the functions of ocr.h. */
typedef struct
{
  LecOcr *(*start) (const char *languages, GError **error);
  void (*free) (LecOcr *self);
  gboolean (*recognise) (LecOcr *self,
                         const guint8 *luma,
                         int width,
                         int height,
                         gsize stride,
                         LecSlide *slide,
                         GCancellable *cancellable,
                         GError **error);
  char **(*list_languages) (void);
} LecOcrEngine;

extern const LecOcrEngine lec_ocr_engine;

G_END_DECLS
