/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libharu embeds TrueType only, refuses the fonts that have Chinese or Arabic
 * letters in Debian, and shapes nothing. So Pango lays the text out, and the
 * outline of each glyph that is used goes into the file once, as a form of a
 * thousand units an em; it is small, sharp in print, and the same for every
 * script. A letter that no font has is an empty frame; colour emoji, which have
 * no outline, stay blank.
 */
#include "documents/pdf-drawn-text.h"

#include <pango/pangocairo.h>

#include "documents/pdf-file-private.h"
#include "documents/pdf-hidden-text.h"
#include "model/word.h"

#define FAMILY       "Sans"
#define EM_UNITS     1000.0
#define UNKNOWN_GREY 0.6
#define MAX_TEXT     (256 * 1024) /* bytes */

typedef struct
{
  cairo_font_face_t *face; /* a reference, so that no other face takes its address */
  PangoGlyph glyph;
} GlyphKey;

struct _LecPdfDrawnText
{
  LecPdfFile *file; /* unowned */
  PangoContext *context;
  cairo_t *outliner;
  GHashTable *forms; /* GlyphKey to HPDF_Dict, %NULL for an empty glyph */
};

static guint
glyph_key_hash (gconstpointer data)
{
  const GlyphKey *key = data;

  return g_direct_hash (key->face) ^ key->glyph;
}

static gboolean
glyph_key_equal (gconstpointer a,
                 gconstpointer b)
{
  const GlyphKey *left = a;
  const GlyphKey *right = b;

  return left->face == right->face && left->glyph == right->glyph;
}

static void
glyph_key_free (gpointer data)
{
  GlyphKey *key = data;

  cairo_font_face_destroy (key->face);
  g_free (key);
}

static cairo_t *
create_outliner (cairo_font_options_t *options)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *outliner = cairo_create (surface);

  cairo_surface_destroy (surface);
  cairo_set_font_options (outliner, options);

  return outliner;
}

LecPdfDrawnText *
lec_pdf_drawn_text_new (LecPdfFile *file,
                        const char *language)
{
  LecPdfDrawnText *self = g_new0 (LecPdfDrawnText, 1);
  PangoFontMap *fonts = pango_cairo_font_map_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);

  self->file = file;
  self->context = pango_font_map_create_context (fonts);
  pango_cairo_context_set_resolution (self->context, 72);
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_language (self->context, pango_language_from_string (language));
  self->outliner = create_outliner (options);
  self->forms = g_hash_table_new_full (glyph_key_hash, glyph_key_equal, glyph_key_free, NULL);

  cairo_font_options_destroy (options);
  g_object_unref (fonts);

  return self;
}

void
lec_pdf_drawn_text_free (LecPdfDrawnText *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->forms);
  cairo_destroy (self->outliner);
  g_object_unref (self->context);
  g_free (self);
}

static char *
clean_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0' && clean->len < MAX_TEXT; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\t')
        g_string_append_c (clean, ' ');
      else if (c == '\n' || !g_unichar_iscntrl (c))
        g_string_append_unichar (clean, c);
    }

  return g_string_free (clean, FALSE);
}

PangoLayout *
lec_pdf_drawn_text_layout (LecPdfDrawnText *self,
                           const char *text,
                           double size,
                           gboolean bold,
                           double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FAMILY);
  g_autofree char *clean = clean_text (text);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, clean, -1);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  else
    pango_layout_set_single_paragraph_mode (layout, TRUE);

  return layout;
}

void
lec_pdf_drawn_text_limit (PangoLayout *layout,
                          double width)
{
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_height (layout, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
}

static void
append_points (GString *operators,
               const cairo_path_data_t *points,
               int n_points,
               const char *
               operator)
{
  for (int i = 0; i < n_points; i++)
    g_string_append_printf (operators, "%d %d ", (int) points[i].point.x, (int) -points[i].point.y);
  g_string_append (operators, operator);
}

/* Returns: (transfer full) (nullable): PDF operators that fill the glyph; %NULL when it is empty */
static char *
outline_glyph (cairo_t *outliner,
               const GlyphKey *key,
               double extents[4])
{
  GString *operators = g_string_new (NULL);
  cairo_glyph_t glyph = { .index = key->glyph };
  cairo_path_t *path;

  cairo_set_font_face (outliner, key->face);
  cairo_set_font_size (outliner, EM_UNITS);
  cairo_new_path (outliner);
  cairo_glyph_path (outliner, &glyph, 1);
  cairo_path_extents (outliner, &extents[0], &extents[1], &extents[2], &extents[3]);
  path = cairo_copy_path (outliner);

  for (int i = 0; i < path->num_data; i += path->data[i].header.length)
    {
      const cairo_path_data_t *data = &path->data[i];

      switch (data->header.type)
        {
        case CAIRO_PATH_MOVE_TO:
          append_points (operators, data + 1, 1, "m\n");
          break;
        case CAIRO_PATH_LINE_TO:
          append_points (operators, data + 1, 1, "l\n");
          break;
        case CAIRO_PATH_CURVE_TO:
          append_points (operators, data + 1, 3, "c\n");
          break;
        case CAIRO_PATH_CLOSE_PATH:
          g_string_append (operators, "h\n");
          break;
        }
    }
  cairo_path_destroy (path);
  if (operators->len > 0)
    g_string_append (operators, "f\n");

  return g_string_free (operators, operators->len == 0);
}

static HPDF_Dict
make_form (LecPdfDrawnText *self,
           const GlyphKey *key)
{
  HPDF_Doc doc = lec_pdf_file_get_doc (self->file);
  double extents[4];
  g_autofree char *operators = outline_glyph (self->outliner, key, extents);
  HPDF_Box box = { extents[0] - 1, -extents[3] - 1, extents[2] + 1, -extents[1] + 1 };
  HPDF_Dict form;

  if (operators == NULL)
    return NULL;

  form = HPDF_DictStream_New (doc->mmgr, doc->xref);
  if (form == NULL)
    return NULL;
  form->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
  form->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
  HPDF_Dict_AddName (form, "Type", "XObject");
  HPDF_Dict_AddName (form, "Subtype", "Form");
  HPDF_Dict_Add (form, "BBox", HPDF_Box_Array_New (doc->mmgr, box));
  HPDF_Dict_Add (form, "Resources", HPDF_Dict_New (doc->mmgr));
  HPDF_Stream_WriteStr (form->stream, operators);

  return form;
}

static HPDF_Dict
ensure_form (LecPdfDrawnText *self,
             cairo_font_face_t *face,
             PangoGlyph glyph)
{
  GlyphKey key = { face, glyph };
  GlyphKey *owned;
  gpointer form;

  if (g_hash_table_lookup_extended (self->forms, &key, NULL, &form))
    return form;

  owned = g_new (GlyphKey, 1);
  owned->face = cairo_font_face_reference (face);
  owned->glyph = glyph;
  form = make_form (self, owned);
  g_hash_table_insert (self->forms, owned, form);

  return form;
}

static double
to_points (int units)
{
  return (double) units / PANGO_SCALE;
}

/* An empty frame for a letter that no installed font has: better than nothing at all. */
static void
draw_unknown (LecPdfDrawnText *self,
              double x,
              double baseline,
              double width,
              double size)
{
  double gap = size * 0.08;
  LecPdfBox box = { x + gap, baseline - size * 0.7, width - 2 * gap, size * 0.7 };

  if (box.width > 0)
    lec_pdf_file_draw_frame (self->file, &box, UNKNOWN_GREY);
}

/* Returns: the run's width in Pango units */
static int
draw_run (LecPdfDrawnText *self,
          const PangoGlyphItem *run,
          double x,
          double baseline)
{
  PangoFont *font = run->item->analysis.font;
  cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font));
  g_autoptr (PangoFontDescription) description = pango_font_describe_with_absolute_size (font);
  double scale = to_points (pango_font_description_get_size (description)) / EM_UNITS;
  int width = 0;

  for (int i = 0; i < run->glyphs->num_glyphs; i++)
    {
      const PangoGlyphInfo *info = &run->glyphs->glyphs[i];
      double matrix[6] = { scale, 0, 0, scale, 0, 0 };
      gboolean unknown = (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;
      HPDF_Dict form = NULL;

      matrix[4] = x + to_points (width + info->geometry.x_offset);
      matrix[5] = lec_pdf_file_flip_y (self->file, baseline + to_points (info->geometry.y_offset));
      if (unknown && info->glyph != PANGO_GLYPH_EMPTY)
        draw_unknown (self, matrix[4], baseline, to_points (info->geometry.width), scale * EM_UNITS);
      else if (info->glyph != PANGO_GLYPH_EMPTY && scaled != NULL)
        form = ensure_form (self, cairo_scaled_font_get_font_face (scaled), info->glyph);
      if (form != NULL)
        lec_pdf_file_paint_object (self->file, form, matrix);
      width += info->geometry.width;
    }

  return width;
}

static LecPdfWord
make_word (PangoLayoutLine *line,
           const char *text,
           int start,
           int end, /* of the last letter */
           const LecPdfBox *place)
{
  LecPdfWord word = { .text = text, .box = *place };
  int from, to;

  pango_layout_line_index_to_x (line, start, FALSE, &from);
  pango_layout_line_index_to_x (line, end, TRUE, &to);
  word.box.x += to_points (MIN (from, to));
  word.box.width = to_points (ABS (to - from));
  word.rtl = lec_word_text_is_rtl (text);

  return word;
}

static void
hide_words (LecPdfDrawnText *self,
            PangoLayoutLine *line,
            const char *text,
            const LecPdfBox *place)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (LecPdfWord));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const char *end = text + line->start_index + line->length;
  const char *p = text + line->start_index;

  while (p < end)
    {
      const char *start;
      LecPdfWord word;
      char *letters;

      while (p < end && g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      start = p;
      while (p < end && !g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (p == start)
        break;
      letters = g_strndup (start, p - start);
      g_ptr_array_add (texts, letters);
      word = make_word (line, letters, start - text, g_utf8_prev_char (p) - text, place);
      g_array_append_val (words, word);
    }

  lec_pdf_hidden_text_add (self->file, (const LecPdfWord *) (gpointer) words->data, words->len);
}

static void
draw_line (LecPdfDrawnText *self,
           PangoLayoutIter *iter,
           double x,
           double y,
           const PangoRectangle *logical)
{
  PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
  double baseline = y + to_points (pango_layout_iter_get_baseline (iter) - logical->y);
  LecPdfBox place = { x + to_points (logical->x), y, 0, to_points (logical->height) };
  double run_x = place.x;

  for (GSList *run = line->runs; run != NULL; run = run->next)
    run_x += to_points (draw_run (self, run->data, run_x, baseline));
  hide_words (self, line, pango_layout_get_text (pango_layout_iter_get_layout (iter)), &place);
}

guint
lec_pdf_drawn_text_draw (LecPdfDrawnText *self,
                         PangoLayout *layout,
                         guint first_line,
                         double x,
                         double y,
                         double max_height,
                         double grey,
                         double *height)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double used = 0;
  guint line = 0;
  gboolean more = TRUE;

  lec_pdf_file_append_number (self->file, grey);
  lec_pdf_file_append (self->file, "g\n");
  for (; more; line++, more = pango_layout_iter_next_line (iter))
    {
      PangoRectangle logical;

      if (line < first_line)
        continue;
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      if (used + to_points (logical.height) > max_height)
        break;
      draw_line (self, iter, x, y + used, &logical);
      used += to_points (logical.height);
    }
  lec_pdf_file_append (self->file, "0 g\n");
  pango_layout_iter_free (iter);
  if (height != NULL)
    *height = used;

  return line;
}
