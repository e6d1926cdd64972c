/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows what the settings say, also when another program changes them.
 */
#include "ui/preferences.h"

#include <glib/gi18n-lib.h>

#define OUTPUT_KEY "output-folder"

struct _LecPreferences
{
  AdwPreferencesWindow parent_instance;

  GSettings *settings;
  AdwActionRow *output_row;
  GtkWidget *reset_button;
};

G_DEFINE_FINAL_TYPE (LecPreferences, lec_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
output_changed_cb (LecPreferences *self)
{
  g_autofree char *folder = g_settings_get_string (self->settings, OUTPUT_KEY);

  adw_action_row_set_subtitle (self->output_row, *folder != '\0' ? folder : _ ("Beside each video"));
  gtk_widget_set_visible (self->reset_button, *folder != '\0');
}

static void
reset_output_cb (GtkWidget *widget,
                 const char *name,
                 GVariant *parameter)
{
  g_settings_reset (LEC_PREFERENCES (widget)->settings, OUTPUT_KEY);
}

static void
chosen_cb (LecPreferences *self,
           int response,
           GtkFileChooser *chooser)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (chooser);
  const char *path = response == GTK_RESPONSE_ACCEPT && folder != NULL ? g_file_peek_path (folder) : NULL;

  /* Settings are text: a path that is none cannot be kept in them. */
  if (path != NULL && g_utf8_validate (path, -1, NULL))
    g_settings_set_string (self->settings, OUTPUT_KEY, path);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (chooser));
  g_object_unref (chooser);
}

static void
choose_output_cb (GtkWidget *widget,
                  const char *name,
                  GVariant *parameter)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
    _ ("Folder for PDFs"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
lec_preferences_dispose (GObject *object)
{
  g_clear_object (&LEC_PREFERENCES (object)->settings);

  G_OBJECT_CLASS (lec_preferences_parent_class)->dispose (object);
}

static void
lec_preferences_class_init (LecPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lec_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, output_row);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, reset_button);
  gtk_widget_class_install_action (widget_class, "preferences.reset-output", NULL, reset_output_cb);
  gtk_widget_class_install_action (widget_class, "preferences.choose-output", NULL, choose_output_cb);
}

static void
lec_preferences_init (LecPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->output_row), FALSE);
}

LecPreferences *
lec_preferences_new (GtkWindow *parent,
                     GSettings *settings)
{
  LecPreferences *self = g_object_new (LEC_TYPE_PREFERENCES, "transient-for", parent, "modal", TRUE, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" OUTPUT_KEY, G_CALLBACK (output_changed_cb), self, G_CONNECT_SWAPPED);
  output_changed_cb (self);
  return self;
}
