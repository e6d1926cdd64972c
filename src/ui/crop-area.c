/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The box is kept in pixels of the frame; the screen's are only for hands and for
 * drawing. A drag is counted from where it began, so that an edge that was stopped
 * is under the hand again when it comes back.
 */
#include "ui/crop-area.h"

#include <math.h>

#include "ui/crop-geometry.h"

#define REACH       12.0 /* pixels of the screen around an edge */
#define HANDLE_SIDE 10.0F
#define SHADE       0.55F
#define FAR_STEP    10

struct _LecCropArea
{
  GtkWidget parent_instance;

  int frame_width;
  int frame_height;
  LecRect rect;

  LecRect dragged; /* as it was when the drag began */
  LecCropEdges edges;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecCropArea, lec_crop_area, GTK_TYPE_WIDGET)

/* --- The screen's pixels --- */

typedef struct
{
  double scale; /* of the frame's pixels; 0 when there are none */
  double x;
  double y;
} View;

static View
get_view (LecCropArea *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  View view = { 0 };

  if (self->frame_width <= 0 || self->frame_height <= 0 || width <= 0 || height <= 0)
    return view;

  view.scale = MIN ((double) width / self->frame_width, (double) height / self->frame_height);
  view.x = (width - self->frame_width * view.scale) / 2;
  view.y = (height - self->frame_height * view.scale) / 2;
  return view;
}

static graphene_rect_t
to_screen (const View *view,
           const LecRect *rect)
{
  return GRAPHENE_RECT_INIT ((float) (view->x + rect->x * view->scale), (float) (view->y + rect->y * view->scale),
                             (float) (rect->width * view->scale), (float) (rect->height * view->scale));
}

/* --- Drawing --- */

static void
draw_shade (GtkSnapshot *snapshot,
            const graphene_rect_t *frame,
            const graphene_rect_t *box)
{
  const GdkRGBA shade = { 0, 0, 0, SHADE };
  float below = box->origin.y + box->size.height, after = box->origin.x + box->size.width;
  float right = frame->origin.x + frame->size.width, bottom = frame->origin.y + frame->size.height;

  gtk_snapshot_append_color (snapshot, &shade,
                             &GRAPHENE_RECT_INIT (frame->origin.x, frame->origin.y, frame->size.width,
                                                  box->origin.y - frame->origin.y));
  gtk_snapshot_append_color (snapshot, &shade,
                             &GRAPHENE_RECT_INIT (frame->origin.x, below, frame->size.width, bottom - below));
  gtk_snapshot_append_color (snapshot, &shade,
                             &GRAPHENE_RECT_INIT (frame->origin.x, box->origin.y, box->origin.x - frame->origin.x,
                                                  box->size.height));
  gtk_snapshot_append_color (snapshot, &shade,
                             &GRAPHENE_RECT_INIT (after, box->origin.y, right - after, box->size.height));
}

static void
draw_border (GtkSnapshot *snapshot,
             const graphene_rect_t *box,
             float width,
             const GdkRGBA *color)
{
  const float widths[4] = { width, width, width, width };
  const GdkRGBA colors[4] = { *color, *color, *color, *color };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, box, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths, colors);
}

/* Light within dark: seen on any picture. */
static void
draw_handle (GtkSnapshot *snapshot,
             float x,
             float y)
{
  const GdkRGBA dark = { 0, 0, 0, 1 }, light = { 1, 1, 1, 1 };
  graphene_rect_t handle = GRAPHENE_RECT_INIT (x - HANDLE_SIDE / 2, y - HANDLE_SIDE / 2, HANDLE_SIDE, HANDLE_SIDE);

  gtk_snapshot_append_color (snapshot, &dark, &handle);
  graphene_rect_inset (&handle, 2, 2);
  gtk_snapshot_append_color (snapshot, &light, &handle);
}

static void
draw_handles (GtkSnapshot *snapshot,
              const graphene_rect_t *box)
{
  for (int row = 0; row < 3; row++)
    for (int column = 0; column < 3; column++)
      if (row != 1 || column != 1)
        draw_handle (snapshot, box->origin.x + box->size.width * (float) column / 2,
                     box->origin.y + box->size.height * (float) row / 2);
}

static void
lec_crop_area_snapshot (GtkWidget *widget,
                        GtkSnapshot *snapshot)
{
  LecCropArea *self = LEC_CROP_AREA (widget);
  const GdkRGBA dark = { 0, 0, 0, 1 }, light = { 1, 1, 1, 1 };
  const LecRect whole = { 0, 0, self->frame_width, self->frame_height };
  const View view = get_view (self);
  graphene_rect_t frame, box;

  if (view.scale <= 0)
    return;

  frame = to_screen (&view, &whole);
  box = to_screen (&view, &self->rect);
  draw_shade (snapshot, &frame, &box);
  draw_border (snapshot, &box, gtk_widget_has_visible_focus (widget) ? 4 : 3, &dark);
  graphene_rect_inset (&box, 1, 1);
  draw_border (snapshot, &box, gtk_widget_has_visible_focus (widget) ? 2 : 1, &light);
  draw_handles (snapshot, &box);
}

/* --- Hands and keys --- */

static void
take_rect (LecCropArea *self,
           LecRect rect)
{
  if (lec_rect_equal (&rect, &self->rect))
    return;

  self->rect = rect;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static LecCropEdges
find_edges (LecCropArea *self,
            double x,
            double y)
{
  const View view = get_view (self);

  if (view.scale <= 0)
    return 0;

  return lec_crop_find_edges (&self->rect, (x - view.x) / view.scale, (y - view.y) / view.scale, REACH / view.scale);
}

static void
drag_begin_cb (LecCropArea *self,
               double x,
               double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->dragged = self->rect;
  self->edges = find_edges (self, x, y);
}

static void
drag_update_cb (LecCropArea *self,
                double dx,
                double dy)
{
  const View view = get_view (self);

  if (view.scale > 0)
    take_rect (self, lec_crop_move (&self->dragged, self->edges, (int) lround (dx / view.scale),
                                    (int) lround (dy / view.scale), self->frame_width, self->frame_height));
}

static const char *
get_cursor (LecCropEdges edges)
{
  static const char *const names[16] = {
    [0] = "move",
    [LEC_CROP_LEFT] = "w-resize",
    [LEC_CROP_RIGHT] = "e-resize",
    [LEC_CROP_TOP] = "n-resize",
    [LEC_CROP_BOTTOM] = "s-resize",
    [LEC_CROP_LEFT |
      LEC_CROP_TOP] = "nw-resize",
    [LEC_CROP_RIGHT |
      LEC_CROP_TOP] = "ne-resize",
    [LEC_CROP_LEFT |
      LEC_CROP_BOTTOM] = "sw-resize",
    [LEC_CROP_RIGHT |
      LEC_CROP_BOTTOM] = "se-resize",
  };

  return names[edges & 15];
}

static void
motion_cb (LecCropArea *self,
           double x,
           double y)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), get_cursor (find_edges (self, x, y)));
}

static gboolean
key_pressed_cb (LecCropArea *self,
                guint key,
                guint code,
                GdkModifierType modifiers)
{
  int step = (modifiers & GDK_SHIFT_MASK) != 0 ? FAR_STEP : 1;
  LecCropEdges edges = (modifiers & GDK_CONTROL_MASK) != 0 ? LEC_CROP_RIGHT | LEC_CROP_BOTTOM : 0;
  int dx = 0, dy = 0;

  if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    dx = -step;
  else if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    dx = step;
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    dy = -step;
  else if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    dy = step;
  else
    return GDK_EVENT_PROPAGATE;

  take_rect (self, lec_crop_move (&self->rect, edges, dx, dy, self->frame_width, self->frame_height));
  return GDK_EVENT_STOP;
}

static void
add_controllers (LecCropArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

static void
lec_crop_area_class_init (LecCropAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = lec_crop_area_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHANGED] = g_signal_new ("changed", LEC_TYPE_CROP_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
lec_crop_area_init (LecCropArea *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_controllers (self);
}

void
lec_crop_area_set_frame (LecCropArea *self,
                         int width,
                         int height)
{
  g_return_if_fail (LEC_IS_CROP_AREA (self) && width >= 0 && height >= 0);

  self->frame_width = width;
  self->frame_height = height;
  self->rect = lec_crop_fit (&self->rect, width, height);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lec_crop_area_set_rect (LecCropArea *self,
                        const LecRect *rect)
{
  g_return_if_fail (LEC_IS_CROP_AREA (self));

  self->rect = lec_crop_fit (rect, self->frame_width, self->frame_height);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const LecRect *
lec_crop_area_get_rect (LecCropArea *self)
{
  g_return_val_if_fail (LEC_IS_CROP_AREA (self), NULL);

  return &self->rect;
}
