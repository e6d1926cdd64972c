/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The box and the numbers are the same thing told twice: whichever was changed
 * sets the other, and what does not fit is set back to what does.
 */
#include "ui/crop-editor.h"

#include <glib/gi18n-lib.h>

#include "ui/bin-focus.h"
#include "ui/crop-area.h"
#include "ui/crop-geometry.h"

struct _LecCropEditor
{
  AdwBin parent_instance;

  gboolean is_setting; /* the numbers, from the box */

  GtkPicture *picture;
  LecCropArea *area;
  GtkSpinButton *left;
  GtkSpinButton *top;
  GtkSpinButton *width;
  GtkSpinButton *height;
  GtkWidget *offers_box;
  GtkWidget *whole_button;
  GtkWidget *auto_button;
  GtkButton *accept_button;
};

enum
{
  CHOSEN,
  CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LecCropEditor, lec_crop_editor, ADW_TYPE_BIN)

static void
show_numbers (LecCropEditor *self)
{
  const LecRect *rect = lec_crop_area_get_rect (self->area);

  self->is_setting = TRUE;
  gtk_spin_button_set_value (self->left, rect->x);
  gtk_spin_button_set_value (self->top, rect->y);
  gtk_spin_button_set_value (self->width, rect->width);
  gtk_spin_button_set_value (self->height, rect->height);
  self->is_setting = FALSE;
}

static void
number_changed_cb (LecCropEditor *self)
{
  const LecRect rect = {
    gtk_spin_button_get_value_as_int (self->left),
    gtk_spin_button_get_value_as_int (self->top),
    gtk_spin_button_get_value_as_int (self->width),
    gtk_spin_button_get_value_as_int (self->height),
  };

  if (self->is_setting)
    return;

  lec_crop_area_set_rect (self->area, &rect);
  show_numbers (self);
}

static void
choose_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  LecCropEditor *self = LEC_CROP_EDITOR (widget);
  const LecRect rect = *lec_crop_area_get_rect (self->area);
  LecCropMode choice = g_str_equal (name, "crop.none") ? LEC_CROP_NONE : LEC_CROP_AUTO;

  if (g_str_equal (name, "crop.accept"))
    choice = LEC_CROP_REGION;
  g_signal_emit (self, signals[CHOSEN], 0, choice, choice == LEC_CROP_REGION ? &rect : NULL);
}

static void
cancel_cb (GtkWidget *widget,
           const char *name,
           GVariant *parameter)
{
  g_signal_emit (widget, signals[CANCELLED], 0);
}

static gboolean
lec_crop_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LEC_CROP_EDITOR (widget)->area));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/crop-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, picture);
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, area);
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, left);
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, top);
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, width);
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, height);
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, offers_box);
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, whole_button);
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, auto_button);
  gtk_widget_class_bind_template_child (widget_class, LecCropEditor, accept_button);
  gtk_widget_class_bind_template_callback (widget_class, show_numbers);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
}

static void
lec_crop_editor_class_init (LecCropEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = lec_bin_focus;
  widget_class->grab_focus = lec_crop_editor_grab_focus;
  gtk_widget_class_install_action (widget_class, "crop.accept", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "crop.none", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "crop.auto", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "crop.cancel", NULL, cancel_cb);
  signals[CHOSEN] = g_signal_new ("chosen", LEC_TYPE_CROP_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_POINTER);
  signals[CANCELLED] = g_signal_new ("cancelled", LEC_TYPE_CROP_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);

  g_type_ensure (LEC_TYPE_CROP_AREA);
  bind_template (widget_class);
}

static void
lec_crop_editor_init (LecCropEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_limits (LecCropEditor *self,
            int width,
            int height)
{
  self->is_setting = TRUE;
  gtk_spin_button_set_range (self->left, 0, MAX (width - 1, 0));
  gtk_spin_button_set_range (self->top, 0, MAX (height - 1, 0));
  gtk_spin_button_set_range (self->width, MIN (LEC_CROP_MIN_SIDE, width), width);
  gtk_spin_button_set_range (self->height, MIN (LEC_CROP_MIN_SIDE, height), height);
  self->is_setting = FALSE;
}

void
lec_crop_editor_start (LecCropEditor *self,
                       GdkPaintable *picture,
                       int width,
                       int height,
                       const LecRect *rect,
                       LecCropOffers offers,
                       const char *accept)
{
  g_return_if_fail (LEC_IS_CROP_EDITOR (self) && width > 0 && height > 0);

  gtk_picture_set_paintable (self->picture, picture);
  lec_crop_area_set_frame (self->area, width, height);
  lec_crop_area_set_rect (self->area, rect);
  set_limits (self, width, height);
  show_numbers (self);
  gtk_widget_set_visible (self->offers_box, offers != 0);
  gtk_widget_set_visible (self->whole_button, (offers & LEC_CROP_OFFERS_WHOLE) != 0);
  gtk_widget_set_visible (self->auto_button, (offers & LEC_CROP_OFFERS_AUTO) != 0);
  gtk_button_set_label (self->accept_button, accept != NULL ? accept : _ ("C_rop"));
}

const LecRect *
lec_crop_editor_get_rect (LecCropEditor *self)
{
  g_return_val_if_fail (LEC_IS_CROP_EDITOR (self), NULL);

  return lec_crop_area_get_rect (self->area);
}
