/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each program is drawn on a canvas 720 units high; a browser's page is one
 * tall picture, drawn once and shown through a window.
 */
#include "demo.h"

#include <math.h>
#include <string.h>

#include "texture.h"

#define PAGE_HEIGHT 2600
#define TOP         84 /* tabs and address of a browser, menus of an editor */
#define TASKBAR     38
#define LINE        24

/* From @at_s on, within @seconds, @amount units further. */
typedef struct
{
  double at_s;
  double seconds;
  double amount;
} Scroll;

typedef struct
{
  DemoKind kind;
  Talk *talk; /* unowned */
  guint32 seed;
  double scale;
  double width;
  double start_s;
  double end_s;
  GArray *scrolls; /* of Scroll */
  cairo_surface_t *page;
  cairo_surface_t *wallpaper;
} Demo;

static double
get_scroll (const Demo *self, double time_s)
{
  double at = 0;

  for (guint i = 0; i < self->scrolls->len; i++)
    {
      const Scroll *scroll = &g_array_index (self->scrolls, Scroll, i);
      double u = CLAMP ((time_s - scroll->at_s) / scroll->seconds, 0, 1);

      at += scroll->amount * u * u * (3 - 2 * u);
    }
  return CLAMP (at, 0, PAGE_HEIGHT - CANVAS_HEIGHT);
}

/* About nine letters a second, with pauses. */
static int
count_letters (const Demo *self, double time_s)
{
  double at = time_s - self->start_s;

  return 160 + (int) (9 * at + 14 * (texture_noise (at * 0.4, 0, 2, self->seed) - 0.5));
}

static guint64
demo_key (gpointer data, double time_s)
{
  const Demo *self = data;

  switch (self->kind)
    {
    case DEMO_BROWSER:
      return 1 + (guint64) (get_scroll (self, time_s) * self->scale);
    case DEMO_EDITOR:
      return 1 + (guint64) MAX (count_letters (self, time_s), 0) * 2 + ((guint64) (time_s * 2) & 1);
    case DEMO_DESKTOP:
    default:
      return 1;
    }
}

static void
fill_box (Ink *ink, double x, double y, double width, double height, double radius, Colour colour)
{
  ink_rounded (ink, x, y, width, height, radius);
  ink_colour (ink, colour, 1);
  cairo_fill (ink->cr);
}

static void
put_text (Ink *ink, const char *family, double size, Colour colour, double x, double y, const char *text)
{
  const TextStyle style = { family, size, PANGO_WEIGHT_NORMAL, FALSE, FALSE, colour, PANGO_ALIGN_LEFT, 1 };

  ink_text (ink, &style, TEXT_LABEL, x, y, 0, text);
}

static void
draw_taskbar (const Demo *self, Ink *ink)
{
  static const int icons[] = { 0x3584e4, 0xe66100, 0x2ec27e, 0x9141ac, 0xf5c211, 0x77767b };

  fill_box (ink, 0, CANVAS_HEIGHT - TASKBAR, self->width, TASKBAR, 0, COLOUR (0x202226));
  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    fill_box (ink, 14 + 44 * i, CANVAS_HEIGHT - TASKBAR + 6, 26, 26, 6, COLOUR (icons[i]));
  put_text (ink, "Lato", 16, COLOUR (0xf0f0f0), self->width - 64, CANVAS_HEIGHT - TASKBAR + 9, "14:23");
}

static void
draw_desktop (const Demo *self, Ink *ink)
{
  static const char *const names[] = { "Home", "Lecture notes", "Slides 2024", "Trash", "data.csv" };
  static const int colours[] = { 0x62a0ea, 0xf9d77e, 0xf9d77e, 0xc0bfbc, 0xffffff };

  cairo_save (ink->cr);
  cairo_scale (ink->cr, self->width / cairo_image_surface_get_width (self->wallpaper),
               CANVAS_HEIGHT / cairo_image_surface_get_height (self->wallpaper));
  cairo_set_source_surface (ink->cr, self->wallpaper, 0, 0);
  cairo_paint (ink->cr);
  cairo_restore (ink->cr);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      fill_box (ink, 44, 34 + 108 * i, 56, 48, 6, COLOUR (colours[i]));
      fill_box (ink, 44, 28 + 108 * i, 26, 12, 3, COLOUR (colours[i]));
      put_text (ink, "Lato", 16, COLOUR (0xffffff), 30, 88 + 108 * i, names[i]);
    }
  draw_taskbar (self, ink);
}

static void
draw_window_buttons (Ink *ink, double x, double y)
{
  static const int colours[] = { 0xff5f57, 0xfebc2e, 0x28c840 };

  for (int i = 0; i < 3; i++)
    {
      ink_colour (ink, COLOUR (colours[i]), 1);
      cairo_arc (ink->cr, x + 22 * i, y, 7, 0, 2 * G_PI);
      cairo_fill (ink->cr);
    }
}

static double
draw_article_part (const Demo *self, Ink *ink, int number, double y)
{
  TextStyle style = { "Roboto", 19, PANGO_WEIGHT_NORMAL, FALSE, FALSE, COLOUR (0x222222), PANGO_ALIGN_LEFT, 1.25f };
  TextStyle heading = { "Roboto", 30, PANGO_WEIGHT_BOLD, FALSE, FALSE, COLOUR (0x101418), PANGO_ALIGN_LEFT, 1 };
  g_autofree char *title = talk_make_sentence (self->talk);
  double room = self->width - 520;

  y += ink_text (ink, &heading, TEXT_LABEL, 60, y, room, title) + 14;
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *a = talk_make_sentence (self->talk);
      g_autofree char *b = talk_make_sentence (self->talk);
      g_autofree char *c = talk_make_sentence (self->talk);
      g_autofree char *text = g_strdup_printf ("%s. %s. %s.", a, b, c);

      y += ink_text (ink, &style, TEXT_LABEL, 60, y, room, text) + 16;
    }
  if (number % 2 == 0)
    {
      cairo_surface_t *photo = texture_photo (self->seed + (guint32) number, 300, 140);

      cairo_save (ink->cr);
      cairo_translate (ink->cr, 60, y);
      cairo_scale (ink->cr, room / 300, 1.7);
      cairo_set_source_surface (ink->cr, photo, 0, 0);
      cairo_paint (ink->cr);
      cairo_restore (ink->cr);
      cairo_surface_destroy (photo);
      y += 262;
    }
  return y + 20;
}

static cairo_surface_t *
draw_article (const Demo *self)
{
  cairo_surface_t *page = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (self->width * self->scale),
                                                      (int) (PAGE_HEIGHT * self->scale));
  Ink ink = { cairo_create (page), NULL, -1, 0 };
  double y = 40;

  cairo_scale (ink.cr, self->scale, self->scale);
  ink_colour (&ink, COLOUR (0xffffff), 1);
  cairo_paint (ink.cr);
  for (int i = 0; y < PAGE_HEIGHT - 300; i++)
    y = draw_article_part (self, &ink, i, y);
  for (int i = 0; i < 9; i++)
    {
      fill_box (&ink, self->width - 400, 60 + 270 * i, 320, 220, 8, COLOUR (0xf1f3f5));
      put_text (&ink, "Roboto", 18, COLOUR (0x1a73e8), self->width - 380, 76 + 270 * i,
                self->talk->subject->things[i % 16]);
      for (int line = 0; line < 4; line++)
        put_text (&ink, "Roboto", 15, COLOUR (0x5f6368), self->width - 380, 110 + 270 * i + 26 * line,
                  self->talk->subject->actions[(i + line) % 8]);
    }
  cairo_destroy (ink.cr);
  return page;
}

static void
draw_browser (const Demo *self, Ink *ink, double time_s)
{
  double at = get_scroll (self, time_s);
  double view = CANVAS_HEIGHT - TOP - TASKBAR;

  cairo_save (ink->cr);
  cairo_rectangle (ink->cr, 0, TOP, self->width, view);
  cairo_clip (ink->cr);
  cairo_scale (ink->cr, 1 / self->scale, 1 / self->scale);
  cairo_set_source_surface (ink->cr, self->page, 0, floor ((TOP - at) * self->scale));
  cairo_paint (ink->cr);
  cairo_restore (ink->cr);
  fill_box (ink, self->width - 12, TOP + at / PAGE_HEIGHT * view, 8,
            view * CANVAS_HEIGHT / PAGE_HEIGHT, 4, COLOUR (0xb8bcc0));

  fill_box (ink, 0, 0, self->width, TOP, 0, COLOUR (0xdee1e6));
  fill_box (ink, 84, 8, 260, 40, 9, COLOUR (0xffffff));
  fill_box (ink, 0, 40, self->width, TOP - 40, 0, COLOUR (0xffffff));
  fill_box (ink, 130, 46, self->width - 260, 30, 15, COLOUR (0xf1f3f4));
  draw_window_buttons (ink, 22, 22);
  put_text (ink, "Roboto", 16, COLOUR (0x3c4043), 100, 14, self->talk->title);
  put_text (ink, "Roboto", 17, COLOUR (0x202124), 150, 51, "https://courses.example.edu/reading/week-7");
  put_text (ink, "DejaVu Sans", 20, COLOUR (0x5f6368), 18, 48, "←  →  ⟳");
  draw_taskbar (self, ink);
}

static const char *const code_lines[] = {
  "import csv",
  "import sys",
  "from collections import Counter",
  "",
  "",
  "def read_rows(path):",
  "    with open(path, newline='') as file:",
  "        for row in csv.DictReader(file):",
  "            yield row",
  "",
  "",
  "def mean(values):",
  "    values = list(values)",
  "    return sum(values) / len(values) if values else 0.0",
  "",
  "",
  "def summarise(rows, column):",
  "    groups = Counter()",
  "    total = 0",
  "    for row in rows:",
  "        groups[row[column]] += 1",
  "        total += 1",
  "    for name, count in groups.most_common(10):",
  "        print(f'{name:20s} {count:6d} {100 * count / total:5.1f} %')",
  "    return groups",
  "",
  "",
  "class Table:",
  "    def __init__(self, path):",
  "        self.path = path",
  "        self.rows = list(read_rows(path))",
  "",
  "    def column(self, name):",
  "        return [row[name] for row in self.rows]",
  "",
  "    def sort(self, name, reverse=False):",
  "        self.rows.sort(key=lambda row: row[name], reverse=reverse)",
  "",
  "",
  "if __name__ == '__main__':",
  "    table = Table(sys.argv[1])",
  "    summarise(table.rows, 'region')",
  "    print(mean(float(x) for x in table.column('price')))",
};

static Colour
get_code_colour (const char *line)
{
  if (strstr (line, "import") != NULL || strstr (line, "def ") != NULL || strstr (line, "class ") != NULL)
    return COLOUR (0x82aaff);
  if (strchr (line, '\'') != NULL)
    return COLOUR (0xc3e88d);
  if (strstr (line, "for ") != NULL || strstr (line, "return") != NULL)
    return COLOUR (0xc792ea);
  return COLOUR (0xd6deeb);
}

/* Returns the number of the line that is being written. */
static int
find_line (int n_letters, int *n_in_line)
{
  int n = G_N_ELEMENTS (code_lines);

  for (int i = 0; i < n; i++)
    {
      int length = (int) strlen (code_lines[i]) + 1;

      if (n_letters < length || i == n - 1)
        {
          *n_in_line = MIN (n_letters, length - 1);
          return i;
        }
      n_letters -= length;
    }
  return n - 1;
}

static void
draw_code (const Demo *self, Ink *ink, double time_s)
{
  int n_in_line = 0;
  int last = find_line (count_letters (self, time_s), &n_in_line);
  int first = MAX (0, last - 16);

  for (int i = first; i <= last; i++)
    {
      g_autofree char *number = g_strdup_printf ("%3d", i + 1);
      g_autofree char *text = g_strndup (code_lines[i], i == last ? (gsize) n_in_line : strlen (code_lines[i]));
      double y = TOP + 12 + (i - first) * LINE;

      put_text (ink, "DejaVu Sans Mono", 15, COLOUR (0x4b6479), 250, y, number);
      if (text[0] != '\0')
        put_text (ink, "DejaVu Sans Mono", 17, get_code_colour (code_lines[i]), 310, y, text);
      if (i == last && fmod (time_s, 1) < 0.5)
        fill_box (ink, 310 + 10.24 * n_in_line, y, 2, 21, 0, COLOUR (0xffffff));
    }
}

static void
draw_editor (const Demo *self, Ink *ink, double time_s)
{
  static const char *const files[] = { "▾ lecture", "   data.csv", "   table.py",
                                       "   test_table.py", "   README.md", "▸ figures", "▸ .venv" };
  static const char *const output[] = { "$ python table.py data.csv", "north                   412  41.2 %",
                                        "south                   318  31.8 %",
                                        "west                    270  27.0 %", "$" };
  int n_output = CLAMP ((int) ((time_s - self->start_s) / (self->end_s - self->start_s) * 7), 1, 5);

  fill_box (ink, 0, 0, self->width, CANVAS_HEIGHT, 0, COLOUR (0x0f1b2a));
  fill_box (ink, 0, 0, self->width, 44, 0, COLOUR (0x1b2838));
  fill_box (ink, 0, 44, 232, CANVAS_HEIGHT - 44, 0, COLOUR (0x132132));
  fill_box (ink, 232, 44, 190, TOP - 44, 0, COLOUR (0x0f1b2a));
  draw_window_buttons (ink, 22, 22);
  put_text (ink, "Lato", 17, COLOUR (0xb8c4d0), 110, 12, "File   Edit   Selection   View   Run   Terminal   Help");
  put_text (ink, "Lato", 17, COLOUR (0xffffff), 250, 53, "table.py");
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    put_text (ink, "Lato", 17, i == 2 ? COLOUR (0xffffff) : COLOUR (0x9fb0c0), 18, 64 + 30 * i, files[i]);
  draw_code (self, ink, time_s);
  fill_box (ink, 232, 530, self->width - 232, 160, 0, COLOUR (0x0b1420));
  fill_box (ink, 232, 530, self->width - 232, 1.5, 0, COLOUR (0x2b3f55));
  for (int i = 0; i < n_output; i++)
    put_text (ink, "DejaVu Sans Mono", 16, COLOUR (0xc8d3de), 250, 546 + 26 * i, output[i]);
  fill_box (ink, 0, CANVAS_HEIGHT - 28, self->width, 28, 0, COLOUR (0x2f6fb5));
  put_text (ink, "Lato", 15, COLOUR (0xffffff), 14, CANVAS_HEIGHT - 24, "main*    Python 3.11    UTF-8    Spaces: 4");
}

static void
demo_draw (gpointer data, cairo_t *cr, double time_s)
{
  Demo *self = data;
  Ink ink = { cr, NULL, -1, 0 };

  cairo_scale (cr, self->scale, self->scale);
  switch (self->kind)
    {
    case DEMO_DESKTOP:
      draw_desktop (self, &ink);
      break;
    case DEMO_EDITOR:
      draw_editor (self, &ink, time_s);
      break;
    case DEMO_BROWSER:
      draw_browser (self, &ink, time_s);
      break;
    }
}

static void
demo_free (gpointer data)
{
  Demo *self = data;

  g_array_unref (self->scrolls);
  g_clear_pointer (&self->page, cairo_surface_destroy);
  g_clear_pointer (&self->wallpaper, cairo_surface_destroy);
  g_free (self);
}

static const LayerClass demo_class = {
  .key = demo_key,
  .draw = demo_draw,
  .free = demo_free
};

static void
plan_scrolls (Demo *self, GRand *dice)
{
  double time_s = self->start_s + 1.5;

  while (time_s < self->end_s - 1)
    {
      Scroll scroll = { time_s, dice_range (dice, 0.25, 1.4), dice_range (dice, 90, 520) };

      if (dice_chance (dice, 0.2))
        scroll.amount = -scroll.amount;
      g_array_append_val (self->scrolls, scroll);
      time_s += scroll.seconds + dice_range (dice, 0.2, 3);
    }
}

void
demo_add (Recording *recording, DemoKind kind, double start_s, double end_s)
{
  Demo *self = g_new0 (Demo, 1);

  self->kind = kind;
  self->talk = recording->talk;
  self->seed = dice_hash_u32 (recording->seed, kind, (guint32) (start_s * 10));
  self->scale = recording->height / CANVAS_HEIGHT;
  self->width = recording->width / self->scale;
  self->start_s = start_s;
  self->end_s = end_s;
  self->scrolls = g_array_new (FALSE, FALSE, sizeof (Scroll));
  plan_scrolls (self, recording->dice);
  if (kind == DEMO_BROWSER)
    self->page = draw_article (self);
  if (kind == DEMO_DESKTOP)
    self->wallpaper = texture_photo (self->seed, 480, 270);
  scene_add (recording->screen, DEPTH_GROUND, &demo_class, self, start_s, end_s);
}
