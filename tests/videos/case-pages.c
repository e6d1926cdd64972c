/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases made of little but the pages of a talk: cuts, near-identical pages,
 * builds, dark templates, pages that come back, hardly any bits.
 */
#include "cases.h"
#include "clip.h"
#include "person.h"
#include "pointer.h"

/* About seven seconds a page, uneven. */
static int
count_pages (const Recording *self, int at_least)
{
  return MAX (at_least, (int) (self->length_s / 7));
}

void
case_cuts (Recording *self)
{
  int n = count_pages (self, 4);

  for (int i = 0; i < n; i++)
    recording_show (self, (guint) i, recording_share (self, n), PAGE_ALL);
}

/* A page, then versions of it in which one line and a digit of the title are others. */
void
case_near (Recording *self)
{
  int n = count_pages (self, 5);
  guint page = 0;

  recording_show (self, 0, recording_share (self, n), PAGE_ALL);
  for (int i = 1; i < n; i++)
    {
      if (i % 4 == 1)
        talk_add_page (self->talk, LAYOUT_POINTS, FIGURE_NONE, dice_int (self->dice, 4, 6));
      else
        talk_add_variant (self->talk, talk_get_page (self->talk, page));
      page = self->talk->pages->len - 1;
      recording_show (self, page, recording_share (self, n), PAGE_ALL);
    }
}

static Shot *
show_with_builds (Recording *self, Layout layout, FigureKind figure, double seconds)
{
  Shot *shot;

  talk_add_page (self->talk, layout, figure, dice_int (self->dice, 3, 5));
  shot = recording_show (self, self->talk->pages->len - 1, seconds, dice_int (self->dice, 0, 1));
  shot_build_all (shot);
  return shot;
}

void
case_builds (Recording *self)
{
  int n = MAX (3, (int) (self->length_s / 11));

  recording_show (self, 0, 5, PAGE_ALL);
  for (int i = 1; i < n; i++)
    {
      gboolean with_figure = i % 3 == 2;

      show_with_builds (self, with_figure ? LAYOUT_POINTS_FIGURE : LAYOUT_POINTS,
                        with_figure ? FIGURE_LINES : FIGURE_NONE, recording_share (self, n));
    }
}

void
case_dark (Recording *self)
{
  int n = count_pages (self, 4);

  for (int i = 0; i < n; i++)
    {
      if (i % 3 == 2)
        show_with_builds (self, LAYOUT_POINTS, FIGURE_NONE, recording_share (self, n));
      else
        recording_show (self, self->talk->pages->len - (i == 0 ? 1 : 0), recording_share (self, n), PAGE_ALL);
    }
}

/* Through @n pages back or forth, each for a few frames. */
static void
flick (Recording *self, int from, int step, int n)
{
  for (int i = 0; i < n; i++)
    {
      Shot *shot = recording_show (self, (guint) (from + step * i), dice_range (self->dice, 0.2, 0.6), PAGE_ALL);

      shot_get_truth (shot)->transient = TRUE;
    }
}

void
case_returns (Recording *self)
{
  static const int order[] = { 0, 1, 2, 1, 3, 4, 2, 5, 6 };
  int n = G_N_ELEMENTS (order);

  for (int i = 0; i < n; i++)
    {
      recording_show (self, (guint) order[i], recording_share (self, n), PAGE_ALL);
      if (i == 5)
        flick (self, 3, -1, 1);
      if (i == 7)
        flick (self, 4, -1, 3);
    }
  flick (self, 5, -1, 4);
  recording_show (self, 1, 6, PAGE_ALL);
}

/* Long stills, as in hours of recording, a cursor now and then. */
void
case_pulse (Recording *self)
{
  int n = MAX (4, (int) (self->length_s / 12));

  for (int i = 0; i < n; i++)
    {
      double seconds = recording_share (self, n);

      if (i % 3 == 1)
        show_with_builds (self, LAYOUT_POINTS, FIGURE_NONE, seconds);
      else
        recording_show (self, self->talk->pages->len - (i == 0 ? 1 : 0), seconds, PAGE_ALL);
    }
  pointer_wander (self, POINTER_ARROW, self->now_s * 0.3, self->now_s * 0.7, 4);
}

/* Where page-view.c puts the figure of a page with points. */
static cairo_rectangle_int_t
get_figure_box (const Recording *self)
{
  double scale = self->region.height / CANVAS_HEIGHT;
  double x, y, width, height;

  theme_get_body (self->theme, self->region.width / scale, &x, &y, &width, &height);
  return (cairo_rectangle_int_t){ self->region.x + (int) ((x + width * 0.52) * scale),
                                  self->region.y + (int) ((y + 10) * scale),
                                  (int) (width * 0.48 * scale), (int) (height * 0.86 * scale) };
}

static void
show_with_clip (Recording *self, double seconds)
{
  Shot *shot;

  talk_add_page (self->talk, LAYOUT_POINTS_FIGURE, FIGURE_NONE, 3);
  shot = recording_show (self, self->talk->pages->len - 1, seconds, PAGE_ALL);
  clip_add (self, self->seed, get_figure_box (self), 3, 10, shot_get_start (shot), shot_get_end (shot));
}

void
case_video (Recording *self)
{
  double part = self->length_s / 7;
  guint first;
  TruthSlide *film;

  recording_show (self, 0, part, PAGE_ALL);
  recording_show (self, 1, part, PAGE_ALL);
  first = self->talk->pages->len - 1;
  show_with_clip (self, part * 1.4);
  recording_show (self, self->talk->pages->len, part, PAGE_ALL);
  film = recording_add_stretch (self, "video", part);
  clip_add (self, self->seed + 1, self->region, 0, 12, film->start_s, film->end_s);
  show_with_clip (self, part);
  recording_show (self, first, part * 0.8, PAGE_ALL);
}

/* 24 slides, or one every five seconds where that is fewer. */
void
case_talk (Recording *self)
{
  int n = CLAMP ((int) (self->length_s / 5), 2, 24);

  for (int i = 0; i < n; i++)
    {
      Shot *shot = recording_show (self, (guint) i, recording_share (self, n), i % 6 == 3 ? 1 : PAGE_ALL);

      shot_build_all (shot);
    }
}

static void
add_speaker (Recording *self, double grain)
{
  int width = self->width / 5;
  int height = width * 3 / 4;
  const PersonPlace place = { 0, { self->width - width - 14, self->height - height - 44, width, height } };

  person_add (self->scene, self->seed, PERSON_BOX, &place, 1, grain, 0, self->now_s);
  recording_cover (self, "speaker", 0, self->now_s, place.box);
}

void
case_talk_inset (Recording *self)
{
  case_talk (self);
  add_speaker (self, 0.7);
}

void
case_lecture (Recording *self)
{
  double part = self->length_s / 8;

  talk_add_page (self->talk, LAYOUT_POINTS, FIGURE_NONE, 4);
  talk_add_page (self->talk, LAYOUT_POINTS_FIGURE, FIGURE_LINES, 3);
  talk_add_page (self->talk, LAYOUT_FIGURE, FIGURE_DIAGRAM, 0);
  talk_add_page (self->talk, LAYOUT_POINTS_FIGURE, FIGURE_PHOTO, 3);
  talk_add_page (self->talk, LAYOUT_STATEMENT, FIGURE_NONE, 1);
  talk_add_page (self->talk, LAYOUT_FIGURE, FIGURE_TABLE, 0);
  recording_show (self, 0, part * 0.8, PAGE_ALL);
  shot_build_all (recording_show (self, 1, part * 1.5, 1));
  shot_build_all (recording_show (self, 2, part * 1.4, 1));
  recording_show (self, 3, part, PAGE_ALL);
  recording_show (self, 4, part, PAGE_ALL);
  recording_show (self, 6, part, PAGE_ALL);
  recording_show (self, 3, part * 0.7, PAGE_ALL);
  recording_show (self, 5, part * 0.7, PAGE_ALL);
  add_speaker (self, 0.4);
  pointer_wander (self, POINTER_ARROW, part, self->now_s, 3);
}

/* Three pages on, one of them skipped; every seventh time back to one that was shown. */
void
case_deck (Recording *self)
{
  int n = MAX (6, (int) (self->length_s / 7));
  guint page = 0;

  for (int i = 0; i < n; i++)
    {
      double seconds = recording_share (self, n);
      gboolean goes_back = i % 7 == 6;

      if (goes_back)
        {
          recording_show (self, page - (guint) dice_int (self->dice, 2, 4), seconds, PAGE_ALL);
          continue;
        }
      if (i == n / 2)
        {
          TruthSlide *film = recording_add_stretch (self, "video", seconds);

          clip_add (self, self->seed, self->region, 0, 12, film->start_s, film->end_s);
          continue;
        }
      if (i % 3 == 1)
        shot_build_all (recording_show (self, page, seconds, 1));
      else
        recording_show (self, page, seconds, PAGE_ALL);
      page += i % 4 == 3 ? 2 : 1;
    }
}
