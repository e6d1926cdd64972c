/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the module that reads decks gives to deck-file.c, and nothing else needs.
 */
#pragma once

#include "documents/deck-file.h"

G_BEGIN_DECLS

#define LEC_DECK_READER_SYMBOL "lec_deck_reader"

/* As the functions of deck-file.h. */
typedef struct
{
  LecDeckFile *(*open) (const char *path, GError **error);
  void (*free) (LecDeckFile *self);
  guint (*get_n_pages) (const LecDeckFile *self);
  LecDeckPage *(*read_page) (LecDeckFile *self, guint index);
  void (*get_size) (LecDeckFile *self, guint index, double *width, double *height);
  char *(*dup_label) (LecDeckFile *self, guint index);
  void (*draw) (LecDeckFile *self, guint index, cairo_t *cairo);
} LecDeckReader;

extern const LecDeckReader lec_deck_reader;

G_END_DECLS
