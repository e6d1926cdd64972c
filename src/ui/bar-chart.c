/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawn in the colour of text, so that it is seen in any theme and contrast. The
 * newest bar is where reading ends.
 */
#include "ui/bar-chart.h"

#define HEIGHT    64
#define MIN_WIDTH 120
#define GAP       1
#define STUB      2 /* of nothing, so that the stretches are seen */
#define MAX_BARS  120

struct _LecBarChart
{
  GtkWidget parent_instance;

  GArray *values; /* (element-type guint) */
};

G_DEFINE_FINAL_TYPE (LecBarChart, lec_bar_chart, GTK_TYPE_WIDGET)

static guint
find_highest (const GArray *values)
{
  guint highest = 1;

  for (guint i = 0; i < values->len; i++)
    highest = MAX (highest, g_array_index (values, guint, i));

  return highest;
}

static void
lec_bar_chart_snapshot (GtkWidget *widget,
                        GtkSnapshot *snapshot)
{
  LecBarChart *self = LEC_BAR_CHART (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float step = self->values->len > 0 ? width / (float) self->values->len : 0;
  guint highest = find_highest (self->values);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color = { 0 };
  GdkRGBA faint = { 0 };

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  faint = color;
  faint.alpha *= 0.25F;
  for (guint i = 0; i < self->values->len; i++)
    {
      guint value = g_array_index (self->values, guint, i);
      float bar = value > 0 ? MAX (height * (float) value / (float) highest, 2 * STUB) : STUB;
      float x = step * (float) (is_rtl ? self->values->len - 1 - i : i);

      gtk_snapshot_append_color (snapshot, value > 0 ? &color : &faint,
                                 &GRAPHENE_RECT_INIT (x, height - bar, MAX (step - GAP, 1), bar));
    }
}

static void
lec_bar_chart_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEIGHT;
}

static void
lec_bar_chart_finalize (GObject *object)
{
  g_array_unref (LEC_BAR_CHART (object)->values);

  G_OBJECT_CLASS (lec_bar_chart_parent_class)->finalize (object);
}

static void
lec_bar_chart_class_init (LecBarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lec_bar_chart_finalize;
  widget_class->snapshot = lec_bar_chart_snapshot;
  widget_class->measure = lec_bar_chart_measure;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lec_bar_chart_init (LecBarChart *self)
{
  self->values = g_array_new (FALSE, FALSE, sizeof (guint));
}

void
lec_bar_chart_set_values (LecBarChart *self,
                          const guint *values,
                          guint n_values,
                          const char *text)
{
  g_return_if_fail (LEC_IS_BAR_CHART (self) && values != NULL && n_values <= MAX_BARS && text != NULL);

  g_array_set_size (self->values, 0);
  g_array_append_vals (self->values, values, n_values);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
