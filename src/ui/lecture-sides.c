/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Slides and player are side by side, or one behind the other on a narrow window;
 * the study guide is in their place.
 */
#include "ui/lecture-page-private.h"

/* Where slides and player are side by side, there is room for a name. */
void
lec_lecture_sides_show_switcher (LecLecturePage *self)
{
  gboolean has_slides = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "slides") == 0;

  adw_view_switcher_title_set_view_switcher_enabled (self->switcher,
                                                     has_slides && !adw_leaflet_get_folded (self->leaflet));
}

/* Toasts are of the page and of the window: both leave its tools in reach. */
static void
set_class (LecLecturePage *self,
           const char *name,
           gboolean is_wanted)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  if (root != NULL && is_wanted)
    gtk_widget_add_css_class (root, name);
  else if (root != NULL)
    gtk_widget_remove_css_class (root, name);
}

static void
shown_cb (LecLecturePage *self)
{
  set_class (self, "lecture-shown", TRUE);
}

static void
hidden_cb (LecLecturePage *self)
{
  set_class (self, "lecture-shown", FALSE);
}

static gboolean
show_switcher_cb (gpointer user_data)
{
  LecLecturePage *self = user_data;
  gboolean has_slides = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "slides") == 0;
  gboolean is_folded = adw_leaflet_get_folded (self->leaflet);
  gboolean is_narrow = FALSE;

  self->width_idle = 0;
  /* Where there is little room slides have it, until a person opens the strip. */
  if (is_folded != self->was_folded)
    lec_hint_strip_set_open (self->strip, !is_folded);
  self->was_folded = is_folded;
  lec_lecture_sides_show_switcher (self);
  is_narrow = adw_view_switcher_title_get_title_visible (self->switcher);
  gtk_widget_set_visible (GTK_WIDGET (self->title), !is_narrow);
  gtk_widget_set_visible (self->title_room, !is_folded);
  gtk_widget_set_visible (self->redo_button, !is_narrow);
  gtk_widget_set_visible (self->narrow_switcher, is_narrow && has_slides);
  set_class (self, "lecture-narrow", is_narrow);
  return G_SOURCE_REMOVE;
}

/* It is told while the window is laid out: what is seen cannot be changed then. */
static void
width_changed_cb (LecLecturePage *self)
{
  if (self->width_idle == 0)
    self->width_idle = g_idle_add (show_switcher_cb, self);
}

/* The window has become wider or narrower. */
static void
sides_changed_cb (LecLecturePage *self)
{
  gboolean is_folded = adw_leaflet_get_folded (self->leaflet);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lecture.show-player", is_folded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "lecture.show-slides", is_folded);
  lec_slide_bar_set_folded (self->bar, is_folded);
  width_changed_cb (self);
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
    lec_slide_preview_go_to (self->preview, lec_slide_item_get_place_s (slide));
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

/* A question was asked there. */
static void
graded_cb (LecLecturePage *self,
           const char *key,
           gboolean knew)
{
  if (self->thread != NULL)
    lec_review_thread_note_answer (self->thread, key, knew);
}

static void
view_changed_cb (LecLecturePage *self)
{
  /* What was said and what to study may have been made since. */
  if (lec_lecture_sides_is_study_guide (self) && self->thread != NULL)
    lec_review_thread_look (self->thread);
  gtk_widget_grab_focus (lec_lecture_sides_is_study_guide (self) ? GTK_WIDGET (self->study) : GTK_WIDGET (self->grid));
}

/* A view of the guide, from wherever one is on the page. */
static void
study_cb (GtkWidget *widget,
          const char *name,
          GVariant *parameter)
{
  LecLecturePage *self = LEC_LECTURE_PAGE (widget);

  adw_view_stack_set_visible_child_name (self->views, "study");
  lec_study_page_show_view (self->study, g_variant_get_string (parameter, NULL));
}

void
lec_lecture_sides_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "lecture.study", "s", study_cb);
  gtk_widget_class_install_action (widget_class, "lecture.show-player", NULL, show_side_cb);
  gtk_widget_class_install_action (widget_class, "lecture.show-slides", NULL, show_side_cb);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, hidden_cb);
  gtk_widget_class_bind_template_callback (widget_class, sides_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, slide_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, graded_cb);
}
