/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words are runs of letters, digits and marks, with apostrophes within and the
 * dots of numbers. Chinese characters are a token each, what Japanese writes in
 * katakana is a word, what it writes in hiragana binds words. One pass, linear
 * in the text's length.
 */
#include "text/tokens.h"

#include <string.h>

#define MAX_WORD_BYTES 120 /* what is longer is no word of a language */
#define MAX_ELISION    7   /* letters before an apostrophe that are a word: "jusqu’", "dell’" */

typedef enum
{
  KIND_NONE, /* no part of a word */
  KIND_WORD,
  KIND_SIGN,
  KIND_KATAKANA,
  KIND_HIRAGANA,
} Kind;

typedef struct
{
  LecVocabulary *vocabulary;
  GArray *tokens;
  guint first; /* of the tokens of this text */
  guint max_tokens;
  const char *text;
  gboolean is_broken; /* since the last token */
} Splitter;

static Kind
find_kind (gunichar letter)
{
  if (letter < 0x80)
    return g_ascii_isalnum ((char) letter) || letter == '_' ? KIND_WORD : KIND_NONE;
  if (letter == 0x30fc) /* the long vowel, of both kana */
    return KIND_KATAKANA;
  if (!g_unichar_isalnum (letter) && !g_unichar_ismark (letter))
    return KIND_NONE;

  switch (g_unichar_get_script (letter))
    {
    case G_UNICODE_SCRIPT_HAN:
      return KIND_SIGN;
    case G_UNICODE_SCRIPT_KATAKANA:
      return KIND_KATAKANA;
    case G_UNICODE_SCRIPT_HIRAGANA:
      return KIND_HIRAGANA;
    default:
      return KIND_WORD;
    }
}

static void
add_token (Splitter *self,
           const char *start,
           const char *end,
           Kind kind)
{
  LecToken token = { .offset = (guint) (start - self->text), .length = (guint) (end - start) };

  if (token.length > MAX_WORD_BYTES || self->tokens->len - self->first >= self->max_tokens)
    {
      self->is_broken = TRUE;
      return;
    }

  token.term = lec_vocabulary_add (self->vocabulary, start, token.length, &token.use);
  token.matter = token.term;
  if (kind == KIND_HIRAGANA)
    token.use |= LEC_WORD_STOP;
  if (kind == KIND_SIGN)
    token.flags |= LEC_TOKEN_SIGN;
  if (self->is_broken)
    token.flags |= LEC_TOKEN_BREAK;
  if (g_unichar_isupper (g_utf8_get_char (start)))
    token.flags |= LEC_TOKEN_CAPITAL;
  g_array_append_val (self->tokens, token);
  self->is_broken = FALSE;
}

static gboolean
is_apostrophe (gunichar letter)
{
  return letter == '\'' || letter == 0x2019;
}

/* Whether what stands between two letters or digits belongs to the word of both. */
static gboolean
is_inside (gunichar before,
           gunichar mark,
           gunichar after)
{
  if (is_apostrophe (mark))
    return g_unichar_isalpha (before) && g_unichar_isalpha (after);

  return (mark == '.' || mark == ',') && g_unichar_isdigit (before) && g_unichar_isdigit (after);
}

/* C++, C#, F#. */
static const char *
skip_language_marks (const char *start,
                     const char *at,
                     const char *end)
{
  if (at - start > 2 || !g_ascii_isalpha (*start))
    return at;
  if (end - at >= 2 && at[0] == '+' && at[1] == '+')
    return at + 2;
  if (end - at >= 1 && at[0] == '#')
    return at + 1;

  return at;
}

/* "l’eau" is two words and "Newton’s" is one: what is before the apostrophe of the first is known,
 * and so it is of "don’t", where it does no harm. */
static gboolean
is_elision (Splitter *self,
            const char *start,
            const char *apostrophe)
{
  LecWordUse use = 0;

  if (apostrophe - start > MAX_ELISION)
    return FALSE;

  lec_vocabulary_add (self->vocabulary, start, (gsize) (apostrophe - start), &use);
  return (use & LEC_WORD_STOP) != 0;
}

/* Returns: where the word that begins at @start ends */
static const char *
find_word_end (Splitter *self,
               const char *start,
               const char *end)
{
  gunichar before = 0;
  const char *at = start;

  while (at < end)
    {
      gunichar letter = g_utf8_get_char (at);
      const char *next = g_utf8_next_char (at);

      if (find_kind (letter) != KIND_WORD)
        {
          if (next >= end || !is_inside (before, letter, g_utf8_get_char (next)))
            break;
          if (is_apostrophe (letter) && is_elision (self, start, at))
            break;
        }
      before = letter;
      at = next;
    }

  return skip_language_marks (start, at, end);
}

static const char *
find_run_end (const char *start,
              const char *end,
              Kind kind)
{
  const char *at = start;

  while (at < end && find_kind (g_utf8_get_char (at)) == kind)
    at = g_utf8_next_char (at);

  return at;
}

/* Spaces, and the marks that join words: "object-oriented", "l’eau". */
static gboolean
is_joining (const char *at,
            const char *end)
{
  gunichar mark = g_utf8_get_char (at);
  const char *next = g_utf8_next_char (at);

  if (g_unichar_isspace (mark) || mark == 0xad)
    return TRUE;
  if (!is_apostrophe (mark) && mark != '-' && mark != 0x2010 && mark != 0x2011)
    return FALSE;

  return next < end && find_kind (g_utf8_get_char (next)) != KIND_NONE;
}

/* Signs count in pairs; the last one of a run has its say in the pair before. */
static void
pair_signs (Splitter *self)
{
  for (guint i = self->first; i < self->tokens->len; i++)
    {
      LecToken *token = &g_array_index (self->tokens, LecToken, i);
      const LecToken *next = i + 1 < self->tokens->len ? token + 1 : NULL;
      gboolean has_before = i > self->first && (token[-1].flags & LEC_TOKEN_SIGN) != 0 &&
                            (token->flags & LEC_TOKEN_BREAK) == 0;

      if ((token->flags & LEC_TOKEN_SIGN) == 0)
        continue;
      if (next != NULL && (next->flags & (LEC_TOKEN_SIGN | LEC_TOKEN_BREAK)) == LEC_TOKEN_SIGN)
        token->matter = (token->use | next->use) & LEC_WORD_STOP
                          ? 0
                          : lec_vocabulary_add_pair (self->vocabulary, token->term, next->term);
      else if (has_before)
        token->matter = 0;
    }
}

/**
 * lec_tokens_split:
 * @text: UTF-8
 * @length: bytes of it
 * @max_tokens: that are added at most
 * @tokens: (element-type LecToken): what is found is added to them
 */
void
lec_tokens_split (const char *text,
                  gsize length,
                  LecVocabulary *vocabulary,
                  guint max_tokens,
                  GArray *tokens)
{
  Splitter self = { vocabulary, tokens, tokens->len, max_tokens, text, TRUE };
  const char *end = text + length;
  const char *at = text;
  gboolean has_space = FALSE;

  g_return_if_fail (text != NULL && length <= G_MAXUINT && vocabulary != NULL && tokens != NULL);

  while (at < end)
    {
      Kind kind = find_kind (g_utf8_get_char (at));
      const char *word_end = NULL;

      if (kind == KIND_NONE)
        {
          /* A hyphen joins where no space is before it. */
          self.is_broken |= !is_joining (at, end) || (has_space && *at == '-');
          has_space = g_unichar_isspace (g_utf8_get_char (at));
          at = g_utf8_next_char (at);
          continue;
        }

      if (kind == KIND_WORD)
        word_end = find_word_end (&self, at, end);
      else
        word_end = kind == KIND_SIGN ? g_utf8_next_char (at) : find_run_end (at, end, kind);
      add_token (&self, at, word_end, kind);
      has_space = FALSE;
      at = word_end;
    }
  pair_signs (&self);
}

gboolean
lec_token_is_matter (const LecToken *token)
{
  return token->matter != 0 && (token->use & (LEC_WORD_STOP | LEC_WORD_NUMBER)) == 0;
}
