/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text is laid out without hinted metrics, so that lines break at the same
 * words whatever the size of the video.
 */
#include "ink.h"

#include <math.h>
#include <string.h>

static void
text_word_free (gpointer data)
{
  TextWord *self = data;

  g_free (self->text);
  g_free (self);
}

static void
text_line_free (gpointer data)
{
  TextLine *self = data;

  g_free (self->text);
  g_ptr_array_unref (self->words);
  g_free (self);
}

GPtrArray *
text_log_new (void)
{
  return g_ptr_array_new_with_free_func (text_line_free);
}

Colour
colour_mix (Colour a, Colour b, double share)
{
  return (Colour){ a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share };
}

double
colour_luma (Colour colour)
{
  return 0.299 * colour.r + 0.587 * colour.g + 0.114 * colour.b;
}

void
ink_colour (Ink *self, Colour colour, double alpha)
{
  cairo_set_source_rgba (self->cr, colour.r, colour.g, colour.b, alpha);
}

void
ink_rounded (Ink *self, double x, double y, double width, double height, double radius)
{
  cairo_new_path (self->cr);
  if (radius <= 0)
    {
      cairo_rectangle (self->cr, x, y, width, height);
      return;
    }
  cairo_arc (self->cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (self->cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (self->cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (self->cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (self->cr);
}

static PangoLayout *
lay_out (Ink *self, const TextStyle *style, double width, const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  PangoFontDescription *font = pango_font_description_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  cairo_font_options_destroy (options);

  pango_font_description_set_family (font, style->family);
  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->weight);
  pango_font_description_set_style (font, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  pango_layout_set_alignment (layout, style->align);
  pango_layout_set_line_spacing (layout, (float) style->spacing);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width > 0)
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  if (style->markup)
    pango_layout_set_markup (layout, text, -1);
  else
    pango_layout_set_text (layout, text, -1);

  return layout;
}

static TextWord *
word_new (Ink *self, const char *text, int length, double x, double y, double right, double bottom)
{
  TextWord *word = g_new0 (TextWord, 1);

  cairo_user_to_device (self->cr, &x, &y);
  cairo_user_to_device (self->cr, &right, &bottom);
  word->text = g_strndup (text, length);
  word->x = x;
  word->y = y;
  word->width = right - x;
  word->height = bottom - y;
  return word;
}

static void
log_words (Ink *self, TextLine *out, PangoLayoutLine *line, const char *text, double x, double y, double height)
{
  int at = line->start_index;
  int end = line->start_index + line->length;

  while (at < end)
    {
      int from = at;
      int left, right;

      while (at < end && !g_ascii_isspace (text[at]))
        at++;
      if (at > from)
        {
          pango_layout_line_index_to_x (line, from, FALSE, &left);
          pango_layout_line_index_to_x (line, at, FALSE, &right);
          g_ptr_array_add (out->words, word_new (self, text + from, at - from, x + left / (double) PANGO_SCALE, y,
                                                 x + right / (double) PANGO_SCALE, y + height));
        }
      at++;
    }
}

static void
log_lines (Ink *self, PangoLayout *layout, TextRole role, double x, double y)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  const char *text = pango_layout_get_text (layout);

  self->n_paragraphs++;
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      PangoRectangle box;
      TextLine *out;

      if (line->length == 0)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &box);
      out = g_new0 (TextLine, 1);
      out->role = role;
      out->paragraph = self->n_paragraphs;
      out->text = g_strstrip (g_strndup (text + line->start_index, line->length));
      out->words = g_ptr_array_new_with_free_func (text_word_free);
      log_words (self, out, line, text, x + box.x / (double) PANGO_SCALE,
                 y + box.y / (double) PANGO_SCALE, box.height / (double) PANGO_SCALE);
      g_ptr_array_add (self->log, out);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

/* Clips to the first @self->typed characters, so that the line breaks stay where they will be. */
static void
clip_to_typed (Ink *self, PangoLayout *layout, double x, double y)
{
  const char *text = pango_layout_get_text (layout);
  int n_chars = MIN (self->typed, (int) g_utf8_strlen (text, -1));
  int end = (int) (g_utf8_offset_to_pointer (text, n_chars) - text);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  cairo_new_path (self->cr);
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      PangoRectangle box;
      int last = MIN (end, line->start_index + line->length);
      int right;

      if (last <= line->start_index)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &box);
      pango_layout_line_index_to_x (line, last, FALSE, &right);
      cairo_rectangle (self->cr, x + box.x / (double) PANGO_SCALE - 4, y + box.y / (double) PANGO_SCALE,
                       right / (double) PANGO_SCALE + 4, box.height / (double) PANGO_SCALE);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  cairo_clip (self->cr);
}

double
ink_text (Ink *self, const TextStyle *style, TextRole role, double x, double y, double width, const char *text)
{
  g_autoptr (PangoLayout) layout = lay_out (self, style, width, text);
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);
  if (width <= 0 && style->align == PANGO_ALIGN_CENTER)
    x -= box.width / (double) PANGO_SCALE / 2;
  else if (width <= 0 && style->align == PANGO_ALIGN_RIGHT)
    x -= box.width / (double) PANGO_SCALE;

  cairo_save (self->cr);
  if (self->typed >= 0)
    clip_to_typed (self, layout, x, y);
  cairo_move_to (self->cr, x, y);
  cairo_set_source_rgb (self->cr, style->colour.r, style->colour.g, style->colour.b);
  pango_cairo_show_layout (self->cr, layout);
  cairo_restore (self->cr);
  if (self->log != NULL)
    log_lines (self, layout, role, x, y);

  return box.height / (double) PANGO_SCALE;
}

double
ink_measure (Ink *self, const TextStyle *style, double width, const char *text)
{
  g_autoptr (PangoLayout) layout = lay_out (self, style, width, text);
  PangoRectangle box;

  pango_layout_get_extents (layout, NULL, &box);
  return box.height / (double) PANGO_SCALE;
}
