/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a lecture says that something is. Pure.
 */
#pragma once

#include "text/phrases.h"

G_BEGIN_DECLS

/**
 * LecDefinition:
 * @term: as it is written, without an article
 * @definition: what it means, without the full stop
 * @key: of the term, as a phrase
 * @passage: where it stands
 * @term_offset: of the term in the passage's text, bytes
 * @term_length: bytes
 * @is_certain: said in so many words ("is defined as", "Term: …"), not only "is a"
 */
typedef struct
{
  char *term;
  char *definition;
  guint64 key;
  const LecPassage *passage;
  guint term_offset;
  guint term_length;
  gboolean is_certain;
} LecDefinition;

GPtrArray *lec_definitions_find (const LecPassages *material, const GPtrArray *phrases);

G_END_DECLS
