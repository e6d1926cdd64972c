/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Popovers are filled when they are opened, so that news that come while a person
 * types change nothing under their hands; they close when another slide is chosen,
 * so that what was typed is never taken for that one's.
 */
#include "ui/slide-bar.h"

#include <glib/gi18n-lib.h>

#include "base/time-format.h"
#include "ui/inner-buttons.h"

struct _LecSlideBar
{
  AdwBin parent_instance;

  LecSlideItem *item; /* (nullable) */
  int width;          /* of the frame; 0 when that is not known */
  int height;
  gboolean is_editable;
  GtkWidget *edit_buttons;
  GtkWidget *player_button;
  GtkMenuButton *title_button;
  GtkMenuButton *crop_button;
  GtkMenuButton *move_button;
  GtkMenuButton *text_button;
  GtkEditable *title_entry;
  GtkSpinButton *crop_x;
  GtkSpinButton *crop_y;
  GtkSpinButton *crop_width;
  GtkSpinButton *crop_height;
  GtkBox *visits;
  GtkTextView *text;
  GtkWidget *outputs;
  GtkSpinner *outputs_spinner;
  GtkImage *outputs_icon;
  GtkLabel *outputs_label;
  GtkWidget *outputs_again;
};

G_DEFINE_FINAL_TYPE (LecSlideBar, lec_slide_bar, ADW_TYPE_BIN)

/* --- The title --- */

static void
title_shown_cb (LecSlideBar *self)
{
  if (self->item == NULL)
    return;

  gtk_editable_set_text (self->title_entry, lec_slide_item_get_title (self->item));
  gtk_editable_select_region (self->title_entry, 0, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->title_entry));
}

static void
title_done_cb (LecSlideBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "lecture.retitle", "s", gtk_editable_get_text (self->title_entry));
  gtk_menu_button_popdown (self->title_button);
}

/* --- The crop --- */

static void
set_crop (LecSlideBar *self,
          const LecRect *crop)
{
  gtk_spin_button_set_range (self->crop_x, 0, self->width - 1);
  gtk_spin_button_set_range (self->crop_y, 0, self->height - 1);
  gtk_spin_button_set_range (self->crop_width, 1, self->width);
  gtk_spin_button_set_range (self->crop_height, 1, self->height);
  gtk_spin_button_set_value (self->crop_x, crop->x);
  gtk_spin_button_set_value (self->crop_y, crop->y);
  gtk_spin_button_set_value (self->crop_width, crop->width);
  gtk_spin_button_set_value (self->crop_height, crop->height);
}

static void
crop_shown_cb (LecSlideBar *self)
{
  LecRect crop = { 0, 0, self->width, self->height };

  if (self->item == NULL)
    return;
  if (!lec_rect_is_empty (lec_slide_item_get_region (self->item)))
    crop = *lec_slide_item_get_region (self->item);
  set_crop (self, &crop);
  gtk_widget_grab_focus (GTK_WIDGET (self->crop_x));
}

static void
crop_whole_cb (LecSlideBar *self)
{
  set_crop (self, &(LecRect){ 0, 0, self->width, self->height });
}

static void
crop_done_cb (LecSlideBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "lecture.crop", "(iiii)",
                              gtk_spin_button_get_value_as_int (self->crop_x),
                              gtk_spin_button_get_value_as_int (self->crop_y),
                              gtk_spin_button_get_value_as_int (self->crop_width),
                              gtk_spin_button_get_value_as_int (self->crop_height));
  gtk_menu_button_popdown (self->crop_button);
}

/* --- Where it stands --- */

static void
move_chosen_cb (LecSlideBar *self,
                GtkWidget *button)
{
  double time_s = *(const double *) g_object_get_data (G_OBJECT (button), "time");

  gtk_menu_button_popdown (self->move_button);
  gtk_widget_activate_action (GTK_WIDGET (self), "lecture.move", "d", time_s);
}

static void
add_visit_button (LecSlideBar *self,
                  const LecVisit *visit)
{
  g_autofree char *start = lec_time_format (visit->start_s);
  /* Translators: a time of the video */
  g_autofree char *label = g_strdup_printf (_ ("At %s"), start);
  GtkWidget *button = gtk_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (button), "time", g_memdup2 (&visit->start_s, sizeof (double)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (move_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->visits, button);
}

/* A button for each time at which the slide is shown. */
static void
move_shown_cb (LecSlideBar *self)
{
  const GArray *visits = self->item != NULL ? lec_slide_item_get_visits (self->item) : NULL;
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->visits))) != NULL)
    gtk_box_remove (self->visits, child);
  for (guint i = 0; visits != NULL && i < visits->len; i++)
    add_visit_button (self, &g_array_index (visits, LecVisit, i));
}

/* --- The text --- */

static void
text_shown_cb (LecSlideBar *self)
{
  const char *text = self->item != NULL ? lec_slide_item_get_text (self->item) : "";

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), *text != '\0' ? text : _ ("No text was read on it."),
                            -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* --- What the page tells --- */

static void
enable_buttons (LecSlideBar *self)
{
  gboolean can_edit = self->is_editable && self->item != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->title_button), can_edit);
  gtk_widget_set_sensitive (GTK_WIDGET (self->crop_button), can_edit && self->width > 0 && self->height > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->move_button),
                            can_edit && lec_slide_item_get_visits (self->item)->len > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->text_button), self->item != NULL);
}

/* One that was moved is another item. @a, @b: (nullable) */
static gboolean
is_same_slide (LecSlideItem *a,
               LecSlideItem *b)
{
  return a == b || (a != NULL && b != NULL && lec_slide_item_get_key (a) == lec_slide_item_get_key (b));
}

void
lec_slide_bar_set_slide (LecSlideBar *self,
                         LecSlideItem *item)
{
  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  if (!is_same_slide (self->item, item))
    lec_slide_bar_close (self);
  g_set_object (&self->item, item);
  enable_buttons (self);
}

void
lec_slide_bar_set_frame (LecSlideBar *self,
                         int width,
                         int height)
{
  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  self->width = width;
  self->height = height;
  enable_buttons (self);
}

void
lec_slide_bar_set_folded (LecSlideBar *self,
                          gboolean is_folded)
{
  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  gtk_widget_set_visible (self->player_button, is_folded);
}

void
lec_slide_bar_set_editable (LecSlideBar *self,
                            gboolean is_editable)
{
  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  self->is_editable = is_editable;
  gtk_widget_set_visible (self->edit_buttons, is_editable);
  enable_buttons (self);
}

static const char *
describe_outputs (LecOutputsState state)
{
  switch (state)
    {
    case LEC_OUTPUTS_OLD:
      return _ ("The PDF is made again in a moment");
    case LEC_OUTPUTS_MAKING:
      return _ ("The PDF is being made…");
    case LEC_OUTPUTS_FAILED:
      return _ ("The PDF could not be made");
    case LEC_OUTPUTS_UP_TO_DATE:
      return _ ("The PDF is up to date");
    case LEC_OUTPUTS_NONE:
    default:
      return "";
    }
}

static const char *
choose_outputs_icon (LecOutputsState state)
{
  switch (state)
    {
    case LEC_OUTPUTS_FAILED:
      return "lectern-failed-symbolic";
    case LEC_OUTPUTS_UP_TO_DATE:
      return "lectern-done-symbolic";
    case LEC_OUTPUTS_OLD:
    case LEC_OUTPUTS_MAKING:
    case LEC_OUTPUTS_NONE:
    default:
      return "lectern-waiting-symbolic";
    }
}

void
lec_slide_bar_set_outputs (LecSlideBar *self,
                           LecOutputsState state,
                           const char *reason)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  /* Translators: how outputs are, such as “Not up to date”, and why */
  text = reason != NULL ? g_strdup_printf (C_ ("state of outputs", "%s: %s"), describe_outputs (state), reason)
                        : g_strdup (describe_outputs (state));
  gtk_label_set_label (self->outputs_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->outputs_label), text);
  gtk_image_set_from_icon_name (self->outputs_icon, choose_outputs_icon (state));
  gtk_spinner_set_spinning (self->outputs_spinner, state == LEC_OUTPUTS_MAKING);
  gtk_widget_set_visible (GTK_WIDGET (self->outputs_spinner), state == LEC_OUTPUTS_MAKING);
  gtk_widget_set_visible (GTK_WIDGET (self->outputs_icon), state != LEC_OUTPUTS_MAKING);
  gtk_widget_set_visible (self->outputs_again, state == LEC_OUTPUTS_FAILED);
  gtk_widget_set_visible (self->outputs, state != LEC_OUTPUTS_NONE);
}

void
lec_slide_bar_ask_title (LecSlideBar *self)
{
  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  if (gtk_widget_is_sensitive (GTK_WIDGET (self->title_button)))
    gtk_menu_button_popup (self->title_button);
}

void
lec_slide_bar_ask_crop (LecSlideBar *self)
{
  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  if (gtk_widget_is_sensitive (GTK_WIDGET (self->crop_button)))
    gtk_menu_button_popup (self->crop_button);
}

void
lec_slide_bar_ask_place (LecSlideBar *self)
{
  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  if (gtk_widget_is_sensitive (GTK_WIDGET (self->move_button)))
    gtk_menu_button_popup (self->move_button);
}

void
lec_slide_bar_show_text (LecSlideBar *self)
{
  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  if (gtk_widget_is_sensitive (GTK_WIDGET (self->text_button)))
    gtk_menu_button_popup (self->text_button);
}

void
lec_slide_bar_close (LecSlideBar *self)
{
  g_return_if_fail (LEC_IS_SLIDE_BAR (self));

  gtk_menu_button_popdown (self->title_button);
  gtk_menu_button_popdown (self->crop_button);
  gtk_menu_button_popdown (self->move_button);
  gtk_menu_button_popdown (self->text_button);
}

static void
lec_slide_bar_dispose (GObject *object)
{
  g_clear_object (&LEC_SLIDE_BAR (object)->item);

  G_OBJECT_CLASS (lec_slide_bar_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, edit_buttons);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, player_button);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, title_button);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, crop_button);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, move_button);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, text_button);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, visits);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, title_entry);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, crop_x);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, crop_y);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, crop_width);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, crop_height);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, text);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, outputs);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, outputs_spinner);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, outputs_icon);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, outputs_label);
  gtk_widget_class_bind_template_child (widget_class, LecSlideBar, outputs_again);
}

static void
lec_slide_bar_class_init (LecSlideBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_slide_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/slide-bar.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, title_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, crop_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, crop_whole_cb);
  gtk_widget_class_bind_template_callback (widget_class, crop_done_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_shown_cb);
}

static void
lec_slide_bar_init (LecSlideBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lec_inner_buttons_name (GTK_WIDGET (self->title_button), (const char *[]){ _ ("Change the title"), NULL });
  lec_inner_buttons_name (GTK_WIDGET (self->crop_button), (const char *[]){ _ ("Crop the picture"), NULL });
  lec_inner_buttons_name (GTK_WIDGET (self->move_button), (const char *[]){ _ ("Move to another time"), NULL });
  lec_inner_buttons_name (GTK_WIDGET (self->text_button), (const char *[]){ _ ("Text on the slide"), NULL });
  lec_slide_bar_set_outputs (self, LEC_OUTPUTS_NONE, NULL);
  enable_buttons (self);
}
