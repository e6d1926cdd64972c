/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plain text slides whose letters are known, in many fonts and themes, for
 * the benchmarks of recognition and of the PDF.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OcrSlide:
 * @pixels: (transfer none): BGRx rows of width * 4 bytes
 * @text: what stands on it, words parted by single spaces
 */
typedef struct
{
  int width;
  int height;
  GBytes *pixels;
  char *text;
  char *title;
  const char *font;
} OcrSlide;

typedef struct
{
  const char *name;
  const char *const *texts; /* paths of prose in English */
  const char *const *fonts;
} OcrSlideSet;

/* One to tune with, one to report; no text or font is in both. */
extern const OcrSlideSet ocr_slides_tuning;
extern const OcrSlideSet ocr_slides_reported;

/* @scale: 1 for 1920x1080. Returns: (element-type OcrSlide): at most @max_slides */
GPtrArray *ocr_slides_draw (const OcrSlideSet *set, double scale, guint max_slides, GError **error);

/* Words parted by single spaces,
quotes and dashes in their plain form: what errors are counted on. */
char *ocr_slides_normalise (const char *text);

G_END_DECLS
