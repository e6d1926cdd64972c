/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Elements that are not there yet keep their room, as in any presentation
 * program: a build adds and never moves.
 */
#include "page-view.h"

#include "figure.h"

typedef struct
{
  const PageView *view;
  const Talk *talk;
  const Page *page;
  const Theme *theme;
  Ink ink;
  int element; /* the next one to draw */
} Painter;

int
page_count_elements (const Page *page)
{
  return (int) page->points->len + (page->figure != FIGURE_NONE ? 1 : 0);
}

static gboolean
is_there (const Painter *self, int element)
{
  const PageView *view = self->view;
  gboolean is_first = view->figure_first && element == (int) self->page->points->len;

  return (element < view->n_shown || is_first) && element + 1 > view->n_gone;
}

/* Returns whether the next element is to be drawn; pairs with end_element() if so. */
static gboolean
begin_element (Painter *self)
{
  const PageView *view = self->view;
  double missing = 1 - view->progress;
  int element = self->element++;

  if (!is_there (self, element))
    return FALSE;

  cairo_save (self->ink.cr);
  if (element < view->n_gone)
    cairo_push_group (self->ink.cr);
  if (element != view->n_shown - 1)
    return TRUE;

  self->ink.typed = view->typed;
  if (view->entrance == ENTRANCE_FLY)
    cairo_translate (self->ink.cr, -900 * missing * missing, 0);
  else if (view->entrance == ENTRANCE_RISE)
    cairo_translate (self->ink.cr, 0, 500 * missing * missing);
  else if (missing > 0)
    cairo_push_group (self->ink.cr);
  return TRUE;
}

static void
end_element (Painter *self)
{
  const PageView *view = self->view;

  if (self->element == view->n_shown && view->entrance == ENTRANCE_FADE && view->progress < 1)
    {
      cairo_pop_group_to_source (self->ink.cr);
      cairo_paint_with_alpha (self->ink.cr, view->progress);
    }
  if (self->element - 1 < view->n_gone)
    {
      cairo_pop_group_to_source (self->ink.cr);
      cairo_paint_with_alpha (self->ink.cr, self->element - view->n_gone);
    }
  cairo_restore (self->ink.cr);
  self->ink.typed = -1;
}

static double
draw_point (Painter *self, const Point *point, double x, double y, double width, double scale)
{
  double indent = point->level * 40;
  TextStyle style = { self->theme->body_family, self->theme->body_size * scale * (point->level > 0 ? 0.86 : 1),
                      PANGO_WEIGHT_NORMAL, FALSE, FALSE, self->theme->text, PANGO_ALIGN_LEFT, 1 };
  double room = width - indent - 34;
  double height = ink_measure (&self->ink, &style, room, point->text);

  if (begin_element (self))
    {
      TextStyle bullet = style;
      GPtrArray *log = self->ink.log;
      int typed = self->ink.typed;

      bullet.colour = self->theme->accent;
      self->ink.log = NULL;
      self->ink.typed = -1;
      ink_text (&self->ink, &bullet, TEXT_FURNITURE, x + indent, y, 0, point->level > 0 ? "–" : self->theme->bullet);
      self->ink.log = log;
      self->ink.typed = typed;
      ink_text (&self->ink, &style, TEXT_BODY, x + indent + 34, y, room, point->text);
      end_element (self);
    }
  return height;
}

static void
draw_points (Painter *self, guint first, guint end, double x, double y, double width, double height)
{
  guint n = end - first;
  double gap = n > 0 ? MIN (26, height / n * 0.25) : 0;
  double scale = n > 5 ? 0.92 : 1;

  for (guint i = first; i < end; i++)
    y += draw_point (self, g_ptr_array_index (self->page->points, i), x, y, width, scale) + gap;
}

static void
draw_figure (Painter *self, double x, double y, double width, double height)
{
  if (!begin_element (self))
    return;

  figure_draw (&self->ink, self->theme, self->talk, self->page->figure, self->page->figure_seed,
               &(cairo_rectangle_t){ x + self->view->drift, y, width, height });
  end_element (self);
}

static void
draw_title_page (Painter *self, double width)
{
  TextStyle style = { self->theme->heading_family, 60, PANGO_WEIGHT_BOLD, FALSE, FALSE,
                      self->theme->header == HEADER_BAR
                        ? self->theme->accent
                        : self->theme->title,
                      PANGO_ALIGN_LEFT, 1.05f };
  double y = 200;

  y += ink_text (&self->ink, &style, TEXT_TITLE, 110, y, width - 220, self->page->title) + 26;
  ink_colour (&self->ink, self->theme->accent, 1);
  cairo_rectangle (self->ink.cr, 110, y, 180, 5);
  cairo_fill (self->ink.cr);
  y += 36;
  style = (TextStyle){ self->theme->body_family, 30, PANGO_WEIGHT_NORMAL, FALSE, FALSE,
                       self->theme->text, PANGO_ALIGN_LEFT, 1 };
  for (guint i = 0; i < self->page->points->len; i++)
    {
      const Point *point = g_ptr_array_index (self->page->points, i);

      if (begin_element (self))
        {
          ink_text (&self->ink, &style, TEXT_BODY, 110, y, 0, point->text);
          end_element (self);
        }
      y += 46;
      style.size = 24;
    }
}

static void
draw_statement (Painter *self, double width)
{
  const Point *point = g_ptr_array_index (self->page->points, 0);
  TextStyle style = { self->theme->heading_family, 50, PANGO_WEIGHT_BOLD, FALSE, FALSE,
                      self->theme->header == HEADER_BAR
                        ? self->theme->accent
                        : self->theme->title,
                      PANGO_ALIGN_CENTER, 1.1f };
  double height = ink_measure (&self->ink, &style, width - 320, point->text);

  if (!begin_element (self))
    return;
  ink_text (&self->ink, &style, TEXT_TITLE, 160, (CANVAS_HEIGHT - height) / 2, width - 320, point->text);
  end_element (self);
}

static void
draw_caption (Painter *self, double x, double y, double width)
{
  TextStyle style = { self->theme->body_family, 20, PANGO_WEIGHT_NORMAL, TRUE, FALSE,
                      self->theme->muted, PANGO_ALIGN_CENTER, 1 };

  ink_text (&self->ink, &style, TEXT_BODY, x, y, width, self->page->caption);
}

static void
draw_body (Painter *self, double canvas_width)
{
  double x, y, width, height;
  guint n = self->page->points->len;

  theme_get_body (self->theme, canvas_width, &x, &y, &width, &height);
  switch (self->page->layout)
    {
    case LAYOUT_TITLE:
      draw_title_page (self, canvas_width);
      break;
    case LAYOUT_POINTS:
      draw_points (self, 0, n, x, y, width, height);
      break;
    case LAYOUT_POINTS_FIGURE:
      draw_points (self, 0, n, x, y, width * 0.47, height);
      draw_figure (self, x + width * 0.52, y + 10, width * 0.48, height * 0.86);
      break;
    case LAYOUT_FIGURE:
      draw_figure (self, x + width * 0.04, y + 4, width * 0.92, height - 60);
      draw_caption (self, x, y + height - 40, width);
      break;
    case LAYOUT_COLUMNS:
      draw_points (self, 0, n / 2, x, y, width * 0.47, height);
      draw_points (self, n / 2, n, x + width * 0.52, y, width * 0.47, height);
      break;
    case LAYOUT_STATEMENT:
      draw_statement (self, canvas_width);
      break;
    }
}

void
page_view_draw (const PageView *view,
                const Talk *talk,
                const Page *page,
                const Theme *theme,
                cairo_t *cr,
                int width,
                int height,
                GPtrArray *log)
{
  Painter self = { view, talk, page, theme, { cr, log, -1, 0 }, 0 };
  double canvas_width = CANVAS_HEIGHT * width / height;

  cairo_save (cr);
  cairo_scale (cr, height / CANVAS_HEIGHT, height / CANVAS_HEIGHT);
  theme_draw (theme, &self.ink, canvas_width, talk, page);
  draw_body (&self, canvas_width);
  cairo_restore (cr);
}

cairo_surface_t *
page_view_render (const PageView *view,
                  const Talk *talk,
                  const Page *page,
                  const Theme *theme,
                  int width,
                  int height,
                  GPtrArray *log)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  page_view_draw (view, talk, page, theme, cr, width, height, log);
  cairo_destroy (cr);
  return surface;
}
