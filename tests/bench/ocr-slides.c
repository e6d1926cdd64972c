/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The prose is that of the licenses every Debian machine carries: real
 * sentences, long enough, and free to be read aloud.
 */
#include "ocr-slides.h"

#include <pango/pangocairo.h>

#define LICENSES "/usr/share/common-licenses/"

#define WIDTH        1920
#define HEIGHT       1080
#define MARGIN       120
#define TITLE_Y      70
#define TITLE_SIZE   64
#define BODY_Y       220
#define BODY_HEIGHT  (HEIGHT - BODY_Y - 80)
#define TITLE_WORDS  5
#define BULLET_WORDS 14

typedef struct
{
  double ground;
  double title[3];
  double body;
} Theme;

static const Theme themes[] = {
  { 1.0, { 0.0, 0.0, 0.0 }, 0.1 },
  { 0.08, { 1.0, 0.8, 0.2 }, 0.92 },
  { 0.95, { 0.1, 0.25, 0.55 }, 0.2 },
  { 0.17, { 0.5, 0.8, 1.0 }, 0.85 },
  { 0.98, { 0.65, 0.1, 0.1 }, 0.25 },
};

static const int body_sizes[] = { 30, 36, 42, 33 };

static const char *const tuning_texts[] = { LICENSES "MPL-2.0", LICENSES "LGPL-2.1", LICENSES "Artistic", NULL };
static const char *const tuning_fonts[] = { "Noto Sans", "Lato", "Nimbus Sans", "C059", "Noto Serif", NULL };
static const char *const reported_texts[] = { LICENSES "GPL-3", LICENSES "GFDL-1.3", NULL };
static const char *const reported_fonts[] = {
  "DejaVu Sans", "DejaVu Serif", "Liberation Sans", "Liberation Serif", "Carlito", "Caladea", "Liberation Mono", NULL
};

const OcrSlideSet ocr_slides_tuning = { "tuning", tuning_texts, tuning_fonts };
const OcrSlideSet ocr_slides_reported = { "reported", reported_texts, reported_fonts };

static void
ocr_slide_free (gpointer data)
{
  OcrSlide *slide = data;

  g_bytes_unref (slide->pixels);
  g_free (slide->text);
  g_free (slide->title);
  g_free (slide);
}

char *
ocr_slides_normalise (const char *text)
{
  static const char *const plain[][2] = {
    { "‘", "'" },
    { "’", "'" },
    { "“", "\"" },
    { "”", "\"" },
    { "„", "\"" },
    { "–", "-" },
    { "—", "-" },
    { "•", " " },
  };
  g_autoptr (GString) clean = g_string_new (text);
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    g_string_replace (clean, plain[i][0], plain[i][1], 0);
  words = g_strsplit_set (clean->str, " \n\t\f", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (kept, words[i]);
  g_ptr_array_add (kept, NULL);

  return g_strjoinv (" ", (char **) kept->pdata);
}

/* Rules drawn with stars and dashes are no text. */
static gboolean
has_letter_or_digit (const char *word)
{
  for (; *word != '\0'; word = g_utf8_next_char (word))
    if (g_unichar_isalnum (g_utf8_get_char (word)))
      return TRUE;

  return FALSE;
}

static GPtrArray *
read_words (const OcrSlideSet *set,
            GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; set->texts[i] != NULL; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *clean = NULL;
      g_auto (GStrv) found = NULL;

      if (!g_file_get_contents (set->texts[i], &text, NULL, error))
        return NULL;
      clean = ocr_slides_normalise (text);
      found = g_strsplit (clean, " ", -1);
      for (guint k = 0; found[k] != NULL; k++)
        if (has_letter_or_digit (found[k]))
          g_ptr_array_add (words, g_strdup (found[k]));
    }

  return g_steal_pointer (&words);
}

static void
append_words (GString *text,
              GPtrArray *words,
              guint *next,
              guint n_words)
{
  for (guint i = 0; i < n_words && *next < words->len; i++, (*next)++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (char *) g_ptr_array_index (words, *next));
}

static PangoLayout *
make_layout (cairo_t *cr,
             const char *family,
             int size,
             const char *text)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family (font, family);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (WIDTH - 2 * MARGIN) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_spacing (layout, size / 5 * PANGO_SCALE);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

/* Takes as many bullets from @words as fit on a slide. Returns: (transfer full) */
static PangoLayout *
fill_body (cairo_t *cr,
           const char *family,
           int size,
           GPtrArray *words,
           guint *next,
           GString *body)
{
  PangoLayout *layout = make_layout (cr, family, size, "");

  while (*next < words->len)
    {
      gsize before = body->len;
      guint start = *next;
      int height;

      if (body->len > 0)
        g_string_append_c (body, '\n');
      append_words (body, words, next, BULLET_WORDS);
      pango_layout_set_text (layout, body->str, -1);
      pango_layout_get_pixel_size (layout, NULL, &height);
      if (height > BODY_HEIGHT)
        {
          g_string_truncate (body, before);
          pango_layout_set_text (layout, body->str, -1);
          *next = start;
          break;
        }
    }

  return layout;
}

static void
show (cairo_t *cr,
      PangoLayout *layout,
      int y)
{
  cairo_move_to (cr, MARGIN, y);
  pango_cairo_show_layout (cr, layout);
}

static OcrSlide *
draw_slide (const char *family,
            const Theme *theme,
            int size,
            double scale,
            GPtrArray *words,
            guint *next)
{
  OcrSlide *slide = g_new0 (OcrSlide, 1);
  g_autoptr (GString) title = g_string_new (NULL);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *all = NULL;
  g_autoptr (PangoLayout) head = NULL;
  g_autoptr (PangoLayout) text = NULL;
  cairo_surface_t *surface;
  cairo_t *cr;

  slide->width = (int) (WIDTH * scale + 0.5) & ~1;
  slide->height = (int) (HEIGHT * scale + 0.5) & ~1;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, slide->width, slide->height);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, theme->ground, theme->ground, theme->ground);
  cairo_paint (cr);

  append_words (title, words, next, TITLE_WORDS);
  head = make_layout (cr, family, TITLE_SIZE, title->str);
  cairo_set_source_rgb (cr, theme->title[0], theme->title[1], theme->title[2]);
  show (cr, head, TITLE_Y);
  text = fill_body (cr, family, size, words, next, body);
  cairo_set_source_rgb (cr, theme->body, theme->body, theme->body);
  show (cr, text, BODY_Y);

  cairo_destroy (cr);
  cairo_surface_flush (surface);
  slide->pixels = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) slide->height * slide->width * 4);
  cairo_surface_destroy (surface);
  all = g_strjoin ("\n", title->str, body->str, NULL);
  slide->text = ocr_slides_normalise (all);
  slide->title = g_string_free (g_steal_pointer (&title), FALSE);
  slide->font = family;

  return slide;
}

GPtrArray *
ocr_slides_draw (const OcrSlideSet *set,
                 double scale,
                 guint max_slides,
                 GError **error)
{
  g_autoptr (GPtrArray) words = read_words (set, error);
  GPtrArray *slides;
  guint n_fonts = g_strv_length ((char **) set->fonts);
  guint next = 0;

  if (words == NULL)
    return NULL;

  slides = g_ptr_array_new_with_free_func (ocr_slide_free);
  while (next < words->len && slides->len < max_slides)
    {
      guint i = slides->len;

      g_ptr_array_add (slides, draw_slide (set->fonts[i % n_fonts],
                                           &themes[i % G_N_ELEMENTS (themes)],
                                           body_sizes[i % G_N_ELEMENTS (body_sizes)], scale, words, &next));
    }

  return slides;
}
