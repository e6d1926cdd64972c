/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which languages a job asks for and which Debian package brings one that is
 * missing. Pure; what is installed is handed in.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lec_ocr_languages_check:
 * @languages: Tesseract's names joined by "+"
 * @installed: (array zero-terminated=1): names of the languages that are there
 *
 * Returns: %FALSE with %LEC_ERROR_USAGE when @languages is malformed, with
 *   %LEC_ERROR_NO_LANGUAGE, naming languages and packages, when some are not installed
 */
gboolean lec_ocr_languages_check (const char *languages, const char *const *installed, GError **error);

/* The Debian package that brings @language. Returns: (transfer full) */
char *lec_ocr_languages_dup_package (const char *language);

G_END_DECLS
