/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The PDF of a lecture's slides, as its author made it: pictures and words of
 * its pages, and the pages themselves as lines and letters. Comes from anybody:
 * to be read in a task process. A file belongs to one thread.
 */
#pragma once

#include <gio/gio.h>

#include "model/deck.h"
#include "model/slide.h"

typedef struct _cairo cairo_t;

G_BEGIN_DECLS

#define LEC_DECK_FILE_MAX_BYTES (256 * 1024 * 1024)

typedef struct _LecDeckFile LecDeckFile;

/**
 * LecDeckPage: what a page looks like
 * @width: of @luma, in pixels; the longer side is LEC_DECK_PAGE_SIDE
 * @height: likewise
 * @luma: @width * @height bytes, rows without gaps
 * @words: (element-type LecWord): in the order of the file, boxes in pixels of @luma; empty where
 *   text is drawn as pictures
 */
typedef struct
{
  int width;
  int height;
  guint8 *luma;
  GPtrArray *words;
} LecDeckPage;

#define LEC_DECK_PAGE_SIDE      640
#define LEC_DECK_PAGE_MAX_WORDS 5000

/* Without opening what reads one: before any work is done for it. Returns: %FALSE with
 * %LEC_ERROR_UNSUPPORTED, which says what is missing */
gboolean lec_deck_file_check_installed (GError **error);

/**
 * lec_deck_file_open:
 *
 * Returns: (transfer full) (nullable): %NULL with %LEC_ERROR_UNREADABLE (no PDF, damaged or
 *   encrypted), _USAGE (no pages, or too many), _LIMIT (too large) or _UNSUPPORTED (built without)
 */
LecDeckFile *lec_deck_file_open (const char *path, GError **error);
void lec_deck_file_free (LecDeckFile *self);
/* 1..LEC_DECK_MAX_PAGES */
guint lec_deck_file_get_n_pages (const LecDeckFile *self);

/**
 * lec_deck_file_read_page:
 * @index: from 0
 *
 * A page that is damaged is as much of it as could be drawn.
 *
 * Returns: (transfer full)
 */
LecDeckPage *lec_deck_file_read_page (LecDeckFile *self, guint index);
void lec_deck_page_free (LecDeckPage *self);
/* In points, upright; at least 1. */
void lec_deck_file_get_size (LecDeckFile *self, guint index, double *width, double *height);
/* Returns: (transfer full) (nullable): the page's own name, such as "iv" or "12" */
char *lec_deck_file_dup_label (LecDeckFile *self, guint index);
/* Draws the page at 0, 0 in points: text stays text where @cairo draws into a document. */
void lec_deck_file_draw (LecDeckFile *self, guint index, cairo_t *cairo);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecDeckFile, lec_deck_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LecDeckPage, lec_deck_page_free)

G_END_DECLS
