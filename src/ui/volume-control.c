/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A GtkVolumeButton knows no "muted": then it shows zero, and remembers nothing.
 * So what was chosen is kept here.
 */
#include "ui/volume-control.h"

#include <glib/gi18n-lib.h>

#include "ui/inner-buttons.h"

struct _LecVolumeControl
{
  AdwBin parent_instance;

  double volume;
  gboolean is_muted;
  GtkScaleButton *button; /* unowned: the child */
};

enum
{
  PROP_0,
  PROP_VOLUME,
  PROP_IS_MUTED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LecVolumeControl, lec_volume_control, ADW_TYPE_BIN)

static void
value_changed_cb (LecVolumeControl *self,
                  double value)
{
  g_object_set (self, "volume", value, "is-muted", FALSE, NULL);
}

static void
show (LecVolumeControl *self)
{
  g_signal_handlers_block_by_func (self->button, value_changed_cb, self);
  gtk_scale_button_set_value (self->button, self->is_muted ? 0 : self->volume);
  g_signal_handlers_unblock_by_func (self->button, value_changed_cb, self);
}

static void
lec_volume_control_get_property (GObject *object,
                                 guint id,
                                 GValue *value,
                                 GParamSpec *spec)
{
  LecVolumeControl *self = LEC_VOLUME_CONTROL (object);

  if (id == PROP_VOLUME)
    g_value_set_double (value, self->volume);
  else if (id == PROP_IS_MUTED)
    g_value_set_boolean (value, self->is_muted);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
lec_volume_control_set_property (GObject *object,
                                 guint id,
                                 const GValue *value,
                                 GParamSpec *spec)
{
  LecVolumeControl *self = LEC_VOLUME_CONTROL (object);

  if (id == PROP_VOLUME)
    self->volume = g_value_get_double (value);
  else if (id == PROP_IS_MUTED)
    self->is_muted = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
  show (self);
}

static void
lec_volume_control_class_init (LecVolumeControlClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lec_volume_control_get_property;
  object_class->set_property = lec_volume_control_set_property;
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, flags);
  properties[PROP_IS_MUTED] = g_param_spec_boolean ("is-muted", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lec_volume_control_init (LecVolumeControl *self)
{
  const char *const names[] = { _ ("Volume"), NULL };
  const char *const inner_names[] = { _ ("Louder"), _ ("Quieter"), NULL };
  GtkWidget *button = gtk_volume_button_new ();

  self->volume = 1;
  self->button = GTK_SCALE_BUTTON (button);
  adw_bin_set_child (ADW_BIN (self), button);
  g_signal_connect_object (button, "value-changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  lec_inner_buttons_name (button, names);
  lec_inner_buttons_name (gtk_scale_button_get_popup (self->button), inner_names);
  show (self);
}

double
lec_volume_control_get_volume (LecVolumeControl *self)
{
  g_return_val_if_fail (LEC_IS_VOLUME_CONTROL (self), 0);

  return self->volume;
}

gboolean
lec_volume_control_is_muted (LecVolumeControl *self)
{
  g_return_val_if_fail (LEC_IS_VOLUME_CONTROL (self), FALSE);

  return self->is_muted;
}

void
lec_volume_control_set_muted (LecVolumeControl *self,
                              gboolean is_muted)
{
  g_return_if_fail (LEC_IS_VOLUME_CONTROL (self));

  g_object_set (self, "is-muted", is_muted, NULL);
}
