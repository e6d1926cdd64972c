/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws both itself. Of a label that wraps, GTK 4.8 wants to know how wide it is for
 * a height, and finds that out by trying: 8 ms for a row, whenever it said something
 * else. This asks for no width of its own, and for another height only when what it
 * says may need another.
 */
#include "ui/job-line.h"

#include "ui/dim-text.h"

#define ICON_SIZE 16
#define SPACING   6
/* For the text, in letters: what wraps may be broken anywhere when there is no room. */
#define LEAST_LETTERS 8

struct _LecJobLine
{
  GtkWidget parent_instance;

  char *text;
  char *icon; /* name */
  LecJobStatus status;
  gboolean is_flawed;  /* it is done, and something is missing */
  PangoLayout *layout; /* (nullable): made when it is asked for or drawn */
  int narrowest;       /* width of the text for which a height was told, G_MAXINT for none */
};

G_DEFINE_FINAL_TYPE (LecJobLine, lec_job_line, GTK_TYPE_WIDGET)

/* --- The text --- */

static PangoLayout *
ensure_layout (LecJobLine *self)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  if (self->layout != NULL)
    return self->layout;

  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  return self->layout;
}

/* @width: of the text; -1 for no limit */
static void
lay_out (LecJobLine *self,
         int width,
         PangoRectangle *extents)
{
  PangoLayout *layout = ensure_layout (self);

  pango_layout_set_width (layout, width < 0 ? -1 : width * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, extents);
}

/* Returns: whether it is in one line wherever its height was asked for */
static gboolean
is_one_line (LecJobLine *self)
{
  PangoRectangle extents = { 0 };

  if (self->narrowest == G_MAXINT)
    return TRUE;

  lay_out (self, -1, &extents);
  return extents.width <= self->narrowest;
}

static void
set_text (LecJobLine *self,
          const char *text)
{
  gboolean was_one_line = FALSE;

  if (g_str_equal (self->text, text))
    return;

  was_one_line = is_one_line (self);
  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (was_one_line && is_one_line (self))
    return;

  self->narrowest = G_MAXINT;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
lec_job_line_show (LecJobLine *self,
                   LecJobItem *item)
{
  const LecJob *job = NULL;
  g_autofree char *summary = NULL;

  g_return_if_fail (LEC_IS_JOB_LINE (self) && LEC_IS_JOB_ITEM (item));

  job = lec_job_item_get_job (item);
  self->status = job->status;
  self->is_flawed = job->error != NULL;
  g_clear_pointer (&self->icon, g_free);
  g_object_get (item, "icon-name", &self->icon, "summary", &summary, NULL);
  set_text (self, summary);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
lec_job_line_get_text (LecJobLine *self)
{
  g_return_val_if_fail (LEC_IS_JOB_LINE (self), NULL);

  return self->text;
}

/* --- Drawing --- */

/* Returns: (nullable): the name of a colour of the style, for what has become of the job */
static const char *
choose_colour (LecJobLine *self)
{
  switch (self->status)
    {
    case LEC_JOB_FAILED:
      return "error_color";
    case LEC_JOB_COMPLETED:
      return self->is_flawed ? "warning_color" : "success_color";
    case LEC_JOB_PROCESSING:
      return "accent_color";
    case LEC_JOB_QUEUED:
    case LEC_JOB_CANCELLED:
    case LEC_JOB_PAUSED:
    default:
      return NULL;
    }
}

/* What waits, or was given up, is dim. */
static void
find_colour (LecJobLine *self,
             GdkRGBA *colour)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  const char *name = choose_colour (self);

  gtk_style_context_get_color (style, colour);
  if (name != NULL)
    gtk_style_context_lookup_color (style, name, colour);
  else if (self->status != LEC_JOB_PAUSED)
    colour->alpha *= (float) lec_dim_text_get_opacity (GTK_WIDGET (self));
}

static void
draw_icon (LecJobLine *self,
           GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkTextDirection direction = gtk_widget_get_direction (widget);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, self->icon, NULL, ICON_SIZE, gtk_widget_get_scale_factor (widget), direction,
                                GTK_ICON_LOOKUP_FORCE_SYMBOLIC);
  int x = direction == GTK_TEXT_DIR_RTL ? gtk_widget_get_width (widget) - ICON_SIZE : 0;
  GdkRGBA colour = { 0 };

  find_colour (self, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, 0));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON_SIZE, ICON_SIZE, &colour, 1);
  gtk_snapshot_restore (snapshot);
}

static int
get_text_width (LecJobLine *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) - ICON_SIZE - SPACING, 0);
}

/* Where reading begins, and in the middle of what is higher than a line. */
static void
draw_text (LecJobLine *self,
           GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  PangoRectangle extents = { 0 };
  GdkRGBA colour = { 0 };
  int x = 0, y = 0;

  lay_out (self, get_text_width (self), &extents);
  x = (is_rtl ? get_text_width (self) - extents.width : ICON_SIZE + SPACING) - extents.x;
  y = MAX (gtk_widget_get_height (widget) - extents.height, 0) / 2;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  colour.alpha *= (float) lec_dim_text_get_opacity (widget);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, self->layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
lec_job_line_snapshot (GtkWidget *widget,
                       GtkSnapshot *snapshot)
{
  LecJobLine *self = LEC_JOB_LINE (widget);

  if (self->icon == NULL)
    return;

  draw_icon (self, snapshot);
  draw_text (self, snapshot);
}

/* --- As a widget --- */

static int
measure_width (LecJobLine *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int letter = PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return ICON_SIZE + SPACING + LEAST_LETTERS * letter;
}

static int
measure_height (LecJobLine *self,
                int width)
{
  PangoRectangle extents = { 0 };
  int text_width = width < 0 ? -1 : MAX (width - ICON_SIZE - SPACING, 0);

  if (text_width >= 0)
    self->narrowest = MIN (self->narrowest, text_width);
  lay_out (self, text_width, &extents);
  return MAX (extents.height, ICON_SIZE);
}

static void
lec_job_line_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  LecJobLine *self = LEC_JOB_LINE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = measure_width (self);
  else
    *minimum = measure_height (self, for_size);
  *natural = *minimum;
}

static GtkSizeRequestMode
lec_job_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
forget_layout (LecJobLine *self)
{
  g_clear_object (&self->layout);
  self->narrowest = G_MAXINT;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
lec_job_line_css_changed (GtkWidget *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lec_job_line_parent_class)->css_changed (widget, change);
  g_clear_object (&LEC_JOB_LINE (widget)->layout);
}

static void
lec_job_line_system_setting_changed (GtkWidget *widget,
                                     GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (lec_job_line_parent_class)->system_setting_changed (widget, setting);
  forget_layout (LEC_JOB_LINE (widget));
}

static void
lec_job_line_direction_changed (GtkWidget *widget,
                                GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (lec_job_line_parent_class)->direction_changed (widget, previous);
  forget_layout (LEC_JOB_LINE (widget));
}

static void
lec_job_line_finalize (GObject *object)
{
  LecJobLine *self = LEC_JOB_LINE (object);

  g_clear_object (&self->layout);
  g_free (self->icon);
  g_free (self->text);

  G_OBJECT_CLASS (lec_job_line_parent_class)->finalize (object);
}

static void
lec_job_line_class_init (LecJobLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lec_job_line_finalize;
  widget_class->measure = lec_job_line_measure;
  widget_class->get_request_mode = lec_job_line_get_request_mode;
  widget_class->snapshot = lec_job_line_snapshot;
  widget_class->css_changed = lec_job_line_css_changed;
  widget_class->system_setting_changed = lec_job_line_system_setting_changed;
  widget_class->direction_changed = lec_job_line_direction_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
lec_job_line_init (LecJobLine *self)
{
  self->text = g_strdup ("");
  self->narrowest = G_MAXINT;
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
}
