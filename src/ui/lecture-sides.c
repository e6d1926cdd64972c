/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides and player are side by side, or one behind the other on a narrow window;
 * the study guide is in their place.
 */
#include "ui/lecture-page-private.h"

/* The window has become wider or narrower. */
static void
sides_changed_cb (LecLecturePage *self)
{
  gboolean is_folded = adw_leaflet_get_folded (self->leaflet);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lecture.show-player", is_folded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lecture.show-slides", is_folded);
  lec_slide_bar_set_folded (self->bar, is_folded);
}

static void
show_side_cb (GtkWidget *widget,
              const char *name,
              GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);
  gboolean is_player = g_str_equal (name, "lecture.show-player");

  adw_leaflet_set_visible_child (self->leaflet, is_player ? self->player_side : self->slides_side);
  gtk_widget_grab_focus (is_player ? GTK_WIDGET (self->preview) : GTK_WIDGET (self->grid));
}

/* Enter, or a double click. */
static void
slide_activated_cb (LecLecturePage *self)
{
  LecSlideItem *slide = lec_slide_grid_get_selected (self->grid);

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_set_visible_child (self->leaflet, self->player_side);
  if (slide != NULL)
    lec_slide_preview_go_to (self->preview, lec_slide_item_get_start_s (slide));
  gtk_widget_grab_focus (GTK_WIDGET (self->preview));
}

gboolean
lec_lecture_sides_is_study_guide (LecLecturePage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "study") == 0;
}

void
lec_lecture_sides_show_slides (LecLecturePage *self)
{
  adw_view_stack_set_visible_child_name (self->views, "slides");
  adw_leaflet_set_visible_child (self->leaflet, self->slides_side);
}

void
lec_lecture_sides_show_player (LecLecturePage *self)
{
  adw_view_stack_set_visible_child_name (self->views, "slides");
  adw_leaflet_set_visible_child (self->leaflet, self->player_side);
}

/* Asked for where the text is read. */
static void
time_chosen_cb (LecLecturePage *self,
                double time_s)
{
  lec_lecture_sides_show_player (self);
  lec_slide_preview_go_to (self->preview, time_s);
}

static gboolean
show_switcher_cb (gpointer user_data)
{
  LecLecturePage *self = user_data;
  gboolean is_narrow = adw_view_switcher_title_get_title_visible (self->switcher);

  self->width_idle = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->title), !is_narrow);
  gtk_widget_set_visible (self->narrow_switcher, is_narrow);
  return G_SOURCE_REMOVE;
}

/* It is told while the window is laid out: what is seen cannot be changed then. */
static void
width_changed_cb (LecLecturePage *self)
{
  if (self->width_idle == 0)
    self->width_idle = g_idle_add (show_switcher_cb, self);
}

static void
view_changed_cb (LecLecturePage *self)
{
  gtk_widget_grab_focus (lec_lecture_sides_is_study_guide (self) ? GTK_WIDGET (self->study) : GTK_WIDGET (self->grid));
}

void
lec_lecture_sides_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "lecture.show-player", NULL, show_side_cb);
  gtk_widget_class_install_action (widget_class, "lecture.show-slides", NULL, show_side_cb);
  gtk_widget_class_bind_template_callback (widget_class, sides_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, slide_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_chosen_cb);
}
