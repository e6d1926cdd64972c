/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows its item for as long as it is bound to it, also when that has changed. GTK
 * 4.8 keeps thirty rows of cells for a screen of three or four, moves some of them with
 * each step of a scroll and binds all of them in a jump. So a cell has few widgets,
 * whose style is found again for each move; it writes its texts itself, and draws
 * nothing while it is out of sight: the grid says when it may have come into it.
 */
#include "ui/slide-cell.h"

#include <glib/gi18n-lib.h>

#include "ui/dim-text.h"
#include "ui/thumbnail-picture.h"

#define PICTURE_WIDTH 144
#define SPACING       3
#define MARK_SPACING  6

struct _LecSlideCell
{
  GtkWidget parent_instance;

  LecSlideItem *item;        /* (nullable) */
  LecThumbnails *thumbnails; /* (nullable) */
  LecThumbnailPicture *picture;
  GtkWidget *mark;    /* (nullable): until a slide was doubtful */
  PangoLayout *label; /* (nullable): made when it is drawn */
  PangoLayout *title; /* likewise */
  gboolean is_blank;  /* nothing was drawn, for it was out of sight */
};

G_DEFINE_FINAL_TYPE (LecSlideCell, lec_slide_cell, GTK_TYPE_WIDGET)

/* --- Texts --- */

static PangoLayout *
make_layout (LecSlideCell *self,
             const char *text,
             PangoAttribute *attribute)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, attribute);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static void
forget_texts (LecSlideCell *self)
{
  g_clear_object (&self->label);
  g_clear_object (&self->title);
}

/* Where reading begins. */
static void
draw_text (LecSlideCell *self,
           GtkSnapshot *snapshot,
           PangoLayout *layout,
           int y,
           int width,
           double opacity)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  PangoRectangle extents = { 0 };
  GdkRGBA colour = { 0 };
  int x = 0;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  colour.alpha *= (float) opacity;
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  x = (is_rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - extents.width : 0) - extents.x;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static int
get_mark_width (LecSlideCell *self)
{
  int width = 0;

  if (self->mark != NULL && gtk_widget_get_visible (self->mark))
    gtk_widget_measure (self->mark, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

static int
get_line_height (LecSlideCell *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

static void
draw_texts (LecSlideCell *self,
            GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int mark_width = get_mark_width (self);
  int y = LEC_SLIDE_CELL_PICTURE_HEIGHT + SPACING;

  if (self->label == NULL)
    self->label = make_layout (self, lec_slide_item_get_label (self->item), pango_attr_font_features_new ("tnum=1"));
  if (self->title == NULL)
    self->title = make_layout (self, lec_slide_item_get_title (self->item), pango_attr_weight_new (PANGO_WEIGHT_BOLD));

  draw_text (self, snapshot, self->label, y, mark_width > 0 ? width - mark_width - MARK_SPACING : width,
             lec_dim_text_get_opacity (GTK_WIDGET (self)));
  draw_text (self, snapshot, self->title, y + get_line_height (self) + SPACING, width, 1);
}

/* --- As a widget --- */

static gboolean
is_in_sight (GtkWidget *widget)
{
  GtkWidget *grid = gtk_widget_get_ancestor (widget, GTK_TYPE_GRID_VIEW);
  graphene_rect_t place = { 0 };
  graphene_rect_t all = { 0 };

  if (grid == NULL || !gtk_widget_compute_bounds (widget, grid, &place))
    return TRUE;

  all.size.width = (float) gtk_widget_get_width (grid);
  all.size.height = (float) gtk_widget_get_height (grid);
  return graphene_rect_intersection (&place, &all, NULL);
}

static void
lec_slide_cell_snapshot (GtkWidget *widget,
                         GtkSnapshot *snapshot)
{
  LecSlideCell *self = LEC_SLIDE_CELL (widget);

  self->is_blank = !is_in_sight (widget);
  if (self->is_blank || self->item == NULL)
    return;

  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->picture), snapshot);
  draw_texts (self, snapshot);
  if (self->mark != NULL)
    gtk_widget_snapshot_child (widget, self->mark, snapshot);
}

static void
lec_slide_cell_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  int line_height = 0;

  *minimum = PICTURE_WIDTH;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      line_height = get_line_height (LEC_SLIDE_CELL (widget));
      *minimum = LEC_SLIDE_CELL_PICTURE_HEIGHT + 2 * (SPACING + line_height);
    }
  *natural = *minimum;
}

static void
lec_slide_cell_size_allocate (GtkWidget *widget,
                              int width,
                              int height,
                              int baseline)
{
  LecSlideCell *self = LEC_SLIDE_CELL (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int mark_width = MIN (get_mark_width (self), width);
  GtkAllocation picture = { 0, 0, width, LEC_SLIDE_CELL_PICTURE_HEIGHT };
  GtkAllocation mark = { is_rtl ? 0 : width - mark_width, LEC_SLIDE_CELL_PICTURE_HEIGHT + SPACING, mark_width, 0 };

  gtk_widget_size_allocate (GTK_WIDGET (self->picture), &picture, -1);
  if (mark_width == 0)
    return;

  gtk_widget_measure (self->mark, GTK_ORIENTATION_VERTICAL, -1, NULL, &mark.height, NULL, NULL);
  gtk_widget_size_allocate (self->mark, &mark, -1);
}

static void
lec_slide_cell_css_changed (GtkWidget *widget,
                            GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lec_slide_cell_parent_class)->css_changed (widget, change);
  forget_texts (LEC_SLIDE_CELL (widget));
}

static void
lec_slide_cell_system_setting_changed (GtkWidget *widget,
                                       GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (lec_slide_cell_parent_class)->system_setting_changed (widget, setting);
  forget_texts (LEC_SLIDE_CELL (widget));
}

/* --- Its item --- */

static GtkWidget *
make_mark (void)
{
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *icon =
    g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "icon-name",
                  "lectern-doubtful-symbolic", "pixel-size", 12, NULL);
  GtkWidget *word = gtk_label_new (_ ("Doubtful"));

  gtk_label_set_ellipsize (GTK_LABEL (word), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (mark, "slide-mark");
  gtk_box_append (GTK_BOX (mark), icon);
  gtk_box_append (GTK_BOX (mark), word);
  return mark;
}

static void
show_mark (LecSlideCell *self,
           gboolean is_shown)
{
  if (self->mark == NULL && is_shown)
    {
      self->mark = make_mark ();
      gtk_widget_set_parent (self->mark, GTK_WIDGET (self));
    }
  if (self->mark != NULL)
    gtk_widget_set_visible (self->mark, is_shown);
}

static void
show_item (LecSlideCell *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  forget_texts (self);
  show_mark (self, lec_slide_item_is_doubtful (self->item));
  lec_thumbnail_picture_show (self->picture, lec_slide_item_get_picture (self->item), self->thumbnails);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  /* The cell of the grid has no name of its own in GTK 4.8. */
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    lec_slide_item_get_spoken (self->item), -1);
}

/* Asked for when it is wanted: to set one for each slide costs more than all else of a cell. */
static gboolean
lec_slide_cell_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean is_by_keyboard,
                              GtkTooltip *tooltip)
{
  LecSlideCell *self = LEC_SLIDE_CELL (widget);
  const char *title = self->item != NULL ? lec_slide_item_get_title (self->item) : "";

  gtk_tooltip_set_text (tooltip, title);
  return *title != '\0';
}

void
lec_slide_cell_bind (LecSlideCell *self,
                     LecSlideItem *item,
                     LecThumbnails *thumbnails)
{
  g_return_if_fail (LEC_IS_SLIDE_CELL (self) && LEC_IS_SLIDE_ITEM (item) && self->item == NULL);

  self->item = g_object_ref (item);
  self->thumbnails = g_object_ref (thumbnails);
  g_signal_connect_object (item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}

static void
forget_item (LecSlideCell *self)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->thumbnails);
}

void
lec_slide_cell_unbind (LecSlideCell *self)
{
  g_return_if_fail (LEC_IS_SLIDE_CELL (self));

  forget_item (self);
  lec_thumbnail_picture_clear (self->picture);
}

LecSlideItem *
lec_slide_cell_get_item (LecSlideCell *self)
{
  g_return_val_if_fail (LEC_IS_SLIDE_CELL (self), NULL);

  return self->item;
}

void
lec_slide_cell_look_again (LecSlideCell *self)
{
  g_return_if_fail (LEC_IS_SLIDE_CELL (self));

  if (self->is_blank)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
lec_slide_cell_dispose (GObject *object)
{
  LecSlideCell *self = LEC_SLIDE_CELL (object);

  forget_item (self);
  forget_texts (self);
  g_clear_pointer ((GtkWidget **) &self->picture, gtk_widget_unparent);
  g_clear_pointer (&self->mark, gtk_widget_unparent);

  G_OBJECT_CLASS (lec_slide_cell_parent_class)->dispose (object);
}

static void
lec_slide_cell_class_init (LecSlideCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_slide_cell_dispose;
  widget_class->measure = lec_slide_cell_measure;
  widget_class->size_allocate = lec_slide_cell_size_allocate;
  widget_class->snapshot = lec_slide_cell_snapshot;
  widget_class->css_changed = lec_slide_cell_css_changed;
  widget_class->system_setting_changed = lec_slide_cell_system_setting_changed;
  widget_class->query_tooltip = lec_slide_cell_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "slide");
}

static void
lec_slide_cell_init (LecSlideCell *self)
{
  self->picture = g_object_new (LEC_TYPE_THUMBNAIL_PICTURE, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->picture), GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

LecSlideCell *
lec_slide_cell_new (void)
{
  return g_object_new (LEC_TYPE_SLIDE_CELL, NULL);
}
