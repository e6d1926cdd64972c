/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows its item for as long as it is bound to it, also when that has changed. A
 * jump in the grid binds a hundred cells at once: their texts stand in inscriptions,
 * which keep their size whatever they say, and few have the mark of what is doubtful.
 */
#include "ui/slide-cell.h"

#include <glib/gi18n-lib.h>

#include "ui/thumbnail-picture.h"

struct _LecSlideCell
{
  GtkBox parent_instance;

  LecSlideItem *item;        /* (nullable) */
  LecThumbnails *thumbnails; /* (nullable) */
  LecThumbnailPicture *picture;
  GtkWidget *line; /* of the label and the mark */
  GtkInscription *label;
  GtkInscription *title;
  GtkWidget *mark; /* (nullable): until a slide was doubtful */
};

G_DEFINE_FINAL_TYPE (LecSlideCell, lec_slide_cell, GTK_TYPE_BOX)

static GtkWidget *
make_mark (void)
{
  GtkWidget *mark = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *icon =
    g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "icon-name",
                  "lectern-doubtful-symbolic", "pixel-size", 12, NULL);
  GtkWidget *word = gtk_label_new (_ ("Doubtful"));

  gtk_label_set_ellipsize (GTK_LABEL (word), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (word, "caption");
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
      gtk_box_append (GTK_BOX (self->line), self->mark);
    }
  if (self->mark != NULL)
    gtk_widget_set_visible (self->mark, is_shown);
}

static void
show_item (LecSlideCell *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  gtk_inscription_set_text (self->label, lec_slide_item_get_label (self->item));
  gtk_inscription_set_text (self->title, lec_slide_item_get_title (self->item));
  show_mark (self, lec_slide_item_is_doubtful (self->item));
  lec_thumbnail_picture_show (self->picture, lec_slide_item_get_picture (self->item), self->thumbnails);

  /* The cell of the grid has no name of its own in GTK 4.8. */
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    lec_slide_item_get_spoken (self->item), -1);
}

/* Asked for when it is wanted: to set one for each slide costs more than all else of a cell. */
static gboolean
query_tooltip_cb (LecSlideCell *self,
                  int x,
                  int y,
                  gboolean is_by_keyboard,
                  GtkTooltip *tooltip)
{
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

static void
lec_slide_cell_dispose (GObject *object)
{
  forget_item (LEC_SLIDE_CELL (object));

  G_OBJECT_CLASS (lec_slide_cell_parent_class)->dispose (object);
}

static void
lec_slide_cell_class_init (LecSlideCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_slide_cell_dispose;

  g_type_ensure (LEC_TYPE_THUMBNAIL_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/slide-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, LecSlideCell, picture);
  gtk_widget_class_bind_template_child (widget_class, LecSlideCell, label);
  gtk_widget_class_bind_template_child (widget_class, LecSlideCell, title);
  gtk_widget_class_bind_template_child (widget_class, LecSlideCell, line);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
}

static void
lec_slide_cell_init (LecSlideCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LecSlideCell *
lec_slide_cell_new (void)
{
  return g_object_new (LEC_TYPE_SLIDE_CELL, NULL);
}
