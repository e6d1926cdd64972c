/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Invisible words that lie over what can be seen of them, so that a page can be
 * searched, marked and copied from.
 */
#pragma once

#include "documents/pdf-file.h"

G_BEGIN_DECLS

/**
 * LecPdfWord:
 * @text: anything; what cannot be written is left out
 * @box: what the word covers; its lower edge is the baseline
 * @rtl: written from right to left
 * @joined: no space follows
 */
typedef struct
{
  const char *text;
  LecPdfBox box;
  guint rtl : 1;
  guint joined : 1;
} LecPdfWord;

/* @words: in reading order */
void lec_pdf_hidden_text_add (LecPdfFile *file, const LecPdfWord *words, guint n_words);

G_END_DECLS
