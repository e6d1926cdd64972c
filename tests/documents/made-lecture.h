/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lectures for the tests of documents: slides drawn with Pango, whose words
 * and boxes are known, with their pictures in a folder of their own.
 */
#pragma once

#include <glib/gstdio.h>
#include <pango/pangocairo.h>

#include "media/picture.h"
#include "model/lecture.h"
#include "model/word.h"

typedef struct
{
  LecLecture *lecture;
  char *folder;
} MadeLecture;

static inline MadeLecture *
made_lecture_new (LecLayout layout)
{
  MadeLecture *self = g_new0 (MadeLecture, 1);

  self->lecture = lec_lecture_new ();
  if (self->lecture->video == NULL)
    self->lecture->video = lec_video_info_new ();
  if (self->lecture->options == NULL)
    self->lecture->options = lec_job_options_new ();
  g_free (self->lecture->video->path);
  self->lecture->video->path = g_strdup ("/videos/a talk: 50% done.mp4");
  self->lecture->options->layout = layout;
  self->folder = g_dir_make_tmp ("lectern-test-XXXXXX", NULL);
  g_assert_nonnull (self->folder);

  return self;
}

static inline void
made_lecture_free (MadeLecture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  lec_lecture_free (self->lecture);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MadeLecture, made_lecture_free)

static inline char *
made_lecture_path (MadeLecture *self,
                   const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

/* Draws @text, which may have several lines, and adds its words to @slide from line @line on. */
static inline void
made_lecture_write (LecSlide *slide,
                    cairo_t *cr,
                    const char *text,
                    int size,
                    int x,
                    int y,
                    guint line)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string ("DejaVu Sans");
  const char *p = text;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);

  while (*p != '\0')
    {
      gsize length = strcspn (p, " \n");
      g_autofree char *letters = g_strndup (p, length);
      PangoRectangle from, to;
      LecRect box;
      LecWord *word;

      pango_layout_index_to_pos (layout, p - text, &from);
      /* The last letter's far edge: its width is negative from right to left. */
      pango_layout_index_to_pos (layout, (length > 0 ? g_utf8_prev_char (p + length) : p) - text, &to);
      to.x += to.width;
      box.x = x + PANGO_PIXELS (MIN (from.x, to.x));
      box.y = y + PANGO_PIXELS (from.y) + size / 5;
      box.width = MAX (1, PANGO_PIXELS (ABS (to.x - from.x)));
      box.height = size * 9 / 10;
      if (length > 0)
        {
          word = lec_word_new (letters, &box, 95, line, line);
          word->rtl = lec_word_text_is_rtl (letters);
          g_ptr_array_add (slide->words, word);
        }
      p += length;
      line += *p == '\n';
      p += *p != '\0';
    }
}

static inline void
made_lecture_save_picture (MadeLecture *self,
                           LecSlide *slide,
                           cairo_surface_t *surface,
                           gboolean png)
{
  LecColorimetry colorimetry = { .bt709 = TRUE };
  g_autoptr (LecPicture) picture = lec_picture_new (slide->picture_width, slide->picture_height, colorimetry);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = NULL;
  int stride = cairo_image_surface_get_stride (surface);
  const guint8 *data;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++)
      picture->planes[0][y * picture->strides[0] + x] = 16 + data[y * stride + 4 * x + 1] * 219 / 255;
  for (int plane = 1; plane < 3; plane++)
    memset (picture->planes[plane], 128, picture->strides[plane] * ((picture->height + 1) / 2));

  bytes = png ? lec_picture_encode_png (picture, NULL) : lec_picture_encode_jpeg (picture, 85, NULL);
  slide->picture = g_strdup_printf ("%04u.%s", slide->number, png ? "png" : "jpg");
  path = made_lecture_path (self, slide->picture);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));
}

/* Adds a slide with @title and @body (nullable). Returns: (transfer none) */
static inline LecSlide *
made_lecture_add (MadeLecture *self,
                  const char *title,
                  const char *body,
                  gboolean dark,
                  gboolean png)
{
  LecSlide *slide = lec_slide_new (self->lecture->slides->len + 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1280, 720);
  cairo_t *cr = cairo_create (surface);

  slide->picture_width = 1280;
  slide->picture_height = 720;
  lec_slide_add_visit (slide, 10.5 * slide->number, 10.5 * slide->number + 9);
  cairo_set_source_rgb (cr, dark ? 0.1 : 1, dark ? 0.1 : 1, dark ? 0.1 : 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, dark, dark, dark);
  if (title != NULL)
    {
      made_lecture_write (slide, cr, title, 56, 80, 50, 0);
      slide->title = g_strdup (title);
    }
  if (body != NULL)
    made_lecture_write (slide, cr, body, 32, 80, 180, 1);
  if (title != NULL || body != NULL)
    slide->text = g_strconcat (title != NULL ? title : "", title != NULL && body != NULL ? "\n\n" : "", body, NULL);

  made_lecture_save_picture (self, slide, surface, png);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_ptr_array_add (self->lecture->slides, slide);

  return slide;
}
