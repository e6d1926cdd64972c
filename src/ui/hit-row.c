/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row that is used again looks like whatever it shows now.
 */
#include "ui/hit-row.h"

struct _LecHitRow
{
  GtkBox parent_instance;

  GtkLabel *place;
  GtkLabel *snippet;
};

G_DEFINE_FINAL_TYPE (LecHitRow, lec_hit_row, GTK_TYPE_BOX)

static void
lec_hit_row_class_init (LecHitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/hit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LecHitRow, place);
  gtk_widget_class_bind_template_child (widget_class, LecHitRow, snippet);
}

static void
lec_hit_row_init (LecHitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

LecHitRow *
lec_hit_row_new (void)
{
  return g_object_new (LEC_TYPE_HIT_ROW, NULL);
}

void
lec_hit_row_bind (LecHitRow *self,
                  LecHitItem *item)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  gboolean is_heading = FALSE;

  g_return_if_fail (LEC_IS_HIT_ROW (self) && LEC_IS_HIT_ITEM (item));

  is_heading = lec_hit_item_is_heading (item);
  gtk_label_set_label (self->place, lec_hit_item_get_place (item));
  gtk_label_set_label (self->snippet, lec_hit_item_get_snippet (item));
  gtk_widget_set_visible (GTK_WIDGET (self->snippet), *lec_hit_item_get_snippet (item) != '\0');
  gtk_widget_set_css_classes (GTK_WIDGET (self->place),
                              is_heading ? (const char *[]){ "title-4", NULL } : (const char *[]){ "numeric", NULL });
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    lec_hit_item_get_spoken (item), -1);
}
