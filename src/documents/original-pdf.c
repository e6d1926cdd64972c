/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By Cairo and not by libharu: it takes the page of another document as lines
 * and letters, and Pango's text as text. Each show of a page is a slide of a
 * lecture that is made for this, so that what was said is placed by the same
 * rules as everywhere.
 */
#include "config.h"

#include "documents/original-pdf.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "base/error.h"
#include "base/pending-file.h"
#include "base/time-format.h"
#include "documents/clean-text.h"
#include "documents/video-link.h"

/* In points. */
#define MARGIN     42.0
#define HIGHEST    0.5  /* of an original page, share of the paper's height */
#define TIME_WIDTH 46.0 /* before what was said then */
#define SIZE       10.5
#define SMALL      8.5
#define GAP        6.0
#define FRAME_GREY 0.7
#define SMALL_GREY 0.35
#define FONT       "Sans"

typedef struct
{
  const LecMaterial *material;
  LecMaterial *shows; /* owned: slide i + 1 is show i of the deck */
  LecDeckFile *file;
  const LecPaper *paper; /* unowned */
  GByteArray *bytes;     /* the document so far */
  cairo_surface_t *surface;
  cairo_t *cairo;
  PangoContext *context;
  char *label; /* of the pages, (nullable) */
  double y;
  guint n_pages;
  gboolean is_open; /* whether a page was begun */
} Original;

static cairo_status_t
write_cb (void *closure,
          const unsigned char *data,
          unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
original_clear (Original *self)
{
  g_clear_pointer (&self->shows, lec_material_free);
  g_clear_object (&self->context);
  g_clear_pointer (&self->cairo, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self->label);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Original, original_clear)

static double
get_content_width (const Original *self)
{
  return self->paper->width - 2 * MARGIN;
}

/* --- Text --- */

/* Returns: (transfer full) */
static PangoLayout *
lay_out (const Original *self,
         const char *text,
         double size,
         gboolean is_bold,
         double width)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static void
set_grey (const Original *self,
          double grey)
{
  cairo_set_source_rgb (self->cairo, grey, grey, grey);
}

/* At the foot of the page: which one of the deck it belongs to. */
static void
draw_foot (const Original *self)
{
  g_autofree char *title = lec_clean_text_dup_line (self->material->title);
  g_autofree char *text = self->label != NULL ? g_strdup_printf ("%s · %s", title, self->label) : g_strdup (title);
  g_autoptr (PangoLayout) layout = lay_out (self, text, SMALL, FALSE, get_content_width (self));

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_START);
  pango_layout_set_height (layout, -1);
  set_grey (self, SMALL_GREY);
  cairo_move_to (self->cairo, MARGIN, self->paper->height - MARGIN * 0.7);
  pango_cairo_show_layout (self->cairo, layout);
}

static void
begin_page (Original *self)
{
  if (self->is_open)
    cairo_surface_show_page (self->surface);
  self->is_open = TRUE;
  self->n_pages++;
  self->y = MARGIN;
  draw_foot (self);
}

static void
need (Original *self,
      double height)
{
  if (self->y + height > self->paper->height - MARGIN)
    begin_page (self);
}

/* Line by line, on as many pages as it takes. */
static void
draw_lines (Original *self,
            PangoLayout *layout,
            double x,
            double grey)
{
  for (int i = 0; i < pango_layout_get_line_count (layout); i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      PangoRectangle extents = { 0 };
      double height = 0;

      pango_layout_line_get_extents (line, NULL, &extents);
      height = (double) extents.height / PANGO_SCALE;
      need (self, height);
      set_grey (self, grey);
      cairo_move_to (self->cairo, x, self->y - (double) extents.y / PANGO_SCALE);
      if (pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL)
        cairo_rel_move_to (self->cairo,
                           get_content_width (self) + MARGIN - x - (double) extents.width / PANGO_SCALE, 0);
      pango_cairo_show_layout_line (self->cairo, line);
      self->y += height;
    }
}

static void
add_text (Original *self,
          const char *text,
          double size,
          gboolean is_bold,
          double grey)
{
  g_autoptr (PangoLayout) layout = lay_out (self, text, size, is_bold, get_content_width (self));

  draw_lines (self, layout, MARGIN, grey);
}

/* --- Moments --- */

/* What is drawn from here on leads there. FALSE when nobody knows where the video is */
static gboolean
begin_link (const Original *self,
            double time_s)
{
  g_autofree char *uri = lec_video_link_make (self->material->lecture, time_s);
  g_auto (GStrv) parts = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *attributes = NULL;

  if (uri == NULL)
    return FALSE;

  /* Cairo's attributes are quoted with this sign, and escaped with the other. */
  parts = g_strsplit (uri, "'", -1);
  quoted = g_strjoinv ("%27", parts);
  attributes = g_strdup_printf ("uri='%s'", quoted);
  /* Cairo 1.16 forgets a link that is in no paragraph, and names it all the same. */
  cairo_tag_begin (self->cairo, "P", NULL);
  cairo_tag_begin (self->cairo, CAIRO_TAG_LINK, attributes);
  return TRUE;
}

static void
end_link (const Original *self,
          gboolean has_begun)
{
  if (!has_begun)
    return;

  cairo_tag_end (self->cairo, CAIRO_TAG_LINK);
  cairo_tag_end (self->cairo, "P");
}

/* @x: where it begins; nothing moves down */
static void
draw_moment (const Original *self,
             const char *text,
             double time_s,
             double x,
             double size)
{
  g_autoptr (PangoLayout) layout = lay_out (self, text, size, FALSE, get_content_width (self));
  gboolean is_link = begin_link (self, time_s);

  cairo_set_source_rgb (self->cairo, 0.1, 0.3, 0.6);
  cairo_move_to (self->cairo, x, self->y);
  pango_cairo_show_layout (self->cairo, layout);
  end_link (self, is_link);
}

static void
add_paragraph (Original *self,
               const LecParagraph *paragraph)
{
  g_autofree char *time = lec_time_format (paragraph->start_s);
  g_autofree char *text = paragraph->speaker != NULL
                            ? g_strdup_printf ("%s: %s", paragraph->speaker, paragraph->text)
                            : g_strdup (paragraph->text);
  g_autoptr (PangoLayout) layout = lay_out (self, text, SIZE, FALSE, get_content_width (self) - TIME_WIDTH);

  self->y += GAP;
  need (self, 2 * SIZE);
  draw_moment (self, time, paragraph->start_s, MARGIN, SMALL);
  draw_lines (self, layout, MARGIN + TIME_WIDTH, 0);
}

static void
add_speech (Original *self,
            guint show)
{
  g_autoptr (GPtrArray) speech = lec_material_dup_speech (self->shows, show);

  for (guint i = 0; i < speech->len; i++)
    add_paragraph (self, g_ptr_array_index (speech, i));
}

/* When it was shown, as a heading that leads there. */
static void
add_time (Original *self,
          const LecDeckShow *show)
{
  g_autofree char *start = lec_time_format (show->start_s);
  g_autofree char *end = lec_time_format (show->end_s);
  g_autofree char *text = g_strdup_printf (show->page > 0 ? _ ("Shown %s – %s")
                                                          : _ ("Not in the deck, shown %s – %s"),
                                           start, end);

  self->y += 2 * GAP;
  need (self, 4 * SIZE);
  draw_moment (self, text, show->start_s, MARGIN, SIZE);
  self->y += 1.5 * SIZE;
}

/* --- Pages of the deck --- */

static const LecDeckShow *
get_show (const Original *self,
          guint i)
{
  return &g_array_index (self->material->deck->shows, LecDeckShow, i);
}

/* The title of the slide that shows it, where there is one. Returns: (transfer full) (nullable) */
static char *
dup_title (const Original *self,
           guint page)
{
  for (guint i = 0; i < self->material->deck->shows->len; i++)
    {
      const LecSlide *slide = get_show (self, i)->page == page
                                ? lec_material_find_slide (self->material, get_show (self, i)->slide)
                                : NULL;

      if (slide != NULL && slide->title != NULL)
        return lec_material_dup_slide_title (slide);
    }

  return NULL;
}

static const LecDeckShow *
find_first (const Original *self,
            guint page)
{
  for (guint i = 0; i < self->material->deck->shows->len; i++)
    if (get_show (self, i)->page == page)
      return get_show (self, i);

  return NULL;
}

/* "12. Parsing (3:07)" */
static void
add_outline (const Original *self,
             guint page)
{
  const LecDeckShow *first = find_first (self, page);
  g_autofree char *title = dup_title (self, page);
  g_autofree char *time = first != NULL ? lec_time_format (first->start_s) : g_strdup (_ ("never shown"));
  g_autofree char *text = title != NULL ? g_strdup_printf ("%u. %s (%s)", page, title, time)
                                        : g_strdup_printf ("%u (%s)", page, time);
  g_autofree char *attributes = g_strdup_printf ("page=%u", self->n_pages);

  cairo_pdf_surface_add_outline (self->surface, CAIRO_PDF_OUTLINE_ROOT, text, attributes, 0);
}

/* As large as it can be, in the middle. */
static void
draw_page (Original *self,
           guint index)
{
  double width = 0, height = 0, scale = 1, left = 0;

  lec_deck_file_get_size (self->file, index, &width, &height);
  scale = MIN (get_content_width (self) / width, HIGHEST * self->paper->height / height);
  left = MARGIN + (get_content_width (self) - width * scale) / 2;

  cairo_save (self->cairo);
  cairo_translate (self->cairo, left, self->y);
  cairo_scale (self->cairo, scale, scale);
  cairo_rectangle (self->cairo, 0, 0, width, height);
  cairo_clip (self->cairo);
  lec_deck_file_draw (self->file, index, self->cairo);
  cairo_restore (self->cairo);

  set_grey (self, FRAME_GREY);
  cairo_set_line_width (self->cairo, 0.5);
  cairo_rectangle (self->cairo, left, self->y, width * scale, height * scale);
  cairo_stroke (self->cairo);
  self->y += height * scale + GAP;
}

/* What is no page of the deck and was shown before any other. */
static void
add_beginning (Original *self)
{
  const LecDeckShow *first = self->material->deck->shows->len > 0 ? get_show (self, 0) : NULL;
  g_autoptr (GPtrArray) before = lec_material_dup_speech (self->shows, 0);

  for (guint i = 0; i < before->len; i++)
    add_paragraph (self, g_ptr_array_index (before, i));
  for (guint i = 0; first != NULL && i < self->material->deck->shows->len && get_show (self, i)->page == 0; i++)
    {
      add_time (self, get_show (self, i));
      add_speech (self, i + 1);
    }
}

/* All times at which it was shown, and what was shown beside the deck after each. */
static void
add_shows (Original *self,
           guint page)
{
  gboolean is_here = FALSE;

  for (guint i = 0; i < self->material->deck->shows->len; i++)
    {
      const LecDeckShow *show = get_show (self, i);

      is_here = show->page == page || (show->page == 0 && is_here);
      if (!is_here)
        continue;
      add_time (self, show);
      add_speech (self, i + 1);
    }
}

static void
add_page (Original *self,
          guint index)
{
  g_autofree char *name = lec_deck_file_dup_label (self->file, index);
  guint page = index + 1;

  g_free (self->label);
  self->label = g_strdup_printf (_ ("page %u of the deck"), page);
  begin_page (self);
  if (name != NULL && *name != '\0')
    cairo_pdf_surface_set_page_label (self->surface, name);
  add_outline (self, page);
  draw_page (self, index);
  if (!lec_deck_is_shown (self->material->deck, page))
    add_text (self, _ ("Never shown in the lecture"), SIZE, TRUE, SMALL_GREY);
  if (page == 1)
    add_beginning (self);
  add_shows (self, page);
}

/* --- The document --- */

/* A lecture whose slides are the shows. Returns: (transfer full) */
static LecMaterial *
make_shows (const LecMaterial *material)
{
  g_autoptr (LecLecture) lecture = lec_lecture_new ();
  LecTranscript *transcript = material->transcript != NULL ? lec_transcript_copy (material->transcript) : NULL;

  for (guint i = 0; i < material->deck->shows->len; i++)
    {
      const LecDeckShow *show = &g_array_index (material->deck->shows, LecDeckShow, i);
      LecSlide *slide = lec_slide_new (i + 1);

      lec_slide_add_visit (slide, show->start_s, show->end_s);
      g_ptr_array_add (lecture->slides, slide);
    }

  return lec_material_new (g_steal_pointer (&lecture), material->folder, material->title, transcript, NULL);
}

static void
set_information (const Original *self)
{
  g_autofree char *title = lec_clean_text_dup_line (self->material->title);
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_utc (self->material->lecture->created_s);
  g_autofree char *date = created != NULL ? g_date_time_format (created, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR, "Lectern " LECTERN_VERSION);
  if (date != NULL)
    cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

/* Text as on paper: no hints, and sizes in points. */
static void
begin (Original *self)
{
  PangoFontMap *fonts = pango_cairo_font_map_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  self->bytes = g_byte_array_new ();
  self->surface = cairo_pdf_surface_create_for_stream (write_cb, self->bytes, self->paper->width, self->paper->height);
  self->cairo = cairo_create (self->surface);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  self->context = pango_font_map_create_context (fonts);
  pango_cairo_context_set_font_options (self->context, options);
  pango_cairo_context_set_resolution (self->context, 72);
  cairo_font_options_destroy (options);
  g_object_unref (fonts);
  set_information (self);
}

static gboolean
end (Original *self,
     GError **error)
{
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  cairo_surface_show_page (self->surface);
  cairo_surface_finish (self->surface);
  status = cairo_status (self->cairo);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error (error, LEC_ERROR, LEC_ERROR_INTERNAL, _ ("the deck could not be drawn: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

gboolean
lec_original_pdf_write (const LecMaterial *material,
                        LecDeckFile *file,
                        const LecPaper *paper,
                        const char *path,
                        LecOriginalPdfProgress progress,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_auto (Original) self = { material, NULL, file, paper };
  guint n_pages = 0;

  g_return_val_if_fail (material != NULL && material->deck != NULL && file != NULL, FALSE);
  g_return_val_if_fail (paper != NULL && path != NULL, FALSE);

  n_pages = lec_deck_file_get_n_pages (file);
  self.shows = make_shows (material);
  begin (&self);
  for (guint i = 0; i < n_pages; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      add_page (&self, i);
      if (progress != NULL)
        progress ((i + 1.0) / n_pages, user_data);
    }

  return end (&self, error) && lec_pending_file_save (path, self.bytes->data, self.bytes->len, TRUE, error);
}
