/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The handout: several slides a page, each with lines to write on, beside it
 * when there are three, else below.
 */
#include "documents/slide-pages.h"

#define GAP          18.0
#define LABEL_HEIGHT 13.0
#define RULE_SPACING 20.0
#define RULE_GREY    0.75
#define FRAME_GREY   0.6
#define NUMBER_SIZE  9.0

typedef struct
{
  guint per_page;
  guint n_columns;
  guint n_rows;
  gboolean beside; /* lines beside the slide, not below */
} Grid;

static const Grid grids[] = {
  { 2, 1, 2, FALSE },
  { 3, 1, 3, TRUE },
  { 4, 2, 2, FALSE },
  { 6, 2, 3, FALSE },
};

static const Grid *
find_grid (guint per_page)
{
  for (guint i = 0; i < G_N_ELEMENTS (grids); i++)
    if (grids[i].per_page >= per_page)
      return &grids[i];

  return &grids[G_N_ELEMENTS (grids) - 1];
}

static LecPdfBox
get_cell (const Grid *grid,
          const LecPaper *paper,
          guint i)
{
  double inner_width = paper->width - 2 * LEC_PAGE_MARGIN;
  double inner_height = paper->height - 2 * LEC_PAGE_MARGIN;
  int row = (int) i / (int) grid->n_columns;
  LecPdfBox cell = {
    .width = (inner_width - GAP * (grid->n_columns - 1)) / grid->n_columns,
    .height = (inner_height - GAP * (grid->n_rows - 1)) / grid->n_rows,
  };

  cell.x = LEC_PAGE_MARGIN + (cell.width + GAP) * (i % grid->n_columns);
  cell.y = LEC_PAGE_MARGIN + (cell.height + GAP) * row;

  return cell;
}

static void
draw_rules (LecSlidePages *self,
            const LecPdfBox *space)
{
  int n_rules = (int) (space->height / RULE_SPACING);

  for (int i = 1; i <= n_rules; i++)
    lec_pdf_file_draw_rule (self->file, space->x, space->y + i * RULE_SPACING, space->width, RULE_GREY);
}

static void
draw_label (LecSlidePages *self,
            const LecSlide *slide,
            const LecPdfBox *box)
{
  g_autofree char *number = g_strdup_printf ("%u", slide->number);
  g_autoptr (PangoLayout) layout = lec_pdf_drawn_text_layout (self->text, number, NUMBER_SIZE, TRUE, 0);
  double y = box->y + box->height + 2;

  lec_pdf_drawn_text_draw (self->text, layout, 0, box->x, y, G_MAXDOUBLE, 0.2, NULL);
  lec_slide_pages_draw_time (self, slide, box->x + box->width, y);
}

static void
draw_cell (LecSlidePages *self,
           const LecSlide *slide,
           const Grid *grid,
           const LecPdfBox *cell)
{
  LecPdfBox space = *cell;
  LecPdfBox rules = *cell;
  LecPdfBox box;

  if (grid->beside)
    space.width = (cell->width - GAP) * 0.6;
  space.height = grid->beside ? cell->height - LABEL_HEIGHT : cell->height * 0.7;
  box = lec_slide_pages_fit (slide, &space);
  box.x = cell->x;

  lec_slide_pages_draw_slide (self, slide, &box, TRUE);
  lec_pdf_file_draw_frame (self->file, &box, FRAME_GREY);
  lec_slide_pages_add_bookmark (self, slide);
  draw_label (self, slide, &box);

  if (grid->beside)
    {
      rules.x = cell->x + space.width + GAP;
      rules.width = cell->width - space.width - GAP;
      rules.height = MAX (box.height, cell->height * 0.8);
    }
  else
    {
      rules.y = box.y + box.height + LABEL_HEIGHT;
      rules.height = cell->y + cell->height - rules.y;
    }
  draw_rules (self, &rules);
}

void
lec_slide_pages_add_handout (LecSlidePages *self,
                             guint first,
                             guint n_slides,
                             guint per_page)
{
  const Grid *grid = find_grid (per_page);
  const LecSlide *slide = g_ptr_array_index (self->lecture->slides, first);
  guint number = (slide->number - 1) / per_page + 1; /* also where the lecture is only a part of one */
  g_autofree char *label = g_strdup_printf ("%u", number);

  lec_pdf_file_add_page (self->file, self->paper->width, self->paper->height);
  lec_pdf_file_label_page (self->file, "", number);
  lec_slide_pages_draw_head (self, self->paper->width - 2 * LEC_PAGE_MARGIN);
  for (guint i = 0; i < n_slides; i++)
    {
      LecPdfBox cell = get_cell (grid, self->paper, i);

      draw_cell (self, g_ptr_array_index (self->lecture->slides, first + i), grid, &cell);
    }
  lec_slide_pages_draw_foot (self, label);
}
