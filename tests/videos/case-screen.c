/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cases in which the desktop or the player is seen: pointers, overlays, demos,
 * and what is no slide at all.
 */
#include "cases.h"
#include "demo.h"
#include "overlay.h"
#include "person.h"
#include "pointer.h"

void
case_cursor (Recording *self)
{
  static const PointerKind kinds[] = { POINTER_ARROW, POINTER_LASER, POINTER_SPOT };
  int n = MAX (4, (int) (self->length_s / 8));
  double part;

  for (int i = 0; i < n; i++)
    recording_show (self, (guint) i, recording_share (self, n), PAGE_ALL);
  part = self->now_s / 3;
  for (int i = 0; i < 3; i++)
    pointer_wander (self, kinds[i], recording_snap (self, part * i), recording_snap (self, part * (i + 0.92)),
                    dice_range (self->dice, 0.5, 2.5));
}

void
case_player (Recording *self)
{
  int n = MAX (5, (int) (self->length_s / 8));
  double at_s;

  for (int i = 0; i < n; i++)
    recording_show (self, (guint) i, recording_share (self, n), PAGE_ALL);

  overlay_add (self, OVERLAY_CONTROLS, NULL, 0, 3.2);
  overlay_add_captions (self, self->now_s * 0.5, self->now_s * 0.85);
  at_s = self->now_s * 0.12;
  while (at_s < self->now_s * 0.95)
    {
      if (dice_chance (self->dice, 0.5))
        overlay_add (self, OVERLAY_TOAST, "See you at the exercise class?", at_s, at_s + dice_range (self->dice, 3, 5));
      else
        overlay_add (self, OVERLAY_CONTROLS, NULL, at_s, at_s + dice_range (self->dice, 2, 4));
      if (dice_chance (self->dice, 0.35))
        overlay_add (self, OVERLAY_PAUSE, NULL, at_s, at_s + dice_range (self->dice, 0.8, 2.5));
      at_s += dice_range (self->dice, 7, 13);
    }
}

static void
show_demo (Recording *self, DemoKind kind, double seconds)
{
  TruthSlide *stretch = recording_add_stretch (self, kind == DEMO_DESKTOP ? "desktop" : "demo", seconds);

  demo_add (self, kind, stretch->start_s, stretch->end_s);
}

void
case_demo (Recording *self)
{
  double part = self->length_s / 8;
  double first_s;

  recording_show (self, 0, part, PAGE_ALL);
  recording_show (self, 1, part, PAGE_ALL);
  first_s = self->now_s;
  show_demo (self, DEMO_EDITOR, part * 1.8);
  recording_show (self, 2, part, PAGE_ALL);
  show_demo (self, DEMO_BROWSER, part * 1.8);
  pointer_wander (self, POINTER_ARROW, first_s, self->now_s, 1.5);
  recording_show (self, 3, part * 0.8, PAGE_ALL);
  recording_show (self, 4, part * 0.6, PAGE_ALL);
}

typedef struct
{
  int width;
  int height;
  double start_s;
} NoSignal;

static void
get_sign_place (const NoSignal *self, double time_s, double *x, double *y)
{
  int step = (int) ((time_s - self->start_s) / 2);

  *x = self->width * (0.2 + 0.6 * dice_hash ((guint32) step, 1, 5));
  *y = self->height * (0.2 + 0.6 * dice_hash ((guint32) step, 2, 5));
}

static guint64
no_signal_key (gpointer data, double time_s)
{
  return 1 + (guint64) ((time_s - ((NoSignal *) data)->start_s) / 2);
}

static void
no_signal_draw (gpointer data, cairo_t *cr, double time_s)
{
  const NoSignal *self = data;
  Ink ink = { cr, NULL, -1, 0 };
  const TextStyle style = { "Liberation Sans", self->height * 0.055, PANGO_WEIGHT_BOLD, FALSE, FALSE,
                            COLOUR (0xffffff), PANGO_ALIGN_CENTER, 1 };
  double x, y;

  get_sign_place (self, time_s, &x, &y);
  ink_colour (&ink, COLOUR (0x0a22c8), 1);
  cairo_paint (cr);
  ink_text (&ink, &style, TEXT_LABEL, x, y, 0, "No Signal");
}

static const LayerClass no_signal_class = { .key = no_signal_key, .draw = no_signal_draw, .free = g_free };

static void
show_no_signal (Recording *self, double seconds)
{
  TruthSlide *stretch = recording_add_stretch (self, "blank", seconds);
  NoSignal *sign = g_new0 (NoSignal, 1);

  *sign = (NoSignal){ self->width, self->height, stretch->start_s };
  stretch->note = g_strdup ("no signal");
  scene_add (self->scene, DEPTH_GROUND, &no_signal_class, sign, stretch->start_s, stretch->end_s);
}

void
case_leftout (Recording *self)
{
  double part = self->length_s / 9;
  const PersonPlace place = { 0, { 0, 0, self->width, self->height } };
  TruthSlide *speaker;

  recording_add_stretch (self, "blank", part * 0.5)->note = g_strdup ("black");
  show_demo (self, DEMO_DESKTOP, part * 0.8);
  recording_show (self, 0, part, PAGE_ALL);
  recording_show (self, 1, part, PAGE_ALL);
  show_no_signal (self, part);
  recording_show (self, 1, part * 0.7, PAGE_ALL);
  recording_show (self, 2, part, PAGE_ALL);
  speaker = recording_add_stretch (self, "speaker", part);
  person_add (self->scene, self->seed, PERSON_BOX, &place, 1, 0.3, speaker->start_s, speaker->end_s);
  recording_show (self, 3, part, PAGE_ALL);
  recording_add_stretch (self, "blank", part * 0.6)->note = g_strdup ("black");
}
