/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages are drawn once more, into a PDF: letters and lines, nothing of the
 * video's pixels.
 */
#include "made-deck.h"

#include <cairo-pdf.h>

#define UNSEEN_EVERY 3
#define CANVAS_WIDTH 1280

/* @n_shown: elements there; @visit: of which it is the copy, 0 for the first */
typedef struct
{
  guint page;
  int n_shown;
  guint visit;
} Leaf;

struct _MadeDeck
{
  Recording *recording; /* unowned */
  GArray *leaves;       /* of Leaf */
  DeckStyle style;
};

/* Elements that are there when the page is shown for the first time; PAGE_ALL where it is not. */
static int
find_first_shown (const MadeDeck *self, guint page)
{
  for (guint i = 0; i < self->recording->shots->len; i++)
    {
      const Shot *shot = g_ptr_array_index (self->recording->shots, i);

      if (shot_get_page (shot) == page)
        return shot_count_shown (shot, shot_get_start (shot));
    }
  return PAGE_ALL;
}

static void
add_leaf (MadeDeck *self, guint page, int n_shown, guint visit)
{
  Leaf leaf = { page, n_shown, visit };

  g_array_append_val (self->leaves, leaf);
}

static void
add_page (MadeDeck *self, guint page)
{
  int n_all = page_count_elements (talk_get_page (self->recording->talk, page));
  int n_first = self->style & DECK_STEPS ? find_first_shown (self, page) : n_all;

  for (int n_shown = MIN (n_first, n_all); n_shown < n_all; n_shown++)
    add_leaf (self, page, n_shown, 0);
  add_leaf (self, page, n_all, 0);
}

static int
find_leaf (const MadeDeck *self, guint page, int n_shown, guint visit)
{
  int found = -1;

  for (guint i = 0; i < self->leaves->len; i++)
    {
      const Leaf *leaf = &g_array_index (self->leaves, Leaf, i);

      if (leaf->page == page && leaf->n_shown >= n_shown && leaf->visit <= visit &&
          (found < 0 || leaf->visit > g_array_index (self->leaves, Leaf, found).visit))
        found = (int) i;
    }
  return found;
}

/* A copy of each page that is gone back to, after the page that was shown before. */
static void
add_copies (MadeDeck *self)
{
  g_autofree guint *visits = g_new0 (guint, self->recording->talk->pages->len);
  int before = -1;

  for (guint i = 0; i < self->recording->shots->len; i++)
    {
      const Shot *shot = g_ptr_array_index (self->recording->shots, i);
      guint page = shot_get_page (shot);
      int n_shown = shot_count_shown (shot, shot_get_end (shot));
      Leaf copy = { page, n_shown, visits[page] };

      if (copy.visit > 0)
        g_array_insert_val (self->leaves, (guint) (before + 1), copy);
      before = find_leaf (self, page, n_shown, visits[page]);
      visits[page]++;
    }
}

MadeDeck *
made_deck_new (Recording *recording, DeckStyle style)
{
  MadeDeck *self = g_new0 (MadeDeck, 1);
  guint n_pages = recording->talk->pages->len;
  guint unseen = n_pages;

  self->recording = recording;
  self->style = style;
  self->leaves = g_array_new (FALSE, FALSE, sizeof (Leaf));
  if (style & DECK_UNSEEN)
    talk_grow (recording->talk, n_pages + n_pages / UNSEEN_EVERY);
  for (guint page = 0; page < n_pages; page++)
    {
      add_page (self, page);
      if (page % UNSEEN_EVERY == UNSEEN_EVERY - 1 && unseen < recording->talk->pages->len)
        add_page (self, unseen++);
    }
  if (style & DECK_COPIES)
    add_copies (self);
  return self;
}

void
made_deck_free (MadeDeck *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->leaves);
  g_free (self);
}

guint
made_deck_get_n_pages (const MadeDeck *self)
{
  return self->leaves->len;
}

static void
draw_leaf (const MadeDeck *self, const Leaf *leaf, cairo_t *cr, double scale, int height)
{
  PageView view = { leaf->n_shown, -1, 1, ENTRANCE_FADE };
  const Page *page = talk_get_page (self->recording->talk, leaf->page);

  cairo_save (cr);
  cairo_scale (cr, scale, scale);
  if (self->style & DECK_PICTURES)
    {
      cairo_surface_t *picture =
        page_view_render (&view, self->recording->talk, page, self->recording->theme, CANVAS_WIDTH, height, NULL);

      cairo_set_source_surface (cr, picture, 0, 0);
      cairo_paint (cr);
      cairo_surface_destroy (picture);
    }
  else
    {
      page_view_draw (&view, self->recording->talk, page, self->recording->theme, cr, CANVAS_WIDTH, height, NULL);
    }
  cairo_restore (cr);
}

gboolean
made_deck_save (const MadeDeck *self, const char *path, double width)
{
  double shape = (double) self->recording->region.height / self->recording->region.width;
  cairo_surface_t *surface = cairo_pdf_surface_create (path, width, width * shape);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  for (guint i = 0; i < self->leaves->len; i++)
    {
      draw_leaf (self, &g_array_index (self->leaves, Leaf, i), cr, width / CANVAS_WIDTH,
                 (int) (CANVAS_WIDTH * shape + 0.5));
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS;
}

static const TruthSlide *
find_stretch (const MadeDeck *self, double time_s)
{
  for (guint i = 0; i < self->recording->truth->slides->len; i++)
    {
      const TruthSlide *slide = g_ptr_array_index (self->recording->truth->slides, i);

      if (time_s >= slide->start_s && time_s < slide->end_s)
        return slide;
    }
  return NULL;
}

int
made_deck_find_page (const MadeDeck *self, double time_s)
{
  const TruthSlide *stretch = find_stretch (self, time_s);
  g_autofree guint *visits = g_new0 (guint, self->recording->talk->pages->len);

  if (stretch == NULL || stretch->transient)
    return -1;
  for (guint i = 0; i < self->recording->shots->len; i++)
    {
      const Shot *shot = g_ptr_array_index (self->recording->shots, i);
      guint page = shot_get_page (shot);

      if (shot_get_truth (shot) == stretch)
        return find_leaf (self, page, shot_count_shown (shot, time_s),
                          self->style & DECK_COPIES ? visits[page] : 0) +
               1;
      visits[page]++;
    }
  return 0;
}
