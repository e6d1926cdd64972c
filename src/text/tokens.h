/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text taken apart into words.
 */
#pragma once

#include "text/vocabulary.h"

G_BEGIN_DECLS

typedef enum
{
  LEC_TOKEN_BREAK = 1 << 0,   /* a mark stands between it and the one before, or it is the first */
  LEC_TOKEN_SIGN = 1 << 1,    /* a character of a script without spaces between words */
  LEC_TOKEN_CAPITAL = 1 << 2, /* begins with one */
} LecTokenFlags;

/**
 * LecToken:
 * @offset: where it begins, in bytes of its text
 * @length: bytes
 * @term: its number in the vocabulary; 0 for none
 * @matter: what it counts as where order is of no matter: @term, or the pair that a sign makes with
 *   the next one; 0 for none
 */
typedef struct
{
  guint offset;
  guint length;
  guint term;
  guint matter;
  LecWordUse use;
  LecTokenFlags flags;
} LecToken;

void lec_tokens_split (const char *text, gsize length, LecVocabulary *vocabulary, guint max_tokens, GArray *tokens);
/* Whether it says something by itself. */
gboolean lec_token_is_matter (const LecToken *token);

G_END_DECLS
