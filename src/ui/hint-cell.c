/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Hints do not change while they are in a list, but for what they do.
 */
#include "ui/hint-cell.h"

#include "ui/thumbnail-picture.h"

struct _LecHintCell
{
  GtkBox parent_instance;

  LecThumbnailPicture *picture;
  GtkLabel *label;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (LecHintCell, lec_hint_cell, GTK_TYPE_BOX)

void
lec_hint_cell_bind (LecHintCell *self,
                    LecHintItem *item,
                    LecThumbnails *thumbnails)
{
  const char *picture = NULL;
  GtkWidget *parent = NULL;

  g_return_if_fail (LEC_IS_HINT_CELL (self) && LEC_IS_HINT_ITEM (item));

  picture = lec_hint_item_get_picture (item);
  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  gtk_label_set_label (self->label, lec_hint_item_get_label (item));
  gtk_label_set_label (self->reason, lec_hint_item_get_reason (item));
  if (picture != NULL)
    lec_thumbnail_picture_show (self->picture, picture, thumbnails);

  /* The row of the list has no name of its own in GTK 4.8. */
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    lec_hint_item_get_spoken (item), -1);
}

void
lec_hint_cell_unbind (LecHintCell *self)
{
  g_return_if_fail (LEC_IS_HINT_CELL (self));

  lec_thumbnail_picture_clear (self->picture);
}

static void
lec_hint_cell_class_init (LecHintCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LEC_TYPE_THUMBNAIL_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/hint-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, LecHintCell, picture);
  gtk_widget_class_bind_template_child (widget_class, LecHintCell, label);
  gtk_widget_class_bind_template_child (widget_class, LecHintCell, reason);
}

static void
lec_hint_cell_init (LecHintCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LecHintCell *
lec_hint_cell_new (void)
{
  return g_object_new (LEC_TYPE_HINT_CELL, NULL);
}
