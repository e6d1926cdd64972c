/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GtkScale has marks too, but each of them is a widget: four hundred of those
 * are slow. Here they are drawn, one a pixel at most. Whether the scale is being
 * dragged is seen without taking part in its gestures, which would end them.
 */
#include "ui/scrubber.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "base/time-format.h"

#define TICK_HEIGHT 5
#define STEP_S      1.0
#define PAGE_S      10.0

struct _LecScrubber
{
  GtkWidget parent_instance;

  GtkWidget *scale;
  GtkAdjustment *adjustment; /* unowned: the scale's */
  GArray *marks_s;           /* (element-type double) */
  gint64 told_s;             /* the last time that was told in words */
  gboolean is_held;
};

enum
{
  SCRUBBED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecScrubber, lec_scrubber, GTK_TYPE_WIDGET)

/* --- Ticks --- */

/* Returns: where the trough begins and how long it is */
static graphene_rect_t
get_trough (LecScrubber *self)
{
  GdkRectangle range;
  graphene_rect_t trough = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  double x = 0, y = 0;

  gtk_range_get_range_rect (GTK_RANGE (self->scale), &range);
  if (gtk_widget_translate_coordinates (self->scale, GTK_WIDGET (self), range.x, range.y, &x, &y))
    trough = GRAPHENE_RECT_INIT ((float) x, (float) y, (float) range.width, (float) range.height);
  return trough;
}

static void
draw_ticks (LecScrubber *self,
            GtkSnapshot *snapshot)
{
  const graphene_rect_t trough = get_trough (self);
  float y = (float) gtk_widget_get_height (GTK_WIDGET (self)) - TICK_HEIGHT;
  double duration_s = gtk_adjustment_get_upper (self->adjustment);
  gboolean is_mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float last_x = -1;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  color.alpha *= 0.55F;
  for (guint i = 0; i < self->marks_s->len && duration_s > 0; i++)
    {
      double ratio = CLAMP (g_array_index (self->marks_s, double, i) / duration_s, 0, 1);
      float x = trough.origin.x + roundf (trough.size.width * (float) (is_mirrored ? 1 - ratio : ratio));

      if (x != last_x)
        gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x, y, 1, TICK_HEIGHT));
      last_x = x;
    }
}

static void
lec_scrubber_snapshot (GtkWidget *widget,
                       GtkSnapshot *snapshot)
{
  LecScrubber *self = LEC_SCRUBBER (widget);

  gtk_widget_snapshot_child (widget, self->scale, snapshot);
  draw_ticks (self, snapshot);
}

/* --- The scale --- */

static void
tell_position (LecScrubber *self)
{
  double time_s = gtk_adjustment_get_value (self->adjustment);
  g_autofree char *text = NULL;

  if ((gint64) time_s == self->told_s)
    return;

  self->told_s = (gint64) time_s;
  text = lec_time_format (time_s);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static gboolean
change_value_cb (LecScrubber *self,
                 GtkScrollType scroll,
                 double value)
{
  double time_s = CLAMP (value, 0, gtk_adjustment_get_upper (self->adjustment));

  gtk_adjustment_set_value (self->adjustment, time_s);
  tell_position (self);
  g_signal_emit (self, signals[SCRUBBED], 0, time_s, !self->is_held);
  return GDK_EVENT_STOP;
}

static void
let_go (LecScrubber *self)
{
  if (!self->is_held)
    return;

  self->is_held = FALSE;
  g_signal_emit (self, signals[SCRUBBED], 0, gtk_adjustment_get_value (self->adjustment), TRUE);
}

static gboolean
event_cb (LecScrubber *self,
          GdkEvent *event)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
      self->is_held = TRUE;
      break;
    case GDK_BUTTON_RELEASE:
    case GDK_TOUCH_END:
    case GDK_TOUCH_CANCEL:
    case GDK_GRAB_BROKEN:
      let_go (self);
      break;
    default:
      break;
    }

  return GDK_EVENT_PROPAGATE;
}

static void
watch_hand (LecScrubber *self)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->scale, controller);
}

static void
lec_scrubber_unmap (GtkWidget *widget)
{
  let_go (LEC_SCRUBBER (widget));

  GTK_WIDGET_CLASS (lec_scrubber_parent_class)->unmap (widget);
}

static void
lec_scrubber_dispose (GObject *object)
{
  LecScrubber *self = LEC_SCRUBBER (object);

  g_clear_pointer (&self->scale, gtk_widget_unparent);

  G_OBJECT_CLASS (lec_scrubber_parent_class)->dispose (object);
}

static void
lec_scrubber_finalize (GObject *object)
{
  g_array_unref (LEC_SCRUBBER (object)->marks_s);

  G_OBJECT_CLASS (lec_scrubber_parent_class)->finalize (object);
}

static void
lec_scrubber_class_init (LecScrubberClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_scrubber_dispose;
  G_OBJECT_CLASS (klass)->finalize = lec_scrubber_finalize;
  widget_class->snapshot = lec_scrubber_snapshot;
  widget_class->unmap = lec_scrubber_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  signals[SCRUBBED] = g_signal_new ("scrubbed", LEC_TYPE_SCRUBBER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                    2, G_TYPE_DOUBLE, G_TYPE_BOOLEAN);
}

static void
lec_scrubber_init (LecScrubber *self)
{
  self->told_s = -1;
  self->marks_s = g_array_new (FALSE, FALSE, sizeof (double));
  self->adjustment = gtk_adjustment_new (0, 0, 0, STEP_S, PAGE_S, 0);
  self->scale = gtk_scale_new (GTK_ORIENTATION_HORIZONTAL, self->adjustment);
  gtk_widget_set_parent (self->scale, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Time in the video"), -1);
  g_signal_connect_object (self->scale, "change-value", G_CALLBACK (change_value_cb), self, G_CONNECT_SWAPPED);
  watch_hand (self);
}

void
lec_scrubber_set_duration (LecScrubber *self,
                           double duration_s)
{
  g_return_if_fail (LEC_IS_SCRUBBER (self) && duration_s >= 0);

  gtk_adjustment_set_upper (self->adjustment, duration_s);
  gtk_widget_set_sensitive (self->scale, duration_s > 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lec_scrubber_set_position (LecScrubber *self,
                           double time_s)
{
  g_return_if_fail (LEC_IS_SCRUBBER (self));

  if (self->is_held)
    return;

  gtk_adjustment_set_value (self->adjustment, time_s);
  tell_position (self);
}

void
lec_scrubber_set_marks (LecScrubber *self,
                        const double *times_s,
                        gsize n_times)
{
  g_return_if_fail (LEC_IS_SCRUBBER (self) && (times_s != NULL || n_times == 0));

  g_array_set_size (self->marks_s, 0);
  g_array_append_vals (self->marks_s, times_s, (guint) n_times);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
