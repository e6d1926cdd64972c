/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A shot is one page on the screen for a while. Its steps say how much of the
 * page is there; what the steps add goes into the truth at once.
 */
#include "recording.h"

#include <math.h>

typedef struct
{
  double at_s;
  double seconds;
  int n_shown;
  int n_letters; /* > 0: typed */
  Entrance entrance;
} Step;

struct _Shot
{
  Recording *recording; /* unowned */
  guint page;
  double start_s;
  double end_s;    /* of the page */
  double linger_s; /* of the layer, not before @end_s */
  double fade_s;
  double stall_s; /* before @start_s, with @stall_alpha */
  double stall_alpha;
  double leave_s;    /* before @end_s */
  double drift;      /* units of the canvas a second */
  GArray *steps;     /* of Step, the first at @start_s */
  TruthSlide *truth; /* unowned */
  cairo_rectangle_int_t region;

  cairo_surface_t *picture; /* as last drawn */
  guint64 picture_key;
};

Recording *
recording_new (guint32 seed, int width, int height, double fps, double length_s, const Theme *theme)
{
  Recording *self = g_new0 (Recording, 1);

  self->seed = seed;
  self->width = width;
  self->height = height;
  self->fps = fps;
  self->length_s = length_s;
  self->dice = dice_new (seed, DICE_TIMELINE, 0);
  self->talk = talk_new (seed);
  self->theme = theme;
  self->scene = self->screen = scene_new (width, height);
  self->truth = truth_new ();
  self->region = (cairo_rectangle_int_t){ 0, 0, width, height };
  self->shots = g_ptr_array_new ();
  return self;
}

void
recording_free (Recording *self)
{
  scene_free (self->scene);
  g_ptr_array_unref (self->shots);
  truth_free (self->truth);
  talk_free (self->talk);
  g_rand_free (self->dice);
  g_free (self);
}

double
recording_snap (const Recording *self, double time_s)
{
  return ceil (time_s * self->fps - 1e-6) / self->fps;
}

double
recording_share (Recording *self, int n)
{
  return self->length_s / n * dice_range (self->dice, 0.7, 1.3);
}

static Step *
get_step (const Shot *self, double time_s)
{
  Step *found = &g_array_index (self->steps, Step, 0);

  for (guint i = 1; i < self->steps->len; i++)
    {
      Step *step = &g_array_index (self->steps, Step, i);

      if (time_s >= step->at_s - 1e-6)
        found = step;
    }
  return found;
}

static PageView
get_view (const Shot *self, double time_s)
{
  const Step *step = get_step (self, time_s);
  int n_elements = page_count_elements (talk_get_page (self->recording->talk, self->page));
  double progress = step->seconds > 0 ? CLAMP ((time_s - step->at_s) / step->seconds, 0, 1) : 1;
  double gone = self->leave_s > 0 ? CLAMP ((time_s - self->end_s + self->leave_s) / self->leave_s, 0, 1) : 0;
  PageView view = { step->n_shown, -1, progress, step->entrance, gone * n_elements,
                    self->drift * (time_s - self->start_s), self->drift > 0 };

  if (step->n_letters > 0)
    {
      view.typed = progress < 1 ? (int) (progress * step->n_letters) : -1;
      view.progress = 1;
    }
  return view;
}

static double
get_alpha (const Shot *self, double time_s)
{
  if (self->stall_s > 0 && time_s < self->start_s - 1e-6)
    return self->stall_alpha;

  return self->fade_s > 0 ? CLAMP ((time_s - self->start_s + self->fade_s / 2) / self->fade_s, 0, 1) : 1;
}

static guint64
view_key (const PageView *view)
{
  return 1 + (guint64) (view->progress * 1000) + ((guint64) (view->typed + 1) << 12) +
         ((guint64) MIN (view->n_shown, 255) << 32) + ((guint64) (view->n_gone * 64) << 22) +
         ((guint64) (view->drift * 8) * 0x9e3779b97f4a7c15u);
}

static guint64
shot_key (gpointer data, double time_s)
{
  Shot *self = data;
  PageView view = get_view (self, time_s);

  return view_key (&view) ^ (guint64) (get_alpha (self, time_s) * 255) << 48;
}

static cairo_rectangle_int_t
shot_bounds (gpointer data, double time_s)
{
  return ((Shot *) data)->region;
}

static void
shot_draw (gpointer data, cairo_t *cr, double time_s)
{
  Shot *self = data;
  PageView view = get_view (self, time_s);

  if (self->picture == NULL || self->picture_key != view_key (&view))
    {
      g_clear_pointer (&self->picture, cairo_surface_destroy);
      self->picture = page_view_render (&view, self->recording->talk, talk_get_page (self->recording->talk, self->page),
                                        self->recording->theme, self->region.width, self->region.height, NULL);
      self->picture_key = view_key (&view);
    }
  cairo_set_source_surface (cr, self->picture, self->region.x, self->region.y);
  cairo_paint_with_alpha (cr, get_alpha (self, time_s));
  /* Hours of video have hundreds of pages: one that is over is not needed again. */
  if (time_s + 2 / self->recording->fps > self->linger_s)
    g_clear_pointer (&self->picture, cairo_surface_destroy);
}

static void
shot_free (gpointer data)
{
  Shot *self = data;

  g_array_unref (self->steps);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_free (self);
}

static const LayerClass shot_class = { .key = shot_key, .bounds = shot_bounds, .draw = shot_draw, .free = shot_free };

static int
find_first_visit (const Recording *self, guint page)
{
  for (guint i = 0; i < self->shots->len; i++)
    {
      const Shot *shot = g_ptr_array_index (self->shots, i);
      guint index;

      if (shot->page == page && g_ptr_array_find (self->truth->slides, shot->truth, &index))
        return (int) index;
    }
  return -1;
}

TruthSlide *
recording_add_stretch (Recording *self, const char *kind, double seconds)
{
  double end_s = recording_snap (self, self->now_s + seconds);
  TruthSlide *slide = truth_add_slide (self->truth, kind, self->now_s, end_s);

  slide->region = self->region;
  self->now_s = end_s;
  return slide;
}

Shot *
recording_show (Recording *self, guint page, double seconds, int n_shown)
{
  Shot *shot = g_new0 (Shot, 1);
  int first_visit = find_first_visit (self, page);
  Step step = { self->now_s, 0, n_shown, 0, ENTRANCE_FADE };

  talk_grow (self->talk, page + 1);
  if (n_shown == PAGE_ALL)
    step.n_shown = page_count_elements (talk_get_page (self->talk, page));
  shot->recording = self;
  shot->page = page;
  shot->start_s = self->now_s;
  shot->truth = recording_add_stretch (self, "slide", seconds);
  shot->truth->same_as = first_visit;
  shot->truth->title = g_strdup (talk_get_page (self->talk, page)->title);
  shot->end_s = shot->linger_s = self->now_s;
  shot->region = self->region;
  shot->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_append_val (shot->steps, step);
  g_ptr_array_add (self->shots, shot);
  return shot;
}

void
recording_cover (Recording *self, const char *what, double start_s, double end_s, cairo_rectangle_int_t box)
{
  cairo_rectangle_int_t inside = { MAX (box.x, self->region.x), MAX (box.y, self->region.y), 0, 0 };

  inside.width = MIN (box.x + box.width, self->region.x + self->region.width) - inside.x;
  inside.height = MIN (box.y + box.height, self->region.y + self->region.height) - inside.y;
  inside.x -= self->region.x;
  inside.y -= self->region.y;
  truth_add_cover (self->truth, what, start_s, end_s, inside);
}

/* Layers go into the scene only now: until then shots learn how long they linger. */
void
recording_complete (Recording *self)
{
  for (guint i = 0; i < self->shots->len; i++)
    {
      Shot *shot = g_ptr_array_index (self->shots, i);
      PageView view = get_view (shot, shot->end_s - shot->leave_s);
      cairo_surface_t *picture;

      shot->truth->lines = text_log_new ();
      picture = page_view_render (&view, self->talk, talk_get_page (self->talk, shot->page), self->theme,
                                  shot->region.width, shot->region.height, shot->truth->lines);
      cairo_surface_destroy (picture);
      scene_add (self->screen, DEPTH_SLIDE, &shot_class, shot, shot->start_s - MAX (shot->fade_s / 2, shot->stall_s),
                 shot->linger_s);
    }
}

typedef struct
{
  cairo_surface_t *picture;
  cairo_rectangle_int_t region;
  double alpha;
} Ghost;

static void
ghost_draw (gpointer data, cairo_t *cr, double time_s)
{
  Ghost *self = data;

  cairo_set_source_surface (cr, self->picture, self->region.x, self->region.y);
  cairo_paint_with_alpha (cr, self->alpha);
}

static void
ghost_free (gpointer data)
{
  Ghost *self = data;

  cairo_surface_destroy (self->picture);
  g_free (self);
}

static const LayerClass ghost_class = { .draw = ghost_draw, .free = ghost_free };

void
shot_leave_ghost (Shot *self, double seconds, double alpha)
{
  Recording *recording = self->recording;
  PageView view = get_view (self, self->end_s);
  Ghost *ghost = g_new0 (Ghost, 1);

  ghost->region = self->region;
  ghost->alpha = alpha;
  ghost->picture = page_view_render (&view, recording->talk, talk_get_page (recording->talk, self->page),
                                     recording->theme, self->region.width, self->region.height, NULL);
  scene_add (recording->screen, DEPTH_CONTENT, &ghost_class, ghost, self->end_s,
             recording_snap (recording, self->end_s + seconds));
}

void
shot_delay_done (Shot *self, double done_s)
{
  self->truth->done_s = MAX (self->truth->done_s, recording_snap (self->recording, done_s));
}

double
shot_get_start (const Shot *self)
{
  return self->start_s;
}

double
shot_get_end (const Shot *self)
{
  return self->end_s;
}

TruthSlide *
shot_get_truth (const Shot *self)
{
  return self->truth;
}

guint
shot_get_page (const Shot *self)
{
  return self->page;
}

int
shot_count_shown (const Shot *self, double time_s)
{
  return get_step (self, time_s)->n_shown;
}

static Step *
get_last_step (const Shot *self)
{
  return &g_array_index (self->steps, Step, self->steps->len - 1);
}

int
shot_count_missing (const Shot *self)
{
  return page_count_elements (talk_get_page (self->recording->talk, self->page)) - get_last_step (self)->n_shown;
}

static void
add_step (Shot *self, double at_s, double seconds, int n_letters, Entrance entrance)
{
  Step step = { recording_snap (self->recording, at_s), recording_snap (self->recording, seconds),
                get_last_step (self)->n_shown + 1, n_letters, entrance };

  g_assert (shot_count_missing (self) > 0);
  g_assert (step.at_s >= get_last_step (self)->at_s);
  g_array_append_val (self->steps, step);
  g_array_append_val (self->truth->builds, step.at_s);
  self->truth->done_s = MAX (self->truth->done_s, step.at_s + step.seconds);
}

void
shot_build (Shot *self, double at_s)
{
  add_step (self, at_s, 0, 0, ENTRANCE_FADE);
}

void
shot_enter (Shot *self, double at_s, double seconds, Entrance entrance)
{
  add_step (self, at_s, seconds, 0, entrance);
}

void
shot_type (Shot *self, double at_s, double seconds)
{
  const Page *page = talk_get_page (self->recording->talk, self->page);
  guint element = (guint) get_last_step (self)->n_shown;

  g_assert (element < page->points->len);
  add_step (self, at_s, seconds,
            (int) g_utf8_strlen (((Point *) g_ptr_array_index (page->points, element))->text, -1), ENTRANCE_FADE);
}

void
shot_fade_in (Shot *self, double seconds)
{
  self->fade_s = recording_snap (self->recording, seconds);
  self->truth->done_s = MAX (self->truth->done_s, recording_snap (self->recording, self->start_s + self->fade_s / 2));
}

void
shot_stall (Shot *self, double seconds, double alpha)
{
  self->stall_s = recording_snap (self->recording, seconds);
  self->stall_alpha = alpha;
}

void
shot_leave (Shot *self, double seconds)
{
  self->leave_s = recording_snap (self->recording, seconds);
}

void
shot_drift (Shot *self, double speed)
{
  self->drift = speed;
}

void
shot_linger (Shot *self, double seconds)
{
  self->linger_s = recording_snap (self->recording, self->end_s + seconds);
}

void
shot_build_all (Shot *self)
{
  int n = shot_count_missing (self);
  double step = (self->end_s - self->start_s) / (n + 1);

  for (int i = 0; i < n; i++)
    shot_build (self, self->start_s + step * (i + dice_range (self->recording->dice, 0.75, 1.15)));
}
