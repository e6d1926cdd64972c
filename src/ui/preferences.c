/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shows what the settings say, also when another program changes them. Rows for
 * the options of new jobs are made from their table. It is hidden when it is closed,
 * and goes with the window below it: libadwaita 1.2 never frees the groups of such a
 * window, which is a megabyte each time.
 */
#include "ui/preferences.h"

#include <glib/gi18n-lib.h>

#include "ui/closing.h"
#include "ui/cluster-page.h"
#include "ui/folder-group.h"
#include "ui/inner-buttons.h"
#include "ui/language-rows.h"
#include "ui/never-group.h"
#include "ui/option-rows.h"
#include "ui/services-page.h"
#include "ui/whole-choice.h"

#define OUTPUT_KEY  "output-folder"
#define CLOSING_KEY "on-close"

struct _LecPreferences
{
  AdwPreferencesWindow parent_instance;

  GSettings *settings;
  AdwActionRow *output_row;
  GtkWidget *reset_button;
  GtkWidget *jobs_button;
  GtkWidget *awake_switch;
  GtkWidget *notify_switch;
  GtkWidget *sound_switch;
  AdwComboRow *closing_row;
  AdwPreferencesGroup *options_group;
  AdwPreferencesGroup *languages_group;
  LecFolderGroup *folder_group;
  LecNeverGroup *never_group;
  LecServicesPage *services_page;
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

/* --- Closing --- */

static void
closing_changed_cb (LecPreferences *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, CLOSING_KEY);

  adw_combo_row_set_selected (self->closing_row, lec_closing_from_name (name));
}

static void
closing_selected_cb (LecPreferences *self)
{
  guint closing = adw_combo_row_get_selected (self->closing_row);

  if (closing < LEC_N_CLOSINGS)
    g_settings_set_string (self->settings, CLOSING_KEY, lec_closing_get_name (closing));
}

static void
add_closings (LecPreferences *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < LEC_N_CLOSINGS; i++)
    gtk_string_list_append (list, lec_closing_get_words (i));
  adw_combo_row_set_model (self->closing_row, G_LIST_MODEL (list));
  lec_whole_choice_show (self->closing_row);
  closing_changed_cb (self);
  g_signal_connect_object (self->settings, "changed::" CLOSING_KEY, G_CALLBACK (closing_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->closing_row, "notify::selected", G_CALLBACK (closing_selected_cb), self,
                           G_CONNECT_SWAPPED);
}

/* --- New jobs --- */

static void
add_options (LecPreferences *self)
{
  gsize n_specs = 0;
  const LecOptionSpec *specs = lec_job_options_get_specs (&n_specs);

  for (gsize i = 0; i < n_specs; i++)
    {
      GtkWidget *row = lec_option_rows_new (self->settings, &specs[i]);

      if (row != NULL)
        adw_preferences_group_add (self->options_group, row);
    }
  lec_language_rows_add (self->languages_group, self->settings);
}

static void
add_cluster (LecPreferences *self,
             LecClusterDesk *cluster)
{
  LecClusterPage *page = g_object_new (LEC_TYPE_CLUSTER_PAGE, NULL);

  lec_cluster_page_set_desk (page, cluster, self->settings);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self), ADW_PREFERENCES_PAGE (page));
}

static void
bind_settings (LecPreferences *self)
{
  g_settings_bind (self->settings, "jobs-at-once", self->jobs_button, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "keep-awake", self->awake_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "notify", self->notify_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "player-muted", self->sound_switch, "active",
                   G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_INVERT_BOOLEAN);
}

/* Somebody may have changed the lists since it was last seen. */
static void
lec_preferences_map (GtkWidget *widget)
{
  LecPreferences *self = LEC_PREFERENCES (widget);

  GTK_WIDGET_CLASS (lec_preferences_parent_class)->map (widget);
  lec_folder_group_list (self->folder_group);
  lec_never_group_list (self->never_group);
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
  widget_class->map = lec_preferences_map;

  g_type_ensure (LEC_TYPE_FOLDER_GROUP);
  g_type_ensure (LEC_TYPE_NEVER_GROUP);
  g_type_ensure (LEC_TYPE_SERVICES_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/lectern/Lectern/preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, output_row);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, reset_button);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, jobs_button);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, awake_switch);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, notify_switch);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, sound_switch);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, closing_row);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, options_group);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, languages_group);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, folder_group);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, never_group);
  gtk_widget_class_bind_template_child (widget_class, LecPreferences, services_page);
  gtk_widget_class_install_action (widget_class, "preferences.reset-output", NULL, reset_output_cb);
  gtk_widget_class_install_action (widget_class, "preferences.choose-output", NULL, choose_output_cb);
}

static void
lec_preferences_init (LecPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lec_inner_buttons_name (self->jobs_button,
                          (const char *[]){ C_ ("spin button", "Less"), C_ ("spin button", "More"), NULL });
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->output_row), FALSE);
}

LecPreferences *
lec_preferences_new (GtkWindow *parent,
                     GSettings *settings,
                     LecClusterDesk *cluster)
{
  LecPreferences *self = g_object_new (LEC_TYPE_PREFERENCES, "transient-for", parent, "modal", TRUE,
                                       "destroy-with-parent", TRUE, "hide-on-close", TRUE, NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" OUTPUT_KEY, G_CALLBACK (output_changed_cb), self, G_CONNECT_SWAPPED);
  output_changed_cb (self);
  bind_settings (self);
  add_closings (self);
  add_options (self);
  lec_services_page_bind_settings (self->services_page, settings);
  if (cluster != NULL)
    add_cluster (self, cluster);
  return self;
}
