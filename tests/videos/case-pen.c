/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases with a pen: notes on paper, ink on slides, a whiteboard.
 */
#include <math.h>
#include <string.h>

#include "cases.h"
#include "hall.h"
#include "pen.h"
#include "person.h"
#include "texture.h"

typedef enum
{
  GROUND_PAPER,
  GROUND_BLACKBOARD,
  GROUND_WHITEBOARD,
} BoardKind;

typedef struct
{
  BoardKind kind;
  int width;
  int height;
} Board;

static const Colour board_white = { 0.93, 0.935, 0.925 };

static void
draw_lines (const Board *self, Ink *ink)
{
  ink_colour (ink, COLOUR (0x9fb6d6), 0.5);
  cairo_set_line_width (ink->cr, MAX (self->height / CANVAS_HEIGHT, 0.6));
  for (int i = 1; i < 15; i++)
    {
      double y = self->height / 15.0 * i;

      cairo_move_to (ink->cr, 0, floor (y) + 0.5);
      cairo_line_to (ink->cr, self->width, floor (y) + 0.5);
    }
  cairo_stroke (ink->cr);
}

static void
draw_whiteboard (const Board *self, Ink *ink)
{
  cairo_pattern_t *light = cairo_pattern_create_linear (0, 0, self->width, self->height);
  double rim = self->height * 0.03;

  ink_colour (ink, COLOUR (0x7d8078), 1);
  cairo_paint (ink->cr);
  ink_colour (ink, board_white, 1);
  cairo_rectangle (ink->cr, rim, rim, self->width - 2 * rim, self->height - 3 * rim);
  cairo_fill (ink->cr);
  ink_colour (ink, COLOUR (0xb9bdc0), 1);
  cairo_set_line_width (ink->cr, rim * 0.4);
  cairo_rectangle (ink->cr, rim, rim, self->width - 2 * rim, self->height - 3 * rim);
  cairo_stroke (ink->cr);
  cairo_pattern_add_color_stop_rgba (light, 0, 1, 1, 1, 0.12);
  cairo_pattern_add_color_stop_rgba (light, 1, 0, 0, 0, 0.2);
  cairo_set_source (ink->cr, light);
  cairo_paint (ink->cr);
  cairo_pattern_destroy (light);
}

static void
board_draw (gpointer data, cairo_t *cr, double time_s)
{
  const Board *self = data;
  Ink ink = { cr, NULL, -1, 0 };

  switch (self->kind)
    {
    case GROUND_PAPER:
      ink_colour (&ink, COLOUR (0xfdfdf8), 1);
      cairo_paint (cr);
      draw_lines (self, &ink);
      break;
    case GROUND_BLACKBOARD:
      ink_colour (&ink, COLOUR (0x101214), 1);
      cairo_paint (cr);
      break;
    case GROUND_WHITEBOARD:
      draw_whiteboard (self, &ink);
      break;
    }
}

static const LayerClass board_class = { .draw = board_draw, .free = g_free };

static void
add_board (Recording *self, BoardKind kind, double start_s, double end_s)
{
  Board *board = g_new0 (Board, 1);

  *board = (Board){ kind, self->width, self->height };
  scene_add (self->screen, DEPTH_GROUND, &board_class, board, start_s, end_s);
}

static void
log_line (TruthSlide *slide, const char *text, TextRole role)
{
  TextLine *line = g_new0 (TextLine, 1);

  if (slide->lines == NULL)
    slide->lines = text_log_new ();
  line->role = role;
  line->text = g_strdup (text);
  line->paragraph = slide->lines->len + 1;
  line->words = g_ptr_array_new ();
  g_ptr_array_add (slide->lines, line);
}

/* Begins to add something at the pen's time. */
static void
note_build (Recording *self, TruthSlide *slide, const Pen *pen)
{
  double at_s = recording_snap (self, pen_get_time (pen));

  g_array_append_val (slide->builds, at_s);
}

static void
note_done (Recording *self, TruthSlide *slide, const Pen *pen)
{
  slide->done_s = MIN (recording_snap (self, pen_get_time (pen)), slide->end_s - 1 / self->fps);
}

static char *
make_note (Recording *self, gboolean title, gsize longest)
{
  for (;;)
    {
      g_autofree char *text = title ? talk_make_title (self->talk) : talk_make_sentence (self->talk);

      if (strlen (text) <= longest && g_str_is_ascii (text))
        return g_steal_pointer (&text);
    }
}

/* Fills a page from @start_s on: a title, lines, now and then a curve; done before @until_s. */
static void
write_page (Recording *self, TruthSlide *slide, Pen *pen, double until_s, double width)
{
  double y = 66;
  double size = 44;
  gboolean first = TRUE;

  while (y < 560)
    {
      g_autofree char *text = make_note (self, first, (gsize) (width * 0.72 / (size / 8 * 4.1)));
      double seconds = (double) strlen (text) * 0.085;

      if (pen_get_time (pen) + seconds + 1 > until_s)
        break;
      note_build (self, slide, pen);
      log_line (slide, text, first ? TEXT_TITLE : TEXT_BODY);
      pen_write (pen, text, 70, y, size, seconds);
      if (first)
        {
          slide->title = g_strdup (text);
          pen_line (pen, 70, y + 52, 70 + (double) strlen (text) * size / 8 * 4, y + 50, 0.3);
        }
      else if (y < 420 && dice_chance (self->dice, 0.3))
        pen_curve (pen, width * 0.7, y + 40, width * 0.22, 150, 1.6);
      first = FALSE;
      note_done (self, slide, pen);
      y += 76;
      size = 36;
      pen_wait_until (pen, pen_get_time (pen) + dice_range (self->dice, 0.3, 2.2));
    }
}

void
case_handwriting (Recording *self)
{
  int n = MAX (3, (int) (self->length_s / 20));
  gboolean dark = dice_chance (self->dice, 0.3);
  double scale = self->height / CANVAS_HEIGHT;

  for (int i = 0; i < n; i++)
    {
      TruthSlide *slide = recording_add_stretch (self, "slide", recording_share (self, n));
      Pen *pen = pen_new (self->seed + (guint32) i, self->region, scale);

      add_board (self, dark ? GROUND_BLACKBOARD : GROUND_PAPER, slide->start_s, slide->end_s);
      pen_choose (pen, dark ? COLOUR (0xf4f4ee) : i % 2 ? COLOUR (0x1c1c2e)
                                                        : COLOUR (0x1a3a9a),
                  3.6, 1);
      pen_wait_until (pen, slide->start_s + 0.8);
      write_page (self, slide, pen, slide->end_s - 1, self->width / scale);
      pen_add (pen, self->screen, DEPTH_CONTENT, slide->start_s, slide->end_s);
    }
}

/* Marks on a slide: under a line, round something, an arrow and a word, a marker over a title. */
static void
annotate (Recording *self, Shot *shot, double width)
{
  static const int colours[] = { 0xe01b24, 0x1c71d8, 0x26a269 };
  TruthSlide *slide = shot_get_truth (shot);
  Pen *pen = pen_new (self->seed + (guint32) (shot_get_start (shot) * 10), self->region, self->height / CANVAS_HEIGHT);
  int n_marks = dice_int (self->dice, 1, 3);

  pen_wait_until (pen, shot_get_start (shot) + dice_range (self->dice, 1.2, 2));
  for (int i = 0; i < n_marks && pen_get_time (pen) < shot_get_end (shot) - 2.2; i++)
    {
      double x = dice_range (self->dice, 0.12, 0.5) * width;
      double y = dice_range (self->dice, 170, 420);

      note_build (self, slide, pen);
      pen_choose (pen, COLOUR (colours[dice_int (self->dice, 0, 2)]), 5, 1);
      if (i == 0)
        pen_line (pen, x, y, x + dice_range (self->dice, 150, 380), y, 0.6);
      else if (i == 1)
        pen_ellipse (pen, x + 120, y, 130, 42, 0.9);
      else
        {
          pen_line (pen, x + 200, y + 60, x, y, 0.4);
          pen_write (pen, "important", x + 210, y + 44, 34, 1);
        }
      note_done (self, slide, pen);
      pen_wait_until (pen, pen_get_time (pen) + dice_range (self->dice, 0.4, 1.6));
    }
  pen_add (pen, self->screen, DEPTH_CONTENT, slide->start_s, slide->end_s);
}

void
case_ink (Recording *self)
{
  int n = MAX (4, (int) (self->length_s / 9));
  double width = self->width * CANVAS_HEIGHT / self->height;

  for (int i = 0; i < n; i++)
    {
      Shot *shot = recording_show (self, (guint) i, recording_share (self, n), PAGE_ALL);

      if (i % 3 != 0)
        annotate (self, shot, width);
    }
}

static void
add_writer (Recording *self, double until_s)
{
  int height = self->height * 3 / 4;
  int width = height * 4 / 3;
  int y = self->height - height;
  PersonPlace places[12];
  guint n = 0;

  while (n < G_N_ELEMENTS (places))
    {
      double at_s = until_s * n / 12.0;
      int middle = (int) (self->width * dice_range (self->dice, 0.3, 0.9));
      int shift = n % 3 == 2 ? self->width : 0;
      int x = middle - width / 2 + shift;

      places[n++] = (PersonPlace){ at_s, { x, y, width, height } };
    }
  person_add (self->scene, self->seed, PERSON_FREE, places, n, 0, 0, until_s);
}

void
case_whiteboard (Recording *self)
{
  int n = MAX (2, (int) (self->length_s / 25));
  double scale = self->height / CANVAS_HEIGHT;
  int rim = (int) (self->height * 0.035);
  const cairo_rectangle_int_t inside = { rim, rim, self->width - 2 * rim, self->height - 3 * rim };
  Pen *pen = pen_new (self->seed, inside, scale);

  for (int i = 0; i < n; i++)
    {
      TruthSlide *slide = recording_add_stretch (self, "slide", recording_share (self, n));

      pen_choose (pen, i % 2 ? COLOUR (0x16305e) : COLOUR (0x141414), 4.5, 1);
      pen_wait_until (pen, slide->start_s + 0.6);
      write_page (self, slide, pen, slide->end_s - 2, self->width / scale);
      pen_wait_until (pen, slide->end_s);
      if (i == n - 1)
        continue;
      slide = recording_add_stretch (self, "blank", 2);
      slide->note = g_strdup ("being wiped");
      pen_wipe (pen, board_white, 1.7);
    }
  add_board (self, GROUND_WHITEBOARD, 0, self->now_s);
  pen_add (pen, self->screen, DEPTH_CONTENT, 0, self->now_s);
  add_writer (self, self->now_s);
  hall_add_grain (self, 0.035, 0, self->now_s);
}
